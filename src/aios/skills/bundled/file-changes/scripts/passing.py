"""What was passed over among the files of a folder, told."""

MOST = 20_000


def left_out(request, scope):
    """What was passed over, as one sentence; "" for nothing."""
    counts = scope.left_out
    told = []
    if counts.get("inner"):
        zh = f"其中 {counts['inner']} 个在子文件夹里；只要这一层请说“不包括子文件夹”。"
        en = f'{counts["inner"]} of them in subfolders; to leave those, say "without subfolders".'
        told.append(request.say(zh, en))
    if counts.get("deeper"):
        zh = f"子文件夹里还有 {counts['deeper']} 个符合的没有动；要一起处理请说“包括子文件夹”。"
        en = f'{counts["deeper"]} more that fit in subfolders: say "including subfolders".'
        told.append(request.say(zh, en))
    if counts.get("hidden"):
        zh, en = (
            f"未动 {counts['hidden']} 个隐藏文件。",
            f"Hidden files left alone: {counts['hidden']}.",
        )
        told.append(request.say(zh, en))
    if counts.get("links"):
        zh, en = f"未动 {counts['links']} 个链接。", f"Links left alone: {counts['links']}."
        told.append(request.say(zh, en))
    if counts.get("stopped"):
        zh, en = f"只看了前 {MOST:,} 个文件。", f"Only the first {MOST:,} files were looked at."
        told.append(request.say(zh, en))
    return " ".join(told)

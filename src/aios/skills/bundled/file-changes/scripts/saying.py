"""Say what would be changed, in the user's language: how many, where, the first of them."""

import os

from selecting import left_out

SHOWN = 20
NO_DEPTH = ("copy_files", "make_entries")
DEEDS = {
    "rename_files": ("重命名", "rename"), "organise_files": ("整理（移动）", "sort into folders"),
    "move_files": ("移动", "move"), "copy_files": ("复制", "copy"),
    "delete_files": ("删除", "delete"), "make_entries": ("新建", "make"),
    "replace_text": ("替换文字，改写", "replace text in"),
    "append_text": ("添加文字，改写", "add text to"),
}  # fmt: skip


def size_of(request, size):
    """A size with its exact bytes."""
    value, unit = float(size), ""
    for larger in ("KB", "MB", "GB", "TB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    exact = request.say(f"{size:,} 字节", f"{size:,} bytes")
    return f"{value:.1f} {unit}{request.say(f'（{exact}）', f' ({exact})')}" if unit else exact


def result(plan, action, preview):
    """The result of a plan: its answer, its whole as data, and what was left out."""
    request, scope = plan.request, plan.scope
    zh, en = DEEDS[action]
    size, where = size_of(request, plan.bytes), ", ".join(scope.folders)
    things_zh, things_en = things(plan)
    head = request.say(
        f"{'预览（什么都没有改变）：' if preview else ''}将{zh} {plan.count:,} 个{things_zh}"
        f"（共 {size}），在 {where} 中：",
        f"{'Preview (nothing was changed): would' if preview else 'Would'} {en} {plan.count:,}"
        f" {things_en} ({size}) in {where}:",
    )
    rows = [f"  {row}" for row in plan.rows[:SHOWN]]
    left = plan.count - len(rows)
    if left > 0:
        rows.append(request.say(f"  ……另有 {left:,} 项", f"  … and {left:,} more"))
    changed = [change["path"] for change in plan.changes if change["kind"] != "make_folder"]
    inner = sum(os.path.dirname(path) not in scope.folders for path in changed)
    scope.left_out["inner"] = 0 if scope.files or action in NO_DEPTH else inner
    notes = [*plan.notes[:SHOWN], *filter(None, [left_out(request, scope)])]
    if len(plan.notes) > SHOWN:
        notes.append(request.say("……其余见 data。", "… the others are in data."))
    data = {
        "action": action, "folder": scope.folder, "preview": preview, "count": plan.count,
        "bytes": plan.bytes, "changes": plan.changes, "notes": plan.notes,
    }  # fmt: skip
    explanation = request.say(
        "只读了文件夹，列出了要做的改动；改动由系统在得到许可后整组完成，可以撤销。",
        "The folder was only read, and the changes listed; they are done as one set when granted,"
        " and can be undone.",
    )
    answer = "\n".join([head, *rows])
    return {
        "answer": answer,
        "data": data,
        "notes": notes,
        "output": answer,
        "explanation": explanation,
    }


def things(plan):
    """What the changes are about, in both languages: files, folders or both."""
    folders = sum(row.endswith("/") for row in plan.rows)
    if folders == plan.count:
        return "文件夹", "folder" if folders == 1 else "folders"
    if folders:
        return "文件和文件夹", "files and folders"
    return "文件", "file" if plan.count == 1 else "files"

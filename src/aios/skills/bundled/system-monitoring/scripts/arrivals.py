"""What lines that came into a log tell: how many of each level, address or page, which numbers."""

import re

import tabling
import wishes
from sought import BY_LEVEL, LEVELS, STATS, about, limits_of

MOST = 20
IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
PAGE = re.compile(r"\"(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)\s+([^\s\"?]+)")
STATUS = re.compile(
    r"\"\s([1-5]\d\d)\s|(?:status|code)[=:\s]+([1-5]\d\d)\b|\bHTTP\s+([1-5]\d\d)\b", re.I
)
BY = (
    (r"\bIPs?\b|\bip\s+address|\b(?:remote|client|source)\s+(?:address|host)|来源地址", IP, "IP"),
    (r"\b(?:which|what|by|per|each|every)\s+(?:\w+\s+)?(?:pages?|paths?|urls?|endpoints?|address(?:es)?)\b"
     r"|(?:哪[些个一]|各|每个|按)\S{0,3}(?:页面|路径|接口|地址|网址|URL)", PAGE, "page"),
    (r"\b(?:by|per|each|every|which)\s+(?:\w+\s+)?(?:status|codes?)"
     r"|(?:各|每[个种]|哪些|按)\S{0,3}状态码", STATUS, "status"),
)  # fmt: skip
# What carries a number of its own in a line, and how logs write it.
NUMBERED = {
    r"订单|\borders?\b": r"order|订单",
    r"任务|\bjobs?\b": r"job|任务",
    r"用户|\busers?\b|\baccounts?\b": r"user|用户|账号|for(?:\s+invalid\s+user)?",
    r"请求号|请求\s*id|\brequest\s+(?:ids?|numbers?)": r"request|req|请求",
    r"编号|错误码|\berror\s+codes?|\bids?\b": r"id|code|编号|错误码",
}
ASKS_NUMBER = re.compile(
    r"号|编号|ID|哪[些几个]|列出|\b(?:ids?|numbers?|nos?\.?|which|what|list|names?)\b", re.I
)


def told(request, wanted, lines, every):
    """What the text asks of the lines besides how many match."""
    said = about(request)
    found = levels(request, every) if BY_LEVEL.search(said) or many_levels(said) else []
    found += threshold(request, lines)
    for words, pattern, name in BY:
        if re.search(words, said, re.I):
            found += grouped(request, pattern, name, lines)
    found += identified(request, said, lines)
    return found + numbers(request, wanted, lines if wanted.limit is None else every)


def many_levels(said):
    """True where several levels are named."""
    return len(set(LEVELS.findall(said))) > 1


def levels(request, every):
    """How many lines of each level came, also of those named that did not."""
    counts = dict.fromkeys(LEVELS.findall(about(request)), 0)
    for line in every:
        if found := LEVELS.search(line["text"].upper()):
            counts[found[0]] = counts.get(found[0], 0) + 1
    each = ", ".join(f"{level} {count}" for level, count in counts.items())
    return [request.say(f"各级别新增：{each}。", f"New lines by level: {each}.")] if counts else []


def threshold(request, lines):
    """Whether more lines came than are allowed, where that is no matter of each group."""
    _, found = limits_of(request)
    if found is None or re.search(BY[0][0], about(request), re.I):
        return []
    limit, came = float(found["n"]), len(lines)
    over = came < limit if found["lt"] else came > limit
    sign = ("低于", "fewer than") if found["lt"] else ("超过", "more than")
    if over:
        return [
            request.say(
                f"报警：{came} 行，{sign[0]} {limit:g}！",
                f"ALERT: {came} lines, {sign[1]} {limit:g}!",
            )
        ]
    return [
        request.say(
            f"没有报警：{came} 行，没有{sign[0]} {limit:g}。",
            f"No alert: {came} lines, not {sign[1]} {limit:g}.",
        )
    ]


def grouped(request, pattern, name, lines):
    """How many lines each address, page or status has, most first; those beyond the limit."""
    say, counts = request.say, {}
    for line in lines:
        if found := pattern.search(line["text"]):
            key = next(filter(None, found.groups()), found[0])
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked:
        return []
    each = ", ".join(say(f"{key} {count} 次", f"{key} {count}×") for key, count in ranked[:MOST])
    title = say({"IP": "各 IP", "page": "各页面", "status": "各状态码"}[name], f"By {name}")
    told = [say(f"{title}：{each}。", f"{title}: {each}.")]
    _, limit = limits_of(request)
    if limit is None:
        return told
    over = [f"{key} ({count})" for key, count in ranked if count > float(limit["n"])]
    if over:
        first = say(
            f"报警：超过 {limit['n']} 次的：{', '.join(over)}！",
            f"ALERT: more than {limit['n']} times: {', '.join(over)}!",
        )
    else:
        first = say(
            f"没有报警：没有超过 {limit['n']} 次的。",
            f"No alert: none came more than {limit['n']} times.",
        )
    return [first, *told]


def identified(request, said, lines):
    """The numbers or names that the lines carry: orders, jobs, users."""
    if not ASKS_NUMBER.search(said):
        return []
    for words, written in NUMBERED.items():
        if not re.search(words, said, re.I):
            continue
        value = r"([A-Za-z0-9_.@-]*[A-Za-z0-9])"
        pattern = re.compile(
            rf"(?:{written})(?:\s*(?:号|id|no\.?|number))?\s*[=:：#]?\s*{value}", re.I
        )
        named = [m[1] for line in lines if (m := pattern.search(line["text"]))]
        if named:
            names = ", ".join(dict.fromkeys(named))
            return [
                request.say(
                    f"涉及：{names}（{len(set(named))} 个）。",
                    f"These are: {names} ({len(set(named))}).",
                )
            ]
    return []


def numbers(request, wanted, lines):
    """The extremes and the mean of the number that is asked about."""
    if wanted.value is None:
        return []
    values = [v for line in lines if (v := wanted.number(line["text"])) is not None]
    if not values or not (STATS.search(about(request)) or wanted.limit is not None):
        return []
    mean = sum(values) / len(values)
    told = request.say(
        f"{len(values)} 个数值：最小 {min(values):g}，平均 {mean:.2f}，最大 {max(values):g}。",
        f"{len(values)} values: min {min(values):g}, mean {mean:.2f}, max {max(values):g}.",
    )
    rows = {wanted.number(line["text"]): line["text"] for line in reversed(lines)}
    ends = [(max(values), "最大", "Highest"), (min(values), "最小", "Lowest")]
    return [
        told,
        *(f"{request.say(zh, en)}{request.say('：', ': ')}{rows[v]}" for v, zh, en in ends),
    ]


def saved(request, wanted, lines, every):
    """The lines as the files wished for: as they stand, or as a table."""
    kept = lines if wanted.told else every
    rows = [
        {"time": one["time"], "seconds": one["after_s"], "line": one["text"], **parsed(one["text"])}
        for one in kept
    ]
    for row, one in zip(rows, kept, strict=True):
        row["value"] = wanted.number(one["text"])
    columns = ["time", "seconds", "line", *(["value"] if wanted.value else [])]
    names = wishes.columns_of(request.text)
    spare = ["value", "level", "ip", "id", "line"]
    chosen = tabling.chosen(
        names, [*columns, "level", "ip", "status", "page"] if names else columns, spare
    )
    told = []
    for name in wishes.files_of(request, request.parameters["file"]):
        content = tabling.content_of(name, rows, chosen)
        if content is None and name.lower().endswith((".txt", ".log", ".html")):
            content = "".join(f"{one['text']}\n" for one in kept)
        if content is not None:
            tabling.save(request, name, content)
            told.append(
                request.say(
                    f"已保存：{name}（{len(rows)} 行）", f"Saved: {name} ({len(rows)} lines)"
                )
            )
    return told


def parsed(text):
    """What a line shows of itself: its level, address, page and status."""
    found = {
        "level": LEVELS.search(text),
        "ip": IP.search(text),
        "page": PAGE.search(text),
        "status": STATUS.search(text),
    }
    return {k: next(filter(None, m.groups()), m[0]) if m else "" for k, m in found.items()}

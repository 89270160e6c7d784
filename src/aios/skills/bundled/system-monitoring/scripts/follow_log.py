"""Follow a growing file for a while and tell of the lines that match, as they come."""

import os
import re
import time

import aios_skill
from spans import span_s

DEFAULT_S = 5.0
POLL_S = 0.1
PIECE = 1 << 20
MOST_KEPT = 1000
MOST_SHOWN = 20
LONGEST_LINE = 64 * 1024
LEVELS = re.compile(
    r"(?<![A-Za-z])(?:ERROR|WARN(?:ING)?|FATAL|CRITICAL|INFO|DEBUG|PANIC|FAIL(?:ED)?)(?![A-Za-z])"
)
# "ERROR or FATAL", "ERROR 或 FATAL"; a sentence with an "or" in it stays as it is.
BETWEEN = r"\s*(?:\||或者?|\bor\b|和|与|及|、|\band\b)\s*"
SEVERAL = re.compile(rf"[A-Z][A-Za-z0-9_:-]*(?:{BETWEEN}[A-Z][A-Za-z0-9_:-]*)+")
EVENTS = {
    "rotated": ("文件被轮转，已跟到新文件。", "The file was rotated; the new one was followed."),
    "truncated": ("文件被清空，已从头继续。", "The file was emptied, and read from its start."),
}
# What people call lines, and what logs call them.
SPOKEN = {
    r"错误|报错|出错|\berrors?\b": "error|错误",
    r"警告|告警|\bwarnings?\b": "warn|警告",
    r"异常|\bexceptions?\b": "exception|异常",
    r"失败|\bfailures?\b": "fail|失败",
    r"超时|\btime-?outs?\b": "timeout|timed out|超时",
}


class Follower:
    """Reads the lines added to a file; it finds the file again when it was moved or emptied."""

    def __init__(self, path):
        self.path = path
        self.events = []
        self.rest = b""
        self._open()

    def _open(self):
        self.file = open(self.path, "rb")  # noqa: SIM115 - it stays open; `close` ends it
        self.identity = identity(os.fstat(self.file.fileno()))

    def lines(self, upto=None):
        """The whole lines there are from here to the end, or to the offset `upto`."""
        while True:
            left = PIECE if upto is None else min(PIECE, upto - self.file.tell())
            piece = self.file.read(left) if left > 0 else b""
            if not piece:
                return
            *whole, self.rest = (self.rest + piece).split(b"\n")
            if len(self.rest) > LONGEST_LINE:
                whole, self.rest = [*whole, self.rest], b""
            yield from whole

    def added(self):
        """The lines added since the last look, those before a rotation first."""
        yield from self.lines()
        before = self.file
        try:
            there = os.stat(self.path)
            if identity(there) != self.identity:
                self._open()
        except FileNotFoundError:
            return  # it was moved away, and its successor is not there yet
        if before is not self.file:
            yield from self._left(before)
            self.events.append("rotated")
            yield from self.lines()
        elif there.st_size < self.file.tell():
            self.rest = b""
            self.file.seek(0)
            self.events.append("truncated")
            yield from self.lines()

    def _left(self, before):
        """The last lines of the file that was moved away."""
        with before:
            *whole, rest = (self.rest + before.read()).split(b"\n")
        self.rest = b""
        yield from [*whole, rest] if rest else whole

    def close(self):
        """Let go of the file."""
        self.file.close()


def identity(state):
    """What tells a file from another of the same name."""
    return state.st_dev, state.st_ino


def follow(request):
    """Count the matching lines that are there, then tell of those that come."""
    path = request.parameters["file"]
    seconds = span_s(request.parameters.get("seconds") or DEFAULT_S, request)
    wanted, told = pattern_of(request)
    follower = opened(path, request)
    try:
        size = os.fstat(follower.file.fileno()).st_size
        there = sum(bool(wanted.search(text_of(line))) for line in follower.lines(size))
        before = bool(follower.rest) and bool(wanted.search(text_of(follower.rest)))
        new = watched(follower, wanted, seconds)
    finally:
        follower.close()
    return answer(request, path, told, seconds, there + before, new, follower.events)


def opened(path, request):
    """A follower at the beginning of the file; a failure when it cannot be read."""
    try:
        return Follower(path)
    except OSError as problem:
        raise aios_skill.Failure(
            "file_unreadable",
            request.say(f"{path} 读不了：{problem.strerror}", f"{path}: {problem.strerror}"),
            request.say("请检查名字和权限。", "Check its name and permissions."),
        ) from problem


def watched(follower, wanted, seconds):
    """The matching lines of the next seconds, each shown as it comes."""
    found, start = {"lines": [], "new": 0, "added": 0, "by_text": {}}, time.monotonic()
    old_rest = follower.rest
    while True:
        left = start + seconds - time.monotonic()
        for line in follower.added():
            keep(found, line, wanted, time.monotonic() - start)
        if left <= 0:
            break
        time.sleep(min(POLL_S, left))
    if follower.rest and follower.rest != old_rest:
        keep(found, follower.rest, wanted, seconds)
    return found


def keep(found, line, wanted, after_s):
    """Count a line that came, and keep it when it matches."""
    found["added"] += 1
    text = text_of(line)
    match = wanted.search(text)
    if not match:
        return
    found["new"] += 1
    found["by_text"][match.group()] = found["by_text"].get(match.group(), 0) + 1
    aios_skill.progress(f"+{after_s:.1f} s: {text}")
    if len(found["lines"]) < MOST_KEPT:
        found["lines"].append({"after_s": round(after_s, 2), "text": text})


def text_of(line):
    """A line's text, without its end."""
    return line.rstrip(b"\r").decode("utf-8", "replace")


def pattern_of(request):
    """(what is searched, how it was written); every line when no pattern was given."""
    written = (request.parameters.get("pattern") or "").strip()
    if request.parameters.get("regex") and written:
        try:
            return re.compile(written), f"/{written}/"
        except re.error as problem:
            raise aios_skill.Failure(
                "pattern_bad",
                request.say(f"“{written}”不是正则表达式：{problem}", f"{written!r}: {problem}"),
                request.say("请检查括号和反斜杠。", "Check its brackets and backslashes."),
            ) from problem
    plain = written or "|".join(dict.fromkeys(LEVELS.findall(request.text)))
    quoted = plain and re.search(rf"[“\"'「『`]\s*{re.escape(plain)}\s*[”\"'」』`]", request.text)
    if not quoted and (not plain or any(re.fullmatch(words, plain) for words in SPOKEN)):
        said = plain or request.text.replace(os.path.basename(request.parameters["file"]), " ")
        plain = "|".join(w for words, w in SPOKEN.items() if re.search(words, said, re.I)) or plain
    if not plain:
        return re.compile(""), ""
    if SEVERAL.fullmatch(plain):
        plain = "|".join(re.split(BETWEEN, plain))
    either = [re.escape(word.strip()) for word in plain.split("|") if word.strip()]
    # Words in capitals are levels and meant so; small letters may stand for both.
    return re.compile("|".join(either), 0 if plain != plain.lower() else re.IGNORECASE), plain


def answer(request, path, told, seconds, there, new, events):
    """What was there, what came, and the lines themselves."""
    say, came = request.say, new["new"]
    rows = [f"- +{one['after_s']:.1f} s: {one['text'][:500]}" for one in new["lines"][:MOST_SHOWN]]
    hidden = came - len(rows)
    more = [say(f"……还有 {hidden} 行", f"… and {hidden} more")] if hidden else []
    counts = say(
        f"开始时已有 {there} 行匹配；期间共新增 {new['added']} 行，其中 {came} 行匹配。",
        f"{there} lines matched already; {new['added']} lines were added, {came} of them match.",
    )
    if told and len(new["by_text"]) > 1:
        each = ", ".join(f"{text} {count}" for text, count in sorted(new["by_text"].items()))
        counts += say(f"其中：{each}。", f" Of these: {each}.")
    if not told:
        counts = say(f"开始时已有 {there} 行。", f"{there} lines were there already.")
    data = {"file": path, "pattern": told, "seconds": seconds, "already_there": there}
    return {
        "answer": "\n".join([verdict(request, path, told, seconds, came), *rows, *more, counts]),
        "data": {**data, **new, "events": events},
        "notes": [say(*EVENTS[event]) for event in dict.fromkeys(events)],
        "origin": path,
    }


def verdict(request, path, told, seconds, came):
    """The first sentence: how many lines came; an alert when they were looked for."""
    say = request.say
    if not told:
        return say(
            f"{path} 在 {seconds:g} 秒内新增 {came} 行，每秒 {came / seconds:.1f} 行"
            "（没有指明要找什么）。",
            f"{came} new lines of {path} in {seconds:g} s, {came / seconds:.1f} a second "
            "(no text to look for was named).",
        )
    if came:
        return say(
            f"报警：{path} 在 {seconds:g} 秒内新增 {came} 行含“{told}”：",
            f'ALERT: {came} new lines of {path} match "{told}" in {seconds:g} s:',
        )
    return say(
        f"{path} 在 {seconds:g} 秒内没有新增含“{told}”的行。",
        f'No new line of {path} matched "{told}" in {seconds:g} s.',
    )


if __name__ == "__main__":
    aios_skill.main({"follow_log": follow})

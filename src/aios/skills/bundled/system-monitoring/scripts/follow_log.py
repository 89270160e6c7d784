"""Follow a growing file for a while and tell of the lines that match, as they come."""

import os
import re
import time
from datetime import datetime

import aios_skill
import arrivals
import wishes
from sought import sought
from spans import span_s

DEFAULT_S = 5.0
POLL_S = 0.1
PIECE = 1 << 20
MOST_KEPT = 1000
MOST_READ = 100_000
EACH_TIME = re.compile(r"\b(?:each|every)\s+time\b|每次|每当|每出现", re.I)
MOST_SHOWN = 20
LONGEST_LINE = 64 * 1024
LONGEST_WAIT_S = 60.0
EVENTS = {
    "rotated": ("文件被轮转，已跟到新文件。", "The file was rotated; the new one was followed."),
    "truncated": ("文件被清空，已从头继续。", "The file was emptied, and read from its start."),
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
    path, wanted = request.parameters["file"], sought(request)
    waits = bool(wishes.until_of(request.text)) and not EACH_TIME.search(request.text)
    given = request.parameters.get("seconds") or (LONGEST_WAIT_S if waits else DEFAULT_S)
    seconds = span_s(given, request)
    follower = opened(path, request)
    try:
        size = os.fstat(follower.file.fileno()).st_size
        there = sum(bool(wanted.match(text_of(line))) for line in follower.lines(size))
        before = bool(follower.rest) and bool(wanted.match(text_of(follower.rest)))
        new = watched(follower, wanted, seconds, stops=waits)
    finally:
        follower.close()
    new["waits"] = waits
    return answer(request, path, wanted, seconds, there + before, new, follower.events)


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


def watched(follower, wanted, seconds, *, stops=False):
    """The matching lines of the next seconds, each shown as it comes; with `stops`, until one."""
    found = {"lines": [], "new": 0, "added": 0, "by_text": {}, "all": []}
    start, old_rest = time.monotonic(), follower.rest
    while True:
        left = start + seconds - time.monotonic()
        for line in follower.added():
            keep(found, line, wanted, time.monotonic() - start)
        if left <= 0 or (stops and found["new"]):
            break
        time.sleep(min(POLL_S, left))
    found["lasted_s"] = round(min(seconds, time.monotonic() - start), 1)
    if follower.rest and follower.rest != old_rest:
        keep(found, follower.rest, wanted, seconds)
    return found


def keep(found, line, wanted, after_s):
    """Count a line that came, and keep it when it matches."""
    found["added"] += 1
    text = text_of(line)
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    row = {"after_s": round(after_s, 2), "text": text, "time": now}
    if len(found["all"]) < MOST_READ:
        found["all"].append(row)
    match = wanted.match(text)
    if not match:
        return
    found["new"] += 1
    found["by_text"][match.group()] = found["by_text"].get(match.group(), 0) + 1
    aios_skill.progress(f"+{after_s:.1f} s: {text}")
    if len(found["lines"]) < MOST_KEPT:
        found["lines"].append(row)


def text_of(line):
    """A line's text, without its end."""
    return line.rstrip(b"\r").decode("utf-8", "replace")


def answer(request, path, wanted, seconds, there, new, events):
    """What was there, what came, and the lines themselves."""
    say, came, told = request.say, new["new"], wanted.told
    every, more_told = new.pop("all"), []
    most = MOST_SHOWN if told else 0
    rows = [f"- +{one['after_s']:.1f} s: {one['text'][:500]}" for one in new["lines"][:most]]
    hidden = came - len(rows) if told else 0
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
    more_told = arrivals.told(request, wanted, new["lines"], every)
    more_told += arrivals.saved(request, wanted, new["lines"], every)
    data = {"file": path, "pattern": told, "seconds": seconds, "already_there": there}
    first = verdict(request, path, told, seconds, new)
    return {
        "answer": "\n".join([first, *more_told, *rows, *more, counts]),
        "data": {**data, **new, "events": events},
        "notes": [say(*EVENTS[event]) for event in dict.fromkeys(events)],
        "origin": path,
    }


def verdict(request, path, told, seconds, new):
    """The first sentence: how many lines came; an alert when they were looked for."""
    say, came = request.say, new["new"]
    if new["waits"] and came and told:
        after = new["lines"][0]["after_s"]
        return say(
            f"等到了：{after:g} 秒后 {path} 出现含“{told}”的行，到此停止：",
            f'It came: a line of {path} matched "{told}" after {after:g} s; stopped there:',
        )
    if not told:
        return say(
            f"{path} 在 {seconds:g} 秒内新增 {came} 行，每秒 {came / seconds:.1f} 行。",
            f"{came} new lines of {path} in {seconds:g} s, {came / seconds:.1f} a second.",
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

"""How fast an address usually answers, as it is told, and whether it is slower now."""

import json
import os
import re

ASKED = re.compile(
    r"基线|基准|平时|平常|通常|往常|以往|上次|之前|变慢|\bbaseline\b|\busual(?:ly)?\b|\bnormal(?:ly)?\b"
    r"|\btypical(?:ly)?\b|\breference\b|\bslower\b|\bthan\s+before\b|\blast\s+time\b",
    re.IGNORECASE,
)
FILE = re.compile(r"[\w.-]+\.(?:json|ya?ml|toml|txt|csv|ini)(?![A-Za-z0-9])")
TIMES = re.compile(
    r"latenc|response|\bms\b|_ms\b|millis|duration|elapsed|time|avg|mean|延迟|响应|耗时|毫秒|平均",
    re.I,
)
SECONDS = re.compile(r"(?:^|_)(?:s|sec|secs|seconds)$|秒", re.I)
SAID = re.compile(
    r"(?:平时|平常|通常|往常|以往|上次|基线|基准|\bbaseline|\busually|\bnormally|\btypically|\busual|\bnormal)"
    r"[^\d。；;!?]{0,40}?(\d+(?:\.\d+)?)\s*(ms|毫秒|milliseconds?|s|秒|seconds?)(?![A-Za-z])",
    re.I,
)
PAIR = re.compile(
    r"[\"']?([\w\u4e00-\u9fff .-]{1,40}?)[\"']?\s*[:=：,]\s*[\"']?(\d+(?:\.\d+)?)\s*(s\b|秒)?"
)
NEAR = 0.1  # a tenth more or less is no change


def usual_ms(request, url):
    """(how many milliseconds an address usually takes, where that is told); None where nowhere."""
    if not ASKED.search(request.text):
        return None
    if told := SAID.search(request.text):
        return float(told[1]) * (1 if told[2][0] in "m毫" else 1000), ""
    for path in files_of(request):
        if (found := of_file(path, url)) is not None:
            return found, os.path.basename(path)
    return None


def files_of(request):
    """The files that a text names and that are there, where it speaks of what is usual."""
    folder = request.parameters.get("folder") or request.cwd or "."
    names = FILE.findall(re.sub(r"https?://\S+", " ", request.text))
    paths = [os.path.join(folder, name) for name in dict.fromkeys(names)]
    return [path for path in paths if os.path.isfile(path) and ASKED.search(request.text)]


def of_file(path, url):
    """The time that a file tells for an address, in milliseconds; None for none."""
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        text = file.read(1_000_000)
    try:
        pairs = list(pairs_of(json.loads(text), url))
    except ValueError:
        told = PAIR.findall(text)
        pairs = [(name.strip(), float(n) * (1000 if unit else 1)) for name, n, unit in told]
    timed = [(name, number) for name, number in pairs if TIMES.search(name) or name in url]
    timed = timed or (pairs if len(pairs) == 1 else [])
    # Several are of one measurement: its mean is what is compared.
    timed.sort(key=lambda pair: not re.search(r"avg|mean|平均|average", pair[0], re.I))
    return next((n * (1000 if SECONDS.search(name) else 1) for name, n in timed), None)


def pairs_of(value, url, name=""):
    """(name, number) of all numbers in some data; of several records those of the address."""
    if isinstance(value, dict):
        own = value.get(url)
        for key, one in [(name, own)] if own is not None else value.items():
            yield from pairs_of(one, url, str(key) or name)
    elif isinstance(value, list):
        own = [one for one in value if isinstance(one, dict) and url in one.values()]
        for one in own or value:
            yield from pairs_of(one, url, name)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield name, float(value)


def compared(request, one):
    """How an address answers now beside what is usual; "" where nothing tells what is."""
    found = usual_ms(request, one["url"]) if one["latency_ms"] else None
    if not found or not found[0]:
        return ""
    usual, where = found
    now = one["latency_ms"]["mean"]
    apart, times = now - usual, now / usual
    of = request.say(f"（{where}）", f" ({where})") if where else ""
    figures = request.say(
        f"基线{of} {usual:g} 毫秒，现在平均 {now:.1f} 毫秒：",
        f" Baseline{of} {usual:g} ms, now {now:.1f} ms on average: ",
    )
    if abs(apart) <= NEAR * usual:
        return figures + request.say("差不多，没有变慢。", "about the same, not slower.")
    if apart < 0:
        zh, en = f"没有变慢，快了 {-apart:.1f} 毫秒", f"not slower, {-apart:.1f} ms faster"
        return figures + request.say(f"{zh}（{times - 1:+.0%}）。", f"{en} ({times - 1:+.0%}).")
    zh, en = (
        f"变慢了 {apart:.1f} 毫秒，是基线的 {times:.1f} 倍",
        f"{apart:.1f} ms slower, {times:.1f} times the baseline",
    )
    return figures + request.say(f"{zh}（{times - 1:+.0%}）。", f"{en} ({times - 1:+.0%}).")

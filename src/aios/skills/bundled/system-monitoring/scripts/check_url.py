"""Check addresses: do they answer, with what, how fast, and until when are they trusted."""

import re
import time
from datetime import datetime

import aios_skill
import changing
import usual
import wishes
from latencies import draw
from probe import probe
from spans import span_s

TIMEOUT_S = 10.0
EVERY_S = 1.0
LONGEST_WAIT_S = 60
MANY = 5
PLOTTED = 10
MANY_MORE = 10  # requests whose slowest tenth is more than the slowest
PAUSE_S = 0.05
MOST_TIMES = 1000
SPEED = re.compile(
    r"延迟|响应时间|多快|耗时|速度|[更最]?[快慢]|latenc|response time|fast|quick|slow|benchmark",
    re.I,
)
ONCE = re.compile(r"\bonce\b(?!\s+(?:a|per|every|an)\b)|(?<!每)(?:一次|一遍)(?!性)", re.I)
WHY = {
    "refused": ("连接被拒绝", "connection refused"),
    "dns": ("找不到这个域名", "no such host name"),
    "timeout": ("没有及时应答", "no answer in time"),
    "unreachable": ("连不上", "it cannot be reached"),
    "tls": ("TLS 握手失败", "the TLS handshake failed"),
    "not_http": ("接受连接，但不是 HTTP 应答", "it takes connections but gives no HTTP answer"),
    "denied": ("它转向了任务里没有写的地址", "it led to an address that the task does not name"),
    "redirects": ("转向次数太多", "too many redirects"),
}
SOON_DAYS = 14


def check_url(request):
    """Ask every address so many times, at intervals if wished, and tell what came."""
    contains = request.parameters.get("contains") or ""
    until = wishes.until_of(request.text)
    times_s, answers = asked(request, contains, until)
    decimals = wishes.decimals_of(request.text)
    facts = [
        {**summary(url, found, contains), "decimals": decimals} for url, found in answers.items()
    ]
    limit_ms = request.parameters.get("limit_ms") or wishes.limit_ms_of(request.text)
    told = heads(facts)(request)
    for one in facts:
        found = answers[one["url"]]
        rows = changing.rows_of(one["url"], found)
        beside = usual.compared(request, one)
        told.append(sentence(one, contains, request) + verdict(one, limit_ms, request) + beside)
        told += changing.told(rows, request, limit_ms, contains, until)
    if len(facts) > 1 and (paced := pace(facts, request)):
        told.append(paced)
    told += changing.saved(answers, request, *usual.files_of(request))
    how = request.say(
        "每次都新建连接，经由机器的代理发出 GET；时间到读完应答为止。",
        "Each time a GET over a new connection through the machine's proxy, until "
        "the answer was read whole.",
    )
    drawn = {}
    if request.parameters.get("plot") or changing.pictures(request):
        saved, drawn["code"] = draw(request, times_s, answers)
        told.append(saved)
    answer = "\n".join(told)
    origin = ", ".join(answers)
    return {"answer": answer, "explanation": how, "data": facts, "origin": origin, **drawn}


def asked(request, contains, until):
    """(seconds of each round, the answers of each address), until what is waited for has come."""
    urls = request.parameters["urls"]
    times, every_s = rounds(request, until)
    said = wishes.timeout_of(request.text)
    timeout_s = max(0.1, float(said or request.parameters.get("timeout_s") or TIMEOUT_S))
    start, times_s, answers = time.monotonic(), [], {url: [] for url in urls}
    for count in range(times):
        time.sleep(max(0.0, start + count * every_s - time.monotonic()))
        times_s.append(round(time.monotonic() - start, 3))
        for url in urls:
            at = {"at": datetime.now().astimezone(), "after_s": time.monotonic() - start}
            answers[url].append({**probe(url, timeout_s, contains), **at})
            if times > 1:
                aios_skill.progress(f"{count + 1}/{times} {url}: {short(answers[url][-1])}")
        if until and all(changing.has_come(found, until) for found in answers.values()):
            break
    return times_s, answers


def heads(facts):
    """The first sentence about several addresses, in the language of a request."""
    well = sum(one["up"] for one in facts)
    if len(facts) < 2:
        return lambda request: []
    return lambda request: [
        request.say(
            f"{len(facts)} 个地址中 {well} 个正常：",
            f"{well} of {len(facts)} addresses are up:",
        )
    ]


def rounds(request, until=""):
    """(how many times, how many seconds apart) each address is asked, at most."""
    given = request.parameters
    every = given.get("interval")
    every_s = span_s(every, request, most=60) if every is not None else EVERY_S
    # "once a second, 6 times", "3 次…超过 2 秒就告警": so many, however long that takes
    if given.get("seconds") is not None and not given.get("times"):
        return max(1, round(span_s(given["seconds"], request) / every_s)), every_s
    if until and not given.get("times"):
        return round(LONGEST_WAIT_S / every_s), every_s
    if given.get("plot") or changing.pictures(request):
        return min(MOST_TIMES, given.get("times") or PLOTTED), every_s
    if ONCE.search(request.text) and not given.get("times"):
        return 1, every_s
    default = MANY if SPEED.search(request.text) or every is not None else 1
    return min(MOST_TIMES, given.get("times") or default), every_s if every is not None else PAUSE_S


def summary(url, answers, contains):
    """What all the answers of one address come to."""
    good = [one for one in answers if one["ok"]]
    heard = [one for one in answers if "status" in one]
    last = heard[-1] if heard else answers[-1]
    return {
        "url": url,
        "up": bool(good) and len(good) == len(answers),
        "asked": len(answers),
        "ok": len(good),
        "status": last.get("status"),
        "statuses": sorted({one["status"] for one in heard}),
        "latency_ms": spread([one["ms"] for one in heard]) if heard else None,
        "latencies_ms": [one["ms"] for one in heard],
        "bytes": last.get("bytes"),
        "body": last.get("body"),
        "type": last.get("type"),
        "redirects": last["redirects"],
        "contains": all(one["contains"] for one in heard) if contains and heard else None,
        "tls": last["tls"],
        "failures": sorted({one["down"] for one in answers if "down" in one}),
        "reasons": sorted({one["reason"] for one in answers if "down" in one}),
    }


def pace(facts, request):
    """Which address answered fastest, which slowest, where each was asked often; else ""."""
    heard = sorted((one for one in facts if one["latency_ms"]), key=by_mean)
    if len(heard) < 2 or heard[0]["asked"] < 2:
        return ""
    fast, slow = heard[0], heard[-1]
    apart = by_mean(slow) - by_mean(fast)
    return request.say(
        f"平均最快：{fast['url']}（{by_mean(fast):.1f} 毫秒）；最慢：{slow['url']}"
        f"（{by_mean(slow):.1f} 毫秒），相差 {apart:.1f} 毫秒。",
        f"Fastest on average: {fast['url']} ({by_mean(fast):.1f} ms); slowest: {slow['url']} "
        f"({by_mean(slow):.1f} ms); {apart:.1f} ms apart.",
    )


def by_mean(one):
    """How long an address took on average."""
    return one["latency_ms"]["mean"]


def verdict(one, limit_ms, request):
    """Whether an answer took longer than the limit; "" when there is none."""
    if limit_ms is None or not one["latency_ms"]:
        return ""
    worst, asked = one["latency_ms"]["max"], one["asked"]
    over = sum(ms > limit_ms for ms in one["latencies_ms"])
    if over:
        zh, en = (
            (f"（{asked} 次中 {over} 次）", f" in {over} of {asked}") if asked > 1 else ("", "")
        )
        return request.say(
            f"报警：延迟超过 {limit_ms:g} 毫秒{zh}，最高 {worst:.1f} 毫秒！",
            f" ALERT: latency went above {limit_ms:g} ms{en}, worst {worst:.1f} ms!",
        )
    return request.say(
        f"没有报警：延迟没有超过 {limit_ms:g} 毫秒。",
        f" No alert: latency stayed below {limit_ms:g} ms.",
    )


def spread(values):
    """Smallest, median, mean, high percentiles and largest, in milliseconds."""
    ordered = sorted(values)
    mean = sum(ordered) / len(ordered)
    found = {
        "min": ordered[0],
        "median": quantile(ordered, 0.5),
        "mean": mean,
        "p90": quantile(ordered, 0.9),
        "p95": quantile(ordered, 0.95),
        "p99": quantile(ordered, 0.99),
        "max": ordered[-1],
    }
    return {name: round(value, 2) for name, value in found.items()}


def quantile(ordered, share):
    """The value below which that share of the sorted values lies, between two of them."""
    place = share * (len(ordered) - 1)
    low, part = int(place), place % 1
    high = ordered[min(low + 1, len(ordered) - 1)]
    return ordered[low] + (high - ordered[low]) * part


def short(one):
    """One answer in a word."""
    return f"HTTP {one['status']}, {one['ms']:.1f} ms" if "status" in one else one["down"]


def sentence(one, contains, request):
    """The state of one address."""
    say, url = request.say, one["url"]
    if one["status"] is None:
        why = "; ".join(say(*WHY[kind]) for kind in one["failures"])
        count = one["asked"]
        times = "once" if count == 1 else f"{count} times, {count} failed"
        all_failed = f"，{count} 次失败" if count > 1 else ""
        return say(
            f"{url} 不可用：{why}（试了 {count} 次{all_failed}）。",
            f"{url} is down: {why} (tried {times}).",
        )
    codes = "/".join(map(str, one["statuses"]))
    if one["up"]:
        state = say(f"正常（up）：HTTP {codes}", f"is up: HTTP {codes}")
    elif not one["ok"] and one["statuses"][-1] < 400:
        state = say(
            f"有应答（HTTP {codes}），但内容不对", f"answers HTTP {codes}, but not as it should"
        )
    elif not one["ok"]:
        state = say(
            f"不正常：有应答，但是 HTTP {codes}", f"is not healthy: it answers HTTP {codes}"
        )
    else:
        state = say(f"时好时坏：HTTP {codes}", f"is up at times only: HTTP {codes}")
    told = [f"{url} {state}", latency(one, say), *more(one, contains, say)]
    return say("，", ", ").join(told) + say("。", ".")


def latency(one, say):
    """How fast it answered; of many requests with more percentiles."""
    ms = {name: f"{value:.1f}" for name, value in one["latency_ms"].items()}
    if one["asked"] == 1:
        return say(f"延迟 {ms['mean']} 毫秒（ms）", f"latency {ms['mean']} ms")
    failed = one["asked"] - one["ok"]
    exact = 100 * one["ok"] / one["asked"]
    share = f"{exact:.4g}%" if one["decimals"] is None else f"{exact:.{one['decimals']}f}%"
    told = say(
        f"{one['asked']} 次请求中 {one['ok']} 次成功（{share}）",
        f"{one['ok']} of {one['asked']} requests succeeded ({share})",
    )
    if failed:
        told += say(f"、{failed} 次失败", f", {failed} failed")
        told += "".join(say(f"（{say(*WHY[k])}）", f" ({say(*WHY[k])})") for k in one["failures"])
    shown = ["min", "median", "mean", "p95", "max"]
    if one["asked"] >= MANY_MORE:
        shown[3:4] = ["p90", "p95", "p99"]
    zh = {"min": "最小", "median": "中位数", "mean": "平均", "max": "最大"}
    values = say(
        "、".join(f"{zh.get(name, name)} {ms[name]}" for name in shown),
        ", ".join(f"{name} {ms[name]}" for name in shown),
    )
    return told + say(f"，延迟 {values} 毫秒（ms）", f", latency {values} ms")


def more(one, contains, say):
    """Size, redirects, the text that was looked for, the certificate."""
    told = [", ".join(filter(None, [one["type"], f"{one['bytes']} B"]))]
    if one["body"]:
        told.append(say(f"返回 {one['body']}", f"it says {one['body']}"))
    if one["redirects"]:
        way = " → ".join(f"{hop['status']} {hop['to']}" for hop in one["redirects"])
        told.append(say(f"经过转向 {way}", f"redirected {way}"))
    if contains:
        holds = say("包含", "contains") if one["contains"] else say("不包含", "does not contain")
        told.append(say(f"内容{holds}“{contains}”", f'it {holds} "{contains}"'))
    tls = one["tls"]
    if tls and tls["days_left"] is not None:
        days = tls["days_left"]
        told.append(say(f"证书还有 {days} 天到期", f"its certificate ends in {days} days"))
        told += [say("快到期了！", "that is soon!")] if days < SOON_DAYS else []
    if tls and not tls["trusted"]:
        told.append(
            say(f"但证书不可信：{tls['reason']}", f"but it is not trusted: {tls['reason']}")
        )
    return told


if __name__ == "__main__":
    aios_skill.main({"check_url": check_url})

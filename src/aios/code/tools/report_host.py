"""What this computer is, its network, sensors and single ports, as sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from aios.code.tools.quantities import Say
from aios.code.tools.report import size

Facts = Mapping[str, Any]


def computer(facts: Facts, say: Say) -> str:
    """The facts asked for, or all of them."""
    wanted = facts["about"] or list(_FACTS)
    if "host" not in wanted:
        wanted = ["host", *wanted]
    return "\n".join(_FACTS[name](facts, say) for name in wanted)


def _memory(facts: Facts, say: Say) -> str:
    ram, swap, disk = (size(facts[f"{what}_bytes"]) for what in ("memory", "swap", "disk"))
    return say(
        f"内存：{ram}，交换空间 {swap}；系统盘 {disk}",
        f"Memory: {ram}, swap {swap}; system disk {disk}",
    )


def _cores(facts: Facts, say: Say) -> str:
    cores, real, speed = facts["cores"], facts["physical_cores"], facts["frequency_mhz"]
    physical = say(f"，物理核 {real} 个", f", {real} physical") if real else ""
    clock = f", {speed:g} MHz" if speed else ""
    return say(
        f"处理器：{cores} 个逻辑 CPU 核{physical}（{facts['processor']}{clock}）",
        f"Processor: {cores} logical CPU cores{physical} ({facts['processor']}{clock})",
    )


def _uptime(facts: Facts, say: Say) -> str:
    minutes = facts["uptime_s"] // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    booted = facts["booted_at"].replace("T", " ")[:19]
    return say(
        f"启动于 {booted}，已运行 {days} 天 {hours} 小时 {minutes} 分",
        f"Booted at {booted}, up for {days} days {hours} hours {minutes} minutes",
    )


def _users(facts: Facts, say: Say) -> str:
    users = [f"{u['name']} ({u['terminal'] or '-'}, {u['since'][:16]})" for u in facts["users"]]
    nobody = say("没有用户登录", "Nobody is logged in")
    shown = ", ".join(users)
    return say(f"已登录用户：{shown}", f"Logged in: {shown}") if users else nobody


def _clock(facts: Facts) -> str:
    return str(facts["time"]).replace("T", " ")


def _open_files(facts: Facts, say: Say) -> str:
    count = facts["open_files"]
    if count is None:
        return say("这个系统不计打开的文件数", "This system does not count open files")
    return say(f"打开的文件：{count} 个（全系统）", f"Open files: {count} in the whole system")


_FACTS: dict[str, Callable[[Facts, Say], str]] = {
    "host": lambda f, say: say(f"主机名：{f['host']}", f"Host name: {f['host']}"),
    "system": lambda f, say: say(
        f"操作系统：{f['system']}（{f['architecture']}）",
        f"Operating system: {f['system']} ({f['architecture']})",
    ),
    "kernel": lambda f, say: say(f"内核：{f['kernel']}", f"Kernel: {f['kernel']}"),
    "python": lambda f, say: say(f"Python：{f['python']}", f"Python: {f['python']}"),
    "cores": _cores,
    "memory": _memory,
    "uptime": _uptime,
    "users": _users,
    "open_files": _open_files,
    "processes": lambda f, say: say(f"进程：{f['processes']} 个", f"Processes: {f['processes']}"),
    "time": lambda f, say: say(f"现在是 {_clock(f)}", f"It is {_clock(f)}"),
}
ABOUT = tuple(_FACTS)


def environment(facts: Facts, say: Say) -> str:
    """The variables by name; of secret ones the name only."""
    hidden = say("（可能是机密，不显示）", "(may be secret, not shown)")
    rows = [f"{k}={hidden if v is None else v[:200]}" for k, v in facts["variables"].items()]
    head = say(
        f"共 {facts['total']} 个环境变量，其中 {len(facts['hidden'])} 个的值可能是机密，没有读出：",
        f"{facts['total']} environment variables; the values of {len(facts['hidden'])} may be "
        "secret and are left out:",
    )
    return "\n".join([head, *rows])


def sensors(facts: Facts, say: Say) -> str:
    """Temperatures, fans and battery, or those asked for; says so where there are none."""
    told = {
        "temperatures": _temperatures(facts, say),
        "fans": [f"{f['label']}: {f['rpm']} rpm" for f in facts["fans"]]
        or [say("没有可读的风扇。", "No fans can be read.")],
        "battery": [_battery(facts["battery"], say)],
    }
    return "\n".join(line for what in facts.get("about") or told for line in told[what])


def _temperatures(facts: Facts, say: Say) -> list[str]:
    told = [f"{t['label']}: {t['celsius']:g} °C" for t in facts["temperatures"]]
    limit, hot = facts.get("threshold"), [t["celsius"] for t in facts["temperatures"]]
    if told and limit is not None:
        over = max(hot) > limit
        told.insert(
            0,
            say(
                f"{'报警：最高' if over else '没有报警：最高'} {max(hot):g} °C，"
                f"{'超过' if over else '没有超过'} {limit:g} °C。",
                f"{'ALERT: the hottest is' if over else 'No alert: the hottest is'} "
                f"{max(hot):g} °C, {'above' if over else 'not above'} {limit:g} °C.",
            ),
        )
    if not told:
        none = "这台电脑没有温度传感器可读（虚拟机和容器通常没有）。"
        told = [say(none, "This computer shows no temperature sensors; virtual ones seldom do.")]
    return told


def _battery(battery: Facts | None, say: Say) -> str:
    if battery is None:
        return say("没有电池。", "There is no battery.")
    plugged = say("接通电源", "plugged in") if battery["plugged"] else say("使用电池", "on battery")
    return say(
        f"电池 {battery['percent']:g}%（{plugged}）",
        f"Battery {battery['percent']:g}% ({plugged})",
    )


def gpu(facts: Facts, say: Say) -> str:
    """The graphics cards, or why none can be told of."""
    if not facts["cards"]:
        reason = facts["reason"]
        return say(
            f"没有找到可读的 NVIDIA 显卡（{reason}）。",
            f"No NVIDIA graphics card can be read ({reason}).",
        )
    return "\n".join(
        f"{c['name']}: {c['utilization.gpu']}%, {c['memory.used']} / {c['memory.total']} MiB, "
        f"{c['temperature.gpu']} °C"
        for c in facts["cards"]
    )


def network(facts: Facts, say: Say) -> str:
    """Interfaces, rates and connections; the connections alone when they were asked for."""
    counted = facts["connections"]
    states = ", ".join(f"{state} {count}" for state, count in counted.items())
    total = sum(counted.values())
    connections = say(
        f"网络连接共 {total} 个，按状态：{states}。",
        f"Network connections by state: {states}; {total} in all.",
    )
    if facts["focus"] == "connections":
        return connections
    rows = [_interface(one, say) for one in facts["interfaces"]]
    head = say(
        f"{len(rows)} 个网络接口（速率是 {facts['seconds']:g} 秒内的平均值）：",
        f"{len(rows)} network interfaces (rates are means over {facts['seconds']:g} s):",
    )
    return "\n".join([head, *rows, connections])


def _interface(one: Facts, say: Say) -> str:
    where = ", ".join(a["address"] for a in one["addresses"]) or say("没有地址", "no address")
    state = say("启用", "up") if one["up"] else say("停用", "down")
    text = f"- {one['name']} ({state}): {where}"
    if "received_bytes" not in one:
        return text
    rate_in, rate_out = size(one["received_bytes_per_s"]), size(one["sent_bytes_per_s"])
    whole_in, whole_out = size(one["received_bytes"]), size(one["sent_bytes"])
    return text + say(
        f"；接收 {rate_in}/s，发送 {rate_out}/s（开机以来 {whole_in} / {whole_out}）",
        f"; {rate_in}/s in, {rate_out}/s out ({whole_in} / {whole_out} since it started)",
    )


def check_port(facts: Facts, say: Say) -> str:
    """Whether a port accepts connections, how fast, and whose it is."""
    port, where = facts["port"], f"{facts['address']}:{facts['port']}"
    whose = ", ".join(f"{p['process']} (pid {p['pid'] or '?'})" for p in facts["listeners"])
    if not facts["listeners"] and not facts["accepted"]:
        return say(
            f"端口 {port} 没有程序在监听，连接 {where} 被拒绝。",
            f"Nothing listens on port {port}; a connection to {where} is {facts['reason']}.",
        )
    who = say(f"监听者：{whose or '未知'}", f"Listening: {whose or 'unknown'}")
    if not facts["accepted"]:
        return say(
            f"端口 {port} 有监听，但不接受连接（{facts['reason']}）。{who}",
            f"Port {port} is listened on but takes no connection ({facts['reason']}). {who}",
        )
    who += _connected(facts["connections"], say)
    lost = facts["attempts"] - facts["accepted"]
    alert = say(f"报警：{lost} 次没有连上！", f"ALERT: {lost} were not accepted! ") if lost else ""
    found = {name: f"{value:.2f}" for name, value in facts["latency_ms"].items()}
    times = f"{facts['accepted']}/{facts['attempts']}"
    alert += _went(facts, say)
    if lost:
        return alert + say(
            f"端口 {port}：{where} 接受了 {times} 次连接，"
            f"延迟 平均 {found['mean']} 毫秒（ms）。{who}",
            f"Port {port}: {times} connections to {where} were accepted; latency mean "
            f"{found['mean']} ms. {who}",
        )
    return alert + say(
        f"端口 {port} 是通的：{where} 接受了 {times} 次连接，延迟 最小 {found['min']}、"
        f"平均 {found['mean']}、最大 {found['max']} 毫秒（ms）。{who}",
        f"Port {port} accepts connections: {times} to {where}; latency min {found['min']}, "
        f"mean {found['mean']}, max {found['max']} ms. {who}",
    )


def _went(facts: Facts, say: Say) -> str:
    """When the port opened and closed while it was looked at; "" where it stayed as it was."""
    told, before = [], None
    for at, spent in zip(facts["times_s"], facts["series"]["latency_ms"], strict=True):
        now = spent is not None
        if now != before:
            told.append(
                say(
                    f"第 {at:.1f} 秒起{'通' if now else '不通'}",
                    f"{'open' if now else 'closed'} from {at:.1f} s on",
                )
            )
        before = now
    return say("，", ", ").join(told) + say("。", ". ") if len(told) > 1 else ""


def _connected(held: Facts, say: Say) -> str:
    """How many connections were open at a time, those of the test aside."""
    low, mean, high = (f"{held[name]:g}" for name in ("min", "mean", "max"))
    return say(
        f"。已建立的连接：最少 {low}、平均 {mean}、最多 {high} 个。",
        f". Open connections: min {low}, mean {mean}, max {high}.",
    )


def tree(facts: Facts, say: Say) -> str:
    """A process below its parents, what it started indented below it."""
    parents = list(reversed(facts["parents"]))
    rows = [f"{'  ' * i}{p['name']} (pid {p['pid']})" for i, p in enumerate(parents)]
    head = [say("父进程：", "Parents:"), *rows] if rows else []
    shown = [
        f"{'  ' * one['depth']}{one['name']}"
        f" (pid {one['pid']}, {one['username']}, {size(one['memory_bytes'])})"
        for one in facts["tree"]
    ]
    left = facts["total"] - len(shown)
    more = [say(f"……还有 {left} 个", f"… and {left} more")] if left else []
    return "\n".join([*head, say("进程树：", "Process tree:"), *shown, *more])

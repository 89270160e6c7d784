"""Run the battery on every backend that works here; write docs/reference/abuse.md."""

import asyncio
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aios.code.machines.proxy import EgressProxy
from aios.contracts.machine import NetworkPolicy
from aios.contracts.ports import MachineBackend
from tests.abuse.battery import (
    CLOSED,
    GOT_THERE,
    HELD,
    NOT_ASKED,
    OWN,
    Verdict,
    attempts_on,
    bombs_on,
)
from tests.contract.test_machine import opened
from tests.contract.test_machine_network import made

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "abuse.md"
_OUT = " + host"
BACKENDS = (
    *("process", "landlock", "namespaces", f"namespaces{_OUT}", "qemu", f"qemu{_OUT}"),
    *("wasi", "microsandbox"),
)
# A way out is there, and leads nowhere: nothing listens on this port.
ONE_HOST = NetworkPolicy(private=("127.0.0.1:9",))
SHORT = {HELD: "held", GOT_THERE: "**got there**", OWN: "its own", NOT_ASKED: "–"}
HEAD = """# What machines withstood

{cases} ways to look out, reach out, break out of a machine, use everything up or deceive its
controller, tried in every kind of machine. Whether something was reached is judged on the host: by
its secret files, servers, processes and shared memory, not by what a program in the machine says.
`process` is no isolation at all, as the control: what gets there shows that the try bites. Written
by `python -m tests.abuse` on {system}, as {user}.

- *held*: the try failed, or its limit was kept, and machine and host went on
- *its own*: it reached the kernel or the files of the machine, which has its own (level 40)
- *+ host*: a machine that may reach one host through the proxy, and so has a way out
- *–*: not asked: without isolation, where it could harm the host; or what the limit would be is
  among `limits_not_enforced` of every result of such a machine

{summary}
"""


async def verdicts(name: str, folder: Path) -> list[Verdict] | None:
    """What came of every case on one backend; None where it does not work."""
    network = ONE_HOST if name.endswith(_OUT) else CLOSED
    place = folder / "host"
    try:
        async with _opened(name, folder / name.replace(" ", "")) as backend:
            tried = await attempts_on(backend, place, network)
            return tried + await bombs_on(backend, place, network)
    except (AssertionError, KeyError) as problem:  # its probe says why it does not work here
        sys.stderr.write(f"{name} is left out: {problem}\n")
        return None


@asynccontextmanager
async def _opened(name: str, state: Path) -> AsyncIterator[MachineBackend]:
    if not name.endswith(_OUT):
        async with opened(name, state) as backend:
            yield backend
        return
    proxy = EgressProxy()
    backend = made(name.removesuffix(_OUT), state, proxy)
    try:
        assert (await backend.probe()).ok
        yield backend
    finally:
        await backend.close()
        await proxy.stop()


def page(found: dict[str, list[Verdict]]) -> str:
    """The page."""
    names = list(found)
    cases = next(iter(found.values()))
    words = {name: {v.name: v.word for v in found[name]} for name in names}
    counts = {name: Counter(words[name].values()) for name in names}
    summary = [_row("", names), _row("---", ["---"] * len(names))]
    summary += [_row(SHORT[w], [str(counts[n][w]) for n in names]) for w in SHORT]
    head = HEAD.format(
        cases=len(cases),
        system=f"{platform.system()} {platform.release()}, {platform.machine()}",
        user="root",
        summary="\n".join(summary),
    )
    return head + "".join(_table(group, cases, words) for group in _groups(cases))


def _groups(cases: list[Verdict]) -> list[str]:
    return list(dict.fromkeys(case.group for case in cases))


def _table(group: str, cases: list[Verdict], words: dict[str, dict[str, str]]) -> str:
    rows = [f"\n## {group[0].upper()}{group[1:]}\n", _row("", list(words))]
    rows.append(_row("---", ["---"] * len(words)))
    rows += [
        _row(case.title, [SHORT[words[name][case.name]] for name in words])
        for case in cases
        if case.group == group
    ]
    return "\n".join(rows) + "\n"


def _row(first: str, cells: list[str]) -> str:
    return "| " + " | ".join((first, *cells)) + " |"


async def main() -> None:
    """All backends, one after the other."""
    with tempfile.TemporaryDirectory(prefix="aios-abuse-") as folder:
        Path(folder).chmod(0o755)
        found = {name: await verdicts(name, Path(folder)) for name in BACKENDS}
    PAGE.write_text(page({name: each for name, each in found.items() if each}), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())

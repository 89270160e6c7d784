"""The battery of abuse (tests/abuse) on every kind of machine, and without one as its control."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tests.abuse.attempts import ATTEMPTS
from tests.abuse.battery import GOT_THERE, HELD, NOT_ASKED, attempts_on, thrown
from tests.abuse.bombs import BOMBS
from tests.contract.test_machine import REAL, WASI, opened

from aios.contracts.ports import MachineBackend

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "abuse.md"
ISOLATED = [backend for backend in REAL if backend != "process"]
# On the others the bombs take minutes: they are thrown when the page is written.
QUICK = [
    pytest.param(name, marks=getattr(pytest.mark, mark))
    for name, mark in (
        ("namespaces", "machine"),
        ("landlock", "landlock"),
    )
]


@pytest.fixture
def host() -> Iterator[Path]:
    """A folder of the host that everybody on it can enter."""
    with tempfile.TemporaryDirectory(prefix="aios-abuse-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "host"


@pytest.fixture(params=QUICK)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MachineBackend]:
    async with opened(request.param, tmp_path) as backend:
        yield backend


@pytest.mark.parametrize("name", [*ISOLATED, WASI])
async def test_nothing_gets_out(name: str, host: Path, tmp_path: Path) -> None:
    async with opened(name, tmp_path) as backend:
        verdicts = await attempts_on(backend, host)
    assert len(verdicts) == len(ATTEMPTS)
    assert [v.name for v in verdicts if v.word in (GOT_THERE, NOT_ASKED)] == []


@pytest.mark.parametrize("name", [bomb.name for bomb in BOMBS])
async def test_the_host_and_the_neighbour_hold(
    backend: MachineBackend, host: Path, name: str
) -> None:
    assert await thrown(backend, name, host) in (HELD, NOT_ASKED)


@pytest.mark.root
async def test_without_isolation_the_battery_bites(host: Path, tmp_path: Path) -> None:
    async with opened("process", tmp_path) as backend:
        words = {v.name: v.word for v in await attempts_on(backend, host)}
    bitten = {name for name, word in words.items() if word == GOT_THERE}
    expected = {attempt.name for attempt in ATTEMPTS if attempt.control}
    assert len(bitten) >= 0.8 * len(expected), sorted(expected - bitten)
    assert {"secret-file", "write-file", "any-env", "signal", "tcp4", "unix", "udp"} <= bitten


def test_the_page_tells_of_every_case() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for case in (*ATTEMPTS, *BOMBS):
        assert f"\n| {case.title} |" in told, case.title

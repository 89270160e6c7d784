"""Disks that are full, closed or damaged, texts nobody wrote by hand: one sentence, no crash."""

import json
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aios import AIOS, AiosError
from tests.acceptance.conftest import NO_OLLAMA, Shell
from tests.acceptance.test_interrupted import slow_task as slow_task
from tests.acceptance.test_interrupted import until_running


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few pages."""
    place = tmp_path / "tiny"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.root
def test_a_full_disk_is_one_sentence_and_what_was_there_stays(shell: Shell, tiny: Path) -> None:
    place = ("--workspace", str(tiny))
    done = shell.aios("run", "how much memory is free", "--json", *place)
    assert done.exit_code == 0, done
    with (tiny / "fill").open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(bytes(4096))
    for _ in range(2):
        full = shell.aios("run", "how much memory is free", "--json", *place)
        assert (full.exit_code, full.json["error"]["code"]) == (1, "disk_full"), full
        assert "full" in full.json["error"]["message"]
        assert "space" in full.json["error"]["hint"]
    (tiny / "fill").unlink()
    [kept] = [t for t in shell.aios("task", "list", "--json", *place).json if not t["error"]]
    assert kept["id"] == done.json["id"]


@pytest.mark.parametrize("damage", ["noise", "cut"])
def test_a_damaged_database_is_named(shell: Shell, damage: str) -> None:
    shell.aios("task", "list")
    file = shell.folder / ".ws" / "aios.db"
    noise = bytes(n * 7 % 251 for n in range(20_000))
    file.write_bytes(noise if damage == "noise" else file.read_bytes()[:5000])
    ran = shell.aios("run", "how much memory is free")
    assert ran.exit_code == 1
    assert str(file) in ran.stderr
    assert len(ran.stderr.splitlines()) == 2


@pytest.mark.root
def test_a_closed_workspace_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "closed"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", place], check=True)
    try:
        ran = Shell(tmp_path).aios("task", "list", "--json", "--workspace", str(place))
    finally:
        subprocess.run(["umount", "-l", place], check=True)
    assert (ran.exit_code, ran.json["error"]["code"]) == (1, "workspace_unwritable")
    assert str(place) in ran.json["error"]["message"]


ODD = [
    "total of nothing.csv\0",
    "/\0",
    "\ud800 total of nothing.csv",
    "\r\n\x1b[2J total of nothing.csv",
    "a" * 2_000,
    "总" * 2_000,
    "/" * 2_000,
    "sales.csv " * 200,
    "http://x/" * 200,
    '"' * 2_001,
    "“" * 2_000,
    "然后" * 1_000,
    "- a\n" * 500,
    "a" * 19_000,
    "然后" * 9_000,
    "a." * 9_000,
    "x" * 200_001,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_text_fails_soon_and_says_why(tmp_path: Path, text: str) -> None:
    with AIOS(tmp_path, ollama_host=NO_OLLAMA, backends=[]) as aios:
        began = time.process_time()
        with pytest.raises(AiosError) as failed:
            aios.execute(text, cwd=str(tmp_path)).wait(100)
    assert failed.value.code != "bug", failed.value
    assert failed.value.hint
    assert time.process_time() - began < 20


@pytest.mark.machine
def test_a_program_that_prints_without_end_is_stopped(shell: Shell) -> None:
    ran = shell.aios("vm", "exec", "while True: print('x' * 1_000_000)")
    assert ran.exit_code != 0
    assert len(ran.stdout) < 64 << 20
    assert "printed more" in ran.stderr


@pytest.mark.machine
def test_a_program_that_never_ends_is_stopped(shell: Shell) -> None:
    ran = shell.aios("vm", "exec", "while True: pass", "--timeout", "1")
    assert ran.exit_code == 124
    assert "after 1 s" in ran.stderr


@pytest.mark.machine
def test_a_gigabyte_of_output_takes_no_gigabyte_of_memory(shell: Shell) -> None:
    before_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    process = shell.start("vm", "exec", "for _ in range(1000): print('x' * 1_000_000)")
    out, err = process.communicate(timeout=60)
    assert len(out) < 64 << 20
    assert b"printed more" in err
    largest_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert largest_kib <= max(before_kib, 512 << 10)


@pytest.mark.machine
@pytest.mark.image
def test_a_polite_kill_cancels_cleanly(shell: Shell, slow_task: str) -> None:
    process = shell.start("run", slow_task, "--json")
    task_id = until_running(shell, process)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert json.loads(out)["status"] == "cancelled"
    assert shell.aios("task", "show", task_id, "--json").json["status"] == "cancelled"

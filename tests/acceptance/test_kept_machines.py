"""Machines that outlive commands, as a user keeps, enters and removes them."""

import contextlib
import os
import pty
import select
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.acceptance.conftest import AIOS, Shell

pytestmark = pytest.mark.machine


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell whose workspace keeps one machine, `box`."""
    shell = Shell(tmp_path_factory.mktemp("kept"))
    made = shell.aios("vm", "create", "box", "--image", "bare", "--memory-mb", "200")
    assert (made.exit_code, made.stdout) == (0, "box runs (namespaces, level 30)\n")
    yield shell
    assert shell.aios("vm", "rm", "--all").exit_code == 0
    assert shell.aios("vm", "ps", "--json").json == []


def test_files_and_programs_stay_from_one_command_to_the_next(box: Shell) -> None:
    (box.folder / "数据.csv").write_text("a,b\n1,2\n")
    assert box.aios("vm", "cp", "数据.csv", "box:in/").stdout.strip() == (
        "copied to box:/workspace/in/数据.csv"
    )
    done = box.aios("vm", "exec", "box", "tr , ';' < in/数据.csv > out.csv; exit 3")
    assert (done.exit_code, done.stdout) == (3, "")
    assert box.aios("vm", "cp", "box:out.csv", ".").exit_code == 0
    assert (box.folder / "out.csv").read_text() == "a;b\n1;2\n"
    words = box.aios("vm", "exec", "box", "--", "echo", "two words", "--json")
    assert words.stdout == "two words --json\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exec", "nobody", "ls"), "there is no machine 'nobody'"),
        (("cp", "a", "b"), "one of the two must be in a machine"),
        (("rm", "box", "nobody"), "there is no machine 'nobody'"),
        (("shell", "nobody"), "there is no machine 'nobody'"),
        (("cp", "my.box:a", "b"), "there is no machine 'my.box'"),
        (("exec", "--stdin", "box", "-"), "either the program or its input"),
        (("create", "other", "--cpus", "inf"), "must be a number above 0, not inf"),
    ],
)
def test_what_cannot_be_is_one_sentence(box: Shell, words: tuple[str, ...], said: str) -> None:
    ran = box.aios("vm", *words, stdin="echo never\n")
    assert (said in ran.stderr, ran.exit_code) == (True, 2)


def test_what_is_piped_in_is_a_program_or_its_input(box: Shell) -> None:
    assert (
        box.aios("vm", "exec", "--stdin", "box", "tr a-z A-Z", stdin="给 you\n").stdout
        == "给 YOU\n"
    )
    assert box.aios("vm", "exec", "box", "cat", stdin="unasked").stdout == ""
    script = "cd /tmp\necho $PWD-$((6 * 7))\nexit 4\n"
    ran = box.aios("vm", "shell", "box", stdin=script)
    assert (ran.exit_code, ran.stdout) == (4, "/tmp-42\n")
    assert box.aios("vm", "shell", "box", stdin="").exit_code == 0
    aside = ["sh", "-c", f"printf '\\377\\0' | {AIOS} vm exec box -"]
    done = subprocess.run(aside, cwd=box.folder, env=box.environ(), capture_output=True, text=True)
    assert (done.returncode, "its byte 0 is no UTF-8" in done.stderr) == (2, True)


def test_all_of_a_machine_is_fetched_at_once(box: Shell) -> None:
    box.aios("vm", "exec", "box", "mkdir -p deep/er; echo 1 > deep/er/file")
    assert box.aios("vm", "cp", "box:", "all").exit_code == 0
    assert (box.folder / "all/deep/er/file").read_text() == "1\n"


def test_what_is_left_out_of_a_copy_is_said(box: Shell) -> None:
    folder = box.folder / "mixed"
    folder.mkdir()
    (folder / "a").write_text("1")
    for number in range(12):
        (folder / f"l{number:02}").symlink_to("a")
    copied = box.aios("vm", "cp", "mixed", "box:")
    assert copied.stdout.startswith("copied to box:/workspace/mixed")
    assert "left out 12, as links, pipes, devices and empty folders" in copied.stderr
    assert "l08, l09, and 2 more (--json names them all)" in copied.stderr
    box.aios("vm", "exec", "box", "ln -s / mixed/up; mkfifo mixed/pipe")
    copied = box.aios("vm", "cp", "box:mixed", "back")
    assert copied.stderr == "left out 2, as links, pipes and devices are not copied: pipe, up\n"
    left = box.aios("vm", "cp", "box:mixed", "again", "--json")
    assert (left.json["left_out"], left.stderr) == (["pipe", "up"], "")
    assert box.aios("vm", "cp", "box:mixed/a", "one").stderr == ""


def test_a_snapshot_is_restored_and_a_fork_goes_its_own_way(box: Shell) -> None:
    box.aios("vm", "exec", "box", "echo first > note")
    assert box.aios("vm", "snapshot", "box", "early", "--json").json["holds"] == "files"
    box.aios("vm", "exec", "box", "echo second > note")
    assert box.aios("vm", "fork", "box", "twin").exit_code == 0
    box.aios("vm", "exec", "twin", "echo third > note")
    assert box.aios("vm", "restore", "box", "early").exit_code == 0
    notes = [box.aios("vm", "exec", vm, "cat note").stdout for vm in ("box", "twin")]
    assert notes == ["first\n", "third\n"]
    assert [s["name"] for s in box.aios("vm", "snapshots", "--json").json] == ["early"]
    assert box.aios("vm", "snapshots", "--remove", "early").exit_code == 0
    assert box.aios("vm", "snapshots", "--remove", "early").exit_code == 2


def test_a_shell_in_a_machine_is_a_terminal(box: Shell) -> None:
    """Ctrl-C ends the program in the machine and not the shell; `exit` gives its code."""
    screen, person = at_a_terminal(box)
    try:
        typed(screen, b"", b"$ ")
        typed(screen, b"echo $((6*7))-\n", b"42-")
        # The program says it is there: a shell between two commands would swallow the Ctrl-C.
        typed(screen, b"sh -c 'echo on; exec sleep 100'\n", b"on\r\n")
        typed(screen, b"\x03", b"$ ")
        typed(screen, b"exit 9\n", b"logout")
        assert person.wait(timeout=20) == 9
    finally:
        person.kill()
        person.communicate()
        os.close(screen)


def test_a_terminal_that_is_gone_ends_its_shell(box: Shell) -> None:
    screen, person = at_a_terminal(box)
    try:
        typed(screen, b"sh -c 'echo on; exec sleep 4242'\n", b"on\r\n")
        os.close(screen)
        _, said = person.communicate(timeout=20)
        assert (person.returncode, b"Traceback" in said) == (1, False)
        assert box.aios("vm", "exec", "box", "ps ax | grep -c '[4]242'").stdout == "0\n"
    finally:
        person.kill()
        person.communicate()


def at_a_terminal(box: Shell) -> tuple[int, "subprocess.Popen[bytes]"]:
    """The screen of a person who entered `box`, and the command; errors are told aside."""
    screen, theirs = pty.openpty()
    os.set_blocking(screen, False)
    person = subprocess.Popen(
        [str(AIOS), "vm", "shell", "box"],
        cwd=box.folder,
        env=box.environ(),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(theirs)
    return screen, person


def typed(screen: int, keys: bytes, until: bytes) -> None:
    """Type, and read the screen until it shows the text."""
    os.write(screen, keys)
    shown, deadline = b"", time.monotonic() + 20
    while until not in shown:
        assert time.monotonic() < deadline, shown
        select.select([screen], [], [], 1)
        with contextlib.suppress(BlockingIOError):
            shown += os.read(screen, 65536)


def test_without_a_name_the_shell_has_a_machine_of_its_own(shell: Shell) -> None:
    said = "echo $HOME-$(id -u); exit 4\n"
    ran = shell.aios("vm", "shell", "--image", "bare", stdin=said)
    assert (ran.exit_code, "/workspace-1000" in ran.stdout) == (4, True)
    assert shell.aios("vm", "ps", "--json").json == []

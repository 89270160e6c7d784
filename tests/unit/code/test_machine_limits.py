"""Cgroups, id maps, labels, commands, obstacles: the decisions that need no machine."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.machines import cgroups, owners, posture, rootfs, runs, sandbox, scopes
from aios.code.machines.guest.program import Program
from aios.contracts.errors import BadRequest
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command

LIMITS = MachineLimits(memory_mb=100, processes=7, cpus=0.5)


@given(owner=st.one_of(st.integers(0, 2**32 - 2), st.sampled_from([0, 1, 65533, 65534, 65535])))
def test_an_id_map_is_a_permutation_that_swaps_two(owner: int) -> None:
    inside: list[range] = []
    places: dict[int, int] = {}
    for line in rootfs.swapped_ids(owner).splitlines():
        first, outer, count = (int(number) for number in line.split())
        inside.append(range(first, first + count))
        for probe in {owner, 65534, 0, 1, 1000, 2**32 - 2}:
            if first <= probe < first + count:
                places[probe] = outer + probe - first
    inside.sort(key=lambda ids: ids.start)
    assert sum(len(ids) for ids in inside) == 2**32 - 1
    assert all(one.stop == other.start for one, other in pairwise(inside))
    assert places.pop(owner) == 65534
    assert places.pop(65534, owner) == owner
    assert all(probe == place for probe, place in places.items())


def test_a_root_that_cannot_be_left_is_a_refusal(monkeypatch) -> None:
    for name in ("setgroups", "setresgid", "setresuid"):
        monkeypatch.setattr(f"os.{name}", lambda *_: None)
    monkeypatch.setattr("os.getresuid", lambda: (0, 0, 0))
    with pytest.raises(OSError, match="refusing"):
        sandbox.drop_uid()


def _tree(root: Path, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("")


def test_caps_are_written_in_the_words_of_version_1(tmp_path: Path) -> None:
    groups = cgroups.Cgroups(
        {name: tmp_path / name for name in ("memory", "processes", "cpu")}, version=1
    )
    for base in groups.bases.values():
        base.mkdir()
    folders = [Path(folder) for folder in groups.create("x", LIMITS)]
    written = {file.name: file.read_text() for folder in folders for file in folder.iterdir()}
    assert int(written["memory.limit_in_bytes"]) >= 100 << 20
    assert int(written["pids.max"]) >= 7
    assert int(written["cpu.cfs_quota_us"]) * 2 == int(written["cpu.cfs_period_us"])
    assert groups.missing == ()


def test_caps_of_version_2_share_one_folder(tmp_path: Path) -> None:
    groups = cgroups.Cgroups(dict.fromkeys(("memory", "cpu"), tmp_path), version=2)
    (folder,) = groups.create("x", LIMITS)
    assert {file.name for file in Path(folder).iterdir()} == {"memory.max", "cpu.max"}
    assert Path(folder, "cpu.max").read_text() == "50000 100000"
    assert groups.missing == ("processes",)
    assert groups.leftovers() == [Path(folder)]


def test_a_scope_of_the_users_systemd_is_asked_for_where_there_is_one(tmp_path: Path) -> None:
    _tree(tmp_path, "run/systemd/private", "cgroup/cgroup.controllers", "bin/systemd-run")
    (tmp_path / "bin" / "systemd-run").chmod(0o755)
    environ = {"PATH": str(tmp_path / "bin"), "XDG_RUNTIME_DIR": str(tmp_path / "run")}
    argv = scopes.wrapped(["python3", "-"], environ, tmp_path / "cgroup")
    assert argv[:3] == [str(tmp_path / "bin" / "systemd-run"), "--user", "--scope"]
    assert argv[-5:] == ["env", "-i", "LANG=C.UTF-8", "python3", "-"]
    assert scopes.wrapped(["python3"], {**environ, "PATH": ""}, tmp_path / "cgroup") == []
    assert scopes.wrapped(["python3"], {"PATH": environ["PATH"]}, tmp_path / "cgroup") == []
    assert scopes.wrapped(["python3"], environ, tmp_path) == []


def test_a_scope_is_made_ready_for_machines(tmp_path: Path) -> None:
    scope = tmp_path / "user.slice" / "run-1.scope"
    (scope / "aios-keeper").mkdir(parents=True)
    _tree(scope, "cgroup.procs", "cgroup.subtree_control", "aios-keeper/cgroup.procs")
    (scope / "cgroup.controllers").write_text("memory pids\n")
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "cgroup").write_text("1:name=x:/\n0::/user.slice/run-1.scope\n")
    found = scopes.adopt(7, tmp_path, tmp_path)
    assert (found.missing, found.version) == (("cpu",), 2)
    assert set(found.bases.values()) == {scope}
    assert (scope / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert (scope / "aios-keeper" / "cgroup.procs").read_text() == "7"


@pytest.mark.parametrize("line", ["0::/user.slice", "0::/gone.scope", "1:memory:/x.scope", ""])
def test_what_is_no_scope_of_ours_gives_nothing(tmp_path: Path, line: str) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "cgroup").write_text(line)
    assert scopes.adopt(7, tmp_path, tmp_path).bases == {}
    assert scopes.adopt(8, tmp_path, tmp_path).bases == {}


def test_without_cgroups_everything_is_missing(tmp_path: Path) -> None:
    found = cgroups.find(tmp_path, tmp_path / "none")
    assert found.missing == ("memory", "processes", "cpu")
    assert found.create("x", LIMITS) == ()
    assert found.leftovers() == []


@pytest.mark.parametrize(
    ("file", "text", "kills"),
    [
        ("memory.events", "low 0\noom 3\noom_kill 2\n", 2),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n", 5),
        ("pids.events", "max 1\n", 0),
    ],
)
def test_programs_killed_for_memory_are_counted(tmp_path, file, text, kills) -> None:
    (tmp_path / file).write_text(text)
    assert cgroups.oom_kills([str(tmp_path / "gone"), str(tmp_path)]) == kills


def test_labels_tell_the_living_from_the_dead(tmp_path: Path) -> None:
    mine = owners.label_of(os.getpid())
    assert owners.alive(mine)
    assert not owners.alive(f"{os.getpid()}-1")
    assert not owners.alive("4194304999-5")
    assert not owners.alive("no label")
    note = owners.Owners(tmp_path)
    note.register(os.getpid())
    assert note.reap([]) == 0
    dead = tmp_path / "staging" / "4194304999-5-namespaces-1"
    dead.mkdir(parents=True)
    (dead / "0").write_text("copy")
    strange = tmp_path / "staging" / "readme"
    strange.mkdir()
    assert note.reap([]) == 1
    assert not dead.exists() and strange.exists()


@pytest.mark.parametrize(
    "command",
    [
        Command(argv=()),
        Command(argv=("",)),
        Command(argv=("a\0b",)),
        Command(argv=("a",), env={"": "x"}),
        Command(argv=("a",), env={"A=B": "x"}),
        Command(argv=("a",), env={"A": "\0"}),
        Command(argv=("a",), cwd="\0"),
        Command(argv=("a",), timeout_s=0),
        Command(argv=("a",), output_bytes=-1),
    ],
)
def test_commands_no_program_can_be_started_with(command: Command) -> None:
    with pytest.raises(BadRequest):
        runs.check_command(command)


@pytest.mark.parametrize(
    ("argv", "env", "fits"),
    [
        (["python3", "-c", "1"], {}, True),
        (["python", "-c", "1", "x"], {"PYTHONPATH": "/x"}, True),
        (["python3", "-c"], {}, False),
        (["python3"], {}, False),
        (["python3", "-O", "-c", "1"], {}, False),
        (["python3", "-m", "json"], {}, False),
        (["python3", "missing.py"], {}, False),
        (["python3", "-"], {}, False),
        (["sh", "-c", "1"], {}, False),
        (["/usr/bin/python3", "-c", "1"], {}, False),
        (["python3", "-c", "1"], {"PYTHONHASHSEED": "0"}, False),
    ],
)
def test_which_programs_the_forked_interpreter_takes(argv, env, fits) -> None:
    assert Program(argv, env, ()).fits_this_interpreter() is fits


@pytest.mark.parametrize(
    ("settings", "words", "fix"),
    [
        ({"user/max_user_namespaces": "0"}, "no user namespaces", "sysctl"),
        ({"kernel/unprivileged_userns_clone": "0"}, "root only", "sysctl"),
        ({"kernel/apparmor_restrict_unprivileged_userns": "1"}, "AppArmor", "apparmor_parser"),
    ],
)
def test_obstacles_come_with_their_mend(monkeypatch, tmp_path, settings, words, fix) -> None:
    for name, value in settings.items():
        _tree(tmp_path, name)
        (tmp_path / name).write_text(value + "\n")
    monkeypatch.setattr(posture, "_PROC_SYS", tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    reason, mend = posture.find_obstacle(Path("/opt/python")) or ("", "")
    assert words in reason and fix in mend


def test_other_systems_and_old_kernels_are_named(monkeypatch) -> None:
    monkeypatch.setattr("platform.release", lambda: "5.4.0-42-generic")
    assert "5.4.0" in (posture.find_obstacle(Path("/p")) or ("",))[0]
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert "riscv64" in (posture.find_obstacle(Path("/p")) or ("",))[0]
    monkeypatch.setattr("sys.platform", "darwin")
    assert "Linux" in (posture.find_obstacle(Path("/p")) or ("",))[0]

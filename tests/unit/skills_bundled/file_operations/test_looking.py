"""Counting, listing and ranking, on trees made by chance, against an independent computation."""

import math
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.unit.skills_bundled.asking import Ask

KINDS = (".py", ".log", ".csv", ".md", "")


def grow(tree: Path, seed: int, files: int = 60) -> list[Path]:
    """Files of random names, sizes and dates in random folders."""
    chance = random.Random(seed)
    folders = [tree]
    for number in range(8):
        folders.append(chance.choice(folders) / f"夹{number}")
        folders[-1].mkdir()
    made = []
    for number in range(files):
        path = chance.choice(folders) / f"文件 {number}{chance.choice(KINDS)}"
        path.write_bytes(chance.randbytes(chance.randrange(1, 5000)))
        age = chance.randrange(1, 100) * 86400 + 3600
        os.utime(path, (path.stat().st_mtime - age, path.stat().st_mtime - age))
        made.append(path)
    return made


def paths(found: dict[str, Any]) -> list[str]:
    return [entry["path"] for entry in found["data"]["entries"]]


@pytest.mark.parametrize("seed", range(4))
def test_counts_by_extension(tree: Path, ask: Ask, seed: int) -> None:
    made = grow(tree, seed)
    found = ask("count_files", "统计当前目录每种扩展名的文件数量", "zh")["data"]
    assert found["files"] == len(made)
    assert found["bytes"] == sum(path.stat().st_size for path in made)
    assert found["direct"] == sum(path.parent == tree for path in made)
    assert {kind: many["files"] for kind, many in found["by_extension"].items()} == Counter(
        path.suffix for path in made
    )


@pytest.mark.parametrize("seed", range(3))
def test_counts_a_pattern(tree: Path, ask: Ask, seed: int) -> None:
    made = grow(tree, seed)
    many = sum(path.suffix == ".py" for path in made)
    found = ask("count_files", "这个目录有多少个 py 文件", "zh", patterns=["*.py"])
    assert found["data"]["files"] == many
    assert f"有 {many} 个 *.py 文件" in found["answer"]
    flat = ask("count_files", "how many py files here, not recursive", patterns=["*.py"])
    assert flat["data"]["files"] == sum(p.suffix == ".py" and p.parent == tree for p in made)


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("largest", "top 7 largest files"),
        ("smallest", "最小的7个文件"),
        ("newest", "最近修改的 7 个文件"),
        ("oldest", "the 7 oldest files"),
    ],
)
def test_ranks(tree: Path, ask: Ask, order: str, text: str) -> None:
    made = grow(tree, 11)
    keys = {
        "largest": lambda p: -p.stat().st_size,
        "smallest": lambda p: p.stat().st_size,
        "newest": lambda p: -p.stat().st_mtime,
        "oldest": lambda p: p.stat().st_mtime,
    }
    found = ask("largest_files", text, count=7)
    sizes = {str(p.relative_to(tree)): keys[order](p) for p in made}
    assert [sizes[path] for path in paths(found)] == sorted(sizes.values())[:7]


@pytest.mark.parametrize("seed", range(3))
def test_the_largest_folder(tree: Path, ask: Ask, seed: int) -> None:
    made = grow(tree, seed)
    sizes: Counter[str] = Counter()
    for path in made:
        if path.parent != tree:
            sizes[path.relative_to(tree).parts[0]] += path.stat().st_size
    found = ask("largest_files", "哪个文件夹最大", "zh")
    assert found["data"]["entries"][0]["bytes"] == max(sizes.values())
    assert {e["path"]: e["bytes"] for e in found["data"]["entries"] if e["bytes"]} == sizes


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("files larger than 2 KB", 2049, 10**9),
        ("大于 2KB 的文件", 2049, 10**9),
        ("小于 1000 字节的文件", 0, 999),
        ("files between 1 KB and 3 KB", 1024, 3072),
        ("at least 4000 bytes", 4000, 10**9),
        ("3KB以上的文件", 3072, 10**9),
    ],
)
def test_lists_by_size(tree: Path, ask: Ask, text: str, least: int, most: int) -> None:
    made = grow(tree, 5)
    found = ask("list_files", text)
    fitting = {str(p.relative_to(tree)) for p in made if least <= p.stat().st_size <= most}
    assert set(paths(found)) == fitting
    assert found["data"]["count"] == len(fitting)


@pytest.mark.parametrize(
    ("text", "days", "older"),
    [
        ("files modified in the last 7 days", 7, False),
        ("最近三十天修改的文件", 30, False),
        ("最近一周改过的文件", 7, False),
        ("files older than 30 days", 30, True),
        ("files changed in the past month", 30, False),
        ("60 天前的文件", 60, True),
    ],
)
def test_lists_by_age(tree: Path, ask: Ask, text: str, days: int, older: bool) -> None:
    made = grow(tree, 6)
    now = (tree.parent / "tree").stat().st_mtime
    fitting = {
        str(p.relative_to(tree)) for p in made if (p.stat().st_mtime < now - days * 86400) == older
    }
    assert set(paths(ask("list_files", text))) == fitting


def test_lists_a_folder_as_ls_does(tree: Path, ask: Ask) -> None:
    (tree / "甲").mkdir()
    (tree / "甲" / "deep.txt").write_text("x")
    (tree / "b.txt").write_text("xy")
    assert paths(ask("list_files", "列出当前目录的文件", "zh")) == ["甲", "b.txt"]
    assert set(paths(ask("list_files", "list all files"))) == {"甲", "b.txt", "甲/deep.txt"}
    assert paths(ask("list_files", "列出文件名包含 dee 的文件", "zh")) == ["甲/deep.txt"]


def test_says_what_it_left_out(tree: Path, ask: Ask) -> None:
    for name in (".git/config", "node_modules/a/b.js", ".hidden", "seen.txt"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("x")
    os.mkfifo(tree / "pipe")
    (tree / "loop").symlink_to(tree)
    found = ask("count_files", "how many files are here")
    assert found["data"]["files"] == 1
    notes = " ".join(found["notes"])
    assert "Skipped .git (1), node_modules (1)." in notes
    assert "left out: 1" in notes and "followed: 1" in notes and "opened: 1" in notes
    assert ask("count_files", "包括隐藏文件一共多少个", "zh")["data"]["files"] == 2
    everything = ask("count_files", "count all files including hidden, skip nothing", "en")
    assert everything["data"]["files"] == 2 + 2


def test_odd_names_are_shown_escaped(tree: Path, ask: Ask) -> None:
    for name in (b"line\nbreak.txt", "表情😀.txt".encode(), b"raw\xff.txt", b"-rf *.txt"):
        (Path(os.fsdecode(os.fsencode(tree) + b"/" + name))).write_text("x")
    assert set(paths(ask("list_files", "list all txt files", patterns=["*.txt"]))) == {
        "line\\nbreak.txt", "表情😀.txt", "raw\\xff.txt", "-rf *.txt",
    }  # fmt: skip


def test_counts_lines_of_code(tree: Path, ask: Ask) -> None:
    (tree / "a.py").write_text("import os\n\n  \nprint(1)")
    (tree / "b.py").write_bytes(b"x = 1\r\n" * 5)
    (tree / "long.py").write_text("x" * 200_000 + "\n")
    (tree / "c.txt").write_text("no code\n")
    found = ask("count_files", "how many lines of Python are here")
    assert (found["data"]["lines"], found["data"]["non_blank"]) == (10, 8)
    assert "10 lines" in found["answer"]
    assert ask("count_files", "统计代码行数", "zh")["data"]["lines"] == 10


def test_lines_of_comment_are_told_apart(tree: Path, ask: Ask) -> None:
    (tree / "a.py").write_text("# one\nx = 1  # not alone\n\n    # two\n")
    (tree / "b.ts").write_text("// three\nlet a = 1;\n")
    found = ask("long_lines", "how many lines of Python code are there?")
    facts = found["data"]
    assert (facts["lines"], facts["non_blank"], facts["comments"]) == (4, 3, 2)
    assert "2 lines of comment alone" in found["answer"]
    assert ask("count_files", "代码一共有多少行", "zh")["data"]["comments"] == 3


def test_the_program_given_is_the_program_that_ran(tree: Path, ask: Ask, tmp_path: Path) -> None:
    grow(tree, 3)
    found = ask("count_files", "how many files are here")
    program = tmp_path / "program.py"
    program.write_text(found["code"])
    again = subprocess.run([sys.executable, str(program)], capture_output=True, check=True)
    assert str(found["data"]["files"]) in again.stdout.decode()
    assert str(tree) in found["code"]


def test_empty_folder_and_unreadable_folder(tree: Path, ask: Ask) -> None:
    assert ask("count_files", "有几个文件", "zh")["data"]["files"] == 0
    failure = ask("list_files", "大于 1MB 的文件", "zh")["error"]
    assert failure["code"] == "nothing_found" and failure["hint"]


def test_folders_and_names_said_in_passing(tree: Path, ask: Ask) -> None:
    (tree / "src" / "a").mkdir(parents=True)
    (tree / "src" / "people.txt").write_text("x")
    found = ask("count_files", "how many subfolders does src have")
    assert found["data"]["folders"] == 1
    assert paths(ask("search_text", "查找文件名含 peo 的文件", "zh")) == ["src/people.txt"]
    assert ask("count_files", "app.log 里有几个 ERROR", "zh")["error"]["code"] == "file_missing"


@pytest.mark.parametrize(
    ("text", "language", "first", "said"),
    [
        ("are there more files in many or few", "en", "many", "has more files: 3 files more"),
        ("which has fewer files, many or few", "en", "few", "has fewer files: 3 files fewer"),
        ("which is bigger, many or few", "en", "few", "is larger, by 1.9 KB (1,996 bytes)"),
        ("many 和 few 哪个文件多", "zh", "many", "多 3 个文件"),
        ("many 和 few 哪个占空间小", "zh", "many", "小 1.9 KB (1,996 字节)"),
    ],
)
def test_folders_are_weighed_against_one_another(
    tree: Path, ask: Ask, text: str, language: str, first: str, said: str
) -> None:
    for folder, sizes in (("many", (1, 1, 1, 1)), ("few", (2000,))):
        (tree / folder).mkdir()
        for number, size in enumerate(sizes):
            (tree / folder / f"{number}.bin").write_bytes(b"x" * size)
    folders = [str(tree / "many"), str(tree / "few")]
    found = ask("count_files", text, language, folder=folders[0], folders=folders)
    assert found["data"]["entries"][0]["path"] == first
    assert said in found["answer"].splitlines()[0]
    assert len(found["answer"].splitlines()) == 3


def test_folders_that_hold_as_much_are_told_so(tree: Path, ask: Ask) -> None:
    for folder in ("a", "b"):
        (tree / folder).mkdir()
        (tree / folder / "x.txt").write_text("x")
    folders = [str(tree / "a"), str(tree / "b")]
    found = ask("list_files", "a 和 b 哪个文件多", "zh", folder=folders[0], folders=folders)
    assert found["answer"].startswith("一样多")


@pytest.mark.parametrize("name", ["备份2019", "整理好的", "备份"])
def test_a_folder_called_like_a_deed_is_looked_into(tree: Path, ask: Ask, name: str) -> None:
    (tree / name).mkdir()
    (tree / name / "x.txt").write_text("x")
    for text in (f"{name} 目录里有几个文件", f"{name} 和别处有几个文件"):
        assert ask("count_files", text, "zh", folder=str(tree / name))["data"]["files"] == 1


def test_what_would_come_of_a_change_is_no_change(tree: Path, ask: Ask) -> None:
    for name in ("a.txt", "b.txt"):
        (tree / name).write_text("same")
    text = "are there duplicate files? how much space would deleting them save"
    assert ask("find_duplicates", text)["data"]["groups"] == 1


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("which files were last changed prior to 2019", None, (2019, 1, 1)),
        ("列出2020年3月以前改过的文件", None, (2020, 3, 1)),
        ("files edited after December 2021", (2022, 1, 1), None),
        ("2021年以来更新过的文件", (2021, 1, 1), None),
        ("files updated in 2020", (2020, 1, 1), (2021, 1, 1)),
        ("2020年2月到2021年2月之间修改的文件", (2020, 2, 1), (2021, 3, 1)),
        ("files saved between 2018 and June 2020", (2018, 1, 1), (2020, 7, 1)),
        ("files untouched since 4 May 2020", None, (2020, 5, 4)),
        ("自2022年以来没有改过的文件", None, (2022, 1, 1)),
        ("rename files from 2023 to 2024", None, None),
        ("the folder 2024 and report-2024.txt", None, None),
    ],
)
def test_days_months_and_years_bound_the_time_of_change(
    text: str,
    since: tuple[int, int, int] | None,
    until: tuple[int, int, int] | None,
    scripts: Callable[[str], ModuleType],
) -> None:
    bounds = scripts("aios_file_words").time_bounds(text)
    start = datetime(*since).astimezone().timestamp() if since else -math.inf
    end = datetime(*until).astimezone().timestamp() if until else math.inf
    assert bounds == (start, end)


def test_what_nobody_touched_for_years_was_changed_before(
    scripts: Callable[[str], ModuleType],
) -> None:
    bounds = scripts("aios_file_words").time_bounds
    now = 2e9
    for text in ("files that have not been touched for four years", "四年没有改过的文件"):
        assert bounds(text, now) == (-math.inf, now - 4 * 365 * 86400)


@pytest.mark.parametrize("text", ["list the files without an extension", "没有扩展名的文件有哪些"])
def test_names_without_an_extension(tree: Path, ask: Ask, text: str) -> None:
    for name in ("Makefile", "a.txt", "in/b[1]", "in/c.md", ".env"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text("x")
    assert sorted(paths(ask("list_files", text, folder=str(tree)))) == ["Makefile", "in/b[1]"]

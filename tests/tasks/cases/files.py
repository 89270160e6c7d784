"""Tasks that look into files and folders and change none."""

import hashlib
import os
import re
import time
from collections import Counter
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

WORDS = [
    "river",
    "stone",
    "cloud",
    "maple",
    "lantern",
    "copper",
    "window",
    "garden",
    "silver",
    "harbour",
    "meadow",
    "candle",
]
DAY_S = 86_400


def words(world: World, many: int) -> str:
    """Some words in lines of eight."""
    picked = [world.chance.choice(WORDS) for _ in range(many)]
    return "\n".join(" ".join(picked[i : i + 8]) for i in range(0, many, 8)) + "\n"


def aged(path: Path, days: float) -> Path:
    """The file as if it had been changed so many days ago."""
    then = time.time() - days * DAY_S
    os.utime(path, (then, then))
    return path


def copies(world: World, folder: str = "") -> tuple[int, int]:
    """(groups, bytes that could be freed) of files that are there more than once."""
    groups = wasted = 0
    for group in range(world.chance.randint(2, 4)):
        content = world.chance.randbytes(world.chance.randint(900, 4000))
        many = world.chance.randint(2, 3)
        for copy in range(many):
            world.file(f"{folder}set{copy}/f{group}_{copy}.dat", content)
        groups, wasted = groups + 1, wasted + (many - 1) * len(content)
    world.file(f"{folder}alone.dat", world.chance.randbytes(500))
    return groups, wasted


@task("en")
def duplicates_by_content(world: World) -> Asked:
    groups, wasted = copies(world)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(groups).says_number(wasted).says("f0_0.dat", "f0_1.dat")
        answered.says_not("alone.dat")

    return Asked("find duplicate files in this folder", holds)


@task("zh")
def duplicates_in_a_folder(world: World) -> Asked:
    groups, wasted = copies(world, "照片/")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{groups} 组").says_number(wasted).says("f1_0.dat")

    return Asked("照片 里有没有重复的文件?浪费了多少空间", holds)


@task("en")
def duplicates_by_name(world: World) -> Asked:
    for folder in ("a", "b", "b/c"):
        world.text(f"{folder}/report.txt", words(world, 12))
    world.text("a/only.txt", "x")

    def holds(answered: Answered) -> None:
        answered.completed().says("report.txt", "a/report.txt", "b/c/report.txt")
        answered.says_not("only.txt")

    return Asked("which files have the same name in different folders?", holds)


def marks(world: World) -> dict[str, list[tuple[int, str]]]:
    """Sources with comments that mark work left: kind to (line, text)."""
    found: dict[str, list[tuple[int, str]]] = {"TODO": [], "FIXME": []}
    for name, sign in (("src/app.py", "#"), ("src/web/main.js", "//"), ("lib/core.go", "//")):
        lines = []
        for number in range(1, 30):
            if world.chance.random() < 0.2:
                kind = world.chance.choice(("TODO", "FIXME"))
                text = f"{world.chance.choice(WORDS)} {number}"
                lines.append(f"{sign} {kind}: {text}")
                found[kind].append((number, text))
            else:
                lines.append(f"value_{number} = {number}")
        world.text(name, "\n".join(lines) + "\n")
    world.text("src/last.py", "x = 1  # TODO(ann): lonely task\n# FIXME broken here\n")
    found["TODO"].append((1, "lonely task"))
    found["FIXME"].append((2, "broken here"))
    return found


@task("zh")
def marks_of_work_left(world: World) -> Asked:
    found = marks(world)

    def holds(answered: Answered) -> None:
        answered.completed().says("lonely task", "src/last.py", "broken here")
        answered.says(f"TODO {len(found['TODO'])}", f"FIXME {len(found['FIXME'])}")

    return Asked("这个项目里有哪些待办?把 TODO 和 FIXME 都列出来", holds)


@task("en")
def marks_by_kind(world: World) -> Asked:
    found = marks(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(text for _, text in found["FIXME"]))
        answered.says_number(len(found["FIXME"])).says_not("lonely task")

    return Asked("list all FIXME comments in the code with file and line number", holds)


@task("en")
def tree_two_levels(world: World) -> Asked:
    world.text("src/pkg/deep/hidden_here.py", "1")
    world.text("src/pkg/mid.py", "1")
    world.text("src/top.py", "1")
    world.text("other/no.txt", "1")

    def holds(answered: Answered) -> None:
        answered.completed().in_order("src", "pkg", "mid.py").says("top.py")
        answered.says_not("hidden_here.py", "no.txt")

    return Asked("show the tree of src two levels deep", holds)


@task("zh")
def tree_of_the_folder(world: World) -> Asked:
    world.text("文档/说明.md", "1")
    world.text("代码/主程序.py", "1")

    def holds(answered: Answered) -> None:
        answered.completed().says("文档", "说明.md", "代码", "主程序.py")

    return Asked("看一下这个文件夹的目录结构", holds)


@task("en")
def sizes_of_folders(world: World) -> Asked:
    sizes = {}
    for name in ("music", "video", "text"):
        sizes[name] = world.chance.randint(20_000, 90_000)
        half = sizes[name] // 2
        world.file(f"{name}/a.bin", bytes(half))
        world.file(f"{name}/sub/b.bin", bytes(sizes[name] - half))
    ranked = sorted(sizes, key=lambda name: -sizes[name])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*ranked)
        for size in sizes.values():
            answered.says_number(size)
        answered.says_number(round(100 * sizes[ranked[0]] / sum(sizes.values()), 1), rel=0.01)

    return Asked("disk usage by folder with percentages", holds)


def two_folders(world: World, a: str, b: str) -> None:
    """Two folders that share some files."""
    world.text(f"{a}/same.txt", "equal")
    world.text(f"{b}/same.txt", "equal")
    world.text(f"{a}/changed.txt", "one" + world.chance.choice(WORDS))
    world.text(f"{b}/changed.txt", "two")
    world.text(f"{a}/left_only.txt", words(world, 8))
    world.text(f"{b}/sub/right_only.txt", words(world, 8))


@task("en")
def compare_two_folders(world: World) -> Asked:
    two_folders(world, "old", "new")

    def holds(answered: Answered) -> None:
        answered.completed().says("left_only.txt", "right_only.txt", "changed.txt", "only in")

    return Asked("compare the folders old and new", holds)


@task("zh")
def what_differs_between_folders(world: World) -> Asked:
    two_folders(world, "备份", "现在")

    def holds(answered: Answered) -> None:
        answered.completed().says("left_only.txt", "right_only.txt", "changed.txt", "内容不同")

    return Asked("比较一下 备份 和 现在 两个文件夹有什么不同", holds)


@task("zh")
def compare_two_texts(world: World) -> Asked:
    lines = words(world, 64).splitlines()
    world.text("v1.txt", "\n".join(lines) + "\n")
    changed = [*lines[:3], "a wholly new line", *lines[4:], "one more"]
    world.text("v2.txt", "\n".join(changed) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("a wholly new line", "one more", lines[3])

    return Asked("v1.txt 和 v2.txt 有什么区别", holds)


@task("en")
def diff_of_two_configs(world: World) -> Asked:
    port = world.chance.randint(1000, 9000)
    world.text("a.conf", "host = here\nport = 80\n")
    world.text("b.conf", f"host = here\nport = {port}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("-port = 80", f"+port = {port}").says_not("-host = here")

    return Asked("diff a.conf b.conf", holds)


@task("zh")
def empty_files_and_folders(world: World) -> Asked:
    world.file("甲/空.txt", b"")
    world.file("乙.log", b"")
    (world.folder / "空夹" / "内层").mkdir(parents=True)
    world.text("满.txt", "x")

    def holds(answered: Answered) -> None:
        answered.completed().says("空.txt", "乙.log", "内层").says_not("满.txt")

    return Asked("找出所有空文件和空文件夹", holds)


@task("en")
def empty_folders(world: World) -> Asked:
    (world.folder / "hollow").mkdir()
    world.text("full/a.txt", "x")
    world.file("nil.txt", b"")

    def holds(answered: Answered) -> None:
        answered.completed().says("hollow").says_not("nil.txt", "full")

    return Asked("are there any empty folders here?", holds)


@task("zh")
def changed_today(world: World) -> Asked:
    world.text("fresh.txt", "x")
    aged(world.text("stale.txt", "x"), 3)

    def holds(answered: Answered) -> None:
        answered.completed().says("fresh.txt").says_not("stale.txt")

    return Asked("今天修改过的文件", holds)


@task("en")
def changed_in_the_last_day(world: World) -> Asked:
    aged(world.text("sub/near.md", "x"), 0.5)
    aged(world.text("far.md", "x"), 2)

    def holds(answered: Answered) -> None:
        answered.completed().says("near.md").says_not("far.md")

    return Asked("files changed in the last 24 hours", holds)


@task("en")
def oldest_of_a_kind(world: World) -> Asked:
    ages = world.chance.sample(range(2, 300), 6)
    for age in ages:
        aged(world.text(f"logs/app_{age}.log", "x"), age)
    aged(world.text("logs/older.txt", "x"), 900)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"app_{max(ages)}.log").says_not("older.txt")

    return Asked("what is the oldest log file under logs", holds)


@task("zh")
def lines_by_language(world: World) -> Asked:
    lines = {}
    for extension in ("py", "js", "go"):
        lines[extension] = world.chance.randint(30, 90)
        world.text(f"src/main.{extension}", "x = 1\n" * lines[extension])

    def holds(answered: Answered) -> None:
        answered.completed()
        for many in (*lines.values(), sum(lines.values())):
            answered.says_number(many)

    return Asked("按语言统计代码行数", holds)


@task("en")
def size_by_extension(world: World) -> Asked:
    sizes: Counter[str] = Counter()
    for number in range(9):
        extension = world.chance.choice(("bin", "raw", "dat"))
        size = world.chance.randint(1000, 60_000)
        sizes[extension] += size
        world.file(f"d{number % 3}/f{number}.{extension}", bytes(size))

    def holds(answered: Answered) -> None:
        answered.completed()
        for extension, size in sizes.items():
            answered.says(f".{extension}").says_number(size)

    return Asked("total size by file extension", holds)


@task("zh")
def long_lines(world: World) -> Asked:
    long = world.chance.randint(130, 200)
    world.text("a.py", "x = 1\n" * 4 + "y = '" + "z" * (long - 6) + "'\n")
    world.text("b.py", "short = 2\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("a.py", str(long)).says("a.py:5").says_not("b.py")

    return Asked("哪些 py 文件里有超过 120 个字符的行", holds)


@task("en")
def longest_line(world: World) -> Asked:
    lines = words(world, 80).splitlines()
    lines[5] += " and this one goes on for quite a while longer than all the others do"
    world.text("poem.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("goes on for quite a while").says_number(len(lines[5]))
        answered.says_number(6)

    return Asked("what is the longest line in poem.txt?", holds)


@task("en")
def most_common_words(world: World) -> Asked:
    text = words(world, 300)
    world.text("notes.txt", text)
    ranked = Counter(text.split()).most_common(3)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(word for word, _ in ranked))
        for _, many in ranked:
            answered.says_number(many)

    return Asked("most common words in notes.txt", holds)


@task("zh")
def word_frequencies(world: World) -> Asked:
    text = words(world, 200)
    world.text("文章.txt", text)
    ranked = Counter(text.split()).most_common(5)

    def holds(answered: Answered) -> None:
        answered.completed().in_order(ranked[0][0])
        for word, many in ranked:
            answered.says(word).says_number(many)

    return Asked("统计 文章.txt 的词频，前5个", holds)


@task("zh")
def encodings(world: World) -> Asked:
    world.text("新.txt", "你好，世界，今天天气很好\n")
    world.text("旧.txt", "你好，世界，今天天气很好\n", "gbk")

    def holds(answered: Answered) -> None:
        answered.completed().says("新.txt", "旧.txt", "utf-8").says_any("gb18030", "gbk")

    return Asked("这些 txt 文件分别是什么编码?", holds)


@task("en")
def line_endings(world: World) -> Asked:
    world.file("dos.txt", b"a\r\nb\r\n")
    world.file("unix.txt", b"a\nb\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("dos.txt", "CRLF").says_not("unix.txt")

    return Asked("which files have Windows line endings?", holds)


@task("en")
def executables(world: World) -> Asked:
    world.text("bin/run.sh", "#!/bin/sh\n").chmod(0o755)
    world.text("bin/data.txt", "x").chmod(0o644)

    def holds(answered: Answered) -> None:
        answered.completed().says("run.sh").says_not("data.txt")

    return Asked("which files in bin are executable", holds)


@task("zh")
def broken_links(world: World) -> Asked:
    world.text("real.txt", "x")
    (world.folder / "good").symlink_to("real.txt")
    (world.folder / "dead").symlink_to("gone.txt")

    def holds(answered: Answered) -> None:
        answered.completed().says("dead", "gone.txt").says_not("good")

    return Asked("有没有失效的符号链接", holds)


@task("en")
def hidden_files(world: World) -> Asked:
    world.text(".env", "x")
    world.text(".config/app.ini", "x")
    world.text("seen.txt", "x")

    def holds(answered: Answered) -> None:
        answered.completed().says(".env").says_not("seen.txt")

    return Asked("show me the hidden files", holds)


@task("en")
def hits_per_file(world: World) -> Asked:
    hits = {}
    for name in ("web.log", "db.log", "mail.log"):
        hits[name] = world.chance.randint(3, 30)
        world.text(f"logs/{name}", "ERROR it failed\nall fine\n" * hits[name])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(hits.values()))
        for name, many in hits.items():
            assert re.search(rf"{name}\D{{1,8}}{many}\b", answered.answer), answered.answer

    return Asked("how many times does ERROR occur in each file in logs", holds)


@task("zh")
def regular_expression(world: World) -> Asked:
    number = f"{world.chance.randint(100, 999)}-{world.chance.randint(1000, 9999)}"
    world.text("联系人.txt", f"名字\n电话 {number} 请打\n没有\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(number).says_not("没有")

    return Asked(r"用正则 \d{3}-\d{4} 在 联系人.txt 里查找", holds)


@task("zh")
def lines_of_a_file(world: World) -> Asked:
    lines = [f"{number} {world.chance.choice(WORDS)}" for number in range(1, 41)]
    world.text("数据.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(*lines[9:15]).says_not(lines[15], lines[8])

    return Asked("显示 数据.txt 的第10到15行", holds)


@task("en")
def a_folder_with_blanks(world: World) -> Asked:
    many = world.chance.randint(3, 9)
    for number in range(many):
        world.text(f"My Documents/note {number}.txt", "x")
    world.text("elsewhere.txt", "x")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(many).says("My Documents")

    return Asked("how many txt files are in My Documents", holds)


@task("zh")
def a_chinese_folder_with_blanks(world: World) -> Asked:
    many = world.chance.randint(3, 9)
    for number in range(many):
        world.text(f"我的 资料/记录{number}.md", "x")
    world.text("别处.md", "x")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(many).says("我的 资料")

    return Asked("文件夹 我的 资料 里有几个 md 文件", holds)


@task("zh")
def checksum_of_a_file(world: World) -> Asked:
    content = world.chance.randbytes(3000)
    world.file("包.zip", content)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()

    def holds(answered: Answered) -> None:
        answered.completed().says(digest)

    return Asked("包.zip 的 md5 是多少", holds)


@task("en")
def bare_folders_compared(world: World) -> Asked:
    two_folders(world, "docs", "Old Stuff")

    def holds(answered: Answered) -> None:
        answered.completed().says("left_only.txt", "right_only.txt", "changed.txt", "equal")

    return Asked("compare docs and Old Stuff", holds)


@task("en")
def lines_of_every_log(world: World) -> Asked:
    ends = {}
    for name in ("one.log", "sub/two.log"):
        lines = [f"{name} {world.chance.randint(100, 999)} {number}" for number in range(6)]
        world.text(name, "\n".join(lines) + "\n")
        ends[name] = lines

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, lines in ends.items():
            answered.says(name, *lines[-2:]).says_not(lines[-3])

    return Asked("show the last 2 lines of every log", holds)


@task("zh")
def the_last_line(world: World) -> Asked:
    lines = words(world, 64).splitlines()
    world.text("a.txt", "\n".join(lines) + "\nthe very end\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("the very end").says_not(lines[0])

    return Asked("a.txt 最后一行", holds)


@task("en")
def duplicates_in_two_folders(world: World) -> Asked:
    content = world.chance.randbytes(world.chance.randint(500, 3000))
    for name in ("docs/a.bin", "Old Stuff/b.bin", "other/c.bin"):
        world.file(name, content)

    def holds(answered: Answered) -> None:
        answered.completed().says("a.bin", "b.bin").says_not("c.bin").says_number(len(content))

    return Asked("find duplicate files in docs and Old Stuff", holds)


@task("zh")
def folders_from_small_to_large(world: World) -> Asked:
    sizes = dict(zip(("甲", "乙", "丙"), world.chance.sample(range(100, 9000), 3), strict=True))
    for name, size in sizes.items():
        world.file(f"{name}/f.bin", world.chance.randbytes(size))
    order = sorted(sizes, key=lambda name: sizes[name])

    def holds(answered: Answered) -> None:
        answered.completed()
        places = [answered.answer.index(f"  {name}  ") for name in order]
        assert places == sorted(places), answered.answer

    return Asked("按大小从小到大列出各文件夹", holds)


@task("en")
def sorted_lines(world: World) -> Asked:
    picked = world.chance.sample(WORDS, 8)
    world.text("names.txt", "\n".join(picked) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("\n".join(sorted(picked)))
        assert answered.file(".txt").read_text().split() == sorted(picked)

    return Asked("sort the lines of names.txt", holds)


@task("en")
def not_touched_for_so_long(world: World) -> Asked:
    aged(world.text("logs/old.log", "x"), world.chance.randint(70, 300))
    aged(world.text("logs/new.log", "x"), world.chance.randint(1, 50))

    def holds(answered: Answered) -> None:
        answered.completed().says("old.log").says_not("new.log")

    return Asked("which files in logs haven't been modified in the last 60 days?", holds)


@task("zh")
def lines_of_each_file(world: World) -> Asked:
    lengths = {f"合同/{name}": world.chance.randint(2, 40) for name in ("甲.txt", "乙.md")}
    for name, length in lengths.items():
        world.text(name, "行\n" * length)

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, length in lengths.items():
            found = re.search(rf"{name.removeprefix('合同/')}\s+(\d+)", answered.answer)
            assert found and int(found[1]) == length, answered.answer

    return Asked("统计 合同 目录里每个文件的行数", holds)

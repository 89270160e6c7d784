"""Tasks that change files: shown, granted, done whole, or not at all."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}
Holds = Callable[[Answered], None]


def aged(path: Path, days: float) -> Path:
    """The file as if it had been changed so many days ago."""
    then = time.time() - days * 86_400
    os.utime(path, (then, then))
    return path


def files_of(world: World) -> dict[str, bytes]:
    """What is in every file below the folder."""
    found = sorted(path for path in world.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(world.folder)): path.read_bytes() for path in found}


def done(world: World, wanted: Mapping[str, bytes]) -> Holds:
    """Holds when the task is completed and the folder holds exactly these files."""

    def holds(answered: Answered) -> None:
        answered.completed()
        assert files_of(world) == dict(wanted), answered.answer

    return holds


def some(world: World, *names: str) -> dict[str, bytes]:
    """Files of some bytes by these names."""
    contents = {name: world.chance.randbytes(world.chance.randint(20, 200)) for name in names}
    for name, content in contents.items():
        world.file(name, content)
    return contents


@task("en")
def rename_suffix(world: World) -> Asked:
    before = some(world, "a.txt", "b.txt", "c.log")
    wanted = {name.replace(".txt", ".md"): content for name, content in before.items()}
    return Asked("rename all .txt files to .md", done(world, wanted), options=YES, changes=True)


@task("zh")
def rename_with_numbers(world: World) -> Asked:
    before = some(world, "照片/海.jpg", "照片/山.jpg", "照片/城.jpg", "照片/注.txt")
    ranked = sorted(name for name in before if name.endswith(".jpg"))
    wanted = {f"照片/旅行_{n:03}.jpg": before[name] for n, name in enumerate(ranked, 1)}
    wanted["照片/注.txt"] = before["照片/注.txt"]
    text = "把 照片 文件夹里的 jpg 文件按顺序重命名为 旅行_001.jpg、旅行_002.jpg……"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def blanks_to_underscores(world: World) -> Asked:
    before = some(world, "my notes.txt", "an old plan.doc", "fine.txt")
    wanted = {name.replace(" ", "_"): content for name, content in before.items()}
    text = "replace spaces with underscores in all file names here"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def add_a_prefix(world: World) -> Asked:
    before = some(world, "甲.csv", "乙.csv", "丙.txt")
    wanted = {
        (f"2026_{name}" if name.endswith(".csv") else name): content
        for name, content in before.items()
    }
    text = "给所有 csv 文件名加上前缀 2026_"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def replace_in_names(world: World) -> Asked:
    before = some(world, "draft_1.txt", "draft_2.txt", "draft 说明.md", "other.txt")
    wanted = {name.replace("draft", "final"): content for name, content in before.items()}
    text = "把文件名里的 draft 都替换成 final"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def organise_by_type(world: World) -> Asked:
    before = some(world, "in/a.jpg", "in/b.pdf", "in/c.jpg", "in/d.txt")

    def holds(answered: Answered) -> None:
        answered.completed()
        after = files_of(world)
        assert sorted(after.values()) == sorted(before.values())
        folders = {Path(name).name: Path(name).parent for name in after}
        assert folders["a.jpg"] == folders["c.jpg"], after
        assert len(set(folders.values())) == 3, after
        assert all(
            folder.parts[0] == "in" and len(folder.parts) == 2 for folder in folders.values()
        )

    text = "organize the files in the folder in/ into subfolders by type"
    return Asked(text, holds, options=YES, changes=True)


@task("zh")
def organise_by_month(world: World) -> Asked:
    wanted = {}
    for number, day in enumerate(("2025-03-14", "2025-03-20", "2024-11-02")):
        content = world.chance.randbytes(30)
        path = world.file(f"p{number}.jpg", content)
        then = time.mktime(time.strptime(f"{day} 12:00", "%Y-%m-%d %H:%M"))
        os.utime(path, (then, then))
        wanted[f"{day[:4]}/{day[5:7]}/p{number}.jpg"] = content
    text = "按修改日期把这些文件归类到 年/月 的文件夹里"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def move_matching(world: World) -> Asked:
    before = some(world, "a.pdf", "b.pdf", "c.txt")
    wanted = {
        (f"papers/{name}" if name.endswith(".pdf") else name): content
        for name, content in before.items()
    }
    text = "move all pdf files into a folder called papers"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def copy_matching(world: World) -> Asked:
    before = some(world, "源/甲.docx", "源/乙.docx", "源/丙.txt")
    wanted = dict(before)
    for name in ("甲.docx", "乙.docx"):
        wanted[f"备份/{name}"] = before[f"源/{name}"]
    text = "把 源 里的 docx 文件复制到 备份 文件夹"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def delete_granted_by_path(world: World) -> Asked:
    before = some(world, "x.tmp", "sub/y.tmp", "keep.txt")
    wanted = {"keep.txt": before["keep.txt"]}
    grants = {"grants": [str(world.folder)]}
    return Asked("delete all .tmp files", done(world, wanted), options=grants, changes=True)


@task("zh")
def delete_old(world: World) -> Asked:
    before = some(world, "日志/旧.log", "日志/新.log", "旧.txt")
    aged(world.folder / "日志/旧.log", 45)
    aged(world.folder / "旧.txt", 45)
    wanted = {name: content for name, content in before.items() if name != "日志/旧.log"}
    text = "删除 日志 目录下超过30天的 log 文件"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def delete_duplicates(world: World) -> Asked:
    content = world.chance.randbytes(400)
    aged(world.file("first.bin", content), 9)
    aged(world.file("sub/second.bin", content), 5)
    aged(world.file("third.bin", content), 2)
    other = world.file("other.bin", world.chance.randbytes(400)).read_bytes()
    wanted = {"third.bin": content, "other.bin": other}
    text = "delete duplicate files but keep the newest of each"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def delete_empty(world: World) -> Asked:
    before = some(world, "满.txt", "里/也满.txt")
    world.file("空.txt", b"")
    world.file("里/空.log", b"")
    return Asked("删掉所有空文件", done(world, before), options=YES, changes=True)


@task("en")
def replace_in_contents(world: World) -> Asked:
    wanted = {}
    for name in ("a.md", "docs/b.md"):
        text = f"see oldsite.com and {world.chance.random()} oldsite.com\n"
        world.text(name, text)
        wanted[name] = text.replace("oldsite.com", "newsite.org").encode()
    wanted["c.txt"] = world.text("c.txt", "oldsite.com\n").read_bytes()
    text = 'replace "oldsite.com" with "newsite.org" in all md files'
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def new_folders(world: World) -> Asked:
    some(world, "a.txt")

    def holds(answered: Answered) -> None:
        answered.completed()
        folders = {path.name for path in world.folder.iterdir() if path.is_dir()}
        assert folders == {"图片", "文档", "音乐"}, answered.answer

    return Asked("新建三个文件夹：图片、文档、音乐", holds, options=YES, changes=True)


@task("en")
def new_file_with_text(world: World) -> Asked:
    wanted = some(world, "a.txt") | {"hello.txt": b"good morning\n"}
    text = 'create a file hello.txt with the text "good morning"'
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def append_a_line(world: World) -> Asked:
    world.text("日记.txt", "第一行\n")
    wanted = {"日记.txt": "第一行\n今天下雨\n".encode()}
    text = "在 日记.txt 末尾追加一行“今天下雨”"
    return Asked(text, done(world, wanted), options=YES, changes=True)


def shown_only(*texts: str) -> Holds:
    """Holds when nothing was granted: the plan is shown, and refused."""

    def holds(answered: Answered) -> None:
        answered.failed("changes_not_granted").says(*texts)

    return holds


@task("en")
def delete_without_a_grant(world: World) -> Asked:
    some(world, "a.log", "sub/b.log", "c.txt")
    return Asked("delete all log files", shown_only("a.log", "b.log", "2"))


@task("zh")
def rename_without_a_grant(world: World) -> Asked:
    some(world, "A.TXT", "B.TXT")
    return Asked("把所有文件名改成小写", shown_only("A.TXT", "a.txt", "b.txt"))


@task("zh")
def only_a_preview(world: World) -> Asked:
    some(world, "a.jpg", "b.pdf", "c.txt")

    def holds(answered: Answered) -> None:
        answered.completed().says("a.jpg", "b.pdf", "c.txt", "预览")

    text = "按扩展名整理当前文件夹，先只看看会怎样，不要真的动"
    return Asked(text, holds, options=YES)


@task("en")
def a_dry_run(world: World) -> Asked:
    some(world, "IMG 1.png", "IMG 2.png")

    def holds(answered: Answered) -> None:
        answered.completed().says("beach_001.png", "beach_002.png", "preview")

    text = "dry run: rename the png files to beach_001, beach_002 and so on"
    return Asked(text, holds, options=YES)


@task("en")
def names_that_collide(world: World) -> Asked:
    some(world, "a.txt", "A.md", "a.md")

    def holds(answered: Answered) -> None:
        answered.failed("name_taken").says_not("would rename")

    return Asked("rename all .txt files to .md", holds, options=YES)


@task("en")
def permissions_are_refused(world: World) -> Asked:
    some(world, "run.sh")

    def holds(answered: Answered) -> None:
        answered.failed()

    return Asked("chmod 777 all files here", holds, options=YES)


@task("zh")
def outside_is_refused(world: World) -> Asked:
    some(world, "a.txt")

    def holds(answered: Answered) -> None:
        answered.failed()

    return Asked("删除 / 下的所有文件", holds, options=YES)


@task("en")
def undo_after_a_rename(world: World) -> Asked:
    before = some(world, "a.txt", "b.txt", "c.md")
    first = ("rename all .txt files to .log",)
    return Asked("undo that", done(world, before), first=first, options=YES, changes=True)


@task("zh")
def undo_after_a_deletion(world: World) -> Asked:
    before = some(world, "a.tmp", "b.tmp", "重要.txt")
    first = ("删除所有 .tmp 文件",)
    return Asked("撤销刚才的删除", done(world, before), first=first, options=YES, changes=True)


@task("en")
def move_the_largest(world: World) -> Asked:
    before = some(world, "a.dat", "b.dat", "c.dat") | {"d.dat": b"d" * 900, "e.dat": b"e" * 800}
    for name in ("d.dat", "e.dat"):
        world.file(name, before[name])
    large = ("d.dat", "e.dat")
    wanted = {f"big/{n}" if n in large else n: content for n, content in before.items()}
    text = "move the two largest files to big"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def keep_the_newest(world: World) -> Asked:
    before = some(world, "一.log", "二.log", "三.log", "注.txt")
    for days, name in enumerate(("二.log", "三.log", "一.log")):
        aged(world.folder / name, days + 1)
    wanted = {name: content for name, content in before.items() if name != "一.log"}
    text = "保留最新的两个 log，其余删掉"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def empty_a_file(world: World) -> Asked:
    wanted = some(world, "日志.txt", "b.txt") | {"日志.txt": b""}
    return Asked("清空 日志.txt", done(world, wanted), options=YES, changes=True)


@task("zh")
def folders_within(world: World) -> Asked:
    year = world.chance.randint(2030, 2090)

    def holds(answered: Answered) -> None:
        answered.completed()
        made = {str(p.relative_to(world.folder)) for p in world.folder.rglob("*")}
        assert made == {f"{year}", f"{year}/01", f"{year}/02", f"{year}/03"}, answered.answer

    text = f"创建 {year} 文件夹，里面再建 01、02、03 三个文件夹"
    return Asked(text, holds, options=YES, changes=True)


@task("en")
def write_a_quotation(world: World) -> Asked:
    wanted = some(world, "a.txt") | {"greeting.txt": b"hello world\n"}
    text = 'write "hello world" to greeting.txt'
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def set_a_value(world: World) -> Asked:
    old, new = world.chance.sample(range(10, 99), 2)
    world.text("app.ini", f"[s]\ntimeout={old}\nhost=h\n")
    wanted = {"app.ini": f"[s]\ntimeout={new}\nhost=h\n".encode()}
    text = f"把 app.ini 的 timeout 改成 {new}"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def move_under_a_new_name(world: World) -> Asked:
    before = some(world, "a.txt", "docs/b.txt")
    wanted = {"docs/alpha.txt": before["a.txt"], "docs/b.txt": before["docs/b.txt"]}
    text = "move a.txt to docs and rename it to alpha.txt"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def lines_kept_as_said(world: World) -> Asked:
    lines = [f"{n} {world.chance.random()}\n" for n in range(40)]
    many = world.chance.randint(5, 15)
    world.text("app.log", "".join(lines))
    wanted = {"app.log": "".join(lines[-many:]).encode()}
    text = f"truncate app.log to its last {many} lines"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def two_rules_for_names(world: World) -> Asked:
    before = some(world, "图/IMG One.JPG", "图/See Two.PNG")
    wanted = {name.lower().replace(" ", "_"): content for name, content in before.items()}
    text = "把 图 文件夹里的文件名改成小写，并把空格换成下划线"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def as_at_a_shell(world: World) -> Asked:
    before = some(world, "a.txt", "docs/b.txt")
    wanted = {"docs/a.txt": before["a.txt"], "docs/b.txt": before["docs/b.txt"]}
    return Asked("mv a.txt docs/", done(world, wanted), options=YES, changes=True)


@task("en")
def several_folders_cleaned(world: World) -> Asked:
    before = some(world, "docs/a.tmp", "docs/b.md", "Old Stuff/c.tmp", "other/d.tmp")
    kept = {"docs/b.md", "other/d.tmp"}
    wanted = {name: content for name, content in before.items() if name in kept}
    text = "delete all .tmp files in docs and Old Stuff"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("zh")
def only_looked_at(world: World) -> Asked:
    before = some(world, "a.txt", "b.txt", "c.md")

    def holds(answered: Answered) -> None:
        done(world, before)(answered)
        answered.says("a.txt", "b.txt").says_not("c.md")

    return Asked("如果删除所有 txt 会删掉哪些？只看看", holds, options=YES)


@task("zh")
def the_verb_stands_last(world: World) -> Asked:
    before = some(world, "下载/旧.zip", "下载/新.txt")
    aged(world.folder / "下载/旧.zip", world.chance.randint(70, 300))
    wanted = {"下载/新.txt": before["下载/新.txt"]}
    text = "下载 里超过 60 天没动过的文件删掉"
    return Asked(text, done(world, wanted), options=YES, changes=True)


@task("en")
def kinds_listed_together(world: World) -> Asked:
    before = some(world, "a.tmp", "b.bak", "c.txt")
    text = "get rid of the .tmp and .bak files here"
    return Asked(text, done(world, {"c.txt": before["c.txt"]}), options=YES, changes=True)

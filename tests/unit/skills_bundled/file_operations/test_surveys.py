"""A folder as a whole: copies, work left, trees, differences, words, empty and odd files."""

import os
import time
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask


def write(tree: Path, **contents: str) -> None:
    """Text files; "__" in a name is a folder's slash, "_dot_" a dot."""
    for name, content in contents.items():
        path = tree / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_duplicates_are_by_content_and_say_what_they_waste(tree: Path, ask: Ask) -> None:
    write(tree, a="same" * 100, x__b="same" * 100, c="diff" * 100, d="", e="")
    found = ask("find_duplicates", "find duplicate files")
    [group] = found["data"]["duplicates"]
    assert [file["path"] for file in group["files"]] == ["a", "x/b"]
    assert found["data"]["wasted_bytes"] == 400 and found["data"]["empty"] == 2


def test_no_duplicates_is_an_answer(tree: Path, ask: Ask) -> None:
    write(tree, a="1", b="22")
    found = ask("find_duplicates", "有重复文件吗", "zh")
    assert "error" not in found and "没有内容重复的文件" in found["answer"]


def test_the_same_name_in_different_folders(tree: Path, ask: Ask) -> None:
    write(tree, a__n_dot_txt="1", b__N_dot_txt="22", c="3")
    found = ask("find_duplicates", "哪些文件同名", "zh")
    assert [g["name"] for g in found["data"]["duplicates"]] == ["n.txt"]


@pytest.mark.parametrize(
    ("name", "line", "mark"),
    [
        ("a.py", "x = 1  # TODO(ann): tidy", ("TODO", "tidy")),
        ("a.js", "call(); // FIXME broken", ("FIXME", "broken")),
        ("a.html", "<!-- TODO: later -->", ("TODO", "later")),
        ("a.sql", "-- HACK for now", ("HACK", "for now")),
        ("a.c", "   TODO: inside a comment", ("TODO", "inside a comment")),
        ("a.py", "# todo: in small letters", ("TODO", "in small letters")),
        ("a.md", "- [ ] buy milk", ("[ ]", "buy milk")),
        ("a.py", 'print("TODO list")', None),
        ("a.py", "TODOS = [1]", None),
    ],
)
def test_marks(tree: Path, ask: Ask, name: str, line: str, mark: tuple[str, str] | None) -> None:
    (tree / name).write_text(f"first\n{line}\n")
    marks = ask("list_todos", "有哪些待办", "zh")["data"]["marks"]
    told = [(found["kind"], found["text"]) for found in marks]
    assert told == ([mark] if mark else [])
    assert all(found["line"] == 2 for found in marks)


def test_only_the_marks_that_are_named(tree: Path, ask: Ask) -> None:
    write(tree, a_dot_py="# TODO one\n# FIXME two\n")
    found = ask("list_todos", "list all FIXME comments")
    assert [mark["text"] for mark in found["data"]["marks"]] == ["two"]


@pytest.mark.parametrize(
    ("text", "depth"), [("tree", 3), ("tree, 1 level", 1), ("显示两层目录树", 2)]
)
def test_trees_end_at_their_depth(tree: Path, ask: Ask, text: str, depth: int) -> None:
    write(tree, a__b__c__d="x", top="y")
    lines = ask("show_tree", text)["data"]["lines"]
    assert len(lines) == depth + 1
    assert lines[-1] == "└── top" and lines[depth - 1].endswith("/ (1)")


def test_sizes_of_folders_add_up(tree: Path, ask: Ask) -> None:
    write(tree, a__x="1" * 300, a__b__y="1" * 100, c__z="1" * 500, own="1" * 100)
    found = ask("disk_usage", "disk usage two levels deep")["data"]
    assert [(e["path"], e["bytes"], e["percent"]) for e in found["entries"]] == [
        ("c", 500, 50.0), ("a", 400, 40.0), ("a/b", 100, 10.0),
    ]  # fmt: skip
    assert found["own_bytes"] == 100 and found["bytes"] == 1000
    two = [str(tree / "a"), str(tree / "c")]
    found = ask("disk_usage", "which is bigger, a or c?", folder=two[0], folders=two)["data"]
    assert [(e["path"], e["bytes"]) for e in found["entries"]] == [("c", 500), ("a", 400)]


@pytest.mark.parametrize(
    "text",
    [
        "里面有好几个子目录，哪个最占地方？占了多少？",
        "哪个子文件夹最大",
        "This folder has a few subfolders. Which one takes up the most space, and how much is it?",
        "which of its subfolders is the largest?",
    ],
)
@pytest.mark.parametrize("action", ["largest_files", "list_files", "count_files"])
def test_which_subfolder_holds_most_is_no_matter_of_single_files(
    tree: Path, ask: Ask, action: str, text: str
) -> None:
    write(tree, art__x="1" * 300, c__y="1" * 200, c__b__z="1" * 200)
    found = ask(action, text, folder=str(tree))
    assert found["data"]["entries"][0] | {"path": "c", "bytes": 400} == found["data"]["entries"][0]


@pytest.mark.parametrize(
    "text", ["子文件夹里最大的文件是哪个", "the largest file in the subfolders"]
)
def test_the_largest_file_of_subfolders_is_a_file(tree: Path, ask: Ask, text: str) -> None:
    write(tree, a__x="1" * 300, c__y="1" * 200, c__b__z="1" * 200)
    assert "a/x" in ask("largest_files", text, folder=str(tree))["answer"]


def test_what_one_folder_has_that_another_has_not(tree: Path, ask: Ask) -> None:
    write(tree, a__x="1", a__y="2", c__x="1")
    two = [str(tree / "a"), str(tree / "c")]
    for text in ("what is in a that c doesn't have", "a 比 c 多了什么"):
        found = ask("compare", text, folders=two)["data"]
        assert "y" in str(found) and found["equal"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "各个子文件夹分别占了多大？从大到小",
        "下面的子目录各有多大",
        "每一个文件夹一共占多少空间",
        "how big is each folder here",
        "how large are the subfolders",
    ],
)
def test_sizes_of_each_folder_are_no_count_of_files(tree: Path, ask: Ask, text: str) -> None:
    write(tree, a__x="1" * 300, c__z="1" * 500)
    found = ask("count_files", text)["data"]
    assert [(e["path"], e["bytes"]) for e in found["entries"]] == [("c", 500), ("a", 300)]


def test_a_wish_to_sort_files_is_no_comparison(tree: Path, ask: Ask) -> None:
    write(tree, a__x="1", a__y="2")
    found = ask("compare", "把 a 里的东西按类型分到不同的子文件夹", "zh")
    assert found["error"]["code"] == "changes_refused"


def test_two_folders_are_compared_by_content(tree: Path, ask: Ask) -> None:
    write(tree, old__same="1", new__same="1", old__other="12", new__other="34", old__left="x")
    write(tree, new__sub__right="y")
    found = ask("compare", "对比 old 和 new", "zh")["data"]
    assert (found["only_first"], found["only_second"]) == (["left"], ["sub/right"])
    assert [d["path"] for d in found["differing"]] == ["other"] and found["equal"] == 1


def test_of_a_comparison_the_part_is_told_that_alone_is_asked_for(tree: Path, ask: Ask) -> None:
    write(tree, old__a="1", old__b="2", new__b="22", new__c="3", old__d="4", new__d="4")
    told = ask("compare", "which files are in new but not in old?")["answer"].splitlines()
    assert [row.strip() for row in told if row.startswith("  ")] == ["c"]
    told = ask("compare", "哪些文件 old 和 new 里都有？", "zh")["answer"].splitlines()
    assert [row.split()[0] for row in told if row.startswith("  ")] == ["d", "b"]


def test_two_files_are_compared_line_by_line(tree: Path, ask: Ask) -> None:
    write(tree, a="one\ntwo\n", b="one\n2\nthree\n")
    files = [str(tree / "a"), str(tree / "b")]
    found = ask("compare", "diff a b", files=files)
    assert (found["data"]["added"], found["data"]["removed"]) == (2, 1)
    assert "+three" in found["answer"]
    assert ask("compare", "diff", files=[files[0]] * 2)["data"]["equal"]


def test_words_are_counted_in_either_case(tree: Path, ask: Ask) -> None:
    write(tree, t_dot_txt="The cat and the dog. The END, don't end?\n")
    file = str(tree / "t.txt")
    rows = ask("count_words", "top 2 words in t.txt", file=file, count=2)["data"]["western"]
    assert rows == [{"word": "the", "count": 3}, {"word": "end", "count": 2}]
    less = ask("count_words", "word frequency of t.txt without stop words", file=file)
    assert less["data"]["western"][0]["word"] == "end"


def test_chinese_is_counted_by_neighbouring_signs(tree: Path, ask: Ask) -> None:
    write(tree, t_dot_txt="天气好，天气真好\n")
    found = ask("count_words", "t.txt 的词频", "zh", file=str(tree / "t.txt"))
    assert found["data"]["han"][0] == {"word": "天气", "count": 2}
    assert "相邻 2 字" in found["answer"]


def test_empty_files_and_folders(tree: Path, ask: Ask) -> None:
    write(tree, full__a="x", void="")
    (tree / "hollow/inner").mkdir(parents=True)
    both = ask("find_empty", "list empty files and folders")
    assert both["data"]["folders"] == ["hollow", "hollow/inner"]
    assert [f["path"] for f in both["data"]["files"]] == ["void"]
    assert "void" not in ask("find_empty", "有没有空文件夹", "zh")["answer"]


def test_long_lines_and_the_longest(tree: Path, ask: Ask) -> None:
    write(tree, a_dot_py="short\n" + "x" * 90 + "\n", b_dot_py="y" * 200 + "\n")
    found = ask("long_lines", "lines longer than 80 characters")["data"]
    assert [(m["file"], m["line"], m["length"]) for m in found["lines"]] == [
        ("a.py", 2, 90), ("b.py", 1, 200),
    ]  # fmt: skip
    assert ask("long_lines", "最长的一行", "zh")["answer"].count("b.py:1") == 1


def test_encodings_and_line_ends(tree: Path, ask: Ask) -> None:
    (tree / "dos.txt").write_bytes(b"a\r\nb\r\n")
    (tree / "old.txt").write_bytes("你好世界\n".encode("gbk"))
    (tree / "mix.txt").write_bytes(b"a\r\nb\n")
    (tree / "bin").write_bytes(b"\0\1")
    kinds = {
        f["path"]: (f["encoding"], f["line_ends"])
        for f in ask("file_texts", "what encodings are used here")["data"]["files"]
    }
    assert kinds == {
        "dos.txt": ("utf-8", "CRLF"), "old.txt": ("gb18030", "LF"), "mix.txt": ("utf-8", "mixed"),
    }  # fmt: skip
    crlf = ask("file_texts", "which files use Windows line endings")["answer"]
    assert "dos.txt" in crlf and "old.txt" not in crlf
    foreign = ask("file_texts", "哪些文件不是 UTF-8", "zh")["answer"]
    assert "old.txt" in foreign and "dos.txt" not in foreign


def test_rights_and_links(tree: Path, ask: Ask) -> None:
    write(tree, run="x", plain="y")
    os.chmod(tree / "run", 0o755)
    os.chmod(tree / "plain", 0o644)
    (tree / "dead").symlink_to("gone")
    (tree / "live").symlink_to("run")
    assert "plain" not in ask("file_rights", "list executables")["answer"]
    assert (
        "0644" in ask("file_rights", "permissions of plain", files=[str(tree / "plain")])["answer"]
    )
    links = ask("file_rights", "有没有失效的链接", "zh")
    assert links["data"]["broken"] == 1 and "live" not in links["answer"]


@pytest.mark.parametrize(
    ("action", "text", "really"),
    [
        ("list_files", "这里有重复文件吗", "duplicates"),
        ("search_text", "list all TODO comments", "marks"),
        ("count_files", "show the directory tree", "lines"),
        ("largest_files", "longest line in the txt files", "longest"),
        ("list_files", "按文件夹统计大小 disk usage", "entries"),
    ],
)
def test_the_words_correct_the_choice_of_the_action(
    tree: Path, ask: Ask, action: str, text: str, really: str
) -> None:
    write(tree, a_dot_txt="# TODO x\n", b__c_dot_txt="y\n")
    assert really in ask(action, text)["data"]


def test_a_folder_called_backup_asks_for_no_backup(tree: Path, ask: Ask) -> None:
    write(tree, 备份__a="1", now__a="2")
    assert "error" not in ask("compare", "比较 备份 和 now", "zh")
    assert ask("compare", "备份 now", "zh")["error"]["code"] in ("changes_refused", "two_needed")


def test_several_folders_are_looked_into_together(ask: Ask, tree: Path) -> None:
    for name in ("a/1.txt", "b/c/2.txt", "d/3.txt"):
        (tree / name).parent.mkdir(parents=True)
        (tree / name).write_text("same")
    both = [str(tree / "a"), str(tree / "b")]
    found = ask("find_duplicates", "duplicates in a and b", folder=both[0], folders=both)
    [group] = found["data"]["duplicates"]
    assert [file["path"] for file in group["files"]] == ["a/1.txt", "b/c/2.txt"]
    assert (
        ask("count_files", "a 和 b 有多少文件", folder=both[0], folders=both)["data"]["files"] == 2
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("各文件夹按大小从小到大", "few"),
        ("folder sizes", "many"),
        ("哪个文件夹里的文件最多", "few"),
        ("which folder has the fewest files", "many"),
    ],
)
def test_folders_stand_by_size_or_number(ask: Ask, tree: Path, text: str, first: str) -> None:
    for name, size in (("few/1", 1), ("few/2", 1), ("many/1", 9000)):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_bytes(b"0" * size)
    assert ask("disk_usage", text, folder=str(tree))["data"]["entries"][0]["path"] == first


def test_what_was_not_touched_for_so_long_is_old(ask: Ask, tree: Path) -> None:
    for name, days in (("new.log", 1), ("old.log", 90)):
        then = time.time() - days * 86_400
        (tree / name).write_text("x")
        os.utime(tree / name, (then, then))
    for text in (
        "files that haven't been modified in the last 60 days",
        "最近 60 天没有改过的文件",
    ):
        found = ask("list_files", text, folder=str(tree))
        assert [entry["path"] for entry in found["data"]["entries"]] == ["old.log"]


@pytest.mark.parametrize("text", ["lines of code by language", "各种语言的代码分别有多少行"])
def test_lines_are_told_by_language(tree: Path, ask: Ask, text: str) -> None:
    for name in ("a.py", "b.py", "c.js"):
        (tree / name).write_text("x = 1\n" * len(name))
    answer = ask("count_files", text)["answer"]
    assert "Python (.py)  8  2 files" in answer and "JavaScript (.js)  4  1 file" in answer


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("compare", "old is last year and new is now: which pages did they remove or rename?"),
        ("compare", "old 和 new 之间删了哪些文件"),
        ("find_empty", "电脑大扫除，哪些文件夹是空的"),
        ("find_empty", "cleaning up my disk: which folders are empty"),
    ],
)
def test_what_was_done_or_is_about_to_be_asks_for_no_change(
    tree: Path, ask: Ask, action: str, text: str
) -> None:
    folders = [str(tree / name) for name in ("old", "new")]
    for folder in folders:
        Path(folder).mkdir()
    assert not ask(action, text, folder=str(tree), folders=folders).get("error")


def test_a_tree_with_sizes(tree: Path, ask: Ask) -> None:
    (tree / "in").mkdir()
    (tree / "in" / "a.bin").write_bytes(b"x" * 2048)
    lines = ask("show_tree", "目录树，标上每个文件的大小", "zh")["data"]["lines"]
    assert {"── in/  2.0 KB", "── a.bin  2.0 KB"} <= {line.lstrip("│└├ ") for line in lines}


def test_what_was_deleted_is_asked_for_not_done(tree: Path, ask: Ask) -> None:
    for name in ("old/a.txt", "old/b.txt", "new/b.txt", "new/c.txt"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text(name)
    text = "old 和 new 比，哪些文件新增了，哪些删除了，哪些被改动过？"
    found = ask("compare", text, "zh", folders=[str(tree / "old"), str(tree / "new")])
    assert found["data"]["only_first"] == ["a.txt"]


def test_files_in_a_folder_are_empty_not_the_folder(tree: Path, ask: Ask) -> None:
    (tree / "data").mkdir()
    (tree / "data" / "void.csv").write_text("")
    told = ask("find_empty", "data 文件夹里哪些是空的？", "zh", folder=str(tree / "data"))["answer"]
    assert "void.csv" in told and "文件夹（" not in told


def test_signs_and_words_of_all_texts_of_a_folder(tree: Path, ask: Ask) -> None:
    (tree / "一.txt").write_text("天黑了。\n雨停了\n", "utf-8")
    (tree / "two.txt").write_text("two words\n")
    for action in ("count_files", "count_words"):
        found = ask(action, "这里所有文章一共多少字？", "zh")
        assert found["data"]["chinese_characters"] == 6 and "6 个汉字" in found["answer"]
    assert ask("count_files", "how many words in all?")["data"]["words"] == 2

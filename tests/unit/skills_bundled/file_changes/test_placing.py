"""Where files go, which go at all, and which are never touched."""

import os
import time
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan
from tests.unit.skills_bundled.file_changes.test_renaming import files


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("organize this folder by type", "jpg"),
        ("按扩展名整理", "jpg"),
        ("organize files by category", "images"),
        ("按类别整理文件", "图片"),
        ("sort the files by year and month into folders", "2024/03"),
        ("按月份归类", "2024-03"),
        ("group files by year", "2024"),
        ("按日期整理", "2024/03"),
        ("organize by day", "2024-03-05"),
        ("sort files into folders by first letter", "S"),
        ("按大小分类", "小"),
        ("put each year's files into its own folder", "2024"),
        ("sort the files into Pictures, Music and Other", "Pictures"),
        ("把文件分成 照片、文档、其他", "照片"),
    ],
)
def test_orders(tree: Path, plan: Plan, text: str, folder: str) -> None:
    files(tree, "sea.JPG", "sub/left.txt", ".hidden")
    then = time.mktime(time.strptime("2024-03-05 12:00", "%Y-%m-%d %H:%M"))
    os.utime(tree / "sea.JPG", (then, then))
    language = "zh" if text[0] > "z" else "en"
    assert plan("organise_files", text, language)["moves"] == {"sea.JPG": f"{folder}/sea.JPG"}


@pytest.mark.parametrize(
    "text",
    [
        "move all pdf files to papers",
        "move the pdf files into a new folder called papers",
        'put all pdf files in to the folder "papers"',
        "把所有 pdf 移动到 papers 文件夹",
        "把 pdf 文件都挪到一个叫 papers 的文件夹里",
        "将 pdf 放到 papers 里",
    ],
)
def test_aims(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "a.pdf", "b.txt", "papers/c.pdf")
    (tree / "link.pdf").symlink_to("a.pdf")
    assert plan("move_files", text)["moves"] == {"a.pdf": "papers/a.pdf"}


@pytest.mark.parametrize(
    "text", ["把 sub 里的 pdf 挪到上一层", "move the pdfs of sub one level up"]
)
def test_the_folder_above(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "sub/a.pdf", "sub/b.txt")
    found = plan("move_files", text, folders=[str(tree / "sub"), str(tree)])
    assert found["moves"] == {"sub/a.pdf": "a.pdf"}


def test_a_name_that_is_taken_gets_a_number(tree: Path, plan: Plan) -> None:
    files(tree, "a.pdf", "sub/a.pdf", "papers/a.pdf")
    found = plan("move_files", "move all pdf files to papers")
    assert found["moves"] == {"a.pdf": "papers/a (2).pdf", "sub/a.pdf": "papers/a (3).pdf"}
    assert "a (2).pdf" in " ".join(found["notes"])


def test_copies_are_written(tree: Path, plan: Plan) -> None:
    files(tree, "a.md", "docs/b.md")
    found = plan("copy_files", "复制所有 md 文件到 备份", "zh")
    assert sorted(found["writes"]) == ["备份/a.md", "备份/b.md"]
    assert found["writes"]["备份/b.md"] == (tree / "docs/b.md").read_bytes()
    one = plan("copy_files", "备份 a.md", "zh", files=[str(tree / "a.md")])
    assert list(one["writes"]) == ["a.md.bak"]


def test_deleting_takes_only_what_is_meant(tree: Path, plan: Plan) -> None:
    files(tree, "a.tmp", "sub/b.tmp", "c.txt", ".d.tmp", ".git/e.tmp", "node_modules/f.tmp")
    (tree / "g.tmp").symlink_to("c.txt")
    found = plan("delete_files", "delete all .tmp files", patterns=["*.tmp"])
    assert found["deletes"] == ["a.tmp", "sub/b.tmp"]
    assert "1 of them in subfolders" in " ".join(found["notes"])
    flat = plan("delete_files", "delete all .tmp files, not in subfolders", patterns=["*.tmp"])
    assert flat["deletes"] == ["a.tmp"]


@pytest.mark.parametrize(
    ("text", "deleted"),
    [
        ("delete files older than 30 days", ["old.log"]),
        ("删除超过 30 天没有修改的 log 文件", ["old.log"]),
        ("delete files larger than 1 KB", ["big.bin"]),
        ("删掉所有空文件", ["void.txt"]),
        ("remove empty folders", ["hollow"]),
        ("删除以 big 开头的文件", ["big.bin"]),
        ("delete files ending with .log", ["new.log", "old.log"]),
        ("delete all log files except new.log", ["old.log"]),
        ("删除所有 log 文件，除了 new.log", ["old.log"]),
        ("delete all cache folders", ["x/cache"]),
    ],
)
def test_which_are_deleted(tree: Path, plan: Plan, text: str, deleted: list[str]) -> None:
    files(tree, "old.log", "new.log", "x/cache/deep/1.txt")
    (tree / "big.bin").write_bytes(bytes(5000))
    (tree / "void.txt").touch()
    (tree / "hollow/inner").mkdir(parents=True)
    os.utime(tree / "old.log", (1e9, 1e9))
    assert plan("delete_files", text)["deletes"] == deleted


@pytest.mark.parametrize(
    ("text", "deleted"),
    [
        ("delete duplicates, keep the newest", ["a", "b"]),
        ("去重，保留最早的", ["b", "c/d"]),
        ("delete duplicate files, keep the shortest path", ["b", "c/d"]),
    ],
)
def test_one_of_equal_files_stays(tree: Path, plan: Plan, text: str, deleted: list[str]) -> None:
    for age, name in ((3, "a"), (2, "b"), (1, "c/d")):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text("same")
        os.utime(tree / name, (1e9 - age, 1e9 - age))
    (tree / "other").write_text("else")
    assert plan("delete_files", text)["deletes"] == deleted


@pytest.mark.parametrize(
    ("action", "text", "code"),
    [
        ("delete_files", "删除 / 下的所有文件", "outside_refused"),
        ("delete_files", "wipe the entire disk", "outside_refused"),
        ("delete_files", "delete it", "which_files"),
        ("move_files", "move all txt files", "target_needed"),
        ("move_files", "move images to pics and documents to docs", "one_target"),
        ("move_files", "把图片移到 pics，文档移到 docs", "one_target"),
        ("move_files", "move all txt files to ../elsewhere", "outside_refused"),
        ("move_files", "move all txt files to /etc", "outside_refused"),
        ("organise_files", "sort the files into folders by colour", "order_unclear"),
        ("rename_files", "chmod 777 a.txt", "changes_refused"),
        ("make_entries", "创建符号链接 x", "changes_refused"),
        ("delete_files", "delete all zip files", "nothing_found"),
    ],
)
def test_refusals(tree: Path, plan: Plan, action: str, text: str, code: str) -> None:
    files(tree, "a.txt")
    found = plan(action, text)
    assert found["error"]["code"] == code and found["error"]["hint"] and "changes" not in found


@pytest.mark.parametrize(
    "text",
    [
        "dry run: delete all txt files",
        "预览：删除所有 txt 文件",
        "what would happen if you delete all txt files",
    ],
)
def test_a_preview_asks_for_nothing(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "a.txt")
    found = plan("delete_files", text, "zh")
    assert (
        "changes" not in found and len(found["data"]["changes"]) == 1 and "预览" in found["answer"]
    )


def test_the_answer_shows_the_first_and_counts_the_rest(tree: Path, plan: Plan) -> None:
    files(tree, *(f"{number}.tmp" for number in range(30)))
    found = plan("delete_files", "delete all tmp files", patterns=["*.tmp"])
    assert "Would delete 30 files" in found["answer"] and "and 10 more" in found["answer"]
    assert len(found["data"]["changes"]) == 30 == found["data"]["count"]


@pytest.mark.parametrize("action", ["organise_files", "move_files"])
@pytest.mark.parametrize(
    "text",
    [
        "把东西按类型分到不同的子文件夹",
        "按类型把文件分进各自的文件夹",
        "把这里的东西按类型归到不同的子文件夹里",
        "按类型放到不同的子文件夹",
    ],
)
def test_folders_by_type_are_many(tree: Path, plan: Plan, action: str, text: str) -> None:
    files(tree, "a.pdf", "b.mp3")
    assert plan(action, text, "zh")["moves"] == {"a.pdf": "pdf/a.pdf", "b.mp3": "mp3/b.mp3"}


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("mv a.txt docs/", {"a.txt": "docs/a.txt"}),
        ("mv a.txt b.txt", {"a.txt": "b.txt"}),
        ("rename a.txt to b.txt and move it to docs", {"a.txt": "docs/b.txt"}),
        ("把 a.txt 重命名为 b.txt 并移动到 docs", {"a.txt": "docs/b.txt"}),
    ],
)
def test_one_file_moves_under_a_name(
    plan: Plan, tree: Path, text: str, moves: dict[str, str]
) -> None:
    files(tree, "a.txt", "docs/c.txt")
    assert plan("move_files", text, files=[str(tree / "a.txt")])["moves"] == moves


@pytest.mark.parametrize(
    ("there", "moves"),
    [("old/a.txt", {"old": "new"}), ("new/b.txt", {"old": "new/old"})],
)
def test_a_folder_moves_as_at_a_shell(
    plan: Plan, tree: Path, there: str, moves: dict[str, str]
) -> None:
    files(tree, "old/a.txt", there)
    found = plan("move_files", "mv old new", folders=[str(tree / "old"), str(tree)])
    assert found["moves"] == moves


def test_several_folders_are_taken_together(plan: Plan, tree: Path) -> None:
    files(tree, "a/1.txt", "b/2.txt", "b/3.md", "c/4.txt")
    both = [str(tree / "a"), str(tree / "b"), str(tree)]
    found = plan("delete_files", "delete all txt files in a and b", folders=both)
    assert found["deletes"] == ["a/1.txt", "b/2.txt"]
    assert plan("move_files", "move a and b to c", folders=both)["moves"] == {
        "a": "c/a",
        "b": "c/b",
    }


def test_what_would_be_deleted_is_only_told(plan: Plan, tree: Path) -> None:
    files(tree, "a.txt", "b.md")
    found = plan("delete_files", "如果删除所有 txt 会删掉哪些", patterns=["*.txt"])
    assert "a.txt" in found["answer"]
    assert not found.get("changes")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("make a folder called backup and copy all txt files there", "copy_files"),
        ("新建一个 backup 文件夹，把所有 txt 复制进去", "copy_files"),
        ("create a backup folder and put the txt files in it", "move_files"),
        ("新建文件夹 backup，然后把 txt 文件都放进去", "move_files"),
        ("建立一个叫 backup 的文件夹并把所有 txt 移到里面", "make_entries"),
        ("mkdir backup and move all txt files into it", "move_files"),
    ],
)
def test_what_is_put_into_a_folder_made_for_it(
    tree: Path, plan: Plan, text: str, action: str
) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tree / name).write_text(name)
    found = plan(action, text, "zh" if text[0] > "z" else "en")
    copied = action == "copy_files"
    goals = set(found["writes"]) if copied else set(found["moves"].values())
    assert goals == {"backup/a.txt", "backup/b.txt"} and bool(found["moves"]) != copied


@pytest.mark.parametrize(
    "text",
    [
        "Sort the files into folders by extension, so txt files go to txt, mp3 files to mp3 etc.",
        "Put every file into a folder by its type, for example the txt files in txt.",
        "按扩展名把文件分到不同的文件夹，比如 txt 放到 txt 文件夹",
        "按后缀整理文件：txt 放进 txt，mp3 放进 mp3，以此类推",
    ],
)
def test_examples_of_an_order_leave_no_kind_out(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "a.txt", "b.pdf")
    found = plan("organise_files", text, "en", patterns=["*.txt"])
    assert found["moves"] == {"a.txt": "txt/a.txt", "b.pdf": "pdf/b.pdf"}


def test_kinds_that_are_no_examples_are_all_that_is_sorted(tree: Path, plan: Plan) -> None:
    files(tree, "a.txt", "b.pdf")
    text = "sort the txt files into folders by year, so that I find them"
    assert list(plan("organise_files", text, patterns=["*.txt"])["moves"]) == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("move the notes from May 2021 to old", {"walk_20210503.md"}),
        ("把 2021年5月的笔记 移到 old 文件夹", {"walk_20210503.md"}),
        ("move the 2022 notes to old", {"2022-11 rent.md", "2022-01-02.md"}),
    ],
)
def test_days_that_names_tell(tree: Path, plan: Plan, text: str, moved: set[str]) -> None:
    for name in ("walk_20210503.md", "2022-11 rent.md", "2022-01-02.md", "b.md"):
        (tree / name).write_text(name)
    assert set(plan("move_files", text)["moves"]) == moved


@pytest.mark.parametrize(
    "text",
    [
        "house 这个文件夹要留给房东，里面的 bills 目录用不着，帮我删掉",
        "把 house 里的 bills 文件夹删掉",
        "删除 house 里的 bills 目录",
        "delete the bills folder in house",
    ],
)
def test_a_folder_within_goes_alone(tree: Path, plan: Plan, text: str) -> None:
    (tree / "house" / "bills").mkdir(parents=True)
    (tree / "house" / "keep.txt").write_text("x")
    found = plan("delete_files", text, folders=[str(tree / "house"), str(tree)])
    assert found["deletes"] == ["house/bills"]
    (tree / "house" / "bills").rmdir()
    found = plan("delete_files", text, folders=[str(tree / "house"), str(tree)])
    assert found["error"]["code"] == "folder_missing"


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("make_entries", "Please move the md files to a new folder called letters"),
        ("make_entries", "把 md 文件都放进一个新文件夹 letters"),
    ],
)
def test_what_is_put_into_a_new_folder_is_moved(
    tree: Path, plan: Plan, action: str, text: str
) -> None:
    for name in ("a.md", "b.txt"):
        (tree / name).write_text("x")
    assert plan(action, text, patterns=["*.md"])["moves"] == {"a.md": "letters/a.md"}


def test_a_folder_called_like_a_year_leaves_the_year_as_it_is(tree: Path, plan: Plan) -> None:
    for name, day in (("old.txt", 1_650_000_000), ("new.txt", 1_700_000_000)):
        (tree / name).write_text("x")
        os.utime(tree / name, (day, day))
    moves = plan("move_files", "2022年的东西都收进一个叫“2022”的文件夹", "zh")["moves"]
    assert moves == {"old.txt": "2022/old.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "按大小分：大于 1 KB 的放“big”，其余的放“small”",
        "sort the files by size: over 1 KB to big, the rest to small",
    ],
)
def test_two_folders_for_what_is_above_a_size_and_what_is_not(
    tree: Path, plan: Plan, text: str
) -> None:
    for name, size in (("a.bin", 3000), ("b.bin", 10)):
        (tree / name).write_bytes(b"x" * size)
    moves = plan("organise_files", text)["moves"]
    assert moves == {"a.bin": "big/a.bin", "b.bin": "small/b.bin"}


def test_all_categories_listed_have_their_files(tree: Path, plan: Plan) -> None:
    for name in ("a.png", "b.docx", "c.mp4"):
        (tree / name).write_text("x")
    for text in ("按类型整理：图片、文档、视频各建一个文件夹", "把文件按图片、文档、视频分类"):
        moves = plan("organise_files", text, "zh")["moves"]
        assert moves == {"a.png": "图片/a.png", "b.docx": "文档/b.docx", "c.mp4": "视频/c.mp4"}


def test_a_part_of_names_may_be_the_name_of_the_target_too(tree: Path, plan: Plan) -> None:
    for name in ("1月房租.pdf", "2月房租.pdf", "2月水费.pdf"):
        (tree / name).write_text("x")
    for text in ("文件名带“房租”的移到 旧/房租", "把所有房租的 pdf 移到 旧/房租"):
        moves = plan("move_files", text, "zh", patterns=["*.pdf"])["moves"]
        assert moves == {n: f"旧/房租/{n}" for n in ("1月房租.pdf", "2月房租.pdf")}


@pytest.mark.parametrize(
    "text",
    [
        "docs 文件夹复制一份，叫 docs2",
        "make a copy of the folder docs called docs2",
        "copy the folder docs and call it docs2",
    ],
)
def test_a_folder_is_copied_under_another_name(tree: Path, plan: Plan, text: str) -> None:
    (tree / "docs").mkdir()
    (tree / "docs" / "a.txt").write_text("x")
    found = plan("copy_files", text, folders=[str(tree / "docs"), str(tree)])
    assert list(found["writes"]) == ["docs2/a.txt"]


def test_files_of_subfolders_go_beside_the_folder_they_lie_in(tree: Path, plan: Plan) -> None:
    (tree / "docs" / "in").mkdir(parents=True)
    (tree / "docs" / "in" / "a.odt").write_text("x")
    text = "copy all odt files from docs (subfolders too) to a new folder called texts"
    folders = [str(tree / "docs"), str(tree)]
    found = plan("copy_files", text, folders=folders, patterns=["*.odt"])
    assert list(found["writes"]) == ["texts/a.odt"]


def test_what_is_not_understood_of_which_files_deletes_none(tree: Path, plan: Plan) -> None:
    for name, size in (("a.txt", 3), ("b.txt", 0)):
        (tree / name).write_bytes(b"x" * size)
    for text in ("删除所有没人看的文件", "delete all files that nobody reads"):
        assert plan("delete_files", text)["error"]["code"] == "which_files"
    for text in ("删除所有大小为 0 的文件", "delete the 0 byte files"):
        assert plan("delete_files", text)["deletes"] == ["b.txt"]


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        (
            "sort the files into folders by month (like 2025-03), by the date in their names",
            "2024-11",
        ),
        ("按文件名里的日期分到各年份的子文件夹", "2024"),
        ("put each file into a subfolder for the part of its name before the dash", "bill"),
        ("archive the files by month", "2024-11"),
    ],
)
def test_folders_for_what_names_tell(tree: Path, plan: Plan, text: str, aim: str) -> None:
    files(tree, "bill-20241105.pdf")
    assert plan("move_files", text)["moves"] == {"bill-20241105.pdf": f"{aim}/bill-20241105.pdf"}


@pytest.mark.parametrize(
    "text",
    [
        "delete everything except the pdf files",
        "只保留 pdf 文件，其他都删掉",
        "删除所有不是 pdf 的文件",
    ],
)
def test_what_is_kept_is_told_by_its_kind(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "a.pdf", "b.txt", "c.log")
    assert plan("delete_files", text)["deletes"] == ["b.txt", "c.log"]

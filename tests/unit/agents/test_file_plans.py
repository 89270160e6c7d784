"""What is planned of texts about files and folders, with the bundled skills."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Step, Stepper
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"


@pytest.fixture(scope="module")
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])


def planned(library: SkillLibrary, text: str, cwd: Path) -> list[Step]:
    skills = ("file-operations", "file-changes", "archives", "file-conversion")
    route = Route(task=text, type="file_operations", skills=skills, confidence=0.95, leads=4)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places(str(cwd)))
    return stepper.steps(text)


@pytest.mark.parametrize(
    "text",
    [
        "Find duplicate files in backup and tell me how much space I could free up",
        "找出 backup 里的重复文件，算一下能省多少空间",
        "find the duplicates in backup, how much space would that save",
    ],
)
def test_what_could_be_freed_belongs_to_what_was_found(
    library: SkillLibrary, tmp_path: Path, text: str
) -> None:
    (tmp_path / "backup").mkdir()
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == "find_duplicates"


def test_a_file_further_down_is_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "合同").mkdir()
    (tmp_path / "合同" / "租赁.txt").write_text("x")
    (tmp_path / "租赁1.txt").write_text("x")
    assert Places(str(tmp_path)).nearest("租赁.txt") == ["合同/租赁.txt"]
    assert Places(str(tmp_path)).nearest("租赁2.txt") == ["租赁1.txt"]


def test_a_second_question_is_of_the_same_folder(library: SkillLibrary, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "How many files are in docs, and what's the biggest one?"
    first, second = planned(library, text, tmp_path)
    assert first.fit and second.fit and second.fit.action.name == "largest_files"
    assert second.fit.parameters["folder"] == first.fit.parameters["folder"]
    assert str(first.fit.parameters["folder"]).endswith("docs")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("名字里带 report 的文件在哪", "list_files"),
        ("show me everything in docs older than a month", "list_files"),
        ("code 里的 js 文件有没有语法错误", "check_syntax"),
        ("把空文件夹都删了", "delete_files"),
    ],
)
def test_what_is_asked_for_is_what_is_done(
    library: SkillLibrary, tmp_path: Path, text: str, action: str
) -> None:
    for folder in ("docs", "code"):
        (tmp_path / folder).mkdir()
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("find log files older than 30 days in docs and delete them", "delete_files"),
        ("找出 docs 里的 mp3，移动到 音乐 文件夹", "move_files"),
        ("make a folder called backup and copy all txt files there", "copy_files"),
        ("新建一个 存档 文件夹，把 a.txt 移进去", "move_files"),
        ("prettify and sort keys in users.json", "format_data"),
        ("格式化并排序 users.json", "format_data"),
        ("merge all txt files into one", "merge_texts"),
        ("join a.txt and b.txt", "merge_texts"),
        ("把 docs 里的 md 按顺序拼成一个 全书.md", "merge_texts"),
        ("merge a.csv and b.csv into one workbook", "merge_tables"),
        ("add a.txt to pack.zip", "add"),
        ("put a.txt into pack.zip", "add"),
        ("把 a.txt 加进 pack.zip", "add"),
        ("zip a.txt into pack.zip", "pack"),
        ("put a.txt into docs", "move_files"),
        ("is a.txt in pack.zip", "look_into"),
        ("pack.zip 里有没有 a.txt", "look_into"),
        ("check app.log for errors", "search_text"),
        ("app.log 里有没有报错", "search_text"),
        ("which log has the most errors in docs", "search_text"),
        ("docs 里每个文件有几个 ERROR", "search_text"),
        ("docs 里有没有一模一样的照片", "find_duplicates"),
        ("lines of code by language", "count_files"),
        ("各语言代码有多少行", "count_files"),
        ("create an empty file todo.txt and a folder tmp", "make_entries"),
        ("split the sheets of book.xlsx into separate csv files", "convert"),
        ("compress docs to 7z", "pack"),
        ("which files did I change in the last week?", "list_files"),
        ("unzip all the zip files", "unpack_all"),
        ("把所有压缩包都解压", "unpack_all"),
        ("extract everything from pack.zip", "unpack"),
        ("docs 里哪个文件的 WARN 最少", "search_text"),
        ("格式化 users.json 然后保存回去", "format_data"),
        ("a.csv 在 excel 里打开乱码，能修一下吗", "recode"),
        ("把 docs 里的照片按年份分文件夹", "organise_files"),
        ("find all txt files and put them in the docs folder", "move_files"),
        ("sort a.txt and remove duplicates", "order_lines"),
        ("把 a.txt 排序，去重", "order_lines"),
        ("which file in pack.zip is biggest", "look_into"),
        ("split a.txt into files of 50 lines", "split_table"),
        ("which scripts have windows line endings", "file_texts"),
        ("number my screenshots: shot_1.png, shot_2.png and so on", "rename_files"),
        ("the pictures in docs are badly named, call them a_01.png, a_02.png …", "rename_files"),
        ("put the date of today before the name of a.txt", "rename_files"),
        ("wherever the letters in docs say “Tim” they should say “Tom”", "replace_text"),
        ("docs 里凡是写着“小王”的都改成“老王”", "replace_text"),
        ("add “pay rent” to a.txt", "append_text"),
        ("stick “old_” before the name of every md file in docs", "rename_files"),
        ("把 docs 里的 mp3 都拷到 音乐 文件夹", "copy_files"),
        ("a.txt 排好序，直接改原文件", "replace_text"),
        ("is anything in docs doubled", "find_duplicates"),
        ("在 a.txt 里加上 交房租", "append_text"),
        ("we need folders cats, dogs and birds", "make_entries"),
        ("给我准备 猫、狗 两个文件夹", "make_entries"),
        ("docs holds years of letters: is any of them stored twice?", "find_duplicates"),
        ("I fear some folders in docs are empty, which ones?", "find_empty"),
        ("how much JavaScript have we written in docs, blank lines left out", "count_files"),
        ("a.txt 里有人写重了，去重之后发我一份", "order_lines"),
        ("把 docs 里去年的信移到 整理 文件夹", "move_files"),
        ("a.txt is endless, cut it into pieces of 200 lines", "split_table"),
        ("a.txt 太长了，切成每份 300 行", "split_table"),
        ("users.json is one long line, make it readable", "format_data"),
        ("users.json 挤在一行看不清，排版一下", "format_data"),
        ("my boss cannot open users.json, could he have it as an Excel file", "convert"),
        ("make me a spreadsheet from users.json", "convert"),
        ("把 a.csv 和 b.csv 合到一个 Excel，每个文件一个工作表", "merge_tables"),
        ("我想把 docs 里的几篇合成一个文件", "merge_texts"),
        ("docs 里所有文件的 localhost 改成 db.local", "replace_text"),
        ("is a.txt empty?", "find_empty"),
        ("app.log: how many times does the word FATAL turn up", "search_text"),
        ("move the songs, but not the videos, to a new folder called music", "move_files"),
        ("docs 里去年的东西都收进一个叫 旧 的文件夹", "move_files"),
        ("docs 里的照片一共几张，加起来多大", "count_files"),
        ("a.txt 最上面加一行标题：名单", "append_text"),
        ("Our tenant Kai Roe is now called Kai Lund. Fix that in docs.", "replace_text"),
        ("pack.zip 里面有些啥东西，先别解压", "look_into"),
        ("tell me what pack.zip holds, but don't unpack it", "look_into"),
        ("docs 里是不是有一模一样的文件，看看就行，先别删", "find_duplicates"),
        ("I have a hunch that the same letter is in docs twice, can you check?", "find_duplicates"),
        ("all TODO comments in docs, please show me where they are", "list_todos"),
        ("a folder for every month in docs please, by the date of the files", "organise_files"),
        ("docs 太乱，每个月份放一个文件夹吧", "organise_files"),
        ("I have to mail docs to the tax office, could you pack it up?", "pack"),
        ("docs 打包一下发给我，压缩包叫 信件.zip", "pack"),
        ("新建甲、乙两个文件夹，都放在 docs 里面", "make_entries"),
        ("make the folders red and blue and put them in docs", "make_entries"),
        ("a.txt 里最后再加一条：给妈妈打电话", "append_text"),
        ("toss out the empty files in docs, thanks", "delete_files"),
        ("stick a.txt and b.txt together in one file all.txt", "merge_texts"),
        ("book.xlsx 有好几个表，每个表存成一个 csv", "convert"),
        ("a.csv 打开是乱码，帮我转成 UTF-8", "recode"),
        ("users.json 全挤成一行了，排整齐给我", "format_data"),
        ("Number the pdf files in docs: doc-01.pdf, doc-02.pdf and so on", "rename_files"),
        ("把 docs 里的 mp3 按时间重新编号，叫 课_1.mp3、课_2.mp3", "rename_files"),
        ("In docs, strip “(2)” from every name", "rename_files"),
        ("In docs, give all .tif files the extension .tiff", "rename_files"),
        ("Change every .tif in docs to .tiff", "rename_files"),
        ("把 a.txt 和 b.txt 的名字对调", "rename_files"),
        ("sort docs by size: over 2 MB to big, the rest to small", "organise_files"),
        ("docs 里有几个文件提到过“合同”？一共出现几次？", "search_text"),
        ("Search docs for “lease” and list file and line of every hit", "search_text"),
        ("Put the sheet “May” of book.xlsx into may.csv", "convert"),
        ("把 book.xlsx 转成csv，文件名里不要空格", "convert"),
        ("Each JSON file in docs should become a CSV", "convert"),
        ("Arrange the files of docs in subfolders by the month", "organise_files"),
        ("users.json as an Excel file named people.xlsx, please", "convert"),
        ("a.txt is in Latin-1. I need it in UTF-8.", "recode"),
        ("Store a.csv, which is in Latin-1, as UTF-8 under the name b2.csv", "recode"),
    ],
)
def test_one_step_does_it(library: SkillLibrary, tmp_path: Path, text: str, action: str) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("a.txt", "b.txt", "a.csv", "b.csv", "users.json", "book.xlsx", "app.log"):
        (tmp_path / name).write_text("x")
    (tmp_path / "pack.zip").write_text("x")
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == action


@pytest.mark.parametrize(
    "text",
    [
        "which lines of a.txt are the same",
        "when was docs/a.md changed last?",
        "how long is a.txt?",
        "a.txt 里有没有写重复的东西",
        "docs 里哪些文件是空的，有几个",
        "which of the papers in docs was saved last?",
    ],
)
def test_what_only_asks_changes_and_makes_nothing(
    library: SkillLibrary, tmp_path: Path, text: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    for step in planned(library, text, tmp_path):
        assert step.fit is not None and step.fit.skill is not None
        assert step.fit.skill.id == "file-operations"


@pytest.mark.parametrize("text", ["may I ask you to delete a.txt", "能不能把 a.txt 删掉？"])
def test_a_question_that_bids_is_done(library: SkillLibrary, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == "delete_files"


def test_what_is_found_and_then_unpacked_stays_two_steps(
    library: SkillLibrary, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_text("x")
    first, second = planned(library, "unzip a.zip and delete it", tmp_path)
    assert first.fit and second.fit and second.fit.action.name == "delete_files"


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("convert a.csv to json and save it in the out folder", "out"),
        ("把 a.csv 转成 xlsx，然后放到 out 文件夹里", "out"),
        ("zip docs and put it in backup/", "backup/"),
        ("zip a.txt, then move it to docs", "docs"),
        ("把 docs 打包后存到 备份 文件夹", "备份"),
        ("split a.csv into 3 files and save them in a new folder called parts", "parts"),
    ],
)
def test_what_was_made_is_put_into_a_folder(
    library: SkillLibrary, tmp_path: Path, text: str, folder: str
) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("a.csv", "a.txt"):
        (tmp_path / name).write_text("x")
    first, second = planned(library, text, tmp_path)
    assert first.fit and second.wish is not None and second.wish.folder == folder


@pytest.mark.parametrize(
    "text",
    [
        "convert a.csv to json and save it as b.json",
        "unzip pack.zip and put it here",
        "list the files and save it as csv",
    ],
)
def test_what_is_kept_elsewhere_is_in_no_folder(
    library: SkillLibrary, tmp_path: Path, text: str
) -> None:
    for name in ("a.csv", "pack.zip"):
        (tmp_path / name).write_text("x")
    steps = planned(library, text, tmp_path)
    assert steps and not any(step.wish and step.wish.folder for step in steps)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("docs 里的文件越来越多了。帮我把里面的 pdf 都移到 docs/旧 文件夹里", "move_files"),
        ("I want to mail the folder docs to my boss. Could you make a zip of it?", "pack"),
        ("我想把 docs 寄给客户。请把 docs 文件夹打包成 zip", "pack"),
        ("docs is where I keep my letters. Find all files in it that mention rent.", "search_text"),
        ("There's a list of prices in a.md. Could you get it out as a CSV?", "convert"),
        ("Please unpack pack.zip, everything in it should go into a folder called out", "unpack"),
        ("a.json 都写在一行里，帮我排版一下，缩进四格", "format_data"),
        ("a.csv is what the shop exports. I'd like it as JSON, one object per row", "convert"),
    ],
)
def test_what_frames_a_task_is_no_step(
    library: SkillLibrary, tmp_path: Path, text: str, action: str
) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("docs/a.pdf", "a.md", "a.json", "a.csv", "pack.zip"):
        (tmp_path / name).write_text("x")
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == action
    folder = str(tmp_path / "docs")
    assert "docs" not in text or folder in str(only.fit.parameters)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("zip the folder docs and remove the original", "docs"),
        ("把 docs 打包，然后原来的文件夹删掉", "docs"),
        ("convert a.csv to json and delete the original file", "a.csv"),
        ("把 a.csv 转成 xlsx，再把原文件删了", "a.csv"),
    ],
)
def test_what_was_made_is_kept_where_its_original_goes(
    library: SkillLibrary, tmp_path: Path, text: str, gone: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.csv").write_text("x")
    made, put, deleted = planned(library, text, tmp_path)
    assert made.fit and put.wish and put.wish.folder == "."
    assert deleted.fit and deleted.fit.action.name == "delete_files" and gone in deleted.piece.text
    assert not deleted.takes_inputs


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("docs 这个文件夹没用了，请删掉", ["delete_files"]),
        ("the folder docs is of no use any more, please delete it", ["delete_files"]),
        (
            "how many files are in docs and which one is the newest",
            ["count_files", "largest_files"],
        ),
        ("docs 里有几个文件，哪个最大", ["count_files", "largest_files"]),
        (
            "a.txt has the guests who came, sort it and drop the repeated ones",
            ["order_lines"],
        ),
    ],
)
def test_clauses_that_belong_together(
    library: SkillLibrary, tmp_path: Path, text: str, actions: list[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.txt").write_text("x")
    steps = planned(library, text, tmp_path)
    assert [step.fit.action.name for step in steps if step.fit] == actions


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("prices.csv as a Markdown table (I'll paste it into our wiki)", ["convert"]),
        ("menu.txt is encoded in Windows-1252. Make me a UTF-8 copy of it, please.", ["recode"]),
        ("桌面 太乱了，按后缀名建子文件夹，把文件分别放进去", ["organise_files"]),
    ],
)
def test_asides_copies_in_an_encoding_and_folders_by_suffix(
    library: SkillLibrary, tmp_path: Path, text: str, actions: list[str]
) -> None:
    (tmp_path / "prices.csv").write_text("a,b\n1,2\n")
    (tmp_path / "menu.txt").write_text("x\n")
    (tmp_path / "桌面").mkdir()
    steps = planned(library, text, tmp_path)
    assert [step.fit.action.name for step in steps if step.fit] == actions


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("a.csv has semicolons and decimal commas. Make it a normal one with points.", "convert"),
        ("logs 的所有文件里搜“超时”，每个文件出现了多少次？总共多少次？", "search_text"),
        ("找出 logs 里内容相同的重复文件，删掉多余的能省多少空间？先别删", "find_duplicates"),
        ("Are there any empty files or empty folders inside logs? List both.", "find_empty"),
    ],
)
def test_clauses_that_are_one_task(
    library: SkillLibrary, tmp_path: Path, text: str, action: str
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "a.csv").write_text("a;b\n")
    fits = [step.fit for step in planned(library, text, tmp_path)]
    assert [fit and fit.action.name for fit in fits] == [action]

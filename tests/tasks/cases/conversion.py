"""Tasks on archives and on files that are to be of another kind."""

import base64
import csv
import json
import os
import struct
import subprocess
import tarfile
import tomllib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import guest
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, seven_zip, xlsx
from tests.tasks.world import World

CITIES = ("北京", "上海", "Oslo", "Rome", "Łódź")


def tree(world: World, folder: str, many: int = 6) -> dict[str, bytes]:
    """Some files in folders below one; name → content."""
    made = {}
    for place in range(many):
        name = f"{folder}/{'sub/' * (place % 3)}{world.chance.choice('abc')}{place}.txt"
        content = str(world.chance.random() * 10**9).encode() * world.chance.randint(1, 40)
        world.file(name, content)
        made[name] = content
    return made


def zipped(world: World, name: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(world.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)


def people(world: World, many: int = 8) -> list[tuple[str, str, float]]:
    """Rows of (code with zeros in front, city, amount)."""
    return [
        (
            f"{world.chance.randint(0, 999):05}",
            world.chance.choice(CITIES),
            world.chance.randint(100, 99999) / 100,
        )
        for _ in range(many)
    ]


_SHEETS = """
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({s.title: [list(r) for r in s.iter_rows(values_only=True)] for s in book}))
"""
_PICTURE = """
import json, sys
from PIL import Image
with Image.open(sys.argv[1]) as image:
    print(json.dumps([image.format, *image.size]))
"""


def looked_at(program: str, path: Path) -> Any:
    """What the image's Python sees in a file."""
    found = guest()
    assert found is not None, "the machine image is not built: aios vm build"
    words = [found[0], "-c", program, str(path)]
    env = {**os.environ, "PYTHONPATH": found[1]}
    return json.loads(subprocess.run(words, env=env, check=True, capture_output=True).stdout)


def png(width: int, height: int, colour: tuple[int, int, int, int]) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@task("en")
def zip_a_folder(world: World) -> Asked:
    files = tree(world, "docs")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files))
        with zipfile.ZipFile(answered.file(".zip")) as archive:
            found = {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
        assert found == files

    return Asked("zip the folder docs", holds)


@task("zh")
def tar_gz_of_a_folder(world: World) -> Asked:
    files = tree(world, "logs")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files))
        with tarfile.open(answered.file(".tar.gz")) as archive:
            names = {m.name for m in archive.getmembers() if m.isfile()}
        assert names == set(files)

    return Asked("把 logs 压缩成 tar.gz", holds)


@task("zh")
def pack_only_some(world: World) -> Asked:
    for name in ("a.csv", "b.csv", "c.txt"):
        world.text(name, name)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            assert sorted(archive.namelist()) == ["a.csv", "b.csv"]

    return Asked("把当前目录下所有 csv 文件打包成 zip", holds)


@task("en")
def pack_two_files(world: World) -> Asked:
    world.text("a.txt", "a")
    world.text("b.md", "b")

    def holds(answered: Answered) -> None:
        path = answered.completed().file("notes.zip")
        with zipfile.ZipFile(path) as archive:
            assert sorted(archive.namelist()) == ["a.txt", "b.md"]

    return Asked("compress a.txt and b.md into notes.zip", holds)


@task("zh")
def unpack_a_zip(world: World) -> Asked:
    files = {"甲.txt": "你好".encode(), "in/b.csv": b"x,y\n1,2\n"}
    zipped(world, "a.zip", files)

    def holds(answered: Answered) -> None:
        answered.completed().says("2", "甲.txt")
        assert answered.file("甲.txt").read_bytes() == files["甲.txt"]
        assert answered.file("b.csv").read_bytes() == files["in/b.csv"]

    return Asked("解压 a.zip", holds)


@task("en")
def what_is_in_a_tar(world: World) -> Asked:
    files = tree(world, "data", 9)
    with tarfile.open(world.folder / "backup.tar.gz", "w:gz") as archive:
        archive.add(world.folder / "data", "data")
    total = sum(map(len, files.values()))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files)).says(str(total), max(files, key=len))

    return Asked("what is in backup.tar.gz?", holds)


@task("zh")
def how_many_in_a_7z(world: World) -> Asked:
    many = world.chance.randint(4, 30)
    seven_zip(world, "照片.7z", {f"图{n}.txt": f"{n}" * n for n in range(many)})

    def holds(answered: Answered) -> None:
        answered.completed().says_number(many)

    return Asked("照片.7z 压缩包里有几个文件", holds)


@task("en")
def extract_only_csv(world: World) -> Asked:
    zipped(world, "mixed.zip", {"a.csv": b"1", "b.txt": b"2", "deep/c.csv": b"3"})

    def holds(answered: Answered) -> None:
        assert answered.completed().result is not None
        names = sorted(Path(a.name).name for a in answered.result.artifacts)
        assert names == ["a.csv", "c.csv"], names

    return Asked("extract only the csv files from mixed.zip", holds)


@task("en")
def a_bomb_is_refused(world: World) -> Asked:
    zipped(world, "big.zip", {f"zeros{n}": bytes(64_000_000) for n in range(8)})

    def holds(answered: Answered) -> None:
        answered.failed("archive_bomb")
        assert answered.task.error is not None and "512" in answered.task.error.message

    return Asked("unzip big.zip", holds)


@task("zh")
def traversal_is_refused(world: World) -> Asked:
    zipped(world, "evil.zip", {"../../etc/x.txt": b"x", "/abs.txt": b"y", "good.txt": b"fine"})

    def holds(answered: Answered) -> None:
        assert answered.task.result is not None or answered.task.error is not None
        if answered.task.error is not None:
            answered.failed("archive_unsafe")
            return
        answered.says("good.txt", "../../etc/x.txt", "2")
        assert [a.name.rpartition("/")[2] for a in answered.result.artifacts] == ["good.txt"]

    return Asked("解压 evil.zip", holds)


@task("en")
def a_broken_archive(world: World) -> Asked:
    zipped(world, "cut.zip", {"a.txt": b"a" * 5000})
    whole = (world.folder / "cut.zip").read_bytes()
    (world.folder / "cut.zip").write_bytes(whole[: len(whole) // 2])

    def holds(answered: Answered) -> None:
        answered.failed("archive_broken")

    return Asked("extract cut.zip please", holds)


@task("zh")
def gbk_to_utf8(world: World) -> Asked:
    text = "".join(world.chance.choice("春夏秋冬东南西北中") for _ in range(300)) + "\r\n完"
    world.text("a.txt", text, "gbk")

    def holds(answered: Answered) -> None:
        answered.completed().says_any("GBK", "GB18030")
        assert answered.file(".txt").read_bytes() == text.encode()

    return Asked("把 a.txt 从 GBK 转成 UTF-8", holds)


@task("en")
def unix_line_endings(world: World) -> Asked:
    lines = [f"line {n}" for n in range(world.chance.randint(5, 40))]
    world.text("win.txt", "\r\n".join(lines) + "\r\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(lines))
        assert answered.file("win.txt").read_bytes() == ("\n".join(lines) + "\n").encode()

    return Asked("convert win.txt to unix line endings", holds)


@task("en")
def csv_to_excel_keeps_zeros(world: World) -> Asked:
    rows = people(world)
    world.csv("people.csv", ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(rows))
        [found] = looked_at(_SHEETS, answered.file(".xlsx")).values()
        assert found == [["code", "city", "amount"], *map(list, rows)]

    return Asked("convert people.csv to excel", holds)


@task("zh")
def excel_with_sheets_to_csv(world: World) -> Asked:
    one, two = people(world, 4), people(world, 7)
    header = ("编号", "城市", "金额")
    xlsx(world, "账.xlsx", {"一月": (header, one), "二月": (header, two)})

    def holds(answered: Answered) -> None:
        answered.completed().says("一月", "二月")
        for title, rows in (("一月", one), ("二月", two)):
            found = rows_of(answered.file(f"{title}.csv"))
            assert found[0] == list(header)
            assert [(c, t, float(a)) for c, t, a in found[1:]] == rows

    return Asked("把 账.xlsx 转成 csv", holds)


@task("zh")
def excel_to_json(world: World) -> Asked:
    rows = people(world)
    xlsx(world, "表.xlsx", {"Sheet1": (("code", "city", "amount"), rows)})

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text(encoding="utf-8"))
        assert [(r["code"], r["city"], r["amount"]) for r in found] == rows

    return Asked("表.xlsx 转 json", holds)


@task("en")
def csv_to_markdown(world: World) -> Asked:
    rows = people(world, 5)
    world.csv("p.csv", ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".md").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith("|")]
        assert len(lines) == len(rows) + 2 and rows[0][0] in lines[2] and rows[0][1] in lines[2]

    return Asked("turn p.csv into a markdown table", holds)


@task("zh")
def json_to_yaml(world: World) -> Asked:
    value = {"名称": "服务", "端口": world.chance.randint(1, 9999), "列表": [1, 2.5, True, None]}
    world.json("config.json", value)

    def holds(answered: Answered) -> None:
        found = yaml.safe_load(answered.completed().file(".yaml").read_text(encoding="utf-8"))
        assert found == value

    return Asked("把 config.json 转换成 yaml", holds)


@task("en")
def toml_to_json(world: World) -> Asked:
    port = world.chance.randint(1, 9999)
    text = f'title = "x"\n[server]\nport = {port}\nhosts = ["a", "b"]\n'
    world.text("app.toml", text)

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text())
        assert found == tomllib.loads(text)

    return Asked("convert app.toml to json", holds)


@task("zh")
def merge_into_sheets(world: World) -> Asked:
    tables = {name: people(world, 3 + n) for n, name in enumerate(("一月", "二月", "三月"))}
    for name, rows in tables.items():
        world.csv(f"{name}.csv", ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        book = looked_at(_SHEETS, answered.completed().file(".xlsx"))
        assert {name: [tuple(r) for r in rows[1:]] for name, rows in book.items()} == tables

    return Asked("把所有 csv 合并成一个 excel，每个文件一个工作表", holds)


@task("en")
def split_a_csv(world: World) -> Asked:
    rows = people(world, 25)
    world.csv("big.csv", ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("3")
        assert answered.result is not None
        parts = sorted(a.path for a in answered.result.artifacts if a.name.endswith(".csv"))
        found = [rows_of(Path(path)) for path in parts]
        assert [len(part) - 1 for part in found] == [10, 10, 5]
        assert [r[0] for part in found for r in part[1:]] == [r[0] for r in rows]

    return Asked("split big.csv into files of 10 rows each", holds)


@task("zh")
def broken_json_is_explained(world: World) -> Asked:
    lines = ["{", '  "a": 1,', '  "b": [1, 2,', "}"]
    world.text("bad.json", "\n".join(lines))

    def holds(answered: Answered) -> None:
        answered.completed().says("4").says_any("第 4 行", "line 4")

    return Asked("检查 bad.json 格式对不对", holds)


@task("en")
def pretty_json(world: World) -> Asked:
    value = {"b": world.chance.randint(1, 99), "a": {"x": [1, 2]}}
    world.json("flat.json", value)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text()
        assert json.loads(text) == value and len(text.splitlines()) >= 7

    return Asked("pretty print flat.json", holds)


@task("en")
def markdown_to_html(world: World) -> Asked:
    word = f"word{world.chance.randint(1, 999)}"
    world.text("notes.md", f"# {word}\n\n- one\n- **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    def holds(answered: Answered) -> None:
        html = answered.completed().file(".html").read_text(encoding="utf-8")
        assert (
            f"<h1>{word}</h1>" in html and "<strong>two</strong>" in html and "<td>1</td>" in html
        )

    return Asked("convert notes.md to html", holds)


@task("zh")
def word_to_markdown(world: World) -> Asked:
    said = f"共 {world.chance.randint(100, 999)} 件"
    docx(world, "说明.docx", ["# 标题", said], [[("甲", "乙"), ("1", "2")]])

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".md").read_text(encoding="utf-8")
        assert "# 标题" in text and said in text and "| 甲 | 乙 |" in text

    return Asked("把 说明.docx 转成 markdown", holds)


@task("zh")
def base64_of_a_file(world: World) -> Asked:
    content = bytes(world.chance.randrange(256) for _ in range(60))
    world.file("key.bin", content)

    def holds(answered: Answered) -> None:
        answered.completed().says(base64.b64encode(content).decode())

    return Asked("把 key.bin 编码成 base64", holds)


@task("en")
def png_to_jpg(world: World) -> Asked:
    width, height = world.chance.randint(30, 90), world.chance.randint(30, 90)
    world.file("logo.png", png(width, height, (200, 30, 30, 128)))

    def holds(answered: Answered) -> None:
        answered.completed().says(str(width), str(height))
        assert looked_at(_PICTURE, answered.file(".jpg")) == ["JPEG", width, height]

    return Asked("convert logo.png to jpg", holds)


@task("en")
def written_beside_when_asked(world: World) -> Asked:
    rows = people(world, 3)
    world.csv("x.csv", ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says("aios undo")
        [found] = looked_at(_SHEETS, world.folder / "x.xlsx").values()
        assert found[1:] == [list(row) for row in rows]

    text = "convert x.csv to xlsx and put it in this folder"
    return Asked(text, holds, options={"assume_yes": True}, changes=True)


@task("zh")
def a_folder_and_a_file_together(world: World) -> Asked:
    files = tree(world, "源码")
    world.text("旧.txt", "旧")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files) + 1)
        with zipfile.ZipFile(answered.file(".zip")) as archive:
            assert set(archive.namelist()) == {*files, "旧.txt"}

    return Asked("把 源码 和 旧.txt 一起打包", holds)


@task("zh")
def only_one_kind_out_of_a_tar(world: World) -> Asked:
    world.csv("表/a.csv", ("x",), [(world.chance.random(),)])
    world.text("表/b.txt", "b")
    with tarfile.open(world.folder / "备份.tar.gz", "w:gz") as archive:
        archive.add(world.folder / "表", "表")

    def holds(answered: Answered) -> None:
        found = answered.completed().file("a.csv").read_bytes()
        assert found == (world.folder / "表" / "a.csv").read_bytes()
        assert answered.result is not None and len(answered.result.artifacts) == 1

    return Asked("只解压 备份.tar.gz 里的 csv", holds)


@task("en")
def large_members(world: World) -> Asked:
    sizes = {f"in/f{n}.bin": world.chance.randint(1, 4000) for n in range(12)}
    zipped(world, "parts.zip", {name: bytes(size) for name, size in sizes.items()})
    large = [name for name, size in sizes.items() if size > 2048]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(large)).says(*large)
        assert not any(name in answered.answer for name in sizes if name not in large)

    return Asked("which files in parts.zip are larger than 2 KB?", holds)


@task("en")
def lacking_member(world: World) -> Asked:
    zipped(world, "some.zip", {"a.txt": b"a"})

    def holds(answered: Answered) -> None:
        answered.completed().says("No", "readme.md")

    return Asked("does some.zip contain readme.md?", holds)


@task("zh")
def which_encoding(world: World) -> Asked:
    lines = "".join(world.chance.choice("これはテストです日本語") for _ in range(80))
    world.text("日文.txt", f"これは{lines}\n", "shift_jis")

    def holds(answered: Answered) -> None:
        answered.completed().says("Shift JIS")
        assert answered.result is not None and not answered.result.artifacts

    return Asked("日文.txt 是什么编码？", holds)


@task("zh")
def a_name_that_holds_a_verb(world: World) -> Asked:
    rows = people(world, 6)
    world.csv("学生成绩.csv", ("code", "city", "amount"), rows)
    world.csv("other.csv", ("a",), [(1,)])

    def holds(answered: Answered) -> None:
        [found] = looked_at(_SHEETS, answered.completed().file("成绩单.xlsx")).values()
        assert found[1:] == [list(row) for row in rows]

    return Asked("把 学生成绩.csv 转成 excel，保存为 成绩单.xlsx", holds)


@task("en")
def unzip_and_count(world: World) -> Asked:
    files = {f"d/{n}.txt": b"x" * n for n in range(world.chance.randint(3, 19))}
    zipped(world, "some.zip", files)
    world.text("beside.txt", "not counted")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files))
        assert "beside.txt" not in answered.answer
        assert answered.result is not None and len(answered.result.artifacts) == len(files)

    return Asked("unzip some.zip and count the files", holds)


@task("zh")
def stacked_when_alike(world: World) -> Asked:
    one, two = people(world, 4), people(world, 5)
    for name, rows in (("甲.csv", one), ("乙.csv", two)):
        world.csv(name, ("code", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        found = rows_of(answered.completed().says_number(9).file(".csv"))
        assert [row[0] for row in found[1:]] == [row[0] for row in (*one, *two)]

    return Asked("甲.csv 跟 乙.csv 上下拼起来", holds)


@task("zh")
def ini_as_json(world: World) -> Asked:
    port = str(world.chance.randint(1000, 9999))
    world.text("设置.ini", f"[server]\nhost = 本机\nport = {port}\n[db]\nname=x\n")
    wanted = {"server": {"host": "本机", "port": port}, "db": {"name": "x"}}

    def holds(answered: Answered) -> None:
        assert json.loads(answered.completed().file(".json").read_text()) == wanted

    return Asked("把 设置.ini 转成 json", holds)


@task("en")
def converted_then_packed(world: World) -> Asked:
    rows = people(world)
    world.csv("学生成绩.csv", ("id", "city", "amount"), rows)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            [name] = archive.namelist()
            found = json.loads(archive.read(name))
        assert name.endswith(".json")
        assert [row["city"] for row in found] == [row[1] for row in rows]

    return Asked("convert 学生成绩.csv to json and compress it as zip", holds)


@task("en")
def files_called_like_verbs(world: World) -> Asked:
    world.text("settings.ini", "[a]\nb=1\n")
    world.text("deploy.yml", "a: 1\n")
    photos = tree(world, "photos", 3)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            names = {n for n in archive.namelist() if not n.endswith("/")}
        assert names == {"settings.ini", "deploy.yml", *photos}

    return Asked("archive settings.ini, deploy.yml and photos", holds)


@task("zh")
def all_unpacked_some_counted(world: World) -> Asked:
    files = {f"f{n}.{'py' if n % 3 else 'txt'}": b"x" * n for n in range(1, 12)}
    zipped(world, "a.zip", files)
    many = sum(name.endswith(".py") for name in files)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(files)).says_number(many)
        result = answered.result
        assert result
        assert {a.name for a in result.artifacts} == set(files)

    return Asked("把a.zip解压，然后数一下有几个py文件", holds)


@task("en")
def a_csv_per_sheet(world: World) -> Asked:
    sheets = {name: (["k"], [[world.chance.randint(1, 999)]]) for name in ("Jan", "Feb")}
    xlsx(world, "q 1.xlsx", sheets)

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, (_, rows) in sheets.items():
            made = answered.file(f"{name.lower()}.csv").read_text("utf-8-sig").split()
            assert made == ["k", str(rows[0][0])], made

    return Asked("split q 1.xlsx, one csv per sheet", holds)

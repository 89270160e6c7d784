"""Archives: what goes in comes out, and what is dangerous or broken stays where it is."""

import gzip
import io
import os
import tarfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.asking import Ask, Script
from tests.unit.skills_bundled.conftest import WarmPython

pytestmark = pytest.mark.image


@pytest.fixture(scope="session")
def packing_python(guest_python: tuple[str, str]) -> Iterator[WarmPython]:
    with WarmPython(*guest_python, packages=("py7zr", "zipfile", "tarfile")) as python:
        yield python


@pytest.fixture
def ask(
    tmp_path: Path, home: Path, packing_python: WarmPython, guest_python: tuple[str, str]
) -> Ask:
    """Call `ask(action, text, language, **parameters)`: the result, its files by name."""
    script = Script("archives/scripts/archives.py", packing_python, tmp_path, home, guest_python[1])

    def call(action: str, text: str, language: str = "en", **parameters: Any) -> dict[str, Any]:
        found = script.ask(action, text, language, parameters)
        made = {str(path.relative_to(script.out)): path.read_bytes() for path in script.made}
        return found | {"files": made}

    return call


names = st.text("ab中é 1", min_size=1, max_size=5).map(str.strip).filter(bool).map("f".__add__)
trees = st.dictionaries(names, st.binary(max_size=60), min_size=1, max_size=4)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(tree=trees, kind=st.sampled_from(["zip", "tar", "tar.gz", "tar.xz", "tar.bz2", "7z"]))
def test_what_goes_in_comes_out(ask: Ask, home: Path, tree: dict[str, bytes], kind: str) -> None:
    for old in home.iterdir():
        old.unlink()
    for name, content in tree.items():
        (home / name).write_bytes(content)
    packed = ask("pack", f"pack it as {kind}", folders=[str(home)], output=f"a.{kind}")["files"]
    (home / f"a.{kind}").write_bytes(packed[f"a.{kind}"])
    seen = ask("look_into", "what is in it", file=str(home / f"a.{kind}"))
    assert {entry["name"]: entry["bytes"] for entry in seen["data"]} == {
        name: len(content) for name, content in tree.items()
    }
    assert ask("unpack", "unpack it", file=str(home / f"a.{kind}"))["files"] == tree


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("朋友打不开，换成zip格式", "课.7z", "课.zip"),
        ("turn a.tgz into a 7z archive", "a.tgz", "a.7z"),
        ("convert it from zip to tar.gz", "b.zip", "b.tar.gz"),
    ],
)
def test_an_archive_becomes_one_of_another_kind(
    ask: Ask, home: Path, text: str, old: str, new: str
) -> None:
    tree = {"一.txt": b"one", "sub/two.csv": b"2"}
    for name, content in tree.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(content)
    packed = ask("pack", f"as {old[2:]}", folders=[str(home)], output=old)["files"][old]
    (home / old).write_bytes(packed)
    files = ask("convert", text, file=str(home / old))["files"]
    (home / new).write_bytes(files.pop(new))
    assert not files
    assert ask("unpack", "unpack it", file=str(home / new))["files"] == tree


def test_another_kind_must_be_named(ask: Ask, home: Path) -> None:
    (home / "a.txt").write_text("x")
    packed = ask("pack", "zip it", folders=[str(home)], output="a.zip")["files"]["a.zip"]
    (home / "a.zip").write_bytes(packed)
    refused = ask("convert", "convert a.zip", file=str(home / "a.zip"))
    assert refused["error"]["code"] == "kind_wanted"


def test_names_in_gbk(ask: Ask, home: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("AAAA.txt", "x")
    (home / "old.zip").write_bytes(raw.getvalue().replace(b"AAAA.txt", "中文.txt".encode("gbk")))
    found = ask("unpack", "解压 old.zip", "zh", file=str(home / "old.zip"))
    assert found["files"] == {"中文.txt": b"x"}


def unsafe_tar(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        for name in ("../up.txt", "/root.txt", "C:\\win.txt", "ok/../../up.txt", "good.txt"):
            info = tarfile.TarInfo(name)
            info.size = 1
            archive.addfile(info, io.BytesIO(b"x"))
        for name, kind in (("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)


def test_what_leads_out_stays_in(ask: Ask, home: Path, tmp_path: Path) -> None:
    unsafe_tar(home / "evil.tar")
    found = ask("unpack", "unpack evil.tar", file=str(home / "evil.tar"))
    assert found["error"]["code"] == "archive_unsafe" and "../up.txt" in found["error"]["message"]
    assert not found["files"]
    picked = ask("unpack", "extract only good.txt from evil.tar", file=str(home / "evil.tar"))
    assert picked["files"] == {"good.txt": b"x"}
    assert "7 members are unsafe" in picked["notes"][0]
    assert {p.name for p in tmp_path.iterdir()} == {"home", "out", "result.json"}


@pytest.mark.parametrize(
    ("sizes", "code"),
    [([30_000_000], "archive_bomb"), ([0] * 10_001, "archive_bomb")],
    ids=["ratio", "members"],
)
def test_bombs_are_refused_with_numbers(ask: Ask, home: Path, sizes: list[int], code: str) -> None:
    with zipfile.ZipFile(home / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for place, size in enumerate(sizes):
            archive.writestr(str(place), bytes(size))
    for action in ("unpack", "look_into"):
        failure = ask(action, "b.zip", file=str(home / "b.zip"))["error"]
        assert failure["code"] == code
        assert f"{max(sum(sizes), len(sizes)):,}" in failure["message"]


def test_a_stream_that_tells_no_size_is_counted(ask: Ask, home: Path) -> None:
    import gzip

    (home / "z.log.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    failure = ask("unpack", "z.log.gz", file=str(home / "z.log.gz"))["error"]
    assert failure["code"] == "archive_bomb"
    (home / "s.log.gz").write_bytes(gzip.compress(b"one\n"))
    assert ask("unpack", "s.log.gz", file=str(home / "s.log.gz"))["files"] == {"s.log": b"one\n"}


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z", "tar"])
def test_every_way_of_being_broken_is_one_sentence(ask: Ask, home: Path, kind: str) -> None:
    (home / "a.bin").write_bytes(os.urandom(3000))
    packed = ask("pack", "pack it", folders=[str(home)], output=f"a.{kind}")["files"][f"a.{kind}"]
    path = home / f"x.{kind}"
    for cut in (0, 3, 10, 100, 1000):
        path.write_bytes(packed[:cut])
        found = ask("unpack", "unpack it", file=str(path))
        assert found["error"]["code"] in ("archive_broken", "archive_kind_unknown"), cut


def test_passwords(ask: Ask, home: Path) -> None:
    (home / "a.txt").write_text("secret")
    packed = ask("pack", "as 7z", files=[str(home / "a.txt")], output="a.7z", password="abc")
    (home / "a.7z").write_bytes(packed["files"]["a.7z"])
    file = str(home / "a.7z")
    assert ask("unpack", "unpack", file=file)["error"]["code"] == "password_needed"
    assert ask("unpack", "unpack", file=file, password="no")["error"]["code"] == "password_wrong"
    assert ask("unpack", "unpack", file=file, password="abc")["files"] == {"a.txt": b"secret"}


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("unzip a.zip here", ""),
        ("解压 a.zip 到当前目录", ""),
        ("unzip a.zip -d out", "out"),
        ("extract a.zip into the folder out", "out"),
        ("把 a.zip 解压到 照片 文件夹", "照片"),
        ("把 a.zip 解压到 照片 文件夹，一共有几个文件？", "照片"),
        ("unzip a.zip into out, please", "out"),
        ("a.zip 解开到一个叫 相册 的文件夹", "相册"),
        ("unzip a.zip", None),
        ("extract only the csv files from a.zip", None),
    ],
)
def test_only_where_the_user_says(ask: Ask, home: Path, text: str, goal: str | None) -> None:
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("in/a.csv", "1")
    changes = ask("unpack", text, file=str(home / "a.zip")).get("changes", [])
    wanted = [] if goal is None else [os.path.normpath(home / goal / "in/a.csv")]
    assert [change["path"] for change in changes] == wanted


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("打包，排除 html 和 log 文件", {"a.txt", "缓存/b.txt"}),
        ("zip it without the log files", {"a.txt", "p.html", "缓存/b.txt"}),
        ("打包，不要缓存文件夹", {"a.txt", "p.html", "x.log"}),
        ("pack everything except x.log", {"a.txt", "p.html", "缓存/b.txt"}),
        ("pack everything", {"a.txt", "p.html", "x.log", "缓存/b.txt"}),
    ],
)
def test_what_is_excepted_is_not_packed(ask: Ask, home: Path, text: str, held: set[str]) -> None:
    (home / "缓存").mkdir()
    for name in ("a.txt", "p.html", "x.log", "缓存/b.txt"):
        (home / name).write_text(name)
    packed = ask("pack", text, question=text, folders=[str(home)], output="a.zip")["files"]["a.zip"]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {
            n.partition("/")[2] if n.startswith(home.name) else n
            for n in archive.namelist()
            if n[-1] != "/"
        } == held


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "7z"])
def test_files_are_added_to_an_archive_that_is_there(ask: Ask, home: Path, kind: str) -> None:
    for name, text in (("old.txt", "1"), ("new.txt", "2")):
        (home / name).write_text(text)
    packed = ask("pack", "pack it", files=[str(home / "old.txt")], output=f"a.{kind}")["files"]
    (home / f"a.{kind}").write_bytes(packed[f"a.{kind}"])
    (home / "old.txt").write_text("3")
    files = [str(home / name) for name in (f"a.{kind}", "new.txt", "old.txt")]
    added = ask("add", f"add new.txt and old.txt to a.{kind}", files=files)
    (change,) = added["changes"]
    assert change["path"] == str(home / f"a.{kind}") and change["seen"]
    assert added["data"]["files"] == 2 and "1 of them replaced" in added["answer"]
    (home / f"a.{kind}").write_bytes(added["files"][f"a.{kind}"])
    unpacked = ask("unpack", "unpack it", file=str(home / f"a.{kind}"))["files"]
    assert unpacked == {"old.txt": b"3", "new.txt": b"2"}


def test_what_was_in_an_archive_keeps_its_time(ask: Ask, home: Path) -> None:
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("old.txt", (2020, 5, 6, 7, 8, 10)), "x")
    (home / "new.txt").write_text("y")
    files = [str(home / "a.zip"), str(home / "new.txt")]
    made = ask("add", "把 new.txt 加进 a.zip", "zh", files=files)["files"]["a.zip"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.getinfo("old.txt").date_time == (2020, 5, 6, 7, 8, 10)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["a.zip"], "nothing_to_pack"),
        (["a.txt.gz", "new.txt"], "holds_one_file"),
    ],
)
def test_what_cannot_be_added(ask: Ask, home: Path, names: list[str], code: str) -> None:
    (home / "new.txt").write_text("y")
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("old.txt", "x")
    (home / "a.txt.gz").write_bytes(gzip.compress(b"x"))
    files = [str(home / name) for name in names]
    assert ask("add", f"add {' and '.join(names)}", files=files)["error"]["code"] == code


@pytest.mark.parametrize("text", ["unzip all the zip files", "把所有压缩包都解压"])
def test_every_archive_of_a_folder_goes_into_a_folder_of_its_name(
    ask: Ask, home: Path, text: str
) -> None:
    for name in ("a", "b"):
        with zipfile.ZipFile(home / f"{name}.zip", "w") as archive:
            archive.writestr("same.txt", name)
    made = ask("unpack_all", text, folder=str(home), patterns=["*.zip"])["files"]
    assert made == {"a/same.txt": b"a", "b/same.txt": b"b"}
    (home / "none").mkdir()
    found = ask("unpack_all", text, folder=str(home / "none"))
    assert found["error"]["code"] == "archive_needed"


def test_the_only_archive_there_is_the_one_that_is_meant(ask: Ask, home: Path) -> None:
    (home / "new.txt").write_text("y")
    asked = {"files": [str(home / "new.txt")]}
    assert ask("add", "put new.txt in the zip", **asked)["error"]["code"] == "archive_needed"
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("old.txt", "x")
    assert ask("add", "put new.txt in the zip", **asked)["data"]["archive"] == "a.zip"


@pytest.mark.parametrize("text", ["I only need LICENSE out of a.zip", "只要 a.zip 里的 LICENSE"])
def test_a_name_in_capitals_needs_no_suffix(ask: Ask, home: Path, text: str) -> None:
    with zipfile.ZipFile(home / "a.zip", "w") as archive:
        archive.writestr("src/LICENSE", "free")
        archive.writestr("src/main.c", "x")
    assert ask("unpack", text, file=str(home / "a.zip"))["files"] == {"src/LICENSE": b"free"}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("zip the photos for grandma", {}),
        (
            "照片都打包发给我，压缩包叫 旅行.zip",
            {"patterns": ["*.zip", "*.tar", "*.gz", "*.tgz", "*.rar", "*.7z"]},
        ),
    ],
)
def test_photos_are_packed_alone(ask: Ask, home: Path, text: str, more: dict[str, Any]) -> None:
    for name in ("sea.jpg", "dog.PNG", "bill.txt"):
        (home / name).write_bytes(b"x")
    found = ask("pack", text, "zh", folders=[str(home)], output="旅行.zip", **more)
    with zipfile.ZipFile(io.BytesIO(found["files"]["旅行.zip"])) as archive:
        assert sorted(archive.namelist()) == ["dog.PNG", "sea.jpg"]


def test_the_archive_may_be_where_it_is_to_be_put(ask: Ask, home: Path) -> None:
    for other in ("a.zip", "b.zip"):
        with zipfile.ZipFile(home / other, "w") as archive:
            archive.writestr("old.txt", "x")
    (home / "new.txt").write_text("y")
    files = [str(home / "new.txt")]
    found = ask("add", "put new.txt into b.zip too", files=files, question="put new.txt into b.zip")
    assert found["data"]["archive"] == "b.zip" and found["data"]["files"] == 2


def test_names_of_other_platforms_come_out_as_they_are(ask: Ask, home: Path) -> None:
    names = ["./p/./q.txt", "12:30 报告?.txt", "nul.txt", "e\u0301.txt", "twice.txt", "twice.txt"]
    with zipfile.ZipFile(home / "a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place, name in enumerate([*names, "x" * 300]):
            archive.writestr(name, str(place))
    found = ask("unpack", "unzip a.zip here", file=str(home / "a.zip"))
    put = {c["path"]: found["files"][c["source"]] for c in found["changes"]}
    goals = ["p/q.txt", *names[1:-1]]
    contents = [b"0", b"1", b"2", b"3", b"5"]
    assert put == {str(home / goal): text for goal, text in zip(goals, contents, strict=True)}
    assert "x" * 300 in found["notes"][0]

"""Files turned into other formats and encodings; archives opened, packed, and not trusted."""

import html
import io
import json
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, whole, workbook
from tests.tasks.making import seven_zip
from tests.tasks.markup import prose
from tests.tasks.world import World


@task("zh")
def contacts_that_are_garbled(world: World) -> Asked:
    families, rows = list("赵钱孙李周吴郑王"), ["姓名,城市,电话"]
    world.chance.shuffle(families)
    for family in families:
        city = world.chance.choice(["南京", "厦门", "兰州", "昆明"])
        rows.append(f"{family}先生,{city},139{world.chance.randint(10**7, 10**8 - 1)}")
    world.text("通讯录.csv", "\r\n".join(rows) + "\r\n", "gbk")

    def holds(answered: Answered) -> None:
        content = answered.completed().file(".csv").read_bytes().decode("utf-8-sig")
        assert content.split() == rows, content[:500]

    return Asked("通讯录.csv 打开是乱码，好像是GBK的，帮我转成UTF-8", holds)


@task("en")
def settings_as_toml(world: World) -> Asked:
    chance = world.chance
    value = {
        "title": prose(chance, words=4),
        "debug": chance.choice([True, False]),
        "server": {"host": f"10.0.0.{chance.randint(1, 99)}", "port": chance.randint(1025, 9999)},
        "limits": {"rate": chance.randint(1, 99) + 0.5, "tags": chance.sample("abcdef", 3)},
    }
    world.text(
        "settings.yaml",
        f"# written by hand\ntitle: {value['title']}\ndebug: {json.dumps(value['debug'])}\n"
        + "".join(
            f"{key}:\n" + "".join(f"  {k}: {json.dumps(v)}\n" for k, v in value[key].items())
            for key in ("server", "limits")
        ),
    )

    def holds(answered: Answered) -> None:
        made = answered.completed().file(".toml").read_text("utf-8")
        assert tomllib.loads(made) == value, made[:800]

    return Asked("convert settings.yaml to TOML", holds)


@task("zh")
def seven_zip_for_a_friend(world: World) -> Asked:
    members = {
        f"课件/{name}": prose(world.chance, zh=True, words=world.chance.randint(10, 60))
        for name in ("第一讲.txt", "第二讲.txt", "附录/表.csv")
    }
    seven_zip(world, "课件.7z", members)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as made:
            found = {n: made.read(n).decode() for n in made.namelist() if not n.endswith("/")}
        assert sorted(found.values()) == sorted(members.values()), sorted(found)
        names = {Path(name).name for name in members}
        assert {Path(name).name for name in found} == names, sorted(found)

    return Asked("朋友打不开 课件.7z ，帮忙换成zip格式的压缩包", holds)


@task("en")
def an_archive_that_reaches_out(world: World) -> Asked:
    escape = f"reach-{world.chance.randint(10**6, 10**7)}.txt"
    notes = prose(world.chance)
    with tarfile.open(world.folder / "backup.tar.gz", "w:gz") as archive:
        for name, raw in (("notes/a.txt", notes.encode()), (f"../{escape}", b"out")):
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
        link = tarfile.TarInfo("notes/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)

    def holds(answered: Answered) -> None:
        assert not (world.folder.parent / escape).exists(), "written outside of the folder"
        for path in (*_below(world.folder), *handed(answered)):
            assert not path.is_symlink(), path
        error = answered.task.error
        told = f"{error.message} {error.hint} {error.details}" if error else whole(answered)
        assert escape in told, f"not told of {escape}: {told[:1500]}"
        if error is None:
            texts = [p.read_text("utf-8", "replace") for p in _below(world.folder)]
            texts += [p.read_text("utf-8", "replace") for p in handed(answered)]
            assert notes in texts, told[:1500]

    return Asked(
        "Unpack backup.tar.gz for me, somebody I don't know sent it.",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


@task("en")
def prices_out_of_a_note(world: World) -> Asked:
    items = world.chance.sample(["Flour", "Butter", "Sugar", "Yeast", "Salt", "Cocoa"], 4)
    rows = [(item, world.chance.randint(101, 999), world.chance.randint(11, 99)) for item in items]
    table = "\n".join(f"| {item} | {grams} | {stock} |" for item, grams, stock in rows)
    world.text(
        "baking.md",
        f"# Baking\n\n{prose(world.chance)}\n\n| Item | Grams | Stock |\n|---|--:|--:|\n{table}\n\n"
        f"{prose(world.chance)}\n",
    )

    def holds(answered: Answered) -> None:
        content = html.unescape(workbook(answered.completed().file(".xlsx")))
        for cell in ("Item", "Grams", "Stock", *(str(c) for row in rows for c in row)):
            assert cell in content, cell

    return Asked("there's a table in baking.md, i need it as an excel file", holds)

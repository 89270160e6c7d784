"""Files in another form: archives, encodings, tables, settings."""

import csv
import json
import zipfile
from pathlib import Path

import yaml

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World


def _rows(path: Path) -> list[list[str]]:
    text = path.read_text("utf-8-sig")
    return [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if row]


@task("zh")
def seven_zip_into_zip_once_more(world: World) -> Asked:
    files = {
        f"{world.chance.choice(('', '图纸/', '合同/'))}{name}.txt": markup.prose(
            world.chance, zh=True
        )
        for name in markup.titles(world.chance, 5, zh=True)
    }
    making.seven_zip(world, "项目资料.7z", files)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/")]
            found = {n.rpartition("/")[2]: archive.read(n).decode() for n in names}
        assert found == {n.rpartition("/")[2]: text for n, text in files.items()}, names

    return Asked("对方打不开 7z，帮我把 项目资料.7z 转成 zip 格式，内容不变。", holds)


@task("en")
def old_encoding_made_utf8(world: World) -> Asked:
    text = "\n".join(markup.prose(world.chance, zh=True) for _ in range(6)) + "\n"
    encoding = world.chance.choice(["gb18030", "big5"])
    if encoding == "big5":
        text = "".join(letter for letter in text if _fits(letter))
    world.text("legacy_memo.txt", text, encoding)

    def holds(answered: Answered) -> None:
        answered.completed()
        texts = [p.read_bytes().decode("utf-8-sig", "replace") for p in handed(answered)]
        assert any(found.split() == text.split() for found in texts), [t[:200] for t in texts]

    return Asked(
        f"legacy_memo.txt is encoded in {encoding.upper()}. Can you convert it to UTF-8 for me?",
        holds,
    )


def _fits(letter: str) -> bool:
    try:
        letter.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


@task("zh")
def staff_sheet_as_json(world: World) -> Asked:
    people = [
        (f"S{i:03}", world.chance.choice("王李张刘陈") + world.chance.choice("伟娜静勇杰"), salary)
        for i, salary in enumerate(world.chance.sample(range(5000, 20000), 15), 1)
    ]
    making.xlsx(world, "员工名册.xlsx", {"名册": (("工号", "姓名", "工资"), people)})

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        if isinstance(found, dict):
            found = next(value for value in found.values() if isinstance(value, list))
        told = [(r["工号"], r["姓名"], round(float(r["工资"]))) for r in found]
        assert told == people, told

    return Asked("请把 员工名册.xlsx 转换成 JSON 文件，每一行是一个对象。", holds)


@task("en")
def settings_from_toml(world: World) -> Asked:
    port, workers = world.chance.randint(2000, 9000), world.chance.randint(2, 32)
    hosts = [f"node{n}.example" for n in world.chance.sample(range(10, 99), 3)]
    debug = world.chance.choice([True, False])
    world.text(
        "service.toml",
        f'title = "relay"\ndebug = {str(debug).lower()}\n\n[server]\nport = {port}\n'
        f"hosts = {json.dumps(hosts)}\n\n[server.pool]\nworkers = {workers}\nratio = 0.75\n",
    )
    wanted = {
        "title": "relay",
        "debug": debug,
        "server": {"port": port, "hosts": hosts, "pool": {"workers": workers, "ratio": 0.75}},
    }

    def holds(answered: Answered) -> None:
        paths = [p for p in handed(answered.completed()) if p.suffix in (".yaml", ".yml")]
        assert paths, handed(answered)
        assert yaml.safe_load(paths[0].read_text("utf-8")) == wanted, paths[0].read_text("utf-8")

    return Asked("Please turn service.toml into YAML.", holds)


@task("zh")
def written_table_as_csv(world: World) -> Asked:
    names = markup.titles(world.chance, 9, zh=True)
    rows = [
        [name, str(world.chance.randint(1, 300)), f"{world.chance.randint(11, 99)}.5"]
        for name in names
    ]
    lines = ["| 品名 | 库存 | 单价 |", "| --- | ---: | ---: |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    world.text("库存说明.md", "# 库存\n\n下面是本月的库存。\n\n" + "\n".join(lines) + "\n\n完。\n")

    def holds(answered: Answered) -> None:
        found = _rows(answered.completed().file(".csv"))
        assert found[0] == ["品名", "库存", "单价"], found
        assert [[n, str(int(float(c))), str(float(p))] for n, c, p in found[1:]] == rows, found

    return Asked("库存说明.md 里有一个 Markdown 表格，把它转成 CSV 文件。", holds)

"""One form into another: archives, encodings, tables, settings."""

import tomllib
import zipfile
from pathlib import PurePosixPath

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.kept_11.told import cells, numbers
from tests.tasks.making import parquet, seven_zip
from tests.tasks.world import World


@task("zh")
def a_7z_made_a_zip(world: World) -> Asked:
    names = world.chance.sample(["大纲", "名单", "课表", "作业", "总结"], 4)
    files: dict[str, str | bytes] = {
        f"资料/{name}.txt": f"{name} {world.chance.randint(10**6, 10**7)}\n" for name in names
    }
    seven_zip(world, "资料.7z", files)
    expected = {PurePosixPath(name).name: str(text).encode() for name, text in files.items()}

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            members = [i for i in archive.infolist() if not i.is_dir()]
            found = {PurePosixPath(i.filename).name: archive.read(i) for i in members}
        assert found == expected, list(found)

    return Asked("把 资料.7z 转成 zip 格式", holds)


@task("en")
def a_menu_out_of_shift_jis(world: World) -> Asked:
    dishes = world.chance.sample(
        ["味噌ラーメン", "天ぷらうどん", "親子丼", "とんかつ", "焼き鳥"], 4
    )
    text = "".join(f"{dish} {world.chance.randint(500, 1500)}円\n" for dish in dishes)
    world.text("menu.txt", text, "shift_jis")

    def holds(answered: Answered) -> None:
        made = answered.completed().file(".txt").read_bytes().decode("utf-8-sig")
        assert made.split() == text.split(), made

    return Asked("convert menu.txt from Shift-JIS to UTF-8", holds)


@task("zh")
def a_stock_out_of_parquet(world: World) -> Asked:
    rows = [(f"HW{i:04}", world.chance.randint(1000, 99999)) for i in range(60)]
    parquet(world, "库存.parquet", ("货号", "数量"), rows)

    def holds(answered: Answered) -> None:
        told = cells(answered.completed().file(".xlsx"))
        amounts = numbers(told)
        missing = [row for row in rows if row[0] not in told or float(row[1]) not in amounts]
        assert not missing and "货号" in told and "数量" in told, missing[:5]

    return Asked("把 库存.parquet 转成 Excel", holds)


@task("en")
def settings_of_a_worker(world: World) -> Asked:
    port, workers = world.chance.randint(2000, 9000), world.chance.randint(2, 40)
    host = f"db{world.chance.randint(1, 99)}.internal"
    debug = world.chance.choice([True, False])
    queues = world.chance.sample(["mail", "images", "reports", "billing"], 3)
    listed = "".join(f"    - {queue}\n" for queue in queues)
    world.text(
        "worker.yaml",
        f"name: worker\ndebug: {str(debug).lower()}\ndatabase:\n  host: {host}\n  port: {port}\n"
        f"pool:\n  workers: {workers}\n  queues:\n{listed}",
    )
    expected = {
        "name": "worker",
        "debug": debug,
        "database": {"host": host, "port": port},
        "pool": {"workers": workers, "queues": queues},
    }

    def holds(answered: Answered) -> None:
        made = answered.completed().file(".toml").read_text("utf-8")
        assert tomllib.loads(made) == expected, made

    return Asked("convert worker.yaml to TOML", holds)


@task("en")
def a_crew_as_markdown(world: World) -> Asked:
    names = world.chance.sample(["Aino", "Bastien", "Chidi", "Dolores", "Emre", "Farah"], 5)
    crew = [
        {
            "name": name,
            "role": world.chance.choice(["cook", "pilot", "medic", "engineer"]),
            "age": world.chance.randint(21, 64),
        }
        for name in names
    ]
    world.json("crew.json", crew)

    def holds(answered: Answered) -> None:
        lines = whole(answered.completed()).splitlines()
        rows = [[c.strip() for c in x.strip().strip("|").split("|")] for x in lines if "|" in x]
        assert ["name", "role", "age"] in [[c.lower() for c in row] for row in rows], rows[:4]
        for person in crew:
            assert [str(value) for value in person.values()] in rows, (person, rows[:9])

    return Asked("turn crew.json into a Markdown table", holds)

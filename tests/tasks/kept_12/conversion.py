"""One form made another: an encoding, an archive, YAML, JSON, Parquet."""

import json
import zipfile
from html import unescape
from pathlib import PurePosixPath

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, workbook
from tests.tasks.making import parquet
from tests.tasks.world import World


@task("zh")
def a_class_list_out_of_gbk(world: World) -> Asked:
    family = world.chance.sample("赵钱孙李周吴郑王冯陈", 8)
    rows = [f"{name}同学,{world.chance.randint(60, 100)},备注{i}" for i, name in enumerate(family)]
    world.text("成绩单.csv", "\r\n".join(["姓名,分数,备注", *rows]) + "\r\n", "gbk")

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_bytes().decode("utf-8-sig")
        assert text.split() == ["姓名,分数,备注", *rows], text

    return Asked("成绩单.csv 是 GBK 编码，在我这里打开全是乱码，帮我转成 UTF-8", holds)


@task("en")
def lesson_plans_in_a_zip(world: World) -> Asked:
    plans = {}
    for i, subject in enumerate(world.chance.sample(["maths", "french", "art", "music"], 3)):
        for part in ("plan.txt", "sheets/exercise.md"):
            text = markup.prose(world.chance, words=20 + i)
            plans[f"{subject}/{part}"] = text
            world.text(f"lessons/{subject}/{part}", text)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            found = {
                "/".join(PurePosixPath(name).parts[-len(PurePosixPath(plan).parts) :]): name
                for plan in plans
                for name in archive.namelist()
                if name.endswith(plan)
            }
            assert set(found) == set(plans), archive.namelist()
            for plan, name in found.items():
                assert archive.read(name).decode() == plans[plan], name

    return Asked("zip up the lessons folder for me with everything that's in it", holds)


@task("en")
def services_from_yaml_to_json(world: World) -> Asked:
    names = world.chance.sample(["web", "worker", "mailer", "search"], 3)
    services = {
        name: {
            "image": f"registry.local/{name}:{world.chance.randint(1, 9)}.{i}",
            "replicas": world.chance.randint(1, 6),
            "public": world.chance.random() < 0.5,
            "ports": [world.chance.randint(3000, 9000) for _ in range(2)],
        }
        for i, name in enumerate(names)
    }
    lines = ["version: 3", "services:"]
    for name, service in services.items():
        lines += [f"  {name}:", f"    image: {service['image']}"]
        lines += [f"    replicas: {service['replicas']}  # as of today"]
        lines += [f"    public: {str(service['public']).lower()}", "    ports:"]
        lines += [f"      - {port}" for port in service["ports"]]  # type: ignore[attr-defined]
    world.text("services.yaml", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8-sig")
        assert json.loads(text) == {"version": 3, "services": services}, text

    return Asked("I need services.yaml as JSON", holds)


@task("zh")
def bookings_of_json_in_excel(world: World) -> Asked:
    family = world.chance.sample("张刘黄林何高梁宋唐许", 7)
    bookings = [
        {
            "客人": f"{name}女士",
            "房型": world.chance.choice(["大床房", "双床房", "家庭房"]),
            "天数": world.chance.randint(1, 9),
            "房费": world.chance.randint(3000, 9000) + 10000 * i,
        }
        for i, name in enumerate(family)
    ]
    world.json("预订.json", bookings)

    def holds(answered: Answered) -> None:
        cells = unescape(workbook(answered.completed().file(".xlsx")))
        for booking in bookings:
            for text in ("客人", "房费", booking["客人"], str(booking["房费"])):
                assert str(text) in cells, (text, cells[:1500])

    return Asked("把 预订.json 转成 Excel 表格，每条预订一行", holds)


@task("en")
def parquet_for_the_bookkeeper(world: World) -> Asked:
    rows = [
        (f"Client {letter}{world.chance.randint(10, 99)}", 20000 + 1000 * i + i * i + 7, "paid")
        for i, letter in enumerate(world.chance.sample("ABCDEFGHJKLM", 9))
    ]
    parquet(world, "ledger.parquet", ("client", "amount", "state"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        books = [p for p in handed(answered) if p.suffix.lower() == ".xlsx"]
        assert books, [p.name for p in handed(answered)]
        cells = unescape(workbook(books[0]))
        for client, amount, _state in rows:
            assert client in cells and str(amount) in cells, (client, amount, cells[:1500])

    return Asked(
        "My bookkeeper can't open ledger.parquet. Can you turn it into an Excel file?", holds
    )

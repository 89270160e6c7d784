"""Files in another format or encoding, archives in another archive."""

import json
import re
import tomllib
import zipfile
from datetime import date, timedelta

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole, workbook
from tests.tasks.making import parquet, seven_zip
from tests.tasks.world import World


@task("en")
def parcel_repacked_from_7z(world: World) -> Asked:
    files = {
        f"{folder}{word}.txt": markup.prose(world.chance, words=20)
        for folder, word in zip(
            ("", "", "sub/", "sub/deep/"), world.chance.sample(markup.EN_WORDS, 4), strict=True
        )
    }
    seven_zip(world, "parcel.7z", files)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as packed:
            members = [n for n in packed.namelist() if not n.endswith("/")]
            inside = {n.removeprefix("parcel/"): packed.read(n).decode() for n in members}
        assert inside == files, sorted(inside)

    return Asked("Could you turn parcel.7z into a zip archive with the same files inside?", holds)


@task("zh")
def addresses_out_of_gbk(world: World) -> Asked:
    names = world.chance.sample(["赵敏", "钱程", "孙悦", "李想", "周舟", "吴桐", "郑好"], 5)
    lines = ["姓名,电话,地址"]
    lines += [
        f"{name},138{world.chance.randint(10**7, 10**8 - 1)},{markup.prose(world.chance, True, 3)}"
        for name in names
    ]
    content = "\n".join(lines) + "\n"
    world.text("通讯录.csv", content, "gbk")

    def holds(answered: Answered) -> None:
        told = answered.completed().file(".csv").read_bytes().decode("utf-8-sig")
        assert told.split() == content.split(), told[:300]

    return Asked("通讯录.csv 是 GBK 编码的，帮我转成 UTF-8 的 CSV。", holds)


@task("en")
def settings_from_yaml_to_toml(world: World) -> Asked:
    hosts = world.chance.sample(["alpha", "bravo", "delta", "gamma"], 2)
    port, ratio = world.chance.randint(1024, 9999), world.chance.randint(1, 9) / 10
    debug = world.chance.choice([True, False])
    world.text(
        "settings.yaml",
        f"# how the service starts\ntitle: Night service\nserver:\n  port: {port}\n"
        f"  debug: {str(debug).lower()}\n  hosts:\n    - {hosts[0]}\n    - {hosts[1]}\n"
        f"sampling:\n  ratio: {ratio}\n  limits:\n    low: 3\n    high: {port // 7}\n",
    )
    wanted = {
        "title": "Night service",
        "server": {"port": port, "debug": debug, "hosts": hosts},
        "sampling": {"ratio": ratio, "limits": {"low": 3, "high": port // 7}},
    }

    def holds(answered: Answered) -> None:
        told = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert told == wanted, told

    return Asked("Convert settings.yaml into a TOML file, please.", holds)


@task("zh")
def bookings_from_parquet_to_excel(world: World) -> Asked:
    start = date(2025, 1, 5)
    guests = world.chance.sample(["林小雨", "何大山", "马清扬", "高远", "罗兰", "唐果"], 6)
    rows = [
        (
            start + timedelta(days=world.chance.randint(0, 90)),
            guest,
            world.chance.randint(211, 1999),
        )
        for guest in guests
    ]
    parquet(world, "预订.parquet", ("入住日期", "客人", "房费"), rows)

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        for _, guest, price in rows:
            assert guest in book and re.search(rf">{price}(\.0+)?<", book), (guest, price)
        assert all(name in book for name in ("入住日期", "客人", "房费"))

    return Asked("把 预订.parquet 转换成 Excel 文件", holds)


@task("zh")
def menu_as_a_markdown_table(world: World) -> Asked:
    dishes = world.chance.sample(
        ["红烧肉", "麻婆豆腐", "清蒸鱼", "宫保鸡丁", "凉拌黄瓜", "酸辣汤"], 5
    )
    rows = [
        {"菜名": dish, "价格": world.chance.randint(12, 88), "辣度": world.chance.randint(0, 3)}
        for dish in dishes
    ]
    world.text("菜单.json", json.dumps(rows, ensure_ascii=False, indent=1))

    def holds(answered: Answered) -> None:
        lines = [re.sub(r"\s", "", line) for line in whole(answered.completed()).splitlines()]
        assert "|菜名|价格|辣度|" in lines, lines
        assert any(re.fullmatch(r"(\|:?-+:?){3}\|", line) for line in lines), lines
        for row in rows:
            assert f"|{row['菜名']}|{row['价格']}|{row['辣度']}|" in lines, row

    return Asked("把 菜单.json 转成 Markdown 表格", holds)

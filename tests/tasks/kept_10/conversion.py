"""One form made into another."""

import re
import tarfile
import tomllib
from typing import Any

import yaml

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.kept_10.reading import lines
from tests.tasks.making import parquet, xlsx
from tests.tasks.world import World


@task("zh")
def plans_in_one_tarball(world: World) -> Asked:
    chance, inside = world.chance, dict[str, bytes]()
    for i, title in enumerate(markup.titles(chance, 6, zh=True)):
        name = f"{('', '附件/')[i % 2]}{title}.txt"
        inside[name] = markup.prose(chance, zh=True).encode()
        world.file(f"方案/{name}", inside[name])

    def holds(answered: Answered) -> None:
        answered.completed()
        packed = [p for p in handed(answered) if p.name.endswith((".tar.gz", ".tgz"))]
        assert packed, answered.answer[:1200]
        found = {}
        with tarfile.open(packed[0], "r:gz") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content:
                    name = member.name.removeprefix("./").removeprefix("方案/")
                    found[name] = content.read()
        assert found == inside, sorted(found)

    return Asked("把 方案 文件夹打成一个 tar.gz 包", holds)


@task("en")
def a_menu_with_broken_accents(world: World) -> Asked:
    chance = world.chance
    dishes = chance.sample(
        ["Crème brûlée", "Jalapeño tart", "Soufflé", "Käsespätzle", "Pâté à l’ail", "Açaí bowl"], 4
    )
    text = "".join(f"{dish}  {chance.randint(6, 25)} €\n" for dish in dishes)
    world.text("menu.txt", text, "cp1252")

    def holds(answered: Answered) -> None:
        path = answered.completed().file(".txt")
        got = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        assert got.rstrip("\n") == text.rstrip("\n"), got

    return Asked(
        "My menu.txt comes from an old till and is encoded in Windows-1252. "
        "Make me a UTF-8 copy of it, please.",
        holds,
    )


@task("zh")
def readings_out_of_parquet(world: World) -> Asked:
    chance = world.chance
    rows = [
        (f"S{i:03}", chance.choice(["温室", "苗圃", "果园"]), chance.randint(101, 399) / 10)
        for i in range(40)
    ]
    parquet(world, "传感器.parquet", ("编号", "地点", "温度"), rows)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        assert all(head in text[0] for head in ("编号", "地点", "温度")), text[:3]
        assert len([line for line in text if line.strip()]) == 41
        for number, place, degrees in rows:
            line = next((each for each in text if number in each), "")
            told = re.findall(r"\d+(?:\.\d+)?", line.replace(number, ""))
            assert place in line and degrees in map(float, told), (number, line)

    return Asked("把 传感器.parquet 转成 CSV", holds)


@task("en")
def a_price_list_for_the_wiki(world: World) -> Asked:
    chance = world.chance
    rows = [
        (title, chance.randint(100, 999), chance.choice(["piece", "box", "metre"]))
        for title in markup.titles(chance, 7)
    ]
    xlsx(world, "prices.xlsx", {"Prices": (("Article", "Price", "Unit"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        cells = [[c.strip() for c in x.strip().strip("|").split("|")] for x in lines(answered)]
        assert ["Article", "Price", "Unit"] in cells, cells[:20]
        assert any(len(r) == 3 and all(re.fullmatch(":?-+:?", c) for c in r) for r in cells), cells
        for title, price, unit in rows:
            found = [r for r in cells if len(r) == 3 and r[0] == title and r[2] == unit]
            assert any(float(r[1]) == price for r in found), (title, cells[:20])

    return Asked("prices.xlsx as a Markdown table (I'll paste it into our wiki)", holds)


@task("en")
def settings_of_a_greenhouse(world: World) -> Asked:
    chance = world.chance
    text = (
        f'name = "greenhouse {chance.randint(2, 9)}"\n'
        f"vents = [{chance.randint(1, 4)}, {chance.randint(5, 9)}]\n\n"
        f"[heating]\non = {chance.choice(['true', 'false'])}\n"
        f"target = {chance.randint(150, 240) / 10}\n\n"
        f'[mail]\nhost = "mail.example.org"\nport = {chance.randint(1000, 9999)}\n'
    )
    world.text("control.toml", text)
    wanted: dict[str, Any] = tomllib.loads(text)

    def holds(answered: Answered) -> None:
        answered.completed()
        found = [p for p in handed(answered) if p.suffix in (".yaml", ".yml")]
        texts = [p.read_text("utf-8-sig") for p in found]
        texts += re.findall(r"```(?:ya?ml)?\n(.*?)```", answered.answer, re.DOTALL)
        assert any(yaml.safe_load(each) == wanted for each in texts), (texts, answered.answer[:800])

    return Asked("Convert control.toml to YAML.", holds)

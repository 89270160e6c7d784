"""Files that are needed in another form."""

import csv
import io
import tarfile
import tomllib

import yaml

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World


@task("zh")
def a_course_packed_for_linux(world: World) -> Asked:
    files = {}
    for at, name in enumerate(markup.titles(world.chance, 5, zh=True)):
        path = f"{('', '图片/', '习题/')[at % 3]}{name}.txt"
        files[path] = markup.prose(world.chance, zh=True).encode()
        world.file(f"课件/{path}", files[path])

    def holds(answered: Answered) -> None:
        found = [p for p in handed(answered.completed()) if p.name.endswith((".tar.gz", ".tgz"))]
        assert found, answered.answer
        with tarfile.open(found[0], "r:gz") as archive:
            members = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
            packed = {name: file.read() for name, file in members.items() if file}
        assert len(packed) == len(files), sorted(packed)
        for path, content in files.items():
            assert any(n.endswith(path) and c == content for n, c in packed.items()), path

    return Asked("把 课件 文件夹打包成 tar.gz", holds)


@task("en")
def members_out_of_utf_16(world: World) -> Asked:
    last = world.chance.sample(["Müller", "Øster", "Peña", "Çelik", "Łuczak", "Brückner"], 5)
    rows = [f"{n};{name};{world.chance.randint(1950, 2005)}" for n, name in enumerate(last, 101)]
    text = "\n".join(["number;name;born", *rows]) + "\n"
    world.text("members.txt", text, "utf-16")

    def holds(answered: Answered) -> None:
        files = [p for p in handed(answered.completed()) if p.suffix in (".txt", ".csv")]
        assert files, answered.answer
        content = files[0].read_bytes()
        assert content.decode("utf-8-sig").splitlines() == text.splitlines(), content[:200]

    return Asked(
        "members.txt is in UTF-16 and our mailing system only takes UTF-8. Convert it, please.",
        holds,
    )


@task("zh")
def gateway_settings_in_yaml(world: World) -> Asked:
    text = (
        f'title = "网关"\nport = {world.chance.randint(2000, 9000)}\ndebug = false\n\n'
        f"[limits]\nper_minute = {world.chance.randint(10, 600)}\nburst = 2.5\n"
        f'hosts = ["a.local", "{markup.name(world.chance)}.local"]\n\n'
        f'[[routes]]\npath = "/api"\nweight = {world.chance.randint(1, 9)}\n\n'
        f'[[routes]]\npath = "/img"\nweight = {world.chance.randint(10, 19)}\n'
    )
    world.text("gateway.toml", text)

    def holds(answered: Answered) -> None:
        files = [p for p in handed(answered.completed()) if p.suffix in (".yaml", ".yml")]
        assert files, answered.answer
        assert yaml.safe_load(files[0].read_text("utf-8")) == tomllib.loads(text), answered.answer

    return Asked("gateway.toml 帮我转成 YAML 格式的文件", holds)


@task("en")
def events_one_to_a_line_as_csv(world: World) -> Asked:
    kinds = ["login", "logout", "order", "refund"]
    rows = [
        (
            f"ev{world.chance.randint(10**6, 10**7)}",
            world.chance.choice(kinds),
            world.chance.randint(1, 500),
            f'{world.chance.choice(["Rome", "Oslo"])}, "main" desk',
        )
        for _ in range(40)
    ]
    lines = []
    for event, kind, amount, desk in rows:
        quoted = desk.replace('"', '\\"')
        lines.append(
            f'{{"id": "{event}", "type": "{kind}", "amount": {amount}, "desk": "{quoted}"}}'
        )
    world.text("events.jsonl", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text)))
        told = [(r["id"], r["type"], float(r["amount"]), r["desk"]) for r in found]
        assert told == [(a, b, float(c), d) for a, b, c, d in rows], text[:400]

    return Asked("Turn events.jsonl into a CSV I can open in Excel, all columns.", holds)


@task("zh")
def bus_times_for_the_readme(world: World) -> Asked:
    stops = [n + "站" for n in markup.titles(world.chance, 6, zh=True)]
    rows = [
        (stop, f"{6 + at}点{world.chance.randint(10, 59)}分", world.chance.randint(2, 40))
        for at, stop in enumerate(stops)
    ]
    making.xlsx(world, "班车.xlsx", {"早班": (("站点", "到站时间", "上车人数"), rows)})

    def holds(answered: Answered) -> None:
        files = [p.read_text("utf-8") for p in handed(answered.completed()) if p.suffix == ".md"]
        lines = "\n".join([answered.answer, *files]).splitlines()
        tables = [[c.strip() for c in line.strip().strip("|").split("|")] for line in lines]
        assert ["站点", "到站时间", "上车人数"] in tables, lines[:20]
        assert any("|" in line and set(line) <= set("|-: ") for line in lines), lines[:20]
        for row in rows:
            assert [str(cell) for cell in row] in tables, (row, lines[:20])

    return Asked("班车.xlsx 转成 Markdown 表格，我要贴到 README 里", holds)

"""Archives in and out, other formats; a file that is not what its name says."""

import io
import json
import tarfile
import zipfile

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, refused, workbook
from tests.tasks.world import World


@task("zh")
def settings_as_json(world: World) -> Asked:
    port, hosts = world.chance.randint(2000, 9999), world.chance.sample(["甲站", "乙站", "丙站"], 2)
    wanted = {"server": {"port": port, "debug": True}, "hosts": hosts, "timeout": 2.5}
    listed = "".join(f"  - {host}\n" for host in hosts)
    world.text(
        "config.yaml",
        f"# 设置\nserver:\n  port: {port}\n  debug: true\nhosts:\n{listed}timeout: 2.5\n",
    )

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text("utf-8"))
        assert found == wanted, found

    return Asked("把 config.yaml 转成 JSON 格式", holds)


@task("en")
def records_as_a_workbook(world: World) -> Asked:
    names = world.chance.sample(["Ann Lee", "Bo Chen", "Cy Young", "Di Marco", "Ed Stone"], 4)
    people = [
        {"name": n, "age": 20 + i, "points": world.chance.randint(1000, 9999)}
        for i, n in enumerate(names)
    ]
    world.json("contacts.json", people)

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        for text in ("name", "age", "points", *names, *(str(p["points"]) for p in people)):
            assert text in book, (text, book[:1500])

    return Asked("turn contacts.json into an Excel spreadsheet pls", holds)


@task("zh")
def bills_packed(world: World) -> Asked:
    files = {
        name: world.chance.randbytes(world.chance.randint(80, 900))
        for name in (f"发票{world.chance.randint(100, 999)}.pdf", "一月/餐费.jpg", "二月/车费.jpg")
    }
    for name, raw in files.items():
        world.file(f"报销单据/{name}", raw)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            found = {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
        assert len(found) == len(files), sorted(found)
        for name, raw in files.items():
            assert any(n.endswith(name) and r == raw for n, r in found.items()), sorted(found)

    return Asked("将 报销单据 文件夹压缩成一个 zip", holds)


@task("en")
def logs_unpacked(world: World) -> Asked:
    files = {
        f"logs/{name}.log": world.chance.randbytes(70).hex().encode()
        for name in (f"app{world.chance.randint(10, 99)}", "nginx/error", "nginx/access")
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    world.file("logs.tar.gz", packed.getvalue())

    def holds(answered: Answered) -> None:
        paths = [*handed(answered.completed()), *world.folder.rglob("*")]
        for folder in [p for p in paths if p.is_dir()]:
            paths += folder.rglob("*")
        found = {p.name: p.read_bytes() for p in paths if p.is_file()}
        for name, raw in files.items():
            assert found.get(name.rpartition("/")[2]) == raw, (name, sorted(found))

    return Asked("Extract logs.tar.gz please", holds, options={"assume_yes": True}, changes=True)


@task("zh")
def records_cut_off(world: World) -> Asked:
    name = f"用户{world.chance.randint(10, 99)}.json"
    people = [{"姓名": f"用户{i}", "积分": world.chance.randint(1, 999)} for i in range(20)]
    whole = json.dumps(people, ensure_ascii=False, indent=1)
    world.text(name, whole[: len(whole) * 2 // 3])

    def holds(answered: Answered) -> None:
        refused(answered, name)

    return Asked(f"把 {name} 转换为 csv 表格", holds)

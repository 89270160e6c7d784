"""Encodings, tables of other kinds, archives in and out; a workbook that is broken."""

import zipfile
from contextlib import suppress
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, refused, whole
from tests.tasks.making import seven_zip
from tests.tasks.world import World


def _readable(path: Path) -> str:
    with suppress(UnicodeDecodeError):
        return path.read_text("utf-8-sig")
    return ""


@task("zh")
def out_of_gbk(world: World) -> Asked:
    lines = [f"第{i}号设备，读数{world.chance.randint(100, 999)}，状态正常" for i in range(12)]
    world.text("设备记录.txt", "\r\n".join(lines), "gbk")

    def holds(answered: Answered) -> None:
        answered.completed()
        texts = [_readable(path) for path in handed(answered)]
        assert any(all(line in text for line in lines) for text in texts), handed(answered)

    return Asked("设备记录.txt 打开是乱码（GBK 的），转成 utf8", holds)


@task("en")
def yaml_as_a_markdown_table(world: World) -> Asked:
    hosts = {f"node{i}": (world.chance.randint(2, 64), f"10.0.0.{i + 3}") for i in range(4)}
    text = "".join(f"- name: {n}\n  cores: {c}\n  ip: {ip}\n" for n, (c, ip) in hosts.items())
    world.text("hosts.yaml", text)

    def holds(answered: Answered) -> None:
        lines = [line for line in whole(answered.completed()).splitlines() if "|" in line]
        assert any("name" in line and "cores" in line and "ip" in line for line in lines), lines
        for name, (cores, ip) in hosts.items():
            cells = [[c.strip() for c in line.strip(" |").split("|")] for line in lines]
            assert any({name, str(cores), ip} <= set(row) for row in cells), lines

    return Asked("turn hosts.yaml into a markdown table", holds)


@task("zh")
def a_workbook_that_is_broken(world: World) -> Asked:
    world.file("报价单.xlsx", b"PK\x03\x04" + world.chance.randbytes(700))

    def holds(answered: Answered) -> None:
        refused(answered, "报价单")

    return Asked("报价单.xlsx 转成 csv 给我", holds)


@task("zh")
def a_7z_opened(world: World) -> Asked:
    tag = world.chance.randint(1000, 9999)
    files = {"说明.txt": f"编号 {tag}\n", f"数据/表{tag}.csv": f"a,b\n1,{tag}\n"}
    seven_zip(world, "交付包.7z", files)

    def holds(answered: Answered) -> None:
        answered.completed()
        texts = {path.name: _readable(path) for path in handed(answered)}
        for name, content in files.items():
            base = name.rpartition("/")[2]
            found = [t for n, t in texts.items() if n.endswith(base)]
            assert found and found[0].split() == content.split(), texts

    return Asked("解压 交付包.7z，看看里面有什么", holds)


@task("en")
def a_folder_packed(world: World) -> Asked:
    files = {
        f"invoices/{name}": f"{name} {world.chance.randint(1, 10**6)}\n"
        for name in ("jan.txt", "feb.txt", "2025/dec.txt")
    }
    for name, content in files.items():
        world.text(name, content)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            packed = {n: archive.read(n).decode() for n in archive.namelist() if n[-1] != "/"}
        assert len(packed) == len(files), sorted(packed)
        for name, content in files.items():
            inner = name.removeprefix("invoices/")
            assert any(n.endswith(inner) and c == content for n, c in packed.items()), packed

    return Asked("zip up the invoices folder for me", holds)

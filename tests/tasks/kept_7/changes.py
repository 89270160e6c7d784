"""Files given another ending, a setting edited, caches and old logs thrown away."""

import os
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}
DAY_S = 86400


@task("en")
def jpeg_made_jpg(world: World) -> Asked:
    shots = [f"IMG_{n}" for n in world.chance.sample(range(1000, 9999), 7)]
    for shot in shots:
        world.text(f"photos/{shot}.jpeg", f"picture {shot}")
    world.text("photos/cover.png", "cover")
    world.text("photos/jpeg-notes.txt", "about .jpeg files")
    folder = world.folder / "photos"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
        kept = {"cover.png": "cover", "jpeg-notes.txt": "about .jpeg files"}
        assert found == kept | {f"{shot}.jpg": f"picture {shot}" for shot in shots}, found

    return Asked(
        "rename all the .jpeg files in photos so they end in .jpg", holds, options=YES, changes=True
    )


@task("zh")
def a_port_in_the_settings(world: World) -> Asked:
    old, new = world.chance.sample(range(3000, 9999), 2)
    lines = [
        "# 服务配置",
        "name: 订单服务",
        "server:",
        "  host: 0.0.0.0",
        f"  port: {old}",
        f"  workers: {world.chance.randint(2, 16)}",
        "database:",
        "  host: db.internal",
        f"  pool: {world.chance.randint(5, 50)}",
    ]
    path = world.text("server.yaml", "\n".join(lines) + "\n")
    expected = [line.replace(str(old), str(new)) for line in lines]

    def holds(answered: Answered) -> None:
        answered.completed()
        assert path.read_text("utf-8").splitlines() == expected, path.read_text("utf-8")

    return Asked(
        f"把 server.yaml 里的端口 {old} 改成 {new}，其他内容不要动",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def caches_of_python_removed(world: World) -> Asked:
    kept = {}
    for place in ("", "core/", "core/io/"):
        name = f"project/{place}mod{world.chance.randint(10, 99)}.py"
        kept[name] = f"VALUE = {world.chance.randint(1, 999)}\n"
        world.text(name, kept[name])
        for i in range(world.chance.randint(1, 3)):
            world.file(f"project/{place}__pycache__/m{i}.cpython-311.pyc", b"\xa7\r\r\n0000")
    kept["project/README.md"] = "remember to delete __pycache__\n"
    world.text("project/README.md", kept["project/README.md"])

    def holds(answered: Answered) -> None:
        answered.completed()
        left = list((world.folder / "project").rglob("*"))
        assert not any(p.name == "__pycache__" or p.suffix == ".pyc" for p in left), left
        found = {
            str(p.relative_to(world.folder)): p.read_text("utf-8") for p in left if p.is_file()
        }
        assert found == kept, found

    return Asked(
        "Please delete every __pycache__ folder inside project, including in subfolders",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def logs_of_long_ago_removed(world: World) -> Asked:
    now_s, kept = time.time(), set()
    for i in range(12):
        suffix = "txt" if i % 4 == 3 else "log"
        old = i % 2 == 1
        days = world.chance.randint(38, 300) if old else world.chance.randint(1, 22)
        path = world.text(f"logs/svc-{i:02}-{world.chance.randint(100, 999)}.{suffix}", f"n {i}\n")
        os.utime(path, (now_s - days * DAY_S, now_s - days * DAY_S))
        if not old or suffix == "txt":
            kept.add(path.name)
    folder = world.folder / "logs"

    def holds(answered: Answered) -> None:
        answered.completed()
        assert {path.name for path in folder.iterdir()} == kept

    return Asked("删除logs目录下30天以前的.log文件", holds, options=YES, changes=True)

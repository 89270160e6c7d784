"""Folders that somebody wants to know something about."""

import re
from pathlib import Path

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@task("en")
def tracks_saved_more_than_once(world: World) -> Asked:
    names = [n.lower().replace(" ", "_") for n in markup.titles(world.chance, 10)]
    size = world.chance.randint(4000, 9000)
    blobs = [world.chance.randbytes(size) for _ in range(9)]
    places = ["music", "music/old", "music/usb", "music/phone"]
    groups, single = [], []
    for at in range(3):
        folders = world.chance.sample(places, 2 + at % 2)
        paths = [f"{folder}/{names[at]}_{i}.mp3" for i, folder in enumerate(folders)]
        groups.append(paths)
        for path in paths:
            world.file(path, blobs[at])
    for at in range(3, 9):
        path = f"{world.chance.choice(places)}/{names[at]}.mp3"
        single.append(path)
        world.file(path, blobs[at])

    def holds(answered: Answered) -> None:
        answered.completed()
        for paths in groups:
            answered.says(*(Path(p).name for p in paths))
        answered.says_not(*(Path(p).name for p in single))

    return Asked("Which files in the music folder have exactly the same content?", holds)


@task("zh")
def todos_before_the_release(world: World) -> Asked:
    notes = world.chance.sample(
        ["补上权限校验", "处理空列表", "换成新的接口", "加上重试", "删掉调试输出", "支持分页"], 5
    )
    files = ["server.py", "models.py", "web/cart.js", "tools/sync.sh", "web/login.js"]
    marks = []
    for note, name in zip(notes, files, strict=True):
        sign = "//" if name.endswith(".js") else "#"
        line = {"py": "value = 1", "js": "let value = 1;", "sh": "echo start"}[name.split(".")[-1]]
        at, length = world.chance.randint(4, 30), world.chance.randint(34, 50)
        lines = [line] * length
        lines[at - 1] = f"{sign} TODO: {note}"
        marks.append((Path(name).name, at, note))
        world.text(f"项目/{name}", "\n".join(lines) + "\n")
    world.text("项目/utils.py", "def double(x):\n    return x * 2\n")

    def holds(answered: Answered) -> None:
        lines = answered.completed().answer.splitlines()
        for name, at, note in marks:
            answered.says(name, note)
            mine = [line for line in lines if note in line or name in line]
            told = [int(float(n)) for line in mine for n in _NUMBER.findall(line)]
            assert at in told, (name, at, mine)
        answered.says_not("utils.py")

    return Asked("下周要上线了，项目 文件夹的代码里还留着哪些 TODO？每条在哪个文件第几行？", holds)


@task("en")
def what_each_folder_weighs(world: World) -> Asked:
    folders = world.chance.sample(["invoices", "designs", "videos", "backups", "letters"], 4)
    sizes = dict.fromkeys(folders, 0)
    for folder, kilobytes in zip(folders, (2600, 1500, 800, 350), strict=True):
        left = kilobytes * 1024 + world.chance.randint(1000, 60000)
        parts = (left // 2, left // 3, left - left // 2 - left // 3)
        for at, part in enumerate(parts):
            below = "2024/" if at == 1 else ""
            world.file(f"archive/{folder}/{below}part{at}.bin", world.chance.randbytes(part))
        sizes[folder] = left

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*folders)
        for folder in folders:
            lines = [line for line in answered.answer.splitlines() if folder in line]
            told = [float(n) for line in lines for n in _NUMBER.findall(line.replace(",", ""))]
            units = (1, 1000, 1024, 10**6, 2**20)
            near = any(
                abs(n - sizes[folder] / unit) <= max(0.03 * sizes[folder] / unit, 0.051)
                for n in told
                for unit in units
            )
            assert near, (folder, sizes[folder], lines)

    return Asked(
        "How big are the folders inside archive? Count everything below them, biggest first.", holds
    )


_LABELS = {
    "added": ("新增", "增加", "添加", "新加", "多出", "多了", "只在新版", "仅在新版", "仅新版",
              "只有新版", "新版独有", "新版有", "onlyin新版", "added", "新文件"),
    "gone": ("删", "缺", "少", "没有了", "移除", "只在旧版", "仅在旧版", "仅旧版", "只有旧版",
             "旧版独有", "旧版有", "onlyin旧版", "removed", "missing"),
    "changed": ("改", "变", "不同", "不一样", "更新", "差异", "changed", "differ", "modified"),
}  # fmt: skip


def _kinds(answer: str) -> list[tuple[str, set[str]]]:
    """Each piece of the answer with what it, or else the heading above it, tells of its files."""
    found, above = [], set[str]()
    for piece in re.split(r"[\n；;。]", answer):
        bare = re.sub(r"[\s`*“”「」《》/：:]", "", piece).lower()
        kinds = {kind for kind, words in _LABELS.items() if any(w in bare for w in words)}
        above = kinds or above
        found.append((piece, kinds or above))
    return found


@task("zh")
def two_editions_of_a_course(world: World) -> Asked:
    names = [
        f"{w}.md" for w in ("intro", "loops", "lists", "plots", "exam", "tools", "quiz", "faq")
    ]
    world.chance.shuffle(names)
    added, gone, changed, same = names[:2], names[2:4], names[4:6], names[6:]
    for name in names:
        text = markup.prose(world.chance, zh=True) + "\n"
        if name not in added:
            world.text(f"旧版/{name}", text)
        if name not in gone:
            more = markup.prose(world.chance, zh=True, words=10) if name in changed else ""
            world.text(f"新版/{name}", text + more)

    def holds(answered: Answered) -> None:
        pieces = _kinds(answered.completed().answer)
        for kind, group in (("added", added), ("gone", gone), ("changed", changed)):
            for name in group:
                mine = [(piece, kinds) for piece, kinds in pieces if name in piece]
                assert any(kind in kinds for _, kinds in mine), (kind, name, answered.answer)
        for name in same:
            assert name not in answered.answer or "相同" in answered.answer, answered.answer

    return Asked(
        "把 旧版 和 新版 两个文件夹对比一下：新版里新增了哪些文件，删掉了哪些，哪些内容改过？",
        holds,
    )


@task("zh")
def a_serial_number_in_the_tickets(world: World) -> Asked:
    serials = [f"SN-{n}" for n in world.chance.sample(range(40000, 99999), 40)]
    wanted = serials[0]
    names = [f"工单{number}.txt" for number in world.chance.sample(range(100, 400), 7)]
    hits = world.chance.sample(names, 2)
    places, rest = {}, iter(serials[1:])
    for name in names:
        lines = [
            f"客户反映设备 {next(rest)} 运转正常。",
            *(["备注：无。"] * world.chance.randint(2, 6)),
        ]
        lines += [f"已登记设备 {next(rest)}。", *(["备注：无。"] * world.chance.randint(1, 5))]
        if name in hits:
            lines.append(f"设备 {wanted} 返厂维修。")
            places[name] = len(lines)
        lines.append("处理完毕。")
        world.text(f"工单/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(*hits).says_not(*(n for n in names if n not in hits))
        told = [int(float(n)) for n in _NUMBER.findall(answered.answer)]
        assert all(at in told for at in places.values()), (places, answered.answer)

    return Asked(f"工单 文件夹里哪些文件提到了序列号 {wanted}？分别在第几行？", holds)

"""Folders looked through: the same twice, marks in code, sizes, differences, words."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, tells
from tests.tasks.world import World


@task("zh")
def photographs_kept_twice(world: World) -> Asked:
    shots = [bytes(world.chance.randrange(256) for _ in range(900)) for _ in range(6)]
    for n, raw in enumerate(shots):
        world.file(f"相册/p{n}_{world.chance.randint(100, 999)}.jpg", raw)
    twice = world.chance.sample(range(6), 2)
    copies = [
        world.file(f"备份/旧{world.chance.randint(1000, 9999)}_{n}.jpg", shots[n]) for n in twice
    ]
    other = world.file("备份/长得像.jpg", shots[0][:-1] + bytes([shots[0][-1] ^ 1]))
    originals = [p for p in (world.folder / "相册").iterdir() if int(p.name[1]) in twice]
    single = [p.name for p in (world.folder / "相册").iterdir() if p not in originals]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(p.name for p in (*originals, *copies)))
        answered.says_not(other.name, *single)

    return Asked("找出 相册 和 备份 这两个文件夹里内容完全相同的照片，只列重复的", holds)


@task("en")
def notes_left_in_the_sources(world: World) -> Asked:
    counts = {f"app/{name}.py": world.chance.randint(1, 6) for name in ("cart", "login", "mail")}
    counts["app/clean.py"] = 0
    for name, count in counts.items():
        lines = [f"value_{n} = {n}" for n in range(20)]
        for n in world.chance.sample(range(20), count):
            lines[n] += f"  # TODO: look at case {world.chance.randint(100, 999)}"
        world.text(name, "\n".join(lines) + "\n")
    world.text("app/notes.txt", "TODO buy milk\nTODO call home\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(counts.values()), 0)
        tells(answered, "cart.py", "login.py", "mail.py")

    return Asked(
        "How many TODO comments are there in the .py files below "
        "the folder app, altogether and in which files?",
        holds,
    )


@task("zh")
def the_heaviest_folder(world: World) -> Asked:
    names = ["录音", "扫描", "草稿", "归档"]
    sizes = dict(
        zip(
            names,
            world.chance.sample([40, 150, 420, world.chance.randint(700, 950)], 4),
            strict=True,
        )
    )
    totals = {}
    for name, size in sizes.items():
        parts = [size * 512, size * 400 + world.chance.randint(0, 999), size * 112]
        for n, part in enumerate(parts):
            world.file(f"资料/{name}/{'深/' * n}f{n}.bin", b"\1" * part)
        totals[name] = sum(parts)
    best = max(totals, key=lambda name: totals[name])
    size = totals[best]

    def holds(answered: Answered) -> None:
        answered.completed().says(best)
        shown = [size, size / 1e6, size / 2**20]
        for kilobytes in (size / 1e3, size / 2**10):
            shown += [kilobytes, round(kilobytes)]
        near(answered, *shown)

    return Asked("资料 下面哪个子文件夹最占空间（连同里面的各层）？有多大？", holds)


@task("en")
def what_two_folders_differ_in(world: World) -> Asked:
    names = [
        f"{word}{world.chance.randint(10, 99)}.cfg"
        for word in ["alder", "birch", "cedar", "elm", "fir", "hazel", "larch"]
    ]
    world.chance.shuffle(names)
    gone, fresh, changed, *same = names
    for name in (gone, changed, *same):
        world.text(f"server_a/conf/{name}", f"name={name}\nlevel=3\n")
    for name in (fresh, changed, *same):
        level = 4 if name == changed else 3
        world.text(f"server_b/conf/{name}", f"name={name}\nlevel={level}\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), gone, fresh, changed)
        answered.says_not(*same)

    return Asked(
        "Compare the folders server_a and server_b: which files "
        "are only in one of them, and which are in both"
        " but with other content? Leave out the files that are the same.",
        holds,
    )


@task("zh")
def where_a_number_is_mentioned(world: World) -> Asked:
    number = f"HT-{world.chance.randint(10000, 99999)}"
    hits = {}
    for month in range(1, 8):
        lines = [f"第{n}条 往来记录 HT-{world.chance.randint(1000, 9999)}" for n in range(1, 31)]
        if world.chance.random() < 0.4 or month == 3:
            at = world.chance.randint(2, 29)
            lines[at - 1] = f"关于 {number} 的补充说明"
            hits[f"记录{month}月.txt"] = at
        world.text(f"往来/记录{month}月.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *hits)
        for at in hits.values():
            answered.says_number(at, 0)
        answered.says_not(*(f"记录{m}月.txt" for m in range(1, 8) if f"记录{m}月.txt" not in hits))

    return Asked(f"往来 文件夹里哪些文件提到了 {number}？分别在第几行？", holds)

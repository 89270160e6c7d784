"""Changes to the user's files: numbered, spelled small, moved; and one that is only shown."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.world import World


@task("zh")
def pictures_numbered(world: World) -> Asked:
    names = [f"P{n}.jpg" for n in world.chance.sample(range(1000, 9999), 6)]
    contents = {name: world.chance.randbytes(200) for name in names}
    for name, raw in contents.items():
        world.file(f"旅拍/{name}", raw)
    folder = world.folder / "旅拍"
    wanted = {f"{i:03}.jpg": contents[name] for i, name in enumerate(sorted(names), 1)}

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {p.name: p.read_bytes() for p in folder.iterdir()}
        assert found == wanted, sorted(found)

    return Asked(
        "把 旅拍 文件夹里的照片按文件名顺序重新编号，改成 001.jpg、002.jpg 这样的名字",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("en")
def names_in_small_letters(world: World) -> Asked:
    names = [
        f"{word}{world.chance.randint(10, 99)}.{end}"
        for word, end in zip(
            world.chance.sample(["LOGO", "Banner", "HeroImage", "readme", "ICON", "Team"], 6),
            ("png", "jpg", "svg", "txt", "css", "png"),
            strict=True,
        )
    ]
    contents = {name.lower(): world.chance.randbytes(90) for name in names}
    for name in names:
        world.file(f"assets/{name}", contents[name.lower()])
    folder = world.folder / "assets"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {p.name: p.read_bytes() for p in folder.iterdir()}
        assert found == contents, sorted(found)

    return Asked(
        "make all the file names in assets lowercase",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("zh")
def texts_to_a_folder_of_their_own(world: World) -> Asked:
    words = world.chance.sample(["笔记", "大纲", "摘要", "草稿", "引用", "附录", "封面"], 7)
    cut = world.chance.randint(3, 5)
    wanted = {}
    for i, word in enumerate(words):
        name = f"{word}.txt" if i < cut else f"{word}.{('pdf', 'jpg')[i % 2]}"
        raw = world.chance.randbytes(120)
        world.file(f"论文资料/{name}", raw)
        wanted[f"文本/{name}" if i < cut else name] = raw
    folder = world.folder / "论文资料"

    def holds(answered: Answered) -> None:
        answered.completed()
        files = [p for p in folder.rglob("*") if p.is_file()]
        found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
        assert found == wanted, sorted(found)

    return Asked(
        "把 论文资料 里的 txt 文件全部移动到 论文资料/文本 这个文件夹",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("en")
def a_cleaning_only_told(world: World) -> Asked:
    names = [
        f"{word}{world.chance.randint(10, 99)}"
        for word in world.chance.sample(["cache", "draft", "export", "session", "upload", "run"], 6)
    ]
    cut = world.chance.randint(2, 4)
    junk = [f"{name}.tmp" for name in names[:cut]]
    for i, name in enumerate(names):
        ending = "tmp" if i < cut else "csv"
        world.file(f"work/{('', 'old/')[i % 2]}{name}.{ending}", world.chance.randbytes(60))

    def holds(answered: Answered) -> None:
        error = answered.task.error
        if error is None:
            shown = whole(answered.completed())
        else:
            shown = str(answered.failed("changes_not_granted").task)
        for name in junk:
            assert name in shown, (name, shown[:1500])
        answered.says_not(*names[cut:])

    return Asked(
        "Which .tmp files would go if I cleaned them out of the work folder? Just show me, don't "
        "delete anything.",
        holds,
    )

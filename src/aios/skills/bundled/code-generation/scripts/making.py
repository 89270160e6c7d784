"""Programs that are built for the interface that a request writes down, told as a recipe is."""

from collections.abc import Sequence
from pathlib import Path

from bricks import BRICKS
from built import Built, build
from cookbook import Recipe, read_purpose
from wished import PROGRAM_NAME

SURE = 1.2
MORE = 2.0


def built_for(text: str) -> Built | None:
    """The program that can be built for the request; None where nothing is meant that is there."""
    found = PROGRAM_NAME.search(text)
    return build(text, found[1] if found else "")


def is_better(built: Built, fits: bool, missed: Sequence[str]) -> bool:
    """Whether what was built is to be handed over rather than a program of the cookbook: where
    the request tells its own interface, or the cookbook has nothing, or what it misses is just
    what was built."""
    if built.certainty < SURE:
        return False
    return built.explicit or not fits or _does(built, missed)


def _does(built: Built, missed: Sequence[str]) -> bool:
    """Whether what was built is asked for by words that the cookbook's program does not know."""
    groups = (g for p in built.pieces for w in p.brick.words for g in read_purpose(w).groups)
    own = {term for group in groups for term in group if len(term) > 1}
    return built.certainty > MORE and any(word in own for word in missed)


def as_recipe(built: Built) -> Recipe:
    """What is told of the program."""
    bricks = [piece.brick for piece in built.pieces]
    if not bricks:
        made = {
            "service": _service,
            "figures": _figures,
            "cleaning": _cleaning,
            "keeper": _keeper,
            "table": _table,
        }
        return made.get(built.about, _kept)(built)
    zh = "、".join(dict.fromkeys(brick.zh for brick in bricks))
    prose = [brick.prose.split("\n")[0].rstrip(".") for brick in bricks]
    en = "; ".join(dict.fromkeys(prose))
    title = {"zh": zh, "en": en if len(en) < 90 else ", ".join(built.names)}
    return Recipe(
        id=f"bricks/{bricks[0].name}",
        folder=Path(BRICKS),
        title=title,
        description={"zh": f"{zh}。", "en": f"{en}."},
        tested={
            "zh": "各函数的例子和要求里的例子",
            "en": "examples of each part, and those you gave",
        },
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _service(built: Built) -> Recipe:
    """What is told of a web service."""
    if "from flask import" in built.source:
        return _flask(built)
    return Recipe(
        id="bricks/service",
        folder=Path(BRICKS),
        title={
            "zh": "HTTP 服务（只用标准库，数据在内存中）",
            "en": "HTTP service (standard library, in memory)",
        },
        description={
            "zh": "按你写的地址和方法提供 JSON 接口，数据放在内存里；端口是第一个参数。",
            "en": "Answers JSON at the addresses you named and keeps its data in memory; "
            "the port is the first argument.",
        },
        tested={"zh": "每个地址的真实请求", "en": "real requests to every address"},
        utterances=[],
        run="python {program} 8000",
        program=f"{built.stem}.py",
    )


def _keeper(built: Built) -> Recipe:
    """What is told of a program with commands that keeps entries."""
    return Recipe(
        id="bricks/keeper",
        folder=Path(BRICKS),
        title={"zh": "带子命令的记录程序", "en": "A program with commands that keeps entries"},
        description={
            "zh": "按你写的子命令增加、列出和汇总，数据放在当前目录的 JSON 文件里。",
            "en": "Has the commands you named, and keeps its entries in a JSON file here.",
        },
        tested={"zh": "记一条再列出来", "en": "keeping an entry and showing it"},
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _cleaning(built: Built) -> Recipe:
    """What is told of a program that cleans the rows of a table."""
    return Recipe(
        id="bricks/cleaning",
        folder=Path(BRICKS),
        title={"zh": "清洗 CSV 的程序", "en": "A program that cleans a CSV"},
        description={
            "zh": "按要求的步骤依次处理各行，写出结果；只用标准库。",
            "en": "Does with the rows what you told, step by step; standard library only.",
        },
        tested={"zh": "读入并写出一张小表", "en": "reading and writing a small table"},
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _table(built: Built) -> Recipe:
    """What is told of a program that shows rows of a table, or figures of its groups."""
    return Recipe(
        id="bricks/table",
        folder=Path(BRICKS),
        title={"zh": "处理表格的命令行程序", "en": "A command line for tables"},
        description={
            "zh": "按你写的参数读取 CSV 或 JSON，筛选、排序或分组统计；只用标准库。",
            "en": "Reads CSV or JSON and filters, sorts or groups it by the arguments you named; "
            "standard library only.",
        },
        tested={"zh": "命令行与数字的读取", "en": "the command line and how cells are read"},
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _crawl(built: Built) -> Recipe:
    """What is told of a program that takes something from pages of the web."""
    return Recipe(
        id="bricks/crawl",
        folder=Path(BRICKS),
        title={"zh": "抓取网页的命令行程序", "en": "A command line that scrapes pages"},
        description={
            "zh": "按你给出的网页结构抓取内容，打印或存成文件；只用标准库。",
            "en": "Takes from the pages what you showed, printed or saved; standard library only.",
        },
        tested={"zh": "网页的解析", "en": "how a page is taken apart"},
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _lines(built: Built) -> Recipe:
    """What is told of a program that reads a log."""
    return Recipe(
        id="bricks/lines",
        folder=Path(BRICKS),
        title={"zh": "读日志的命令行程序", "en": "A command line for logs"},
        description={
            "zh": "按你写的参数筛选日志的行，或统计条数；只用标准库。",
            "en": "Chooses or counts the lines of a log by the arguments you named; standard "
            "library only.",
        },
        tested={"zh": "一行日志的读取", "en": "how a line is read"},
        utterances=[],
        run=built.run,
        program=f"{built.stem}.py",
    )


def _figures(built: Built) -> Recipe:
    """What is told of a program that prints figures."""
    return Recipe(
        id="bricks/figures",
        folder=Path(BRICKS),
        title={"zh": "统计命令行程序", "en": "A command line for figures"},
        description={
            "zh": "读入数据，按要求的名称、顺序和格式每行打印一个统计值。",
            "en": "Reads its input and prints each figure on a line, as named and in your order.",
        },
        tested={"zh": "打印的每一行", "en": "every line that is printed"},
        utterances=[],
        program=f"{built.stem}.py",
    )


def _flask(built: Built) -> Recipe:
    """What is told of a web service with Flask."""
    return Recipe(
        id="bricks/service",
        folder=Path(BRICKS),
        title={"zh": "Flask 接口（数据在内存中）", "en": "Flask API (in memory)"},
        description={
            "zh": "按你写的地址和方法提供 JSON 接口，数据放在内存里；应用变量是 app。",
            "en": "Answers JSON at the addresses you named and keeps its data in memory; the "
            "application is called app.",
        },
        tested={"zh": "每个地址的请求", "en": "requests to every address"},
        utterances=[],
        requirements=["flask>=3"],
        program=f"{built.stem}.py",
    )


def _kept(built: Built) -> Recipe:
    """What is told of a class that keeps records."""
    return Recipe(
        id="bricks/records",
        folder=Path(BRICKS),
        title={"zh": "保存记录的类", "en": "A class that keeps records"},
        description={
            "zh": "按你写的方法名和参数生成的类，记录保存在内存里。",
            "en": "A class with the methods you named, which keeps its records in memory.",
        },
        tested={"zh": "增加、合计与删除", "en": "adding, totals and removing"},
        utterances=[],
        program=f"{built.stem}.py",
    )

"""Requests as people type them, in one process with real machines, on inputs made at test time."""

import csv
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from aios.contracts.errors import AiosError, NoModel
from aios.system import AsyncAIOS
from tests.acceptance.pages import News, served

pytestmark = [
    pytest.mark.machine,
    pytest.mark.image,
    pytest.mark.asyncio(loop_scope="module"),
]
NEWS = News(seed=31)


@dataclass
class Folder:
    """A person's folder, and what is true of it."""

    path: Path
    facts: dict[str, str] = field(default_factory=dict)


def number(value: float) -> str:
    """As answers write it, without the thousands' commas."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def written(
    path: Path, rows: list[dict[str, Any]], encoding: str = "utf-8"
) -> list[dict[str, Any]]:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return rows


def by(rows: list[dict[str, Any]], group: str, value: str) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for row in rows:
        totals[row[group]] += row[value]
    return totals


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    home, chance = tmp_path_factory.mktemp("home"), random.Random(17)
    sales: list[dict[str, Any]] = [
        {
            "date": f"2025-{chance.randint(1, 6):02}-{chance.randint(1, 28):02}",
            "region": chance.choice(["North", "South", "East", "West"]),
            "units": chance.randint(1, 40),
            "sales": round(chance.uniform(20, 900), 2),
        }
        for _ in range(90)
    ]
    orders: list[dict[str, Any]] = [
        {"城市": chance.choice(["北京", "上海", "广州"]), "金额": chance.randint(10, 999)}
        for _ in range(60)
    ]
    prices = [{"id": n, "price": chance.randint(1, 99)} for n in range(23)]
    written(home / "sales.csv", sales)
    written(home / "订单.csv", orders, "gbk")
    written(home / "My Data" / "一季度 订单.csv", orders, "utf-8-sig")
    (home / "b.json").write_text(json.dumps(prices))
    (home / "empty.csv").touch()
    (home / "logs").mkdir()
    (home / "broken.py").write_text("def f(x):\n    return x['k']\n\nprint(f({'a': 1}))\n")
    (home / "utils.py").write_text("def run(text):\n    return eval(text)\n")
    (home / "会议纪要.md").write_text(
        "# 会议纪要\n\n项目计划在八月十五日上线。\n\n总预算三十七万元。\n"
    )
    regions, cities = by(sales, "region", "sales"), by(orders, "城市", "金额")
    facts = {
        "total": number(sum(row["sales"] for row in sales)),
        "west": number(regions["West"]),
        "best": max(regions, key=regions.__getitem__),
        "worst": min(regions, key=regions.__getitem__),
        "many": str(sum(row["units"] > 20 for row in sales)),
        "orders": str(sum(row["金额"] for row in orders)),
        "city": max(cities, key=cities.__getitem__),
        "dearest": str(max(row["price"] for row in prices)),
        "average": number(sum(row["price"] for row in prices) / len(prices)),
    }
    return Folder(home, facts)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(NEWS.html()) as address:
        yield address


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def aios(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AsyncAIOS]:
    async with AsyncAIOS(tmp_path_factory.mktemp("ws"), drivers=[]) as opened:
        yield opened


async def ask(aios: AsyncAIOS, folder: Folder, text: str) -> Any:
    handle = await aios.execute(text, cwd=str(folder.path))
    return await handle.wait(timeout=60)


ANSWERS = [
    ("麻烦帮我看一下sales.csv里总销售额是多少，谢谢！", "total"),
    ("hi, could you tell me the total sales in sales.csv? thanks a lot", "total"),
    ("total sales in the West region, file is sales.csv", "west"),
    ("sales.csv 哪个区域卖的最差", "worst"),
    ("which region sold best? ./sales.csv pls", "best"),
    ("sales.csv中units大于20的有多少条？", "many"),
    ("How many rows of sales.csv have units > 20", "many"),
    ("统计“My Data/一季度 订单.csv”的总金额", "orders"),
    ("订单.csv 里哪个城市的金额最高？", "city"),
    ("b.json 的 price 最大值", "dearest"),
    ("avg price b.json", "average"),
]


@pytest.mark.parametrize(("text", "fact"), ANSWERS)
async def test_questions_about_files(aios: AsyncAIOS, folder: Folder, text: str, fact: str) -> None:
    result = await ask(aios, folder, text)
    assert folder.facts[fact] in result.answer.replace(",", "")
    assert result.code


SAID = [
    ("check cpu and memory", ("CPU", "Memory")),
    ("帮我看看CPU和内存情况，顺便看下磁盘", ("CPU", "内存", "剩余")),
    ("is anything listening on port 9999?", ("9999",)),
    ("broken.py 运行报错了，帮我看下原因", ("KeyError",)),
    ("看看utils.py有没有安全问题", ("eval",)),
    ("根据会议纪要.md，项目什么时候上线？", ("八月十五",)),
    ("review utils.py and then debug broken.py", ("eval", "KeyError")),
]


@pytest.mark.parametrize(("text", "words"), SAID)
async def test_other_questions(
    aios: AsyncAIOS, folder: Folder, text: str, words: tuple[str, ...]
) -> None:
    answer = (await ask(aios, folder, text)).answer
    assert [word for word in words if word not in answer] == []


async def test_several_questions_are_several_answers(aios: AsyncAIOS, folder: Folder) -> None:
    text = "1. 统计 sales.csv 总销售额\n2. 统计 订单.csv 总金额\n3. 检查磁盘"
    first, _, rest = (await ask(aios, folder, text)).answer.partition("\n2. ")
    second, _, third = rest.partition("\n3. ")
    assert folder.facts["total"] in first.replace(",", "")
    assert folder.facts["orders"] in second.replace(",", "")
    assert "%" in third


async def test_a_question_and_a_plot_then_something_else(aios: AsyncAIOS, folder: Folder) -> None:
    text = "analyse sales.csv by month and plot it, then tell me how much disk is left"
    result = await ask(aios, folder, text)
    assert [a.name.rpartition(".")[2] for a in result.artifacts] == ["png"]
    assert "free" in result.answer


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("帮我爬一下 {}/news 前五条，要标题和分数", 5),
        ("please grab the top 7 headlines from {}/news", 7),
        ("{}/news 上面有哪些新闻？给我看前3条就行", 3),
    ],
)
async def test_pages(aios: AsyncAIOS, folder: Folder, site: str, text: str, many: int) -> None:
    result = await ask(aios, folder, text.format(site))
    assert [item["title"] for item in result.data["items"]] == NEWS.titles[:many]


@pytest.mark.parametrize(
    "text",
    [
        "抓取 {}/news 的前10条新闻的标题和分数，保存成 CSV，然后画图",
        "scrape the top 10 titles and points from {}/news, save as csv and then plot it",
    ],
)
async def test_titles_are_plotted_against_their_scores(
    aios: AsyncAIOS, folder: Folder, site: str, text: str
) -> None:
    result = await ask(aios, folder, text.format(site))
    assert {"csv", "png"} <= {a.name.rpartition(".")[2] for a in result.artifacts}
    drawn = next(d for d in result.data if "interpretation" in d)
    wanted = dict(zip(NEWS.titles[:10], NEWS.scores[:10], strict=True))
    assert {row[0]: row[1] for row in drawn["rows"]} == wanted


async def test_only_what_is_wanted_is_drawn(aios: AsyncAIOS, folder: Folder, site: str) -> None:
    text = f"scrape {site}/news, keep the ones with score above 300, chart them"
    result = await ask(aios, folder, text)
    drawn = next(d for d in result.data if "interpretation" in d)
    assert sorted(row[1] for row in drawn["rows"]) == sorted(s for s in NEWS.scores if s > 300)


@pytest.mark.parametrize(
    ("text", "done", "undone"),
    [
        ("监控系统并写一首诗", "CPU", "写一首诗"),
        ("total sales in sales.csv and write a poem about it", "sales", "write a poem"),
        ("统计 sales.csv 的总销售额，然后发邮件给老板", "sales", "发邮件给老板"),
        ("check cpu and order me a pizza", "CPU", "order me a pizza"),
    ],
)
async def test_what_could_not_be_done_is_said(
    aios: AsyncAIOS, folder: Folder, text: str, done: str, undone: str
) -> None:
    with pytest.raises(NoModel) as caught:
        await ask(aios, folder, text)
    first, _, second = caught.value.partial.answer.partition("\n2. ")
    assert done in first
    assert undone in second
    assert undone in caught.value.message
    assert "ollama" in caught.value.hint


REFUSED = [
    ("画一张图", "file_needed"),
    ("plot it", "file_needed"),
    ("分析一下数据", "file_needed"),
    ("sale.csv 的总销售额", "file_missing"),
    ("C:\\Users\\bob\\sales.csv 的总销售额", "file_missing"),
    ("分析 logs 的平均值", "not_a_file"),
    ("analyze empty.csv", "file_empty"),
    ("sales.csv 里平均温度", "column_unknown"),
    ("抓取网页前10条标题", "url_needed"),
    ("删除当前目录下所有文件", "changes_not_granted"),
    ("kill process 1234", "kill_refused"),
    ("重启 nginx", "no_model"),
    ("把sales.csv发给我的同事", "no_model"),
    ("draw me a picture of a cat", "no_model"),
    ("用 Java 写一个 LRU 缓存", "no_model"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
async def test_refusals(aios: AsyncAIOS, folder: Folder, text: str, code: str) -> None:
    with pytest.raises(AiosError) as caught:
        await ask(aios, folder, text)
    assert caught.value.code == code
    assert caught.value.hint

"""Questions about tables made by chance, asked of the whole system, against plain computations."""

import asyncio
import csv
import json
import os
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import pytest

from aios.contracts.errors import AiosError
from aios.contracts.task import Result
from aios.system import AsyncAIOS

pytestmark = [pytest.mark.machine, pytest.mark.image]
SEED = int(os.environ.get("AIOS_TEST_SEED", "20260322"))
Row = dict[str, Any]
Check = Callable[[Result], bool]


class Question(NamedTuple):
    """A question about a file, and what a right answer is."""

    file: str
    text: str
    right: Check


def rows_of(result: Result) -> list[list[Any]]:
    rows: list[list[Any]] = result.data["rows"]
    return rows


def number(expected: float) -> Check:
    """The result is this number, and the answer says it."""
    written = {f"{expected:.2f}", f"{expected:.2f}".rstrip("0").rstrip("."), f"{expected:.0f}"}

    def right(result: Result) -> bool:
        [[value]] = rows_of(result)
        said = any(text in result.answer.replace(",", "") for text in written)
        return bool(value == pytest.approx(expected)) and said

    return right


def table(expected: dict[Any, float], column: int = 1) -> Check:
    """The first column of the result to another is this mapping."""

    def right(result: Result) -> bool:
        told = {str(row[0]): row[column] for row in rows_of(result)}
        return bool(told == pytest.approx({str(key): v for key, v in expected.items()}))

    return right


def winner(totals: dict[str, float], way: Callable[[Iterable[float]], float] = max) -> Check:
    """The answer begins with those who have the most (or least), all of them where they tie."""
    best = [name for name, total in totals.items() if total == way(totals.values())]
    return lambda result: all(name in "".join(result.answer.splitlines()[:2]) for name in best)


def chart(kind: str, *, then: Check = lambda _: True) -> Check:
    """A PNG of this kind was drawn."""

    def right(result: Result) -> bool:
        [picture] = [a for a in result.artifacts if a.name.endswith(".png")]
        drawn = Path(picture.path).read_bytes().startswith(b"\x89PNG\r\n")
        return drawn and result.data["interpretation"]["chart"] == kind and then(result)

    return right


def grouped(
    rows: list[Row],
    key: str | Callable[[Row], str],
    value: str = "",
    how: Callable[[list[float]], float] = sum,
) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for row in rows:
        name = key(row) if callable(key) else str(row[key])
        found.setdefault(name, []).append(row[value] if value else 1)
    return {name: how(values) for name, values in found.items()}


def total(rows: list[Row], column: str, fits: Callable[[Row], bool] = lambda _: True) -> float:
    return sum(float(row[column]) for row in rows if fits(row))


def write(path: Path, rows: list[Row], encoding: str = "utf-8", delimiter: str = ",") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def about_sales(folder: Path, chance: random.Random) -> list[Question]:
    rows: list[Row] = [
        {
            "date": f"2025-{chance.randint(1, 6):02}-{chance.randint(1, 28):02}",
            "region": chance.choice(["West", "East", "North"]),
            "product": chance.choice(["Apple", "Mango", "Cherry"]),
            "units": chance.randint(1, 50),
            "sales": chance.randint(100, 99_999) / 100,
        }
        for _ in range(120)
    ]
    write(folder / "sales.csv", rows)
    tops = sorted((row["sales"] for row in rows), reverse=True)[:10]
    by_region = grouped(rows, "region", "sales")
    monthly = grouped(rows, lambda row: row["date"][:7], "sales")
    asked = {
        "what's the total sales in {}": number(total(rows, "sales")),
        "avg units per order in {}?": number(fmean(row["units"] for row in rows)),
        "which region sold the most? {}": winner(by_region),
        "average sales per region in {}": table(grouped(rows, "region", "sales", fmean)),
        "total sales in the West region {}": number(by_region["West"]),
        "how many orders have units greater than 20 in {}": number(
            sum(row["units"] > 20 for row in rows)
        ),
        "sum of units where region is not East in {}": number(
            total(rows, "units", lambda row: row["region"] != "East")
        ),
        "monthly sales in {}": table(monthly),
        "what percent of sales comes from each region in {}": table(
            {k: v * 100 / sum(by_region.values()) for k, v in by_region.items()}, 2
        ),
        "sum of sales of the top 10 orders in {}": number(sum(tops)),
        "plot sales by region from {}": chart("bar", then=table(by_region)),
        "plot it: {}": chart("line"),
        "{} 画个柱状图": chart("bar", then=table(by_region)),
    }
    return [Question("sales.csv", text, right) for text, right in asked.items()]


def about_orders(folder: Path, chance: random.Random) -> list[Question]:
    rows: list[Row] = [
        {
            "订单编号": f"{place:06}",
            "下单日期": f"2024年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
            "城市": chance.choice(["北京", "上海", "广州"]),
            "商品": chance.choice(["键盘", "耳机", "显示器"]),
            "数量(件)": chance.randint(1, 9),
            "销售额（元）": chance.randint(1, 9999),
            "状态": chance.choice(["已完成", "已取消"]),
        }
        for place in range(90)
    ]
    write(folder / "订单.csv", rows, "gbk", ";")
    money = "销售额（元）"
    tops = sorted((row[money] for row in rows), reverse=True)[:10]
    cancelled = sum(row["状态"] == "已取消" for row in rows)
    asked = {
        "{} 总销售额是多少": number(total(rows, money)),
        "一共卖了多少件？{}": number(total(rows, "数量(件)")),
        "哪个城市卖得最好 {}": winner(grouped(rows, "城市", money)),
        "每个城市有多少订单 {}": table(grouped(rows, "城市")),
        "{} 已完成订单的销售总额": number(total(rows, money, lambda row: row["状态"] == "已完成")),
        "除了上海，其他城市的总销售额 {}": number(
            total(rows, money, lambda row: row["城市"] != "上海")
        ),
        "取消率是多少 {}": number(cancelled * 100 / len(rows)),
        "前10个订单的销售额总和 {}": number(sum(tops)),
        "画各商品销售额的饼图 {}": chart("pie", then=table(grouped(rows, "商品", money))),
        "销售额随时间变化的折线图 {}": chart("line"),
    }
    return [Question("订单.csv", text, right) for text, right in asked.items()]


def about_marks(folder: Path, chance: random.Random) -> list[Question]:
    subjects = ("语文", "数学", "英语")
    rows: list[Row] = [
        {
            "姓名": f"{chance.choice('赵钱孙李')}{chance.choice('明红强丽')}{place}",
            "班级": chance.choice(["一班", "二班"]),
            **{subject: chance.randint(40, 100) for subject in subjects},
        }
        for place in range(45)
    ]
    write(folder / "成绩.csv", rows, "utf-8-sig")
    totals = {row["姓名"]: float(sum(row[s] for s in subjects)) for row in rows}
    means = [fmean(row[subject] for row in rows) for subject in subjects]
    passed = sum(row["数学"] >= 60 for row in rows)
    asked = {
        "{} 各科平均分": lambda result: rows_of(result)[0] == pytest.approx(means),
        "总分最高的是谁 {}": winner(totals),
        "每个班的数学平均分 {}": table(grouped(rows, "班级", "数学", fmean)),
        "哪个班数学最好 {}": winner(grouped(rows, "班级", "数学", fmean)),
        "英语及格的有多少人 {}": number(sum(row["英语"] >= 60 for row in rows)),
        "数学及格率 {}": number(passed * 100 / len(rows)),
        "语文和数学的散点图 {}": chart("scatter"),
        "数学成绩分布图 {}": chart("histogram"),
    }
    return [Question("成绩.csv", text, right) for text, right in asked.items()]


def about_passengers(folder: Path, chance: random.Random) -> list[Question]:
    rows: list[Row] = [
        {
            "Survived": chance.randint(0, 1),
            "Sex": chance.choice(["male", "female"]),
            "Fare": chance.randint(500, 30_000) / 100,
            "Age": chance.choice(["", chance.randint(1, 80)]),
        }
        for _ in range(150)
    ]
    (folder / "passengers.json").write_text(json.dumps({"data": rows}), encoding="utf-8")
    percent = {k: v * 100 for k, v in grouped(rows, "Sex", "Survived", fmean).items()}
    ages = [row["Age"] for row in rows if row["Age"] != ""]
    asked = {
        "survival rate by sex {}": table(percent),
        "how many passengers survived {}": number(total(rows, "Survived")),
        "how many women were there {}": number(sum(row["Sex"] == "female" for row in rows)),
        "average age of the passengers {}": number(fmean(ages)),
        "{} 年龄缺失多少": number(len(rows) - len(ages)),
    }
    return [Question("passengers.json", text, right) for text, right in asked.items()]


def about_requests(folder: Path, chance: random.Random) -> list[Question]:
    rows: list[Row] = [
        {
            "time": f"2025-05-{chance.randint(1, 9):02} {chance.randint(0, 23):02}:15:00",
            "url": chance.choice(["/login", "/api/items", "/api/orders"]),
            "status": chance.choice([200, 200, 404, 500, 503]),
            "response_time_ms": chance.randint(1, 900),
        }
        for _ in range(200)
    ]
    (folder / "access.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    asked = {
        "状态码为500的请求有多少 {}": number(sum(row["status"] == 500 for row in rows)),
        "有几次5xx错误 {}": number(sum(row["status"] >= 500 for row in rows)),
        "slowest url on average in {}": winner(grouped(rows, "url", "response_time_ms", fmean)),
        "requests per day {}": table(grouped(rows, lambda row: row["time"][:10])),
    }
    return [Question("access.jsonl", text, right) for text, right in asked.items()]


async def put(aios: AsyncAIOS, folder: Path, question: Question) -> str:
    """What is wrong with the answer; nothing where it is right."""
    task = question.text.format(folder / question.file)
    try:
        result = await (await aios.execute(task)).wait(timeout=100)
        return "" if question.right(result) else f"{task}: {result.answer}"
    except (AiosError, ValueError) as error:
        return f"{task}: {error}"


async def test_forty_questions(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    makers = (about_sales, about_orders, about_marks, about_passengers, about_requests)
    questions = [question for maker in makers for question in maker(tmp_path, chance)]
    assert len(questions) == 40
    async with AsyncAIOS(tmp_path / "ws", planner="builtin", drivers=[]) as aios:
        wrong = await asyncio.gather(*(put(aios, tmp_path, question) for question in questions))
    assert not list(filter(None, wrong))

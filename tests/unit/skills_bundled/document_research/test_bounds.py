"""Which documents, rows or items lie beyond a bound: of money, time, share or date."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]
OFFERS = {
    "north": ("2 years", "$1,200"),
    "south": ("18 months", "$950"),
    "west": ("5 years", "$2k"),
}
BIDS = {"甲": ("98万元", 90), "乙": ("131万元", 140), "丙": ("126.5万元", 96)}
PEOPLE = {"张伟": (6, "1.8万元"), "李娜": (3, "9000元"), "王强": (10, "2.5万元")}
ENDS = {"acme": "2026-06-30", "globex": "2027-04-15", "initech": "2028-01-31"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        f"offers/{name}.md": f"We deliver within 30 days. The price is {price}. "
        f"The warranty is {warranty}.\n"
        for name, (warranty, price) in OFFERS.items()
    }
    for name, (price, days) in BIDS.items():
        texts[f"bids/{name}.md"] = f"# {name}公司\n\n报价：{price}\n\n工期：{days}天\n"
    for name, (years, pay) in PEOPLE.items():
        texts[f"people/{name}.txt"] = f"姓名：{name}\n工作年限：{years}年\n期望薪资：{pay}\n"
    for name, end in ENDS.items():
        texts[f"contracts/{name}.txt"] = f"It starts on 2025-01-01 and ends on {end}.\nFee: 90.\n"
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("question", "language", "where", "within"),
    [
        ("报价超过120万的有谁", "zh", "bids", "乙 丙"),
        ("报价不到一百万的有谁", "zh", "bids", "甲"),
        ("期望薪资超过一万五的有谁", "zh", "people", "张伟 王强"),
        ("报价在95到130万之间的有哪些", "zh", "bids", "甲 丙"),
        ("哪家公司的工期少于100天", "zh", "bids", "甲 丙"),
        ("工作年限5年以上的有谁", "zh", "people", "张伟 王强"),
        ("期望薪资不超过两万的有几个", "zh", "people", "张伟 李娜"),
        ("which give a warranty of more than 24 months", "en", "offers", "west"),
        ("who offers at least two years of warranty", "en", "offers", "north west"),
        ("which cost less than $1000", "en", "offers", "south"),
        ("which cost less than one thousand dollars", "en", "offers", "south"),
        ("which price is over 1000", "en", "offers", "north west"),
        ("which end before 2027", "en", "contracts", "acme"),
        ("which contracts end in 2027?", "en", "contracts", "globex"),
        ("how many end after April 15, 2027", "en", "contracts", "initech"),
        ("哪些合同 2027 年到期", "zh", "contracts", "globex"),
        ("2027年4月之前结束的有哪些", "zh", "contracts", "acme"),
        ("2026年底之前结束的有哪些", "zh", "contracts", "acme"),
        ("which end before the end of 2027", "en", "contracts", "acme globex"),
        ("which of them start before 2025", "en", "contracts", ""),
    ],
)
def test_a_bound_narrows(
    question: str, language: str, where: str, within: str, research: Run, folder: Path
) -> None:
    result = research("search_folder", question, language, folders=[str(folder / where)])
    told = {Path(one["source"]).stem for one in result["data"]["within"]}
    assert told == set(within.split())
    beyond = {Path(one["source"]).stem for one in result["data"]["beyond"]}
    assert not told & beyond and len(told) + len(beyond) == 3


def test_this_year(research: Run, tmp_path: Path) -> None:
    year = datetime.now(UTC).year
    for n in (year - 1, year, year + 1):
        (tmp_path / f"c{n}.txt").write_text(f"合同有效期至{n}年6月30日。\n", "utf-8")
    result = research("search_folder", "今年有效期到期的有哪些", folders=[str(tmp_path)])
    assert [one["source"] for one in result["data"]["within"]] == [f"c{year}.txt"]


@pytest.mark.parametrize(
    ("question", "clients"),
    [
        ("which are over $1000", "Acme Gamma"),
        ("which are due before 2026-12-15", "Acme Gamma"),
        ("list those with an amount below 1000", "Beta"),
    ],
)
def test_of_a_table_the_column_is_what_counts(
    question: str, clients: str, research: Run, tmp_path: Path
) -> None:
    rows = (
        "| Acme | 4,500 | 2026-12-01 |\n"
        "| Beta | 520 | 2027-01-15 |\n"
        "| Gamma | 12000 | 2026-11-20 |\n"
    )
    file = tmp_path / "invoices.md"
    file.write_text(f"# Open\n\n| Client | Amount (USD) | Due |\n|---|---|---|\n{rows}")
    result = research("search_files", question, "en", files=[str(file)])
    told = [one["text"].split(" | ")[0] for one in result["data"]["within"]]
    assert told == clients.split()


@pytest.mark.parametrize(
    "question",
    ["what happens if we are late by more than 30 days", "what is the price", "find the warranty"],
)
def test_what_asks_for_none_is_answered_as_before(
    question: str, research: Run, folder: Path
) -> None:
    result = research("search_folder", question, "en", folders=[str(folder / "offers")])
    assert result["data"]["passages"]

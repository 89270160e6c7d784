"""Questions of many kinds: both languages, who mentions it, all dates, two sources, one before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("what is the warranty", "保修期为18个月。"),
        ("保修多久", "The warranty lasts 18 months."),
        ("谁负责采购", "Ada is in charge of purchasing."),
        ("who is responsible for procurement", "采购由王芳负责。"),
    ],
)
def test_a_question_in_one_language_over_documents_in_the_other(
    question: str, fact: str, research: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"# Notes\n\nIt rained.\n\n{fact}\n\n下雨了。\n", "utf-8")
    result = research("search_folder", question, folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["quote"] == fact


def test_words_unknown_in_the_other_language_are_said_so(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 天气\n\n今天下雨。\n", "utf-8")
    error = research("search_folder", "what about zeppelins", "en", folders=[str(tmp_path)])[
        "error"
    ]
    assert error["code"] == "nothing_found"
    assert "zeppelins" in error["message"]
    assert "another language" in error["hint"]
    assert "天气" in error["hint"]


def test_a_poor_match_is_not_sold_as_an_answer(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The fence has a blue gate.\n\nRain fell.\n")
    result = research(
        "search_folder", "which zeppelin hangar has a gate", "en", folders=[str(tmp_path)]
    )
    assert result["answer"].startswith("No passage answers this")
    assert "“zeppelin”, “hangar”" in result["answer"]


def test_the_document_the_question_names_comes_first(research: Run, tmp_path: Path) -> None:
    for name in ("contract", "letter"):
        (tmp_path / f"{name}.md").write_text(f"# Title\n\nThe {name}'s fee is low.\n")
    result = research("search_folder", "the fee in the letter", "en", folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["source"] == "letter.md"


def test_a_definition_comes_before_other_uses(research: Run, tmp_path: Path) -> None:
    (tmp_path / "t.md").write_text("Uptime matters.\n\nUptime means the share of time it runs.\n")
    files = [str(tmp_path / "t.md")]
    result = research("search_files", "how is uptime defined", "en", files=files)
    assert result["data"]["passages"][0]["line"] == 3


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("which documents mention Ada Quill?", "en"),
        ("list the documents that mention Ada Quill, with counts", "en"),
        ("in which documents does Ada Quill appear", "en"),
        ("哪些文档提到了 Ada Quill，各几次", "zh"),
        ("Ada Quill 在哪些文档里出现过", "zh"),
        ("哪个文件提到“Ada Quill”", "zh"),
    ],
)
def test_who_mentions_it(question: str, language: str, research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Ada Quill came.\n\nAda\nQuill sang; ada quill left.\n")
    (tmp_path / "b.py").write_text("# by Ada Quill\n")
    (tmp_path / "c.md").write_text("Ada came. Quill sang.\n")
    result = research("which_mention", question, language, folders=[str(tmp_path)])
    told = {m["source"]: m["count"] for m in result["data"]["mentions"]}
    assert told == {"a.md": 3, "b.py": 1}
    assert result["data"]["terms"] == ["Ada Quill"]


def test_no_mention_in_these_words_shows_what_is_near(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("客户可以退款。\n", "utf-8")
    result = research(
        "which_mention", "which documents mention refund", "en", folders=[str(tmp_path)]
    )
    assert "客户可以退款" in result["answer"]
    assert "in these words" in result["answer"]


TEXT = """# Plan

Pay $1,200 by 3 May 2027, write to ada@example.org or call 13812345678.

## 待办

- [ ] Ben calls the bank
- [x] done long ago
- 王芳周五前提交方案

会议定于2026年3月2日，占比 12.5%，费用 3 万元，见 https://example.org/a?b=1 。
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("list all dates", ["3 May 2027", "2026年3月2日"]),
        ("列出所有金额", ["$1,200", "3 万元"]),
        ("extract the e-mail addresses", ["ada@example.org"]),
        ("有哪些电话号码", ["13812345678"]),
        ("list all links", ["https://example.org/a?b=1"]),
        ("提取百分比", ["12.5%"]),
        ("list the action items", ["Ben calls the bank", "王芳周五前提交方案"]),
        ("待办事项有哪些", ["Ben calls the bank", "王芳周五前提交方案"]),
    ],
)
def test_what_is_listed(question: str, values: list[str], research: Run, tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(TEXT, "utf-8")
    result = research("list_in_documents", question, "en", files=[str(tmp_path / "p.md")])
    assert [found["value"] for found in result["data"]["found"]] == values
    assert "p.md:" in result["answer"]


def test_of_many_values_those_in_a_sentence_with_the_matter(research: Run, tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("Boss: a@x.org\n\nLawyer: b@x.org\n")
    files = [str(tmp_path / "p.md")]
    result = research("list_in_documents", "the email of the lawyer", "en", files=files)
    assert "In a sentence with “lawyer”: b@x.org" in result["answer"]


def test_two_sources_agree_differ_or_are_silent(research: Run, tmp_path: Path) -> None:
    for name, fee in (("a", "The fee is 1,200 euros."), ("b", "Fee: 1200 euros"), ("c", "Rain.")):
        (tmp_path / f"{name}.md").write_text(f"{fee}\n")

    def asked(names: str) -> str:
        files = [str(tmp_path / f"{name}.md") for name in names]
        answer = research("compare_sources", "compare the fees", "en", files=files)["answer"]
        assert isinstance(answer, str)
        return answer

    assert "They give the same numbers: 1200" in asked("ab")
    assert "Silent on this: c.md" in asked("abc")
    (tmp_path / "b.md").write_text("The fee is 1300 euros.\n")
    assert "They differ in numbers: a.md: 1200; b.md: 1300" in asked("ab")


def test_sources_compared_as_a_whole(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Lunch is free.\n\nWe get 20 days of leave.\n\nOld thing.\n")
    (tmp_path / "b.md").write_text("Lunch is free.\n\nWe get 25 days of leave.\n")
    files = [str(tmp_path / "a.md"), str(tmp_path / "b.md")]
    result = research("compare_sources", "compare a.md and b.md", "en", files=files)
    changed = [{"first": "We get 20 days of leave.", "second": "We get 25 days of leave."}]
    assert result["data"]["changed"] == changed
    assert "1 sentences the same, 1 changed, 1 only in the first" in result["answer"]


def test_a_follow_up_takes_its_matter_from_before(research: Run, tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("Rain.\n\nThe warranty lasts 9 months.\n")
    before = ["what does old.md say about the warranty?"]
    files = [str(tmp_path / "n.md")]
    result = research("search_files", "and in n.md?", "en", files=files, before=before)
    assert result["data"]["passages"][0]["line"] == 3


def test_a_report_has_the_quotes_and_their_places(research: Run, tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("Rain.\n\nThe fee is 7 euros.\n")
    asked = {"files": [str(tmp_path / "n.md")], "output": "fees.md"}
    result = research("search_files", "the fee, save it as fees.md", "en", **asked)
    report = (tmp_path / ".out" / "fees.md").read_text("utf-8")
    assert "The fee is 7 euros." in report
    assert "n.md:3" in report
    assert "fees.md" in result["answer"]


def test_folders_named_in_one_breath(research: Run, tmp_path: Path) -> None:
    for name, text in (("one", "Rain."), ("two", "The fee is 7 euros.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.md").write_text(text)
    folders = [str(tmp_path / "one"), str(tmp_path)]
    result = research("search_folder", "根据 one 和 two 里的资料，fee 是多少", folders=folders)
    assert result["data"]["passages"][0]["source"] == "two/n.md"


def test_the_source_with_the_number_asked_for_is_named(research: Run, tmp_path: Path) -> None:
    for name, title, text in (
        ("x.md", "Northwind", "The warranty lasts 9 months."),
        ("y.md", "Contoso", "We give a warranty of 24 months."),
    ):
        (tmp_path / name).write_text(f"# {title}\n\n{text}\n")
    files = [str(tmp_path / "x.md"), str(tmp_path / "y.md")]

    def asked(text: str, language: str) -> str:
        answer = research("compare_sources", text, language, files=files)["answer"]
        assert isinstance(answer, str)
        return answer

    longest = asked("compare the warranty of x.md and y.md, which is the longest?", "en")
    assert "As asked: y.md (Contoso), with 24 months (the longest)" in longest
    assert "x.md (Northwind)" in longest
    assert "x.md (Northwind), 9" in asked("which warranty is the shortest?", "zh").replace(
        "，", ", "
    )
    assert asked("which of them has a longer warranty?", "en").count("with 24 months") == 1
    assert "As asked" not in asked("compare the warranty of x.md and y.md", "en")


def test_quick_means_few_days_of_the_unit_asked_for(research: Run, tmp_path: Path) -> None:
    for name, days in (("甲", 15), ("乙", 10), ("丙", 12)):
        text = f"{name}公司报价单\n\n交货期为 {days} 天，报价 3 万元。\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in "甲乙丙"]
    result = research("compare_sources", "比较交货期，各是多少天，哪家最快", "zh", files=files)
    assert "所问的最值：乙.txt (乙公司报价单)，10 天（最快）" in result["answer"]


PEOPLE = ["Amy Chen", "Bob Lee", "王芳", "李明"]
MINUTES = """# Weekly meeting 2026-11-20

Attendees: Amy Chen, Bob Lee

We decided to launch on 2026-12-05. The flowers were nice. 王芳负责采购，联系人：李明。

- Bob: order the servers by Friday
"""


@pytest.mark.parametrize(
    ("action", "question", "language", "values"),
    [
        ("compare_sources", "list all the dates in m.md", "en", ["2026-11-20", "2026-12-05"]),
        ("which_mention", "m.md 里提到了哪些日期", "zh", ["2026-11-20", "2026-12-05"]),
        (
            "search_files",
            "who are the people in m.md",
            "en",
            ["Amy Chen", "Bob Lee", "王芳", "李明"],
        ),
        ("search_files", "m.md 里有哪些人名", "zh", PEOPLE),
    ],
)
def test_all_of_a_kind_is_listed_whoever_is_asked(
    action: str, question: str, language: str, values: list[str], research: Run, tmp_path: Path
) -> None:
    (tmp_path / "m.md").write_text(MINUTES, "utf-8")
    result = research(action, question, language, files=[str(tmp_path / "m.md")])
    assert [one["value"] for one in result["data"]["found"]] == values


@pytest.mark.parametrize(
    ("question", "language"), [("summarise m.md in 2 points", "en"), ("用两句话总结 m.md", "zh")]
)
def test_a_summary_of_so_many_points_has_them_and_no_more(
    question: str, language: str, research: Run, tmp_path: Path
) -> None:
    (tmp_path / "m.md").write_text(
        "# Year\n\n## Sales\n\nSales grew by 12% to $4 million this year. The office has plants. "
        "The weather stayed dull.\n\n## Plans\n\nThe board decided to open a shop in Porto in May. "
        "Lunch was good.\n"
    )
    result = research("outline", question, language, files=[str(tmp_path / "m.md")], count=2)
    points = [line for line in result["answer"].splitlines() if line.startswith("- ")]
    assert len(points) == 2 and "4 million" in points[0] and "Porto" in points[1]
    assert "Plans" not in result["answer"]


@pytest.mark.parametrize(
    ("text", "language"), [("which bid is cheapest?", "en"), ("哪家的价格最低？", "zh")]
)
def test_an_amount_of_money_is_a_price(
    research: Run, tmp_path: Path, text: str, language: str
) -> None:
    (tmp_path / "ash.txt").write_text("Ash & Sons\nPrice: 8,200 EUR\nWarranty: 24 months\n")
    (tmp_path / "birch.txt").write_text("Birch Ltd\nWe build it for 7,650 EUR.\nDone in 30 days.\n")
    found = research("compare_sources", text, language, folders=[str(tmp_path)])
    assert "7,650" in found["answer"]
    assert "birch.txt" in found["answer"].splitlines()[-3]


def test_a_quote_reaches_back_for_what_else_is_asked(research: Run, tmp_path: Path) -> None:
    (tmp_path / "ash.txt").write_text("It costs 8,200 EUR. Sent by ship. The warranty is a year.\n")
    text = "what do they say of price, ship and warranty"
    found = research("search_folder", text, "en", folders=[str(tmp_path)])
    assert "8,200" in found["answer"] and "warranty is a year" in found["answer"]


@pytest.mark.parametrize(
    ("text", "language", "fact"),
    [
        ("notes.md is the handbook of our club. How long is the notice?", "en", "six weeks"),
        ("notes.md 是我们俱乐部的章程，我想知道会费多少", "zh", "会费 30"),
        ("会费要交多少？写在 notes.md 里", "zh", "会费 30"),
        ("when does the contract start? It's notes.md", "en", "from 1 May"),
        ("on which days may we deploy? see notes.md", "en", "Tuesdays"),
        ("哪一段说到糖", "zh", "糖 5 克"),
    ],
)
def test_what_only_frames_a_question_is_not_sought(
    research: Run, tmp_path: Path, text: str, language: str, fact: str
) -> None:
    (tmp_path / "notes.md").write_text(
        "The handbook of the club.\n\nMembers give notice six weeks ahead.\n\n会费 30 元。\n\n"
        "Ada hosts it from 1 May.\n\n## Deploying\n\nOnly on Tuesdays.\n\n盐 3 克，糖 5 克。\n"
    )
    found = research("search_files", text, language, files=[str(tmp_path / "notes.md")])
    assert fact in found["data"]["passages"][0]["text"]
    assert "No passage answers" not in found["answer"] and "没有找到直接" not in found["answer"]


def test_who_is_asked_for_is_no_list(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("I want my money back, 59 EUR.\nRosa\n")
    (tmp_path / "b.txt").write_text("We paid 12 EUR and are glad.\nOtto\n")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    found = research("list_in_documents", "who wants money back?", "en", files=files)
    assert found["data"]["passages"][0]["source"] == "a.txt"


def test_the_sources_are_weighed_by_how_long_they_take(research: Run, tmp_path: Path) -> None:
    (tmp_path / "鱼.md").write_text("# 鱼\n\n鱼 600 克。\n水开后蒸 8 分钟。\n")
    (tmp_path / "肉.md").write_text("# 肉\n\n肉 500 克。\n小火炖 90 分钟。\n")
    found = research("search_folder", "哪道菜耗时最长", folders=[str(tmp_path)])
    assert "最值：肉.md" in found["answer"]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("帮我找找，房东是谁，水费怎么算", ["出租方：沈立", "水费按表计算。"]),
        (
            "who is the landlord, and when is the chimney swept",
            ["Lessor: Ina Bolt.", "The chimney is swept in May."],
        ),
    ],
)
def test_each_of_two_questions_in_one_is_answered(
    question: str, facts: list[str], research: Run, tmp_path: Path
) -> None:
    body = "\n\n".join(["# Flat", "Cats are fine.", *facts, "The cellar is damp.", "地下室潮湿。"])
    (tmp_path / "a.md").write_text(f"{body}\n", "utf-8")
    answer = research("search_folder", question, folders=[str(tmp_path)])["answer"]
    assert all(fact in answer for fact in facts)


def test_the_cheapest_is_told_beside_another_question(research: Run, tmp_path: Path) -> None:
    for name, price, days in (("ash", 900, 12), ("birch", 700, 20), ("cedar", 810, 9)):
        text = f"# {name}\n\nTotal price: £{price}. Painting takes {days} days.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    asked = "Who is the cheapest, and how long does the painting take?"
    answer = research("compare_sources", asked, "en", folders=[str(tmp_path)])["answer"]
    assert "As asked: birch.md" in answer and "700 (the cheapest)" in answer


def test_what_is_to_do_stands_below_its_heading(research: Run, tmp_path: Path) -> None:
    text = "# Board\n\nIt rained.\n\n## To do\n\n- Ines books the boat by 2025-06-01.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    asked = "list every deadline with who has to do what, as a table"
    answer = research("list_in_documents", asked, "en", folders=[str(tmp_path)])["answer"]
    assert "1 action item" in answer and "table rows" not in answer


def test_who_is_quick_needs_no_superlative(research: Run, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("甲公司\n价格 12800 元。\n交货期 30 天。\n")
    (tmp_path / "乙.txt").write_text("乙公司\n总价 11900 元，交货期 45 天。\n")
    found = research("compare_sources", "哪家交货快？", folders=[str(tmp_path)])
    assert "最值：甲.txt" in found["answer"]


def test_other_forms_of_a_verb_and_the_wish_to_quote_are_no_hindrance(
    research: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("Rain fell.\n\nA receipt must be copied twice.\n")
    question = "what is said about copying a receipt? Quote the sentence"
    result = research("search_folder", question, "en", folders=[str(tmp_path)])
    assert "copied twice" in result["answer"].splitlines()[1]
    assert not result["answer"].startswith("No passage")


def test_when_something_was_decided_is_told_by_the_day_of_its_minutes(
    research: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# 例会\n\n日期：2023年3月9日\n\n决定停用旧锅炉。\n", "utf-8")
    (tmp_path / "b.md").write_text("# 例会\n\n日期：2023年5月2日\n\n讨论了种树。\n", "utf-8")
    result = research("search_folder", "哪天决定停用旧锅炉的？", folders=[str(tmp_path)])
    assert "2023年3月9日" in result["answer"]
    assert "2023年5月2日" not in result["answer"]


@pytest.mark.parametrize(("other", "told"), [("51.3", "数字不同"), ("47.9", "数字一致")])
def test_whether_sources_agree_on_a_year_is_told_without_that_year(
    other: str, told: str, research: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("2021年用电量为47.9万度，同比增长8%。\n", "utf-8")
    (tmp_path / "b.md").write_text(f"2021年的用电量是{other}万度。\n", "utf-8")
    question = "两份材料里 2021 年的用电量各是多少？数字一致吗？"
    result = research("search_folder", question, folders=[str(tmp_path)])
    assert told in result["answer"]
    assert other in result["answer"]


def test_how_many_offer_is_no_matter_of_the_question(research: Run, tmp_path: Path) -> None:
    for name, days in (("甲", 40), ("乙", 25), ("丙", 60)):
        (tmp_path / f"{name}.md").write_text(f"# {name}公司\n\n供货期：{days}天\n", "utf-8")
    question = "对比三家的供货期，哪家最短？"
    result = research("compare_sources", question, folders=[str(tmp_path)])
    assert "25天（最短）" in result["answer"]


def test_what_speaks_of_all_that_is_asked_comes_first(research: Run, tmp_path: Path) -> None:
    cat, dog = "新到的猫隔离54天。", "新到的狗隔离24天，之后才能和其他狗接触，并可以去院子里活动。"
    (tmp_path / "a.md").write_text(f"{cat}\n\n{dog}\n\n请保持安静。\n", "utf-8")
    result = research("search_folder", "狗刚到的时候要隔离几天", folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["quote"] == dog


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which course starts first, and when", "with 12 May"),
        ("do they agree on the day the course starts", "They differ in numbers"),
    ],
)
def test_days_are_held_against_days(
    question: str, told: str, research: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("There are 12 places.\n\nThe course starts on 3 June.\n")
    (tmp_path / "b.md").write_text("There are 20 places.\n\nThe course starts on 12 May.\n")
    assert told in research("compare_sources", question, "en", folders=[str(tmp_path)])["answer"]

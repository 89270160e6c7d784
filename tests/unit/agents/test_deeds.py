"""Clauses that ask for deeds, and clauses that no skill ever speaks of."""

from dataclasses import replace

import pytest

from aios.agents.deeds import deed, is_foreign, names_deed
from aios.contracts.skill import Action, Skill

TABLES = Skill(
    id="tables",
    name="tables",
    description="Questions about tables.",
    keywords=("表格", "chart"),
    actions=(
        Action(
            name="ask",
            description="",
            script="ask.py",
            utterances=("按地区统计销售额，画柱状图", "list the posts of a blog", "sort by price"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("发邮件给老板", "发邮件"),
        ("请帮我把 sales.csv 发给同事", "发给"),
        ("帮我订一张去上海的机票", "订一张"),
        ("翻译成法语", "翻译"),
        ("把空文件夹都删了", "删了"),
        ("照片太多了。帮我把旧的移到 归档", "移到"),
        ("I want to send it to a friend. Can you translate it?", "translate"),
        ("I want to send it to a friend. Could you count the words?", ""),
        ("Downloads 里超过 60 天没动过的文件删掉", "删掉"),
        ("重复的照片全部删除吧。", "删除"),
        ("kill process 1234", "kill"),
        ("Could you please delete all files", "delete"),
        ("order me a pizza", "order"),
        ("post them to twitter", "post"),
    ],
)
def test_a_clause_that_begins_with_a_deed(clause: str, expected: str) -> None:
    assert deed(clause) == expected


@pytest.mark.parametrize(
    "clause",
    [
        "统计发送失败的次数",
        "删除的文件有哪些",
        "哪些文件可以删掉",
        "空文件夹能不能删了",
        "合同里没有被删除",
        "安装步骤在哪个文档里",
        "订单.csv 的总金额",
        "order by date",
        "posts per day in a.csv",
        "how do I delete a file",
        "书的价格",
        "",
    ],
)
def test_a_deed_that_is_only_named(clause: str) -> None:
    assert deed(clause) == ""


def test_a_skill_does_the_deeds_it_names() -> None:
    mailer = replace(TABLES, keywords=("发邮件", "send"))
    assert names_deed(mailer, "发邮件") and names_deed(mailer, "send")
    assert not names_deed(TABLES, "post"), "the posts of a blog are no deed"


@pytest.mark.parametrize("clause", ["写一首诗", "write a poem about it", "发给老板", "sing a song"])
def test_what_the_skill_never_speaks_of_is_foreign(clause: str) -> None:
    assert is_foreign(clause, TABLES)


@pytest.mark.parametrize(
    "clause", ["画柱状图", "sort them by price", "告诉我结果", "show me the answer"]
)
def test_what_it_speaks_of_is_its_own(clause: str) -> None:
    assert not is_foreign(clause, TABLES)


def test_a_file_called_like_a_deed_asks_for_none() -> None:
    assert deed("pay.py is what a colleague wrote") == ""
    assert deed("move-all.sh fails") == ""
    assert deed("move a.txt to old") == "move"

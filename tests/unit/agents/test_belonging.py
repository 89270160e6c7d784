"""Clauses that belong to what was asked before them, and those that ask for something."""

import pytest

from aios.agents.belonging import opens_each, says_how


@pytest.mark.parametrize(
    "clause",
    [
        "Tell me the file and line.",
        "which page says so",
        "and which section is it in?",
        "give me the source",
        "with the page number",
        "where does it say so?",
        "注明出处和行号",
        "并给出来源",
        "在第几页？",
        "哪个文件里写的",
        "在哪个文件的第几行",
        "and in which file and on which line does it say so?",
        "只要前两页",
        "前3页就行",
        "最多 5 条",
        "only the first two pages",
        "at most 10 items.",
        "看看都有啥",
        "and show me what comes up",
        "and how big is it in total?",
        "how much space do they take up",
        "and how much does it take up?",
        "how much is that",
        "一共占多少空间",
        "显示名称，不要编号",
        "please show their names, not the student ids",
        "表头作为字段名",
        "第一行当 key",
        "每行一个对象",
        "一个学生一个对象",
        "每条记录对应一个 JSON 对象",
        "with the column names as keys",
        "use the headers as field names",
        "the keys are the column names",
        "one object per customer",
        "each row should be an object",
        "列名和顺序都保持不变",
        "keep the column names as they are",
        "The originals should stay.",
        "发给会计用",
    ],
)
def test_it_says_how_and_asks_for_nothing_else(clause: str) -> None:
    assert says_how(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "tell me the total of each file",
        "which page has the most links",
        "give me the source code of app.py",
        "show the first 5 lines of notes.txt",
        "列出所有文件",
        "前10条新闻的标题和链接",
        "哪个文件最大",
        "说明这段代码",
        "看看里面有什么",
        "show me what is in a.zip",
        "only the West",
        "how big is a.txt",
        "how much space does node_modules take",
        "用 工号 当键",
        "write a short biography",
        "keyed by id",
        "each customer in a file of its own",
        "每行多少个对象",
        "哪些价格不变",
        "",
    ],
)
def test_what_asks_for_something_is_a_clause_of_its_own(clause: str) -> None:
    assert not says_how(clause)


@pytest.mark.parametrize(
    ("clause", "each"),
    [
        ("open each one", True),
        ("visit every link", True),
        ("click into each of the items", True),
        ("逐个点进去看", True),
        ("点开每一个详情页", True),
        ("give me the full text of each", True),
        ("每篇的正文也抓下来", True),
        ("open a.csv", False),
        ("read all the notes in docs/ and sum them up", False),
        ("点赞最多的是哪个", False),
    ],
)
def test_each_item_of_a_list_is_to_be_opened(clause: str, each: bool) -> None:
    assert opens_each(clause) is each

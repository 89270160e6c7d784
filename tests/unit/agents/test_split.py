"""Where a task falls into pieces, and where it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.agents.split import Wish, join, only_opens, split, wish


def texts(text: str) -> list[str]:
    return [piece.text for piece in split(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "抓取 http://a.com/ 的标题，保存成 CSV，然后画图",
            ["抓取 http://a.com/ 的标题", "保存成 CSV", "画图"],
        ),
        (
            "scrape the top 5 titles of a.com, save them as out.csv and then plot a bar chart",
            ["scrape the top 5 titles of a.com", "save them as out.csv", "plot a bar chart"],
        ),
        ("1. 检查 CPU 2. 检查内存", ["检查 CPU", "检查内存"]),
        ("请完成：\n1. 检查CPU\n2. 检查内存", ["请完成", "检查CPU", "检查内存"]),
        ("先抓取页面再保存到 x.json，最后总结", ["抓取页面", "保存到 x.json", "总结"]),
        ("抓取页面，接着画图", ["抓取页面", "画图"]),
        ("Convert data.json to csv. Then plot price", ["Convert data.json to csv", "plot price"]),
        ("fetch the page; afterwards count the links", ["fetch the page", "count the links"]),
        ("把 data.json 转成 CSV，并画图", ["把 data.json 转成 CSV", "画图"]),
        ("total sales in a.csv, and plot it", ["total sales in a.csv", "plot it"]),
    ],
)
def test_joined_pieces_come_apart(text: str, pieces: list[str]) -> None:
    assert texts(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "list CPU and memory usage",
        "what is the average, min and max of price in a.csv",
        "统计 A 和 B 的销售额",
        "搜索 “然后，保存” 在 logs/",
        'search for "first, then save" in logs',
        "比较 a.csv, b.csv",
        "查看 data/then/save.csv",
        "统计销售额（先过滤，然后画图）",
        "版本 3.11 的文件",
        "查询并发数",
    ],
)
def test_what_belongs_together_stays(text: str) -> None:
    assert len(split(text)) == 1


@given(
    st.text(max_size=120)
    | st.text("抓取保存，然后画图 then and save it.1234\n\"'“”http://a", max_size=80)
)
def test_no_text_of_a_piece_is_lost(text: str) -> None:
    pieces = split(text)
    at = 0
    for piece in pieces:
        assert text[piece.start : piece.end] == piece.text
        assert piece.start >= at and piece.text.strip()
        at = piece.end
    if pieces:
        assert join(text, pieces[0], pieces[-1]).text.startswith(pieces[0].text)
    assert split(text) == pieces


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("write clean.csv", Wish(suffix="csv", name="clean.csv")),
        ("保存成 CSV", Wish(suffix="csv")),
        ("导出为csv文件", Wish(suffix="csv")),
        ("把结果保存为 JSON", Wish(suffix="json")),
        ("保存成 out.csv", Wish(suffix="csv", name="out.csv")),
        ("save it as out/result.json", Wish(suffix="json", name="result.json")),
        ("write them to titles.txt", Wish(suffix="txt", name="titles.txt")),
        ("save the titles as csv", Wish(suffix="csv")),
        ("画图", None),
        ("保存 http://x.com 的内容", None),
        ("save as plot.png", None),
        ("save me some money", None),
    ],
)
def test_a_wish_to_keep_what_came_before(piece: str, expected: Wish | None) -> None:
    assert wish(piece) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Which driver came late most often, and how many were there on that day?",
        "What minute had the most timeouts, and how many of those errors?",
        "哪个小时报错最多，那个小时有多少",
        "Which robot dropped most parcels, and how many did it drop?",
        "How many bikes did each dock lend in rides.csv, and what share of all bikes is that?",
        "Does any reading stand out? Please check probes.csv.",
        "有没有特别离谱的读数？请检查 探头.csv。",
    ],
)
def test_a_question_of_what_was_just_asked_stays_with_it(text: str) -> None:
    assert len(split(text)) == 1


def test_a_piece_that_only_tells_what_is_in_a_file() -> None:
    assert only_opens("rooms.csv lists the rooms of our hotel")
    assert only_opens("The file beds.xlsx has the prices")
    assert only_opens("beds.csv 里只有床号，价格在 价目.xlsx 里")
    assert not only_opens("rooms.csv has how many rooms") and not only_opens("beds.csv 里有几张床")
    assert not only_opens("put rooms.csv where beds.csv is in the list")


def test_a_piece_that_only_opens_a_file() -> None:
    assert only_opens("读取 sales.csv") and only_opens("load a.csv")
    assert only_opens("in the folder notes/") and only_opens("在 notes 文件夹里")
    assert not only_opens("in two steps count the files")
    assert not only_opens("读取 sales.csv 的总额") and not only_opens("画图")
    assert only_opens("根据 进价.csv 里的单价") and only_opens("using the fees in fees.csv")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("is port 22 open and how busy is the cpu", ["is port 22 open", "how busy is the cpu"]),
        ("哪个端口在监听？顺便看看磁盘", ["哪个端口在监听？", "顺便看看磁盘"]),
        ("check cpu and order me a pizza", ["check cpu", "order me a pizza"]),
        ("抓取页面，只要分数大于300的", ["抓取页面", "只要分数大于300的"]),
        ("sort by price and order by date", ["sort by price and order by date"]),
    ],
)
def test_clauses_of_any_kind_come_apart(text: str, pieces: list[str]) -> None:
    assert [piece.rstrip("？") for piece in texts(text)] == [p.rstrip("？") for p in pieces]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a.log 里哪个 IP 访问最多，状态码分布如何", 2),
        ("which region sold most in a.csv, and what is the average price?", 2),
        ("哪个产品卖得最多，哪个最少", 1),
        ("哪个地区卖得最多，分别是多少", 1),
        ("按地区统计 a.csv，哪个最多", 1),
    ],
)
def test_questions_that_stand_alone_are_pieces(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.parametrize("text", ["I have a.csv and b.csv, they share id", "我这里有 a.csv"])
def test_what_there_is_only_opens(text: str) -> None:
    assert only_opens(text)


@pytest.mark.parametrize("text", ["有多少行 a.csv", "I have a question", "there are bugs"])
def test_what_asks_does_more_than_open(text: str) -> None:
    assert not only_opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "请阅读 http://x.example/leave",
        "看看 https://x.example/a",
        "visit http://x.example/",
        "open <http://x.example/a?b=1>",
        "read the feed http://x.example/rss",
        "打开 http://x.example/a 这个网页",
    ],
)
def test_a_piece_that_only_opens_a_page(text: str) -> None:
    assert only_opens(text)
    assert not only_opens(f"{text} 的标题")


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/a has a search form",
        "http://x.example/ 是我们公司的商城",
        "My friend sells lamps on https://x.example/shop",
        "I'm after a lamp and found https://x.example/shop",
    ],
)
def test_what_an_address_is_asks_for_nothing(text: str) -> None:
    assert only_opens(text)
    assert not only_opens(f"list the lamps, {text}")
    assert not only_opens("I want the names of all lamps on https://x.example/shop")


def test_what_is_asked_politely_is_a_piece_of_its_own() -> None:
    text = "I sell lamps on https://x.example/a. Could you list the names and prices?"
    assert [piece.text for piece in split(text)][1:] == ["Could you list the names and prices?"]


def test_a_file_to_look_into_after_what_is_told() -> None:
    assert only_opens("Something is off with the router. Have a look at router.log")
    assert only_opens("check visits.log") and only_opens("go through beds.csv")
    assert not only_opens("Which router failed? Look into router.log")

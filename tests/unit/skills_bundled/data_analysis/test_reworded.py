"""Questions in other words than the table's: what stands out by its size, names spelt apart."""

from pathlib import Path
from statistics import median

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, write_csv

NIGHTS = [
    {"date": f"2026-05-{day:02d}", "size_gb": 200 + day % 5, "duration_min": 40 + day % 3}
    for day in range(1, 29)
]
NIGHTS[11]["duration_min"] = 170
DOWN = [("fra1", "a", 30), ("ams3", "b", 5), ("fra1", "a", 12)]


@pytest.mark.parametrize(
    "question",
    [
        "Were there any nights when the backup took unusually long?",
        "Which backups took far longer than normal?",
        "有没有哪天备份特别久？列出日期和分钟数",
        "哪些天备份比平时慢得多？",
    ],
)
def test_far_out_in_words_of_its_size(ask: Ask, tmp_path: Path, question: str) -> None:
    reply = ask(write_csv(tmp_path / "backups.csv", NIGHTS), question)
    assert "2026-05-12" in reply.answer
    assert "2026-05-11" not in reply.answer
    assert "size_gb has" not in reply.answer


def test_the_rows_of_several_columns_are_told(ask: Ask, tmp_path: Path) -> None:
    reply = ask(write_csv(tmp_path / "backups.csv", NIGHTS), "Are there any outliers?")
    assert "duration_min=170, date=2026-05-12" in reply.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many minutes of downtime did each data centre have?", "- fra1: 42"),
        ("Which data center had the most downtime?", "fra1"),
        ("每个机房一共停机多少分钟？", "fra1：42"),
    ],
)
def test_names_that_are_spelt_apart(ask: Ask, tmp_path: Path, question: str, told: str) -> None:
    rows = [{"datacenter": c, "owner": o, "minutes_down": m} for c, o, m in DOWN]
    assert told in ask(write_csv(tmp_path / "down.csv", rows), question).answer


SIZES = [(f"/{n % 3}.html", 100 + 37 * n % 211) for n in range(21)]


@pytest.mark.parametrize(
    "question",
    [
        "Each line's last field is the agent. Which page is largest in bytes on average? And what"
        " is the median of bytes over all requests?",
        "哪个页面平均字节最大？另外所有请求的字节中位数是多少？",
    ],
)
def test_a_figure_of_the_whole_log_after_a_ranking(ask: Ask, tmp_path: Path, question: str) -> None:
    at = "[03/Oct/2026:07:10:05 +0000]"
    lines = [f'10.0.0.7 - - {at} "GET {p} HTTP/1.1" 200 {n} "-" "curl/8"' for p, n in SIZES]
    (tmp_path / "access.log").write_text("\n".join(lines) + "\n")
    first, second, *_ = ask(tmp_path / "access.log", question).answer.splitlines()
    middle = f"{median(size for _, size in SIZES):g}"
    assert ".html" in first
    assert middle not in first
    assert middle in second


STAYS = [
    ("web", "suite", "no-show", 2), ("web", "single", "cancelled", 3), ("web", "single", "kept", 9),
    ("phone", "suite", "cancelled", 4), ("phone", "single", "kept", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What percentage of the web bookings were cancelled?", "33.33%"),
        ("web 渠道的预订里 cancelled 的占百分之几？", "33.33%"),
        ("How many no-shows were there per channel?", "- web: 1"),
        ("What is the average length of stay for web?", "4.67"),
        ("List the web bookings, longest first", "by nights, largest first"),
        ("Which channel has the most bookings, and how many nights does that channel have?", "14"),
        (
            "Which channel has the most bookings, and which room_type is booked most there?",
            "single",
        ),
    ],
)
def test_stays_in_plain_words(ask: Ask, tmp_path: Path, question: str, told: str) -> None:
    names = ("channel", "room_type", "status", "nights")
    rows = [dict(zip(names, row, strict=True)) for row in STAYS]
    assert told in ask(write_csv(tmp_path / "bookings.csv", rows), question).answer


def test_the_end_of_a_list_is_of_the_figure_named_there(ask: Ask, tmp_path: Path) -> None:
    pay = [("甲", 5000), ("甲", 7000), ("乙", 9000)]
    rows = [{"部门": part, "月薪": money} for part, money in pay]
    path = write_csv(tmp_path / "工资.csv", rows)
    answer = ask(path, "每个部门有多少人，平均月薪多少？哪个部门平均月薪最高？").answer
    assert "月薪 平均值最高的是 乙：9000" in answer


# By month: 10, 12 (+20 %), 30 (+150 %, +18), 60 (+100 %, +30).
TICKETS = [
    {"day": f"2026-0{month}-{n % 28 + 1:02d}", "no": f"T{month}-{n}"}
    for month, count in enumerate((10, 12, 30, 60), 1)
    for n in range(count)
]


@pytest.mark.parametrize(
    "question",
    [
        "Which month had the largest increase in the number of tickets?",
        "哪个月的行数比上个月增加最多？",
    ],
)
def test_what_grew_most_is_told_in_percent_and_by_its_amount(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    answer = ask(write_csv(tmp_path / "tickets.csv", TICKETS), question).answer
    assert "150.00%" in answer and "2026-04 +30" in answer


@pytest.mark.parametrize(
    "question",
    ["Compare the last two months by number of tickets", "最近两个月的行数对比"],
)
def test_periods_that_are_compared_are_told_one_by_one(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    reply = ask(write_csv(tmp_path / "tickets.csv", TICKETS), question)
    assert list(reply.table().values()) == [30, 60]

"""What a table implies without holding it: ratios of totals, lateness, profit, rooms, praise."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def test_a_cost_per_thing_is_a_ratio_of_totals(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {"channel": chance.choice("ab"), "conversions": chance.randint(1, 90), "spend": n * 7 + 3}
        for n in range(40)
    ]
    path = write_csv(tmp_path / "ads.csv", rows)
    whole = sum(int(str(r["spend"])) for r in rows) / sum(int(str(r["conversions"])) for r in rows)
    assert ask(path, "每次转化花了多少钱").value == pytest.approx(whole)
    assert ask(path, "cost per conversion").value == pytest.approx(whole)
    assert len(ask(path, "what does each conversion cost, by channel").rows) == 2


LOANS: Rows = [
    {"书名": "三体", "借出日期": "2025-01-01", "应还日期": "2025-02-01", "归还日期": back}
    for back in ("2025-01-20", "2025-02-05", "2025-03-01", "")
]


@pytest.mark.parametrize(
    ("question", "value"),
    [("逾期未还的有几本", 1), ("逾期归还的有几本", 2), ("平均借多少天", (19 + 35 + 59) / 3)],
)
def test_late(ask: Ask, tmp_path: Path, question: str, value: float) -> None:
    assert ask(write_csv(tmp_path / "借阅.csv", LOANS), question).value == pytest.approx(value)


def test_profit_rooms_and_promoters(ask: Ask, tmp_path: Path) -> None:
    goods: Rows = [{"item": "a", "units": 3, "price": 5, "cost": 2}]
    assert ask(write_csv(tmp_path / "goods.csv", goods * 4), "total profit").value == 36
    homes: Rows = [{"home": f"H{n}", "bedrooms": n % 4 + 1, "rent": 900 + n} for n in range(20)]
    path = write_csv(tmp_path / "homes.csv", homes)
    assert ask(path, "三室的有几套").value == 5
    assert ask(path, "cheapest 2 bedroom home").rows == [["H1", 901]]
    marks: Rows = [{"推荐意愿": mark} for mark in (10, 9, 9, 8, 3)]
    assert ask(write_csv(tmp_path / "marks.csv", marks), "NPS是多少").value == pytest.approx(40)


@pytest.mark.parametrize(
    "question", ["which product has the most negative reviews", "差评最多的产品"]
)
def test_blame(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [{"product": p, "stars": s} for p, s in [("A", 1), ("A", 5), ("B", 2), ("B", 1)]]
    [row] = ask(write_csv(tmp_path / "reviews.csv", rows), question).rows
    assert row == ["B", 2]


def test_thousands_beside_tabs_are_no_decimals(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"team": "x", "pay": "$101,250"}, {"team": "x", "pay": "$90,750"}]
    path = write_csv(tmp_path / "pay.tsv", rows, delimiter="\t")
    assert ask(path, "average pay").value == 96_000


@pytest.mark.parametrize("question", ["highest temp and when it happened", "最高温出现在什么时候"])
def test_a_reading_and_its_moment(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [{"time": f"2025-07-01 0{h}:00:00", "temp": 20 + h * 3 % 7} for h in range(9)]
    [row] = ask(write_csv(tmp_path / "air.csv", rows), question).rows
    assert row == ["2025-07-01 02:00:00", 26]


def test_a_group_that_is_no_column_is_refused(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"fee": n, "city": "ab"[n % 2]} for n in range(6)]
    error = ask(write_csv(tmp_path / "fees.csv", rows), "average fee by courier").error
    assert error["code"] == "column_unknown"


def test_what_a_league_implies(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"team": t, "won": w, "drawn": d, "lost": 10 - w - d, "goals_for": f, "goals_against": a}
        for t, w, d, f, a in [("Lions", 4, 3, 12, 9), ("Bears", 5, 0, 20, 7), ("Owls", 1, 9, 8, 8)]
    ]  # fmt: skip
    path = write_csv(tmp_path / "league.csv", rows)
    for question in (
        "rank the teams by points, 3 for a win, 1 for a draw",
        "show the league table",
    ):
        told = ask(path, question).rows
        assert [row[-1] for row in told] == [15, 15, 12]
        assert told[-1][0] == "Owls"
    assert ask(path, "which team has the best goal difference").rows == [["Bears", 13]]
    assert ask(path, "win rate by team").table() == {"Lions": 40, "Bears": 50, "Owls": 10}


def test_two_dates_are_counted_side_by_side(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = []
    for n in range(40):
        made, done = chance.randint(1, 4), chance.randint(1, 5)
        ended = f"2024-{max(made, done):02}-20" if chance.random() < 0.8 else ""
        rows.append({"ticket": f"T{n}", "created_at": f"2024-{made:02}-03", "resolved_at": ended})
    path = write_csv(tmp_path / "tickets.csv", rows)
    for question in (
        "tickets created vs resolved per month",
        "how many tickets were created and resolved each month",
    ):
        held = {row[0]: row[1:] for row in ask(path, question).rows}
        for month in {str(r[k])[:7] for r in rows for k in ("created_at", "resolved_at")} - {""}:
            wanted = [
                sum(str(r[k])[:7] == month for r in rows) for k in ("created_at", "resolved_at")
            ]
            assert held[month] == wanted


def test_a_mark_is_out_of_so_many(ask: Ask, tmp_path: Path) -> None:
    cells = [("甲", 118, 60, 110, 50), ("乙", 90, 90, 90, 60)]
    names = ("姓名", "语文(120)", "数学(120)", "英语(120)", "体育")
    path = write_csv(tmp_path / "初一.csv", [dict(zip(names, row, strict=True)) for row in cells])
    assert "120；" not in ask(path, "各科平均分").answer.replace("(120)", "")
    best = ask(path, "语数英三科总分最高的是谁").rows
    assert [best[0][0], best[0][-1]] == ["甲", 288]
    assert ask(path, "偏科最严重的是谁（最高科和最低科差最多）").rows[0][-1] == 68
    assert ask(path, "数学的最高分最低分和平均分").rows == [[90, 60, 75]]


def test_the_figures_of_each_are_not_counted(ask: Ask, tmp_path: Path) -> None:
    cells = [
        ("东", "线上", 5),
        ("东", "线下", 7),
        ("西", "线上", 2),
        ("西", "线下", 1),
        ("西", "线下", 3),
    ]
    names = ("区域", "渠道", "销售额")
    path = write_csv(tmp_path / "店.csv", [dict(zip(names, row, strict=True)) for row in cells])
    found = {tuple(row) for row in ask(path, "各区域线上线下销售额各是多少").rows}
    assert found == {("东", "线上", 5), ("东", "线下", 7), ("西", "线上", 2), ("西", "线下", 4)}


def test_workshops_and_their_months(ask: Ask, tmp_path: Path) -> None:
    cells = [
        ("2024-01", "一车间", 90, 10), ("2024-02", "一车间", 20, 10),
        ("2024-01", "二车间", 30, 30), ("2024-02", "二车间", 60, 20),
    ]  # fmt: skip
    names = ("月份", "车间", "电(kWh)", "产量")
    path = write_csv(tmp_path / "能耗.csv", [dict(zip(names, row, strict=True)) for row in cells])
    assert ask(path, "单位产量电耗最高的车间").rows[0][0] == "一车间"
    found = {tuple(row[:2]) for row in ask(path, "每个车间用电最多的是几月").rows}
    assert found == {("一车间", "2024-01"), ("二车间", "2024-02")}
    assert len(ask(path, "两个车间的用电折线图，按月").rows) == 4
    grown = ask(path, "2月比1月用电增长了百分之多少")
    assert grown.rows[-1][2] == pytest.approx(-100 / 3)


def test_the_end_of_a_long_name(ask: Ask, tmp_path: Path) -> None:
    cells = [
        ("甲", "混合型", 5.5, 1998, 3),
        ("乙", "股票型", -2, 2001, 9),
        ("丙", "股票型", -4, 2010, 4),
    ]
    names = ("名称", "类型", "近一年收益率(%)", "出版年", "库存册数")
    path = write_csv(tmp_path / "基金.csv", [dict(zip(names, row, strict=True)) for row in cells])
    assert [row[0] for row in ask(path, "收益率为负的有哪些").rows] == ["乙", "丙"]
    assert ask(path, "各类型的平均收益率").table() == {"混合型": 5.5, "股票型": -3}
    assert ask(path, "2000年之前出版的书有多少").value == 1
    assert [row[0] for row in ask(path, "库存不足5本的书有哪些").rows] == ["甲", "丙"]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("一季度销量", [[6]]),
        ("前三季度的销量", [[21]]),
        ("二季度和一季度的销量对比", [["2024-Q1", 6], ["2024-Q2", 5]]),
        ("下半年比上半年销量多多少", [["2024-H1", 11], ["2024-H2", 30]]),
    ],
)
def test_quarters_and_halves(ask: Ask, tmp_path: Path, question: str, rows: list[Any]) -> None:
    sold = {"01-05": 2, "03-09": 4, "05-02": 5, "08-08": 10, "12-01": 20}
    cells = [{"日期": f"2024-{day}", "销量": count} for day, count in sold.items()]
    path = write_csv(tmp_path / "家电.csv", cells)
    assert [row[:2] for row in ask(path, question).rows] == rows


def test_one_mark_ahead_of_another(ask: Ask, tmp_path: Path) -> None:
    names, cells = ("姓名", "数学", "英语"), [("甲", 60, 85), ("乙", 70, 75), ("丙", 90, 40)]
    path = write_csv(tmp_path / "成绩.csv", [dict(zip(names, row, strict=True)) for row in cells])
    assert [row[0] for row in ask(path, "英语比数学高20分以上的同学").rows] == ["甲"]
    assert [row[0] for row in ask(path, "英语比数学低20分以上的同学").rows] == ["丙"]
    ranked = ask(path, "按数学从高到低排序并加上名次，导出 排名.csv").rows
    assert [(row[0], row[-1]) for row in ranked] == [("丙", 1), ("乙", 2), ("甲", 3)]


def test_the_staff_of_a_job_called_so(ask: Ask, tmp_path: Path) -> None:
    names = ("姓名", "岗位", "工龄", "月薪", "处理天数")
    cells = [("甲", "员工", 2, 4000, 3), ("乙", "主管", 8, 4500, 5), ("丙", "员工", 9, 9000, 4)]
    path = write_csv(tmp_path / "员工.csv", [dict(zip(names, row, strict=True)) for row in cells])
    assert [row[0] for row in ask(path, "月薪低于5000的员工名单").rows] == ["甲", "乙"]
    assert ask(path, "岗位是员工的有多少人").value == 2
    assert ask(path, "平均几天处理完").value == 4
    apart = ask(path, "工龄5年以上的平均月薪比5年以下的高多少").table()
    assert apart == {"5年以上": 6750, "5年以下": 4000}


@pytest.mark.parametrize("question", ["各车间的到岗率", "到岗率按车间统计一下"])
def test_a_rate_of_what_was_due(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [
        {"工人": f"W{n}", "车间": "东西"[n % 2], "应到班次": 20 + n % 3, "实到班次": 20 - n % 4}
        for n in range(24)
    ]
    path = write_csv(tmp_path / "班次.csv", rows)
    told = ask(path, question).table()
    for shop in "东西":
        due, came = (
            sum(int(r[k]) for r in rows if r["车间"] == shop) for k in ("应到班次", "实到班次")
        )
        assert told[shop] == pytest.approx(100 * came / due)
    full = sum(r["应到班次"] <= r["实到班次"] for r in rows)
    assert len(ask(path, "全勤的有哪些人").rows) == full
    assert ask(path, "满勤的有几个").value == full


def test_stock_by_the_price_that_is_named(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"商品": f"G{n}", "在库数量": n % 5, "安全库存": 3, "进价": 7 + n, "售价": 9 + 2 * n}
        for n in range(15)
    ]
    path = write_csv(tmp_path / "仓库.csv", rows)
    for word, price in (("进价", "进价"), ("零售价", "售价")):
        value = sum(int(r["在库数量"]) * int(r[price]) for r in rows)
        assert ask(path, f"这些货按{word}算一共值多少钱").value == value
    assert ask(path, "已经断货的有几样").value == 3
    assert len(ask(path, "哪些该补货了（低于安全库存的）").rows) == 9


def test_who_lost_most_from_first_to_last(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "学员": f"S{n}",
            "年龄": 60 - n,
            "入营体重(kg)": 80 + n % 7,
            "初始体重(kg)": 90,
            "目前体重(kg)": 88 - (n * 5) % 13,
        }
        for n in range(13)
    ]
    for row in rows:
        del row["入营体重(kg)"]
    least = min(rows, key=lambda r: int(r["目前体重(kg)"]))["学员"]
    path = write_csv(tmp_path / "减脂营.csv", rows)
    assert ask(path, "谁减重最多，减了几斤").rows[0][0] == least
    assert ask(path, "瘦得最多的是谁").rows[0][0] == least


MARKET: Rows = [
    {
        "invoice_id": 900 + n,
        "buyer_email": f"b{n % 4}@post.org",
        "fruit": ("Plum", "Quince", "Pear")[n % 3],
        "crates_sold": n % 5 + 1,
        "unit_price": (4, 9, 6)[n % 3],
        "state": ("shipped", "shipped", "refused")[n % 3 - (n > 14)],
    }
    for n in range(20)
]


def _taken(*, fruit: str = "", without: str = "") -> int:
    return sum(
        int(str(r["crates_sold"])) * int(str(r["unit_price"]))
        for r in MARKET
        if fruit in str(r["fruit"]) and r["state"] != without
    )


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much did the plums bring in?", _taken(fruit="Plum")),
        ("how much money did quinces make us", _taken(fruit="Quince")),
        ("our takings altogether", _taken()),
        ("revenue for pears. The price is in unit_price.", _taken(fruit="Pear")),
        (
            "how many plums did we shift?",
            sum(int(str(r["crates_sold"])) for r in MARKET if r["fruit"] == "Plum"),
        ),
    ],
)
def test_how_many_at_what_price_is_the_money_taken(
    ask: Ask, tmp_path: Path, question: str, value: int
) -> None:
    rows = [{**r, "units_sold": r["crates_sold"]} for r in MARKET]
    path = write_csv(tmp_path / "market.csv", [_without(r, "crates_sold") for r in rows])
    assert ask(path, question).value == value


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def test_ranked_by_sales_without_the_orders_that_were_refused(ask: Ask, tmp_path: Path) -> None:
    rows = [{**_without(r, "crates_sold"), "quantity": r["crates_sold"]} for r in MARKET]
    path = write_csv(tmp_path / "market.csv", rows)
    answer = ask(path, "top 2 fruits by sales, leave out refused orders")
    expected = sorted(
        ((_taken(fruit=f, without="refused"), f) for f in ("Plum", "Quince", "Pear")), reverse=True
    )
    assert [r[0] for r in answer.rows] == [f for _, f in expected[:2]]
    buyers = ask(path, "which buyer has the highest total sales?")
    assert "@post.org" in str(buyers.rows[0][0])


REPAIRS: Rows = [
    {
        "job": f"J{n}",
        "garage": ("North Yard", "Canal Street")[n % 2],
        "received_at": f"2025-03-{n + 1:02d} 08:00",
        "repaired_at": f"2025-03-{n + 1:02d} {9 + n % 7:02d}:30",
        "stars": n % 5 + 1,
    }
    for n in range(20)
]


def _minutes(garage: str) -> float:
    found = [(1 + n % 7) * 60 + 30 for n in range(20) if REPAIRS[n]["garage"] == garage]
    return sum(found) / len(found)


def test_how_long_each_of_them_takes(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "repairs.csv", REPAIRS)
    each = ask(path, "how many minutes does each garage need on average to repair one?").table()
    assert each == pytest.approx({g: _minutes(g) for g in ("North Yard", "Canal Street")})
    one = ask(path, "How many hours does Canal Street usually take to repair?").value
    assert one == pytest.approx(_minutes("Canal Street") / 60)
    assert "J6" in str(ask(path, "which job was the longest to repair?").rows)


def test_one_of_several_marks(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "repairs.csv", REPAIRS)
    assert ask(path, "how many jobs got a stars of 1 or 2").value == 8


def test_the_best_time_is_the_lowest(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"Rower": name, "Boat": boat, "Time (s)": time, "Race Day": f"2025-06-{time % 28 + 1:02d}"}
        for name, boat, time in (
            ("Ida", "single", 431), ("Ida", "single", 422), ("Per", "single", 418),
            ("Per", "single", 440), ("Ola", "single", 450), ("Ola", "double", 401),
        )
    ]  # fmt: skip
    path = write_csv(tmp_path / "regatta.csv", rows)
    best = ask(path, "Show me everybody's personal best in the single, quickest first")
    assert best.rows == [["Per", 418], ["Ida", 422], ["Ola", 450]]
    assert "Per" in ask(path, "who rowed the fastest single and on which date was that?").answer


PEOPLE: Rows = [
    {"Staff ID": f"S{n}", "Full Name": f"Name {n}", "Date of Birth": f"{born}-01-01", "Leave": n}
    for n, born in enumerate((1961, 1968, 1990, 1995, 2000, 2003))
]


def test_ages_come_of_the_day_of_birth(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "people.csv", PEOPLE)
    this = datetime.now(tz=UTC).year
    ages = [this - int(str(p["Date of Birth"])[:4]) for p in PEOPLE]
    assert ask(path, "average age").value == pytest.approx(sum(ages) / len(ages))
    assert ask(path, "how many people are older than 40?").value == sum(a > 40 for a in ages)
    bands = ask(path, "Group the staff by age: under 40, 40 to 60, over 60. How many in each?")
    assert sum(bands.table().values()) == len(PEOPLE)
    assert ask(path, "which two people took the most leave").rows[0][0] == "Name 5"


def test_who_owes_and_what_runs_out(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {
            "garage": f"G{n}", "from_date": f"2024-0{n + 1}-01", "end_date": f"2025-1{n % 3}-15",
            "outstanding": n % 3 * 40,
        }
        for n in range(6)
    ]  # fmt: skip
    path = write_csv(tmp_path / "garages.csv", rows)
    assert len(ask(path, "who is still behind with the rent?").rows) == 4
    assert len(ask(path, "which contracts expire before the end of November 2025?").rows) == 4


def test_turnout_and_reading_marks(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"course": f"C{n}", "sign_ups": 40, "attended": 10 + n * 7 % 30, "fee": 5} for n in range(5)
    ]
    path = write_csv(tmp_path / "courses.csv", rows)
    assert ask(path, "which course had the worst turnout?").rows[0][0] == "C0"
    marks: Rows = [{"pupil": "Abe", "maths": 50, "reading": 60, "science": 70, "absences": 3}]
    path = write_csv(tmp_path / "marks.csv", marks * 3)
    assert ask(path, "average total over all three subjects").value == 180

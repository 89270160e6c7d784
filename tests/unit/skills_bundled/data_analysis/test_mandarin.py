"""Chinese as people write it: verbs for columns, prices told, rows by the name of the file."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask

PARCELS = """单号,快递公司,寄出日期,签收日期,售票数,产量_公斤,用水_吨
YD1,顺丰,2025-03-01,2025-03-04,30,600,20
YD2,中通,2025-03-02,2025-03-09,55,900,10
YD3,顺丰,2025-04-03,2025-04-05,20,300,30
YD4,圆通,2025-04-04,2025-04-10,10,600,60
"""


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    path = tmp_path / "快递单.csv"
    path.write_text(PARCELS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("一共有多少件快递？", ["4"]),
        ("哪家快递公司卖出的票最多，谢谢", ["中通：55"]),
        ("每吨水补2块，每家快递公司各补多少钱？", ["顺丰：100", "圆通：120"]),
        ("从寄出日期到签收日期超过了 4 天的有哪些？把这些行列出来", ["YD2", "YD4"]),
        ("签收比寄出平均晚几天？", ["4.5"]),
        ("每吨水产出多少公斤", ["20"]),
        ("售票数的中位数是多少，P90 多少", ["25", "47.5"]),
        ("按快递公司数一下快递数，再告诉我快递最多的是哪家、占百分之几", ["顺丰", "50.00%"]),
        ("每家快递公司的售票数各是多少？谁排第一", ["顺丰：50", "中通：55", "圆通：10"]),
        ("产量和用水的皮尔逊相关系数是多少？是正相关还是负相关？", ["-0.378"]),
        ("顺丰和中通的产量哪个高？高多少", ["最高的是 中通：900", "450"]),
        ("4月上旬一共有多少件快递", ["2"]),
    ],
)
def test_plain_questions(ask: Ask, parcels: Path, question: str, told: list[str]) -> None:
    answer = ask(parcels, question).answer
    assert all(part in answer for part in told), answer

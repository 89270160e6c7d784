"""Texts that are questions by their form go to the action for these, whatever their words are."""

from pathlib import Path

import pytest

import aios
from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.questions import Questions
from aios.agents.steps import Stepper
from aios.kernel.router import Router
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(aios.__file__).parent / "skills" / "bundled"


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    return Chooser(SkillLibrary(SkillsFolder(path=BUNDLED).read()[0]), Router().route)


def chosen(chooser: Chooser, folder: Path, text: str) -> list[str]:
    """What is done, with documents in the folder that might be asked instead."""
    (folder / "notes.md").write_text("# Notes\n\nDays, numbers and kilometres.\n", "utf-8")
    stepper = Stepper(chooser=chooser, places=Places(str(folder)))
    steps = Questions(stepper=stepper).answered(text, stepper.steps(text))
    return [step.fit.action.name for step in steps if step.fit]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("1+1等于几", ["calculate"]),
        ("what is 15% of 240?", ["calculate"]),
        ("帮我算一下 3.14*5^2", ["calculate"]),
        ("3, 5 和 9 的平均数", ["calculate"]),
        ("算一下 3+4，再算 5*6", ["calculate", "calculate"]),
        ("半斤是多少克", ["convert_units"]),
        ("10 km in miles", ["convert_units"]),
        ("100美元等于多少人民币", ["convert_units"]),
        ("今天星期几？", ["count_days"]),
        ("what's today's date", ["count_days"]),
        ("距离元旦还有几天", ["count_days"]),
        ("2026-10-01 是周几", ["count_days"]),
        ("现在几点了", ["tell_time"]),
        ("现在北京时间几点", ["tell_time"]),
        ("what time is it in London?", ["tell_time"]),
    ],
)
def test_a_question_of_its_form(
    chooser: Chooser, tmp_path: Path, text: str, actions: list[str]
) -> None:
    assert chosen(chooser, tmp_path, text) == actions


@pytest.mark.parametrize(
    "text",
    """
最大的5个|前5个|2026-11-23|2024-2026|1-3月|有多少天|how many days|top 5|1|日期|time
2024年|average|平均数|按星期几统计|哪一天卖得最多|今天的销售额|今天星期几卖得最好
监控 CPU 10 秒|大于 10 MB 的文件|files over 10 MB|最近30天|换成公里|what about 2025
最大值是多少|加上 10|写一个计算 1+1 的程序|sales.csv 的总和|how old is the file
convert to excel
""".strip()
    .replace("\n", "|")
    .split("|"),
)
def test_what_only_resembles_it_is_left_to_others(
    chooser: Chooser, tmp_path: Path, text: str
) -> None:
    done = chosen(chooser, tmp_path, text)
    assert not {"calculate", "convert_units", "count_days", "tell_time"} & set(done)


@pytest.mark.parametrize(
    "piece", ["1+", "(", "1.1,", "1 平均", "%1", "how many ", "3 米", "今天", "1"]
)
def test_a_long_text_costs_no_time(chooser: Chooser, tmp_path: Path, piece: str) -> None:
    assert "calculate" not in chosen(chooser, tmp_path, piece * 2000 + "zz")

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

BY_FORM = {
    "calculate", "convert_base", "convert_units", "count_days", "tell_time", "introduce", "draw",
    "answer_thanks", "answer_goodbye",
    "change_case", "reverse_text", "count_text", "hash_text", "encode_text", "sort_items",
}  # fmt: skip
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
        ("255 转成十六进制", ["convert_base"]),
        ("convert 1010 from binary to decimal", ["convert_base"]),
        ("把这段文字转成大写：hello world", ["change_case"]),
        ('convert "hello world" to uppercase', ["change_case"]),
        ("反转字符串 abcdef", ["reverse_text"]),
        ("数一数这句话有多少个字：今天天气真好", ["count_text"]),
        ('how many words are in "the quick brown fox"', ["count_text"]),
        ("md5 of hello", ["hash_text"]),
        ("base64 decode aGVsbG8=", ["encode_text"]),
        ("把 5, 3, 9, 1 从大到小排序", ["sort_items"]),
        ("给我一个 uuid", ["draw"]),
        ("从 张三、李四、王五 里随机选一个", ["draw"]),
        ("hello, what can you do?", ["introduce"]),
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
write hello to hello.txt|把 a.txt 里的内容转成大写|uppercase the column names
reverse a list in python|write a function to reverse a string|sort the rows by price
按价格从大到小排序|把文件按大小排序|md5 of notes.md
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
    assert not BY_FORM & set(done)


@pytest.mark.parametrize(
    "piece", ["1+", "(", "1.1,", "1 平均", "%1", "how many ", "3 米", "今天", "1"]
)
def test_a_long_text_costs_no_time(chooser: Chooser, tmp_path: Path, piece: str) -> None:
    assert not BY_FORM & set(chosen(chooser, tmp_path, piece * 2000 + "zz"))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["a ", "a, ", "1 ", "  ", "把 ", "请", "random ", "1 到 ", "md5 ", "“"]
)
def test_nor_does_one_that_is_nearly_too_long(chooser: Chooser, tmp_path: Path, piece: str) -> None:
    for opening in ("sort ", "把 ", ""):
        assert not BY_FORM & set(chosen(chooser, tmp_path, f"{opening}{piece * 99}"[:196] + "!#"))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("1+1等于几，谢谢！", "1+1等于几"),
        ("Please tell me 18% of 350. Thank you!", "18% of 350"),
        ("你好，帮我算一下 3*7", "帮我算一下 3*7"),
        ("Hi all, quick question: 18% of 350? Many thanks!", "18% of 350?"),
    ],
)
def test_courtesies_around_a_question_are_no_part_of_it(
    chooser: Chooser, tmp_path: Path, text: str, question: str
) -> None:
    stepper = Stepper(chooser=chooser, places=Places(str(tmp_path)))
    (step,) = stepper.steps(text)
    assert step.fit is not None
    assert (step.fit.action.name, step.fit.parameters["question"]) == ("calculate", question)

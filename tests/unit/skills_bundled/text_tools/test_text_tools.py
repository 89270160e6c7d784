"""Small things done to a text in the task: as the text says, and fairly drawn."""

import base64
import hashlib
import urllib.parse
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.asking import Script
from tests.unit.skills_bundled.conftest import WarmPython

Do = Callable[..., dict[str, Any]]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def do(tmp_path: Path, home: Path, plain_python: WarmPython) -> Do:
    """Call `do(action, text, **parameters)`: the result."""
    script = Script("text-tools/scripts/text_tools.py", plain_python, tmp_path, home)

    def call(action: str, text: str = "", language: str = "en", **more: str) -> dict[str, Any]:
        return script.ask(action, text, language, {"text": text, **more})

    return call


@pytest.mark.parametrize(
    ("case", "changed"), [("upper", "ÉTÉ AB"), ("lower", "été ab"), ("title", "Été Ab")]
)
def test_cases(do: Do, case: str, changed: str) -> None:
    assert do("change_case", "éTé aB", case=case)["answer"] == changed


@pytest.mark.parametrize(
    ("text", "turned"), [("你好世界", "界世好你"), ("abc def", "fed cba"), ("e\u0301a", "aé")]
)
def test_backwards(do: Do, text: str, turned: str) -> None:
    assert do("reverse_text", text)["answer"] == turned


def test_counting(do: Do) -> None:
    told = do("count_text", "今天 it's fine")["data"]
    assert told == {"characters": 12, "without_spaces": 10, "chinese": 2, "words": 2}


@QUICK
@given(text=TEXTS)
def test_digests_and_codes_there_and_back(do: Do, text: str) -> None:
    digest = do("hash_text", text, algorithm="sha256")["answer"]
    assert digest == hashlib.sha256(text.encode()).hexdigest()
    coded = do("encode_text", text, code="base64", direction="encode")["answer"]
    assert base64.b64decode(coded).decode() == text
    assert do("encode_text", coded, code="base64", direction="decode")["answer"] == text
    quoted = do("encode_text", text, code="url", direction="encode")["answer"]
    assert urllib.parse.unquote(quoted) == text


@pytest.mark.parametrize(("text", "code"), [("a*b", "base64"), ("//79", "base64"), ("%ff", "url")])
def test_what_is_not_encoded_is_refused(do: Do, text: str, code: str) -> None:
    error = do("encode_text", text, code=code, direction="decode")["error"]
    assert error["code"] == "not_encoded" and error["hint"]


@pytest.mark.parametrize(
    ("text", "order", "in_order"),
    [
        ("5, 3, 10, -1", "ascending", ["-1", "3", "5", "10"]),
        ("5 3 10", "descending", ["10", "5", "3"]),
        ("pear、apple、Fig", "ascending", ["apple", "Fig", "pear"]),
    ],
)
def test_in_order(do: Do, text: str, order: str, in_order: list[str]) -> None:
    assert do("sort_items", text, order=order)["data"]["items"] == in_order


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("掷骰子", {1, 2, 3, 4, 5, 6}),
        ("generate 60 random numbers between 3 and 5", {3, 4, 5}),
        ("flip 50 coins", {"heads", "tails"}),
        ("从 张三、李四、王五 里随机选一个", {"张三", "李四", "王五"}),
        ("pick one of red, green or blue at random", {"red", "green", "blue"}),
    ],
)
def test_only_what_is_possible_is_drawn(do: Do, text: str, possible: set[object]) -> None:
    drawn = do("draw", text)["data"]
    assert drawn and set(drawn) <= possible


def test_all_that_is_possible_is_drawn(do: Do) -> None:
    assert len(set(do("draw", "roll 400 dice")["data"])) == 6
    drawn = do("draw", "生成 20 个 uuid")["data"]
    assert len({uuid.UUID(one) for one in drawn}) == 20


def test_what_is_not_said_is_not_drawn(do: Do) -> None:
    assert do("draw", "pick one of red")["error"]["code"] == "nothing_to_draw"


@pytest.mark.parametrize(
    ("text", "many"),
    [("roll two dice", 2), ("掷两个骰子", 2), ("抛三次硬币", 3), ("roll a die", 1)],
)
def test_numbers_in_words_are_drawn_so_often(do: Do, text: str, many: int) -> None:
    assert len(do("draw", question=text)["data"]) == many


def test_common_chinese_words_are_in_the_order_of_pinyin(do: Do) -> None:
    assert do("sort_items", "香蕉、苹果、梨", order="ascending")["answer"] == "梨, 苹果, 香蕉"

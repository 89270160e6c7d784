"""Which recipe a request means, and which requests no recipe may answer."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

import aios

PACKAGE = Path(aios.__file__).parent
SKILL = PACKAGE / "skills" / "bundled" / "code-generation"
REQUESTS = tomllib.loads((Path(__file__).parent / "requests.toml").read_text(encoding="utf-8"))
RECIPES = sorted(file.parent.name for file in SKILL.glob("assets/cookbook/*/recipe.toml"))


def entry_of(recipe: str) -> dict[str, Any]:
    """What recipe.toml says."""
    path = SKILL / "assets" / "cookbook" / recipe / "recipe.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


UTTERANCES = [(name, text) for name in RECIPES for text in entry_of(name)["utterances"]]

# The choice of write_program.py for the requests of each line, without running what it chose.
CHOOSE = """
import json, sys
from cookbook import read_cookbook
from finder import Vocabulary, find
from write_program import searched
vocabulary, recipes = Vocabulary.read(), read_cookbook()
for line in sys.stdin:
    chosen = []
    for text in json.loads(line):
        best = find(searched(text), recipes, vocabulary)[0]
        refused = vocabulary.other_language(text) or vocabulary.is_edit(text) or not best.fits
        chosen.append("none" if refused else best.recipe.id)
    print(json.dumps(chosen), flush=True)
"""
Choose = Callable[[list[str]], list[str]]
Wrong = Callable[[list[tuple[str, str]]], list[str]]


@pytest.fixture(scope="module")
def choose() -> Iterator[Choose]:
    """What is chosen for each text, by a process that has read the cookbook once."""
    path = os.pathsep.join([str(SKILL / "scripts"), BESIDE])
    with subprocess.Popen(
        [sys.executable, "-c", CHOOSE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:

        def chosen(texts: list[str]) -> list[str]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(texts).encode() + b"\n")
            process.stdin.flush()
            return list(json.loads(process.stdout.readline()))

        yield chosen


@pytest.fixture
def wrong(choose: Choose) -> Wrong:
    """Of texts and the recipes they want, those that find another one."""

    def found(wanted: list[tuple[str, str]]) -> list[str]:
        pairs = zip(wanted, choose([text for _, text in wanted]), strict=True)
        return [f"{text}: {got}, not {want}" for (want, text), got in pairs if got != want]

    return found


@pytest.mark.parametrize("recipe", RECIPES)
def test_each_recipe_is_found_by_unseen_phrasings(recipe: str, wrong: Wrong) -> None:
    texts = REQUESTS[recipe]
    assert len(texts) >= 3
    assert not set(texts) & {text for _, text in UTTERANCES}
    assert wrong([(recipe, text) for text in texts]) == []


def test_each_recipe_is_found_by_its_own_utterances(wrong: Wrong) -> None:
    assert wrong(UTTERANCES) == []


def test_each_part_of_a_collection_is_found_by_its_title(wrong: Wrong) -> None:
    titles = [
        (recipe, text)
        for recipe in RECIPES
        for part in entry_of(recipe).get("parts", [])
        for text in (f"写一个{part['title']['zh']}", f"implement {part['title']['en']} in Python")
    ]
    assert len(titles) >= 160
    assert wrong(titles) == []


def test_requests_that_no_recipe_covers_are_refused(wrong: Wrong) -> None:
    assert len(REQUESTS["none"]) >= 60
    assert wrong([("none", text) for text in REQUESTS["none"]]) == []


@pytest.mark.parametrize(
    "tail",
    [
        "支持 websocket",
        "用 Redis 存储",
        "带图形界面",
        "with a React frontend",
        "in Rust",
        "用 Java 写",
    ],
)
def test_a_wish_no_recipe_fulfils_turns_a_match_into_a_refusal(tail: str, wrong: Wrong) -> None:
    starts = [texts[0] for name, texts in REQUESTS.items() if name != "none"]
    assert wrong([("none", f"{start}, {tail}") for start in starts]) == []


@pytest.mark.parametrize(
    ("recipe", "text"),
    [
        ("lru-cache", "My tax lookup is slow; keep the previous answers so it need not ask twice"),
        ("lru-cache", "把最近算过的 20 个结果存下来，免得重复计算"),
        (
            "retry-decorator",
            "the printer call fails now and then: code that tries again a few more times",
        ),
        ("circuit-breaker", "打印接口连续失败 3 次就先停一会儿，写个类"),
        ("graph-algorithms", "a function for the quickest route between two stations"),
        ("random-picker", "从全班名单里随机点名的小程序"),
        (
            "logging-setup",
            "log messages go to the screen and to a file that rolls when it is too big",
        ),
        ("task-scheduler", "每天早上定时跑一个函数的代码"),
        ("thumbnails", "把文件夹里的照片都缩小的脚本"),
        ("http-server", "a web service with json requests, standard library only"),
        ("none", "a web api for recipes with flask, no third-party packages"),
        ("none", "a program that walks my dog every morning"),
        ("none", "写一个帮我遛狗的程序"),
    ],
)
def test_a_program_is_found_by_what_it_is_for(recipe: str, text: str, wrong: Wrong) -> None:
    assert wrong([(recipe, text)]) == []


@pytest.mark.parametrize(
    "text", ["", " ", "???", "。。。", "1234", "写一个", "write a program", "🙂"]
)
def test_a_request_that_says_nothing_finds_nothing(text: str, choose: Choose) -> None:
    assert choose([text]) == ["none"]


def test_case_width_and_spacing_do_not_matter(choose: Choose) -> None:
    variants = ["ＱＵＩＣＫ ＳＯＲＴ", "Quick-Sort", "quicksort", "QUICK   SORT"]
    assert choose(variants) == ["algorithms"] * 4

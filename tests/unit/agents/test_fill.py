"""Parameters from sentences: every way of filling, and what is missing."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.agents.fill import Context, Filled, Missing, fill, suffixes_of
from aios.agents.places import Places
from aios.contracts.skill import Action
from aios.contracts.task import Artifact
from aios.skills.schema import valid

SITES = {"https://news.ycombinator.com/": ["hacker news", "hn"]}
EVERY_KIND: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "x-fill": "text"},
    "path": {"type": "string", "x-fill": "path"},
    "paths": {"type": "array", "items": {"type": "string"}, "x-fill": "paths"},
    "folder": {"type": "string", "x-fill": "folder", "x-default": "cwd"},
    "url": {"type": "string", "x-fill": "url"},
    "urls": {"type": "array", "x-fill": "urls"},
    "site": {"type": "string", "x-fill": "site", "x-words": SITES},
    "count": {"type": "integer", "minimum": 1, "maximum": 50, "x-fill": "count"},
    "number": {"type": "number", "minimum": 0, "maximum": 100, "x-fill": "number"},
    "quoted": {"type": "string", "x-fill": "quoted"},
    "port": {"type": "integer", "x-fill": "port"},
    "glob": {"type": "array", "items": {"type": "string"}, "x-fill": "glob"},
    "choice": {"enum": ["bar", "line"], "x-fill": "choice", "x-words": {"line": ["折线", "trend"]}},
    "flag": {"type": "boolean", "x-fill": "flag", "x-words": ["递归", "recursively"]},
    "pattern": {"type": "integer", "x-fill": "pattern", "x-pattern": r"(\d+)\s*(?:页|pages)"},
    "name": {"type": "string", "x-fill": "name"},
    "plain": {"type": "integer", "default": 7},
}


def action(properties: dict[str, Any], required: tuple[str, ...] = (), **rest: Any) -> Action:
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return Action(name="do", description="", script="x.py", parameters=schema, **rest)


def filled(text: str, cwd: Path, *required: str, **context: Any) -> Filled:
    return fill(action(EVERY_KIND, required), text, Context(places=Places(str(cwd)), **context))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name in ("sales.csv", "销售 数据.csv", "b.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "logs").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("统计 “x” ", "text", "统计 “x”"),
        ("看 https://a.com/b。", "url", "https://a.com/b"),
        ("https://a.com https://b.com", "urls", ["https://a.com", "https://b.com"]),
        ("top 5 on Hacker News", "site", "https://news.ycombinator.com/"),
        ("HN 与 https://a.com", "site", "https://a.com"),
        ("前十条", "count", 10),
        ("top 9999", "count", 50),
        ("超过 80%", "number", 80.0),
        ("搜索 “错误 1”", "quoted", "错误 1"),
        ("端口 8080", "port", 8080),
        ("所有 py 文件和 *.md", "glob", ["*.md", "*.py"]),
        ("画折线图", "choice", "line"),
        ("a bar chart", "choice", "bar"),
        ("the barn", "choice", None),
        ("递归统计", "flag", True),
        ("统计", "flag", None),
        ("抓取 3 页", "pattern", 3),
        ("保存成 out/结果.csv", "name", "结果.csv"),
        ("anything", "plain", 7),
    ],
)
def test_each_way_of_filling(here: Path, text: str, kind: str, value: Any) -> None:
    assert filled(text, here).parameters.get(kind) == value


def test_files_and_folders_are_absolute(here: Path) -> None:
    got = filled("比较 sales.csv 和 “销售 数据.csv”，在 logs 目录", here).parameters
    assert got["path"] == str(here / "sales.csv")
    assert got["paths"] == [str(here / "sales.csv"), str(here / "销售 数据.csv")]
    assert got["folder"] == str(here / "logs")
    assert filled("随便", here).parameters["folder"] == str(here)


def test_words_within_names_say_nothing(here: Path) -> None:
    (here / "top 5 bar 递归.csv").write_text("x")
    got = filled("看看 “top 5 bar 递归.csv”", here).parameters
    assert "count" not in got and "choice" not in got and "flag" not in got


def test_a_file_of_the_kind_the_action_reads_goes_first(here: Path) -> None:
    reads_json = action({"file": EVERY_KIND["path"]}, utterances=("统计 a.json", "sum x.json"))
    assert suffixes_of(reads_json) == {".json"}
    got = fill(reads_json, "用 sales.csv 和 b.json", Context(places=Places(str(here))))
    assert got.parameters["file"] == str(here / "b.json") and got.suffix_fits


def test_what_earlier_steps_left_fills_in(here: Path) -> None:
    made = [
        Artifact(name=n, path=f"/art/{n}", media_type="", bytes=1, sha256="")
        for n in ("t.csv", "p.png")
    ]
    plot = action({"file": EVERY_KIND["path"]}, ("file",), utterances=("画 a.csv",))

    taken = fill(plot, "画图", Context(places=Places(str(here)), inputs=tuple(made)))
    assert taken.parameters == {"file": "/art/t.csv"} and taken.from_inputs == {"file"}
    named = fill(plot, "画 sales.csv", Context(places=Places(str(here)), inputs=tuple(made)))
    assert named.parameters == {"file": str(here / "sales.csv")} and not named.from_inputs
    to_come = fill(plot, "画图", Context(places=Places(str(here)), promised=True))
    assert to_come.parameters == {} and not to_come.missing and to_come.from_inputs == {"file"}


def test_what_is_missing_is_named(here: Path) -> None:
    assert filled("统计 nope.csv", here, "path").missing[0] == Missing(
        parameter="path", fill="path", names=("nope.csv",)
    )
    assert filled("统计", here, "url").missing == (Missing(parameter="url", fill="url"),)
    assert filled("nope/ 里", here).missing[0].names == ("nope/",)


def test_given_values_win_when_they_are_valid(here: Path) -> None:
    assert filled("前十条", here, given={"count": 3}).parameters["count"] == 3
    assert filled("前十条", here, given={"count": "x"}).parameters["count"] == 10


@given(
    text=st.text(max_size=120)
    | st.text("前top10.csv /\\~:'\"“”，一二十 保存成*端口http://a%折线递归页", max_size=80)
)
def test_only_values_that_satisfy_the_schema(tmp_path_factory: Any, text: str) -> None:
    got = filled(text, Path("/tmp"))
    for name, value in got.parameters.items():
        assert valid(EVERY_KIND[name], value)


def test_a_lost_file_in_a_list_is_missing_though_another_is_there(here: Path) -> None:
    (here / "a.js").write_text("x")
    one = action({"file": {"type": "string", "x-fill": "path"}})
    for text in ("review a.js and ok.sh", "审查 ok.sh、a.js"):
        found = fill(one, text, Context(places=Places(str(here))))
        assert found.missing == (Missing(parameter="file", fill="path", names=("ok.sh",)),)
    beside = fill(one, "run a.js, which reads ok.sh", Context(places=Places(str(here))))
    assert beside.missing == ()


def test_the_texts_of_the_tasks_before_are_given_one_by_one(here: Path) -> None:
    properties = {"before": {"type": "array", "items": {"type": "string"}, "x-fill": "before"}}
    context = Context(places=Places(str(here)), before=("total by region", "only the West"))
    found = fill(action(properties), "as a chart", context).parameters
    assert found == {"before": ["total by region", "only the West"]}

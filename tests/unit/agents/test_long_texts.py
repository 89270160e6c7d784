"""Long texts: four times the text takes about four times as long, whatever it is made of."""

import time
from collections.abc import Callable, Iterator

import pytest

from aios.agents.split import only_opens, split, wish
from aios.contracts import mentions

SHORT, LONG, RATIO = 5_000, 20_000, 8
MADE_OF = {
    "latin": "a",
    "han": "总",
    "quotes": '"',
    "opening quotes": "“",
    "dots": "a.",
    "slashes": "/",
    "closing brackets": "(a)))",
    "stops": "。",
    "lines": "\n",
    "blanks": " ",
    "then": "然后",
    "clauses": "统计，",
    "again": "再",
    "folders": "目录",
    "addresses": "http://x.com/a ",
    "hosts": "a-b.com",
    "program": 'def f(a):\n    return g(a["x"], "in.csv") + path/to/file.py\n',
    "log": "2024-01-02 10:00:01 ERROR [w] /var/log/x.log: 10.0.0.1:8080 failed\n",
}
READERS: dict[str, Callable[[str], object]] = {
    "split": split,
    "wish": wish,
    "only_opens": only_opens,
    "paths": lambda text: mentions.paths(text, lambda _: False),
    "folders": lambda text: mentions.folders(text, lambda _: False),
    "missing": lambda text: mentions.missing_paths(text, lambda _: False),
    "urls": mentions.urls,
    "globs": mentions.globs,
    "ports": mentions.ports,
    "count": mentions.count,
    "numbers": mentions.numbers,
    "output": mentions.output_name,
}


def of_length(unit: str, chars: int) -> str:
    return (unit * (chars // len(unit) + 1))[:chars]


def texts(unit: str, chars: int) -> Iterator[str]:
    """Three such texts; no two are equal, so that none is remembered."""
    return (f"{mark}{of_length(unit, chars)}" for mark in "xyz")


def quickest_s(read: Callable[[str], object], unit: str, chars: int) -> float:
    taken = []
    for text in texts(unit, chars):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("unit", MADE_OF)
def test_the_time_grows_with_the_length_alone(reader: str, unit: str) -> None:
    read = READERS[reader]
    read("warm")
    short = quickest_s(read, MADE_OF[unit], SHORT)
    assert quickest_s(read, MADE_OF[unit], LONG) < RATIO * max(short, 0.002)


def test_a_text_of_more_pieces_than_anybody_asks_for_is_one() -> None:
    assert len(split("统计 sales.csv，然后画图")) == 2
    assert len(split("统计 sales.csv，" * 2_000)) == 1


def test_only_so_many_names_are_looked_for() -> None:
    asked: list[str] = []

    def exists(name: str) -> bool:
        asked.append(name)
        return False

    mentions.paths(" ".join(f"file{n}.csv" for n in range(2_000)), exists)
    assert 0 < len(asked) <= 300


def test_names_at_the_beginning_and_at_the_end_of_a_long_text_are_found() -> None:
    pasted = MADE_OF["log"] * 250
    assert mentions.paths(f"统计 a.csv\n{pasted}\n和 b.csv", {"a.csv", "b.csv"}.__contains__) == [
        "a.csv",
        "b.csv",
    ]
    assert mentions.output_name(f"{pasted}\n保存成 out.csv") == "out.csv"
    assert mentions.urls(f"{pasted}http://x.com/y {pasted}")[-1] == "http://x.com/y"


def test_brackets_an_address_does_not_open_are_not_its_own() -> None:
    assert mentions.urls("(see http://x.com/a_(b)).") == ["http://x.com/a_(b)"]
    assert mentions.urls("http://x.com/" + ")" * 20_000) == ["http://x.com/"]

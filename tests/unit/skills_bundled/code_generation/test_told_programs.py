"""Programs of steps, addresses, commands and pages, as a request tells them."""

import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from tests.unit.skills_bundled.code_generation.test_bricks import SKILL, WRITE
from tests.unit.skills_bundled.conftest import BESIDE

CASES: list[tuple[str, str]] = [
    ("a function tidy(rows) for a list of dicts: strip every value, drop rows in which all values "
     "are empty, remove duplicate rows", "module.tidy([{'a': ' x '}, {'a': ''}, {'a': 'x'}]) == "
     "[{'a': 'x'}]"),
    ("命令行程序清洗 CSV，用法 python 程序.py 输入.csv 输出.csv：去掉单元格首尾的空格，去掉空行，"
     "去掉完全重复的行", "module.clean(given, given) == 1 and given.read_text() == 'a\\nx\\n'"),
    ("a http.server service: POST /pets with a JSON object {\"name\": \"x\"} adds that object, GET "
     "/stats answers {\"count\": 0}", "module.PLAIN == ['pets'] and 'count' in module.FIGURES"
     "['/stats'][1]"),
    ("class Gate(limit, seconds): allow(user) is True for fewer than limit calls of that user in "
     "the last seconds", "[module.Gate(1, 9).allow('a') for _ in 'ab'] == [True, True]"),
    ("notes.py: `python notes.py add \"call Bob\"` saves a note, `python notes.py list` prints all "
     "as `1: call Bob`", "module.line(2, {'text': 'x'}) == '2: x'"),
    ("a function names(html) that returns the text of every <h2> of a page",
     "module.names('<h2>a <b>b</b></h2><p>c</p>') == ['a b']"),
    ("a decorator again(tries, wait): call a function that raises again, at most tries calls, each "
     "wait 3 times the previous one",
     "(lambda waits, left: (setattr(module, 'time', __import__('types').SimpleNamespace("
     "sleep=waits.append)), module.again(3, 2)(lambda: left.pop() and {}[0])(), waits)[1:])"
     "([], [0, 1, 1]) == (0, [2, 6])"),
    ("a command line program with argparse: the path of a CSV file, --column NAME and --top N "
     "(default 4); it prints the N most frequent values of that column with their counts",
     "module.value_counts(given, 'a', 1) == [('x', 2)]"),
    ("`python sums.py app.log --top N` prints one JSON object for a log with lines '2026-05-01 "
     "10:00:01 ERROR full': \"levels\" (level -> lines) and \"top_errors\", [message, count] pairs",
     "(given.write_text('2026-05-01 10:00:01 ERROR full\\n2026-05-01 10:00:02 [INFO] b'), "
     "module.summary(given, 1))[1] == {'levels': {'ERROR': 1, 'INFO': 1}, 'top_errors': "
     "[['full', 1]]}"),
    ("write scrape(url, out_csv) for a page with <li class=\"b\"><a href=\"/b/1\">T</a><span "
     "class=\"price\">$2</span></li>: a CSV with the columns title,price,url: price as a plain "
     "number, url absolute", "module.scrape('data:text/html,<li class=\"b\"><a href=\"http://c/\">T"
     "</a><span class=\"price\">$2.5</span></li>', given) == 1 and "
     "given.read_text().split()[1] == 'T,2.5,http://c/'"),
    ("用 Dijkstra 写 way(graph, start, goal)，返回元组 (总距离, 节点列表)；"
     "走不到时返回 (float('inf'), [])",
     "module.way({'a': {}}, 'a', 'b') == (float('inf'), [])"),
    ("a class Lease(max_size, ttl_seconds) with put(key, value) and get(key): None for a key put "
     "longer than ttl_seconds ago; the least recently used key is dropped beyond max_size",
     "(lambda c: (c.put('a', 1), c.put('b', 2), c.get('a'), c.put('c', 3), c.get('b'), "
     "c.get('a'))[4:])(module.Lease(2, 9)) == (None, 1)"),
    ("a decorator firm(attempts, pause, exceptions) that calls the function up to `attempts` times "
     "when it raises one of the exceptions and waits pause seconds before the second call",
     "module.firm(2, 0, (StopIteration,))(iter([1]).__next__)() == 1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sources() -> list[str]:
    """The program for each case."""
    path = os.pathsep.join([str(SKILL / "scripts"), BESIDE])
    done = subprocess.run(
        [sys.executable, "-c", WRITE],
        input=json.dumps([text for text, _ in CASES]),
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_program_does_what_is_told(sources: list[str], number: int, tmp_path: Path) -> None:
    given = tmp_path / "data.csv"
    given.write_text("a\n x \n \nx\n")
    module = types.ModuleType("made")
    exec(compile(sources[number], "made.py", "exec"), module.__dict__)
    assert eval(CASES[number][1], {"module": module, "given": given})

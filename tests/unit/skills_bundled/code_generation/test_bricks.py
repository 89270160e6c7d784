"""Programs built for the interface that a request writes down, of bricks that do what they say."""

import ast
import contextlib
import doctest
import importlib.util
import io
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

import aios

SKILL = Path(aios.__file__).parent / "skills" / "bundled" / "code-generation"
BRICKS = sorted((SKILL / "assets" / "bricks").glob("*.py"))

# What would be handed over for the requests of a line: the sources of the programs.
WRITE = """
import json, sys
from write_program import chosen
programs = [chosen(text)[0] for text in json.loads(sys.stdin.read())]
print(json.dumps([program.files[program.main] if program else "" for program in programs]))
"""

CASES: list[tuple[str, str]] = [
    ("`python hits.py access.log --top 3` prints one JSON object for an nginx access log: "
     '{"requests": 2, "top_ips": [{"ip": "1.2.3.4", "count": 2}], "skipped": 0}',
     "module.summary(given) == {'requests': 0, 'top_ips': [], 'skipped': 3}"),
    ("a class Stock: add(name, n), remove(name, n) - KeyError for an unknown item, ValueError if "
     "there are not enough; quantity(name)",
     "(lambda s: (s.add('a', 2), failed(s.remove, 'a', 3), failed(s.remove, 'b', 1)))"
     "(module.Stock()) == (None, ValueError, KeyError)"),
    ("a function spread(func, items, workers=3): calls func on every item in a thread pool and "
     "returns the results in order",
     "module.spread(func=len, items=['a', 'bc'], workers=2) == [1, 2]"),
    ("写函数 cut(size, lst)，把列表切成小块，如 cut(2, [1, 2, 3]) 返回 [[1, 2], [3]]",
     "module.cut(2, lst=[1, 2, 3]) == [[1, 2], [3]]"),
    ("a class LRU(size) with set(key, val) and get(key), get returns -1 if it is missing",
     "(lambda c: (c.set('a', val=1), c.get('a'), c.get('b')))(module.LRU(1)) == (None, 1, -1)"),
    ("a class Shelf with add_book(title, pages), remove_book(title), total_pages()",
     "(lambda s: (s.add_book('a', 9), s.total_pages(), len(s)))(module.Shelf()) == (None, 9, 1)"),
    ("three functions mean(xs), median(xs) and mode(xs)",
     "(module.mean([1, 3]), module.median(xs=[3, 1, 2]), module.mode([1, 1])) == (2, 2, 1)"),
    ("a command line script that adds up a column of a CSV file: python sums.py data.csv amount",
     "module.sum_column(given, 'amount') == 6.5"),
    ("只用标准库写接口：POST /pets 新增（{\"name\": \"...\"}），GET /pets 列出",
     "[r[2] for r in module.ROUTES] == ['add pets', 'list pets'] and "
     "module.FIELDS == {'pets': ['name']}"),
    ("a function settings_of(path, defaults): what a JSON config file says over the defaults, "
     "nested sections merged",
     "(given.write_text('{\"a\": {\"b\": 1}}'), module.settings_of(given, {'a': {'b': 2, 'c': 3}}))"
     "[1] == {'a': {'b': 1, 'c': 3}}"),
    ("a class Editor for a text editor with write(text), undo() and redo()",
     "(lambda e: (e.write('a'), e.undo(), e.redo()))(module.Editor()) == ('a', '', 'a')"),
    ("a standard library HTTP server: GET /times?a=2&b=3 gives {\"product\": 6}",
     "module.WORKS['times'][3](4, 5) == 20"),
    ("a http.server service: POST /books takes title and author, GET /books sorted by title",
     "module.ORDER == {'books': ('title', False)}"),
    ("n.py --port N with http.server: POST /notes {\"text\": \"a\"}, 404 is {\"error\": \"none\"}",
     "module.MISSING == 'none' and module.FIELDS == {'notes': ['text']}"),
    ("a script that takes a CSV and --column NAME, prints `count=…`, `min=…` and `mean=…`",
     "list(module.figures([1.0, 2.0])) == ['count', 'min', 'mean']"),
    ("grade(score)：90 及以上返回 \"A\"，60 及以上 \"B\"，其余 \"C\"；小于 0 抛 ValueError",
     "[module.grade(n) for n in (90, 60, 59)] == ['A', 'B', 'C']"),
    ("class Order, state starts at \"new\": pay() new->paid, ship() paid->shipped; has history",
     "(thing := module.Order()).pay() is None and thing.history == ['new', 'paid']"),
    ("a Trie class: insert(word) and starts_with(prefix) returning a sorted list of words",
     "(t := module.Trie()).insert('ab') is None and t.starts_with('a') == ['ab']"),
    ("run_all(func, items): threads; the exception object stands in its place when one fails",
     "isinstance(module.run_all(int, ['1', 'x'])[1], ValueError)"),
    ("a bank account class Account(owner) with deposit(amount), withdraw(amount): overdrawing "
     "raises Broke, a subclass of ValueError", "issubclass(module.Broke, ValueError)"),
    ("a command line program: it takes a text file and --top N and prints the N most frequent "
     "words, one 'word count' per line", "'--top' in module.main.__code__.co_consts"),
    ("命令行程序：读取一个 CSV 文件，用 --by 列名 指定列，打印每组的行数，每行 组名: 数量",
     "'--by' in module.main.__code__.co_consts"),
    ("wc.py: python wc.py FILE prints lines, words and characters; with --json a JSON object "
     "with the keys lines, words, chars", "module.count_text(given)['lines'] == 3 and module.json"),
    ("level(score)：90 及以上 A，60 及以上 B，其余 C；超出 0-100 抛 ValueError",
     "[module.level(n) for n in (90, 60, 59)] == ['A', 'B', 'C']"),
    ("Write fetch_status(links, threads=3): it requests all links at the same time and returns a "
     "dict link -> status code, None where the connection fails",
     "module.fetch_status(['http://127.0.0.1:9/']) == {'http://127.0.0.1:9/': None}"),
    ('a function load_all(url) for a paginated API that answers {"data": [...], "next": "http…"}; '
     "next is null on the last page, return all data in one list",
     "module.load_all('data:application/json,{\"data\":[1],\"next\":null}') == [1]"),
    ("写多线程函数 do_all(items, handle, n=3)：用队列分给 n 个线程，按原来的顺序返回，"
     "出错的结果是 None",
     "module.do_all([2, 0, 1], lambda x: 2 / x, n=2) == [1.0, None, 2.0]"),
    ("装饰器 again(times, delay)：被装饰的函数抛异常时，等 delay 秒再调用一次，总共最多 times 次",
     "module.again(times=2, delay=0)(iter([1]).__next__)() == 1"),
    ("a function sizes(folder): a dict file name -> size in bytes of every .log file in the folder",
     "module.sizes('/proc/self') == {}"),
    ("write to_iso(text) for dates like 03.11.2026 or Nov 3, 2026: returns 2026-11-03. If it is "
     "no real date, return None",
     "[module.to_iso(x) for x in ('3.11.2026', '?')] == ['2026-11-03', None]"),
    ("Write order(jobs) for a dict of jobs and what each depends on; the alphabetically first goes "
     "first, ValueError for a cycle", "module.order({'b': [], 'a': []}) == ['a', 'b']"),
    ('format_duration(seconds): 7500 gives "2h 5m", 0 gives "0s", a negative one ValueError',
     "module.format_duration(86460) == '1d 1m'"),
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
def test_a_program_has_the_interface_wished_for(
    sources: list[str], number: int, tmp_path: Path
) -> None:
    assert sources[number], "nothing was found"
    given = tmp_path / "data.csv"
    given.write_text("name,amount\na,2.5\nb,4\n")
    module = types.ModuleType("made")
    exec(compile(sources[number], "made.py", "exec"), module.__dict__)
    assert eval(CASES[number][1], {"module": module, "given": given, "failed": failed})


def failed(call: Callable[..., Any], *arguments: Any) -> type[BaseException] | None:
    """The kind of error that a call ends with."""
    try:
        call(*arguments)
    except (ValueError, LookupError) as error:
        return type(error)
    return None


def test_every_program_runs_as_one_file(sources: list[str]) -> None:
    trees = [ast.walk(ast.parse(source)) for source in sources]
    nodes = [node for tree in trees for node in tree]
    modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    modules |= {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    assert {str(name).split(".")[0] for name in modules} <= sys.stdlib_module_names


@pytest.mark.parametrize("path", BRICKS, ids=lambda path: path.stem)
def test_the_examples_of_bricks_hold(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: Callable[[Path], Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    flags = doctest.IGNORE_EXCEPTION_DETAIL
    told = io.StringIO()
    finder, module = doctest.DocTestFinder(exclude_empty=True), load(path)
    runner = doctest.DocTestRunner(optionflags=flags)
    for test in finder.find(module, path.stem):
        with contextlib.redirect_stdout(io.StringIO()):
            runner.run(test, out=told.write)
    assert runner.failures == 0, told.getvalue()


@pytest.fixture
def load() -> Callable[[Path], Any]:
    """The module in a file."""

    def loaded(path: Path) -> Any:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return loaded

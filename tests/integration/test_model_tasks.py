"""Tasks that a model works on, from plan to answer; programs really run in isolated machines.

Covered: the programs a model writes, their repair, their failure, files and addresses of the
task, replies of every bad kind, models that die, both languages, evidence, budgets.
Not covered: how well a real model plans and programs.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from tests.doubles.ollama_server import PATIENT_S, OllamaServer, Reply

from aios.code.models.ollama import OllamaDriver
from aios.contracts.errors import ActionFailed, Cancelled, LimitReached, ModelFailed
from aios.contracts.events import PlanMade, TaskStarted, TokenArrived
from aios.contracts.task import Status, Task
from aios.system import AsyncAIOS

QWEN = "qwen2.5:7b"

Start = Callable[..., AbstractAsyncContextManager[AsyncAIOS]]


@pytest.fixture
async def server() -> AsyncIterator[OllamaServer]:
    async with OllamaServer().serving() as serving:
        yield serving


@pytest.fixture
def start(server: OllamaServer, tmp_path: Path) -> Start:
    def started(**knobs: Any) -> AsyncAIOS:
        knobs.setdefault("drivers", [OllamaDriver(server.url, probe_s=PATIENT_S)])
        return AsyncAIOS(tmp_path / "ws", vm_pool_size=0, **knobs)

    return started


def plan(*subtasks: tuple[str, str]) -> str:
    return json.dumps({"subtasks": [{"text": t, "skill": s} for t, s in subtasks]})


def program(code: str) -> str:
    return f"Here it is:\n```python\n{code.strip()}\n```\nIt prints the answer."


async def ended(aios: AsyncAIOS, text: str, **options: Any) -> Task:
    task = await aios.execute(text, **options)
    return await aios.ended(task, 90)


CRAWLER = """
import requests
from bs4 import BeautifulSoup

page = BeautifulSoup(requests.get("{page}").text, "lxml")
for link in page.select(".titleline > a")[:2]:
    print(link.text, link["href"])
"""

FLASK = """
from pathlib import Path
from flask import Flask, jsonify, request

SOURCE = Path(__file__).read_text()
app = Flask(__name__)
users = {}

@app.post("/register")
def register():
    users[request.json["name"]] = request.json["password"]
    return jsonify(ok=True), 201

@app.post("/login")
def login():
    known = users.get(request.json["name"]) == request.json["password"]
    return (jsonify(ok=True), 200) if known else (jsonify(ok=False), 401)

client = app.test_client()
who = {"name": "ann", "password": "secret"}
print("register", client.post("/register", json=who).status_code)
print("login", client.post("/login", json=who).status_code)
print("wrong", client.post("/login", json={**who, "password": "x"}).status_code)
Path("out/app.py").write_text(SOURCE)
"""


@pytest.mark.machine
@pytest.mark.image
class TestPrograms:
    """What needs machines in which programs really run."""

    async def test_a_flask_api_is_written_run_and_told(
        self, server: OllamaServer, start: Start
    ) -> None:
        server.replies = [
            plan(("写一个有注册和登录的 Flask API", "code-generation")),
            program(FLASK),
            "接口已写好：注册返回 201，登录返回 200，错误密码返回 401。",
        ]
        async with start() as aios:
            task = await ended(aios, "用 Flask 写一个 API，包含用户注册和登录")
        assert task.status is Status.COMPLETED, task.error
        assert task.result is not None
        assert "201" in task.result.answer
        assert task.result.code == FLASK.strip() + "\n"
        assert "register 201\nlogin 200\nwrong 401" in task.result.output
        assert QWEN in task.result.explanation and "模型" in task.result.explanation
        assert [a.name for a in task.result.artifacts] == ["app.py"]

        kinds = [(s.kind, s.status, s.origin) for s in task.steps]
        origin = f"model/{QWEN}"
        assert kinds == [(k, "completed", origin) for k in ("think", "think", "run", "think")]
        run = task.steps[2]
        assert run.program_sha256 == hashlib.sha256(task.result.code.encode()).hexdigest()
        assert len({s.call_id for s in task.steps}) == 4
        assert (task.usage.model_calls, task.isolation.level) == (3, 30)
        assert task.usage.tokens_in > 0 and task.usage.tokens_out > 0

    async def test_a_server_that_listens_has_worked(
        self, server: OllamaServer, start: Start
    ) -> None:
        code = "from flask import Flask\nFlask('x').run(port=5000)"
        server.replies = [plan(("serve", "code-generation")), program(code), "It runs."]
        async with start() as aios:
            task = await ended(aios, "Write a Flask API with user registration and login")
        assert task.result is not None, task.error
        assert "5000" in task.result.output
        assert task.result.code.startswith("from flask")

    async def test_a_crawler_reaches_the_page_that_was_named(
        self, server: OllamaServer, start: Start, page: str
    ) -> None:
        server.replies = [
            plan(("fetch the titles", "web-scraping")),
            program(CRAWLER.format(page=page)),
            "The first two are A small kernel and 你好世界.",
        ]
        async with start() as aios:
            task = await ended(aios, f"Print the titles of the first 2 stories of {page}")
        assert task.result is not None, task.error
        assert (
            "A small kernel https://a.example/\n你好世界 https://b.example/" in task.result.output
        )

    async def test_files_named_in_chinese_are_read_and_passed_on(
        self, server: OllamaServer, start: Start, tmp_path: Path
    ) -> None:
        table = tmp_path / "销售 数据.csv"
        table.write_text("地区,金额\n西,3\n东,4\n", encoding="utf-8")
        first = f"""
import csv, json
rows = list(csv.DictReader(open({str(table)!r}, encoding="utf-8")))
json.dump(rows, open("out/行.json", "w"))
print(len(rows), "行")
"""
        server.replies = [
            plan(("读取表格", "data-analysis"), ("求和", "data-analysis")),
            program(first),
            lambda body: program(_sum_of(body)),
            "总金额是 7。",
        ]
        async with start() as aios:
            task = await ended(aios, f'统计 "{table}" 的总金额')
        assert task.result is not None, task.error
        assert task.result.answer == "总金额是 7。"
        assert "合计 7" in task.result.output
        assert [a.name for a in task.result.artifacts] == ["行.json"]
        assert "合计" in task.result.code  # the last program that was run

    async def test_a_program_is_repaired_from_its_traceback(
        self, server: OllamaServer, start: Start
    ) -> None:
        def last(body: dict[str, Any]) -> str:
            assert "ZeroDivisionError" in body["messages"][-1]["content"]
            return program("print(6 * 7)")

        server.replies = [
            plan(("compute", "code-generation")),
            program("import nothing_of_that_name"),
            program("print(1 / 0)"),
            last,
            "It is 42.",
        ]
        async with start() as aios:
            task = await ended(aios, "Compute six times seven with a program")
        assert task.result is not None, task.error
        assert (task.result.answer, task.result.code) == ("It is 42.", "print(6 * 7)\n")
        ran = [(s.exit_code, s.status) for s in task.steps if s.kind == "run"]
        assert ran == [(1, "failed"), (1, "failed"), (0, "completed")]

    @pytest.mark.parametrize(
        ("text", "word"), [("Compute it with a program", "repairs"), ("写程序计算一下", "修复")]
    )
    async def test_one_that_never_works_fails_honestly(
        self, server: OllamaServer, start: Start, text: str, word: str
    ) -> None:
        broken = program("raise KeyError('price')")
        server.replies = [plan(("compute", "code-generation")), *[broken] * 4]
        async with start() as aios:
            task = await ended(aios, text)
        assert task.status is Status.FAILED and task.error is not None
        assert task.error.code == "program_failed"
        assert "KeyError: 'price'" in task.error.message and word in task.error.message
        assert task.error.hint
        assert server.replies == []
        assert sum(s.kind == "run" for s in task.steps) == 4

    async def test_long_repairs_fit_the_window_of_the_model(
        self, server: OllamaServer, start: Start
    ) -> None:
        server.models[0].context = 3584
        long = "\n".join(f"value_{n} = {n}" for n in range(400))
        broken = program(f"{long}\nraise ValueError('still wrong ' * 200)")
        server.replies = [plan(("compute", "code-generation")), *[broken] * 4]
        async with start() as aios:
            task = await ended(aios, "Compute it with a program")
        assert task.error is not None and task.error.code == "program_failed", task.error
        beginnings = [body["messages"][:2] for body in server.generations[1:]]
        assert all(b == beginnings[0] for b in beginnings)  # byte-stable
        assert "earlier messages" in json.dumps(server.generations[-1])

    async def test_every_odd_reply_is_borne(self, server: OllamaServer, start: Start) -> None:
        server.replies = [
            "I would first look at the data.",
            plan(("compute", "magic")),
            f"<think>{{not json}}</think>\n{plan(('compute', 'code_generation'))}",
            "You could use Python for that.",
            "```bash\npip install x\n```",
            Reply("```python\nprint('" + "x" * 100_000),
            program("print('café 数据')"),
            "<think>hm</think>Done: café 数据",
        ]
        async with start() as aios:
            task = await ended(aios, "Print the word with a program")
        assert task.result is not None, task.error
        assert task.result.answer == "Done: café 数据"
        said = [body["messages"][-1]["content"] for body in server.generations]
        assert "no JSON" in said[1] and "magic" in said[2]
        assert "```python" in said[4] and "cut off" in said[6]

    async def test_without_a_plan_the_task_is_done_in_one_piece(
        self, server: OllamaServer, start: Start
    ) -> None:
        server.replies = ["no", "no", "no", program("print(5)"), "Five."]
        async with start() as aios:
            task = await aios.execute("Compute the number with a program")
            assert (await task.wait(timeout=90)).answer == "Five."
            [made] = [e async for e in aios.watch(task.id) if isinstance(e, PlanMade)]
        assert len(made.subtasks) == 1
        assert "no usable plan" in made.subtasks[0].reasons[0]


def _sum_of(body: dict[str, Any]) -> str:
    """A program that reads the file which the request says was made."""
    said = body["messages"][-1]["content"]
    path = next(x.split(": ", 1)[1] for x in said.splitlines() if x.startswith("File made"))
    return f"import json\nprint('合计', sum(int(r['金额']) for r in json.load(open({path!r}))))"


@pytest.fixture
async def page() -> AsyncIterator[str]:
    story = '<tr class="athing"><td><span class="titleline"><a href="{}">{}</a></span></td></tr>'
    told = [
        ("https://a.example/", "A small kernel"),
        ("https://b.example/", "你好世界"),
        ("x", "y"),
    ]
    body = f"<table>{''.join(story.format(*s) for s in told)}</table>"

    async def front(_request: web.Request) -> web.Response:
        return web.Response(text=body, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", front)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


# ---------------------------------------------------------------- without any program


async def test_a_model_that_writes_no_program_fails_its_task(
    server: OllamaServer, start: Start
) -> None:
    server.replies = [plan(("compute", "code-generation")), *["I cannot."] * 4]
    async with start() as aios:
        task = await ended(aios, "Compute it with a program")
    assert task.error is not None and task.error.code == "program_missing"
    assert task.status is Status.FAILED


async def test_what_wants_words_only_needs_no_program(server: OllamaServer, start: Start) -> None:
    server.replies = [plan(("写诗", "code-generation")), "NO PROGRAM\n秋风起。", "秋风起。"]
    async with start() as aios:
        task = await ended(aios, "写一首关于秋天的诗")
    assert task.result is not None, task.error
    assert (task.result.answer, task.result.code) == ("秋风起。", "")
    assert "0 个" in task.result.explanation


async def test_a_skill_of_the_user_is_called_not_imitated(
    server: OllamaServer, start: Start
) -> None:
    server.replies = [plan(("brew some tea", "tea-brewing")), "Here is your tea."]
    async with start() as aios:
        skill = {"name": "tea-brewing", "keywords": ["tea", "brew"], "executor": str.upper}
        await aios.register_skill(skill)
        task = await ended(aios, "brew some tea")
    assert task.result is not None, task.error
    assert task.result.answer == "Here is your tea."
    assert task.result.output == "BREW SOME TEA"
    assert "tea-brewing/" in task.result.explanation
    assert "BREW SOME TEA" in server.generations[-1]["messages"][-1]["content"]
    assert [s.kind for s in task.steps] == ["think", "tool", "think"]


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (Reply("half a pl", error="llama runner process has terminated"), "runner"),
        (Reply("half", cut=True), "broke"),
        (Reply(raw=b"garbage\n"), "garbage"),
        (Reply(status=503), "busy"),
    ],
)
async def test_a_model_that_dies_ends_its_task_with_the_models_error(
    server: OllamaServer, start: Start, reply: Reply, word: str
) -> None:
    server.replies = [reply]
    async with start() as aios:
        task = await aios.execute("Compute it with a program")
        with pytest.raises((ModelFailed, ActionFailed), match=word):
            await task.wait(timeout=30)
        assert task.record.error.code.startswith("model_")
        [step] = task.record.steps
    assert (step.kind, step.status) == ("think", "failed")


async def test_cancel_stops_the_model(server: OllamaServer, start: Start) -> None:
    server.replies = [Reply("thinking", hang=True)]
    async with start() as aios:
        task = await aios.execute("Compute it with a program")
        await asyncio.wait_for(server.asked.wait(), 20)
        assert await task.cancel() is True
        with pytest.raises(Cancelled):
            await task.wait(timeout=20)
        await asyncio.wait_for(server.left.wait(), 10)
        assert aios.scheduler.status()["model:ollama"]["busy"] == 0


async def test_the_agents_model_budget_and_time_hold(server: OllamaServer, start: Start) -> None:
    server.models.append(type(server.models[0])("tiny:1b"))
    server.replies = ["no", Reply(hang=True)]
    async with start() as aios:
        base = {"type": "custom", "skills": ["code-generation"], "model": "tiny:1b"}
        await aios.create_agent({"name": "thrifty", "budget": {"calls": 1}, **base})
        await aios.create_agent({"name": "hasty", "budget": {"seconds": 0.5}, **base})
        spent = await aios.execute("Compute it", agent="thrifty")
        with pytest.raises((LimitReached, ActionFailed), match="budget"):
            await spent.wait(timeout=30)
        late = await ended(aios, "Compute it", agent="hasty")
    assert late.error is not None and late.error.code == "timed_out"
    assert {body["model"] for body in server.generations} == {"tiny:1b"}


async def test_who_thinks_is_chosen_and_told(server: OllamaServer, start: Start) -> None:
    server.replies = [plan(("x", "code-generation")), "NO PROGRAM\nhello there", "hello there"]
    async with start() as aios:
        task = await aios.execute("Say hello in a few words", model=QWEN)
        await task.wait(timeout=30)
        events = [e async for e in aios.watch(task.id)]
    [started] = [e for e in events if isinstance(e, TaskStarted)]
    assert started.planner == "model"
    assert "hello there" in "".join(e.text for e in events if isinstance(e, TokenArrived))


async def test_a_model_that_is_not_there_is_told(server: OllamaServer, start: Start) -> None:
    async with start() as aios:
        task = await ended(aios, "Compute it", model="absent:7b")
    assert task.error is not None and task.error.code == "no_model"
    assert "absent:7b" in task.error.message

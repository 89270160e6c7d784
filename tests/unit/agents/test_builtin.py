"""The built-in planner, from the sentence to the result, with real skill folders."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aios.agents.builtin import BuiltinPlanner
from aios.contracts.errors import ActionFailed, AiosError, BadRequest, NoModel
from aios.contracts.machine import Program, RunOutcome
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import RunResult
from aios.contracts.route import Route
from aios.contracts.task import Artifact, Priority, Result, Status, Task, TaskSpec, Turn
from aios.contracts.text import language
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

SKILLS = Path(__file__).parent / "skills"


class ScriptedCalls:
    """Calls that answer from a script and keep what was asked of them."""

    def __init__(self, spec: TaskSpec, results: Mapping[str, Any]) -> None:
        self.spec, self.language, self.results = spec, language(spec.description), results
        self.before: tuple[Turn, ...] = ()
        self.programs: list[Program] = []
        self.tools: list[tuple[str, Mapping[str, Any]]] = []
        self.written: dict[str, bytes] = {}
        self.task = Task(
            id="t1",
            type="",
            description=spec.description,
            priority=Priority.NORMAL,
            agent="a",
            skills=(),
            status=Status.RUNNING,
            created_at=datetime.now(UTC),
        )

    async def run(self, program: Program) -> RunResult:
        self.programs.append(program)
        told = self.results[program.action]
        made = tuple(artifact(name) for name in told.get("files", ()))
        return RunResult(
            outcome=RunOutcome(exit_code=3 if "error" in told else 0), result=told, artifacts=made
        )

    async def use_tool(self, name: str, arguments: Mapping[str, Any], **_: str) -> Any:
        self.tools.append((name, arguments))
        return self.results[name]

    async def invoke(
        self, function: Callable[..., Any], arguments: Mapping[str, Any], **_: str
    ) -> Any:
        return await function(**arguments)

    async def read(self, path: str) -> bytes:
        return path.encode()

    async def write(self, name: str, content: bytes, media_type: str = "") -> Artifact:
        self.written[name] = content
        return artifact(name)


def artifact(name: str) -> Artifact:
    return Artifact(name=name, path=f"/artifacts/{name}", media_type="", bytes=1, sha256="")


def nowhere(text: str) -> Route:
    return Route(task=text, type="none")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "logs").mkdir(parents=True)
    for name in ("sales.csv", "销售数据.csv", "orders.json"):
        (home / name).write_text("x", encoding="utf-8")
    return home


@pytest.fixture
def library() -> SkillLibrary:
    skills, warnings = SkillsFolder(path=SKILLS).read()
    assert not warnings
    return SkillLibrary(skills)


class Desk:
    """A planner at work in a folder."""

    def __init__(self, library: SkillLibrary, here: Path) -> None:
        self.library, self.here = library, here
        self.planner = BuiltinPlanner(library, nowhere)

    def calls(self, text: str, results: Mapping[str, Any] | None = None, **spec: Any) -> Any:
        return ScriptedCalls(TaskSpec(description=text, cwd=str(self.here), **spec), results or {})

    async def plan(self, text: str, **spec: Any) -> tuple[Subtask, ...]:
        calls = self.calls(text, **spec)
        return await self.planner.plan(calls.task, calls)

    async def do(self, text: str, results: Mapping[str, Any]) -> tuple[Result, Any]:
        calls = self.calls(text, results)
        outcomes: list[Outcome] = []
        for subtask in await self.planner.plan(calls.task, calls):
            outcomes.append(await self.planner.perform(subtask, outcomes, calls))
        return await self.planner.integrate(calls.task, outcomes, calls), calls


@pytest.fixture
def desk(library: SkillLibrary, here: Path) -> Desk:
    return Desk(library, here)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("按地区统计 sales.csv 的销售额", "analyze"),
        ("分析销售数据.csv里每个月的平均价格", "analyze"),
        ("what is the average price in orders.json", "analyze"),
        ("plot sales.csv as a pie chart", "plot"),
        ("读取 sales.csv，统计每个地区的销售额", "analyze"),
        ("爬取 https://example.com 的前5条标题", "titles"),
        ("hacker news top 3", "titles"),
        ("当前目录有多少 py 文件", "count_files"),
        ("how many .log files are in logs", "count_files"),
        ("在 logs 里搜索 “ERROR”", "search"),
        ("is cpu above 80%?", "cpu"),
        ("内存还剩多少", "memory"),
    ],
)
async def test_one_step_tasks_find_their_action(desk: Desk, text: str, action: str) -> None:
    subtasks = await desk.plan(text)
    assert [s.action for s in subtasks] == [action]
    assert not subtasks[0].inputs


async def test_parameters_come_from_the_sentence(desk: Desk, here: Path) -> None:
    (plot,) = await desk.plan("把 sales.csv 画成折线图")
    assert plot.parameters["file"] == str(here / "sales.csv") and plot.parameters["kind"] == "line"
    (cpu,) = await desk.plan("check the cpu usage, is it above 80%")
    assert cpu.parameters == {"threshold": 80.0}
    (titles,) = await desk.plan("抓取 https://example.com 的前五条标题")
    assert titles.parameters == {"url": "https://example.com", "count": 5}


async def test_parameters_the_caller_gave_win(desk: Desk) -> None:
    (titles,) = await desk.plan("抓取 https://example.com 的标题", parameters={"count": 2})
    assert titles.parameters["count"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "抓取 https://example.com 的前10条标题，保存成 CSV，然后画图",
        "scrape the top 10 titles of https://example.com, save them as CSV, then plot it",
    ],
)
async def test_three_pieces_are_three_subtasks_that_pass_files_on(desk: Desk, text: str) -> None:
    scrape, keep, plot = await desk.plan(text)
    assert (scrape.action, keep.action, plot.action) == ("titles", "keep", "plot")
    assert (scrape.inputs, keep.inputs, plot.inputs) == ((), (0,), (0, 1))

    results = {
        "titles": {"answer": "10 titles", "data": [{"title": "a", "n": 1}], "code": "scrape()"},
        "plot": {"answer": "drawn", "files": ["plot.png"], "code": "plot()"},
    }
    result, calls = await desk.do(text, results)

    assert calls.written == {"result.csv": b"\xef\xbb\xbftitle,n\r\na,1\r\n"}
    assert '"file": "/artifacts/result.csv"' in calls.programs[1].stdin.decode()
    assert "/artifacts/result.csv" in [b.host for b in calls.programs[1].binds]
    assert result.answer.startswith("1. 10 titles\n2. ") and "drawn" in result.answer
    assert [a.name for a in result.artifacts] == ["result.csv", "plot.png"]
    assert "scrape()" in result.code and "plot()" in result.code


async def test_clauses_about_one_file_are_one_question(desk: Desk) -> None:
    (only,) = await desk.plan("读取 sales.csv，统计每个地区的销售额，并画柱状图")
    assert only.parameters["question"] == "读取 sales.csv，统计每个地区的销售额，并画柱状图"


async def test_independent_pieces_are_steps_of_their_own(desk: Desk) -> None:
    assert [s.action for s in await desk.plan("1. 检查 CPU 2. 检查内存")] == ["cpu", "memory"]
    first, second = await desk.plan("统计 sales.csv 的行数，然后统计 orders.json 的平均价格")
    assert first.parameters["file"] != second.parameters["file"] and not second.inputs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "asdkjh qweoiu",
        "写一首关于春天的诗",
        "what is the meaning of life",
        "今天天气怎么样",
    ],
)
async def test_what_nothing_fits_says_how_to_get_a_model(desk: Desk, text: str) -> None:
    with pytest.raises(NoModel) as caught:
        await desk.plan(text)
    assert caught.value.code == "no_model" and "ollama pull qwen2.5:7b" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [("which is nicer, logs or lags", "folder_missing"), ("logs 和 v9 谁好", "folder_missing")],
)
async def test_of_two_things_the_one_that_is_not_here_is_told(
    desk: Desk, text: str, code: str
) -> None:
    with pytest.raises(ActionFailed) as caught:
        await desk.plan(text)
    assert caught.value.code == code and ("lags" in str(caught.value) or "v9" in str(caught.value))


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("total sales by region in sale.csv", "file_missing", "sale.csv"),
        ("按地区统计不存在.csv的销售额", "file_missing", "不存在.csv"),
        ("统计每个地区的销售额", "file_needed", "文件"),
        ("统计 logs 里每个地区的销售额", "not_a_file", "logs"),
        ("抓取网页的标题", "url_needed", "网址"),
        ("how many .log files are in nope/", "folder_missing", "nope"),
    ],
)
async def test_what_is_missing_is_said(desk: Desk, text: str, code: str, said: str) -> None:
    with pytest.raises(ActionFailed) as caught:
        await desk.plan(text)
    assert caught.value.code == code and said in caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("统计每个地区的销售额", "sales.csv: 统计每个地区的销售额"),
        ("sales by region", "sales.csv: sales by region"),
    ],
)
async def test_the_only_table_of_the_folder_is_taken(
    desk: Desk, here: Path, text: str, first: str
) -> None:
    with pytest.raises(ActionFailed) as caught:
        await desk.plan(text)
    assert "sales.csv, 销售数据.csv" in caught.value.hint
    (here / "销售数据.csv").unlink()
    (step,) = await desk.plan(text)
    assert (step.action, step.text) == ("analyze", first)


@pytest.mark.parametrize("text", ["how many files are here", "内存还剩多少", "hacker news top 3"])
async def test_what_is_no_matter_of_a_table_takes_none(desk: Desk, here: Path, text: str) -> None:
    (here / "销售数据.csv").unlink()
    (step,) = await desk.plan(text)
    assert "sales.csv" not in step.text


async def test_a_missing_file_offers_the_nearest(desk: Desk, here: Path) -> None:
    with pytest.raises(ActionFailed) as caught:
        await desk.plan("total sales by region in sale.csv")
    assert "sales.csv" in caught.value.hint and str(here) in caught.value.message


async def test_skills_the_user_named_are_the_only_ones_tried(desk: Desk) -> None:
    with pytest.raises(AiosError):
        await desk.plan("按地区统计 sales.csv 的销售额", skills=("page_reader",))
    (only,) = await desk.plan("按地区统计 sales.csv 的销售额", skills=("table_facts",))
    assert only.skill == "table-facts"


async def test_a_tool_is_used_on_the_host(desk: Desk) -> None:
    told = {"answer": "CPU 12 %", "data": {"percent": 12}}
    result, calls = await desk.do("检查 CPU 使用率", {"system.cpu": told})
    assert calls.tools == [("system.cpu", {})]
    assert result.answer == "CPU 12 %" and result.data == {"percent": 12}
    assert "folder-facts/cpu" in result.explanation and "没有使用模型" in result.explanation


async def test_an_actions_error_is_the_outcomes(desk: Desk) -> None:
    told = {"error": {"code": "unknown_column", "message": "no x", "hint": "try y"}}
    calls = desk.calls("统计 sales.csv 的销售额", {"analyze": told})
    (subtask,) = await desk.planner.plan(calls.task, calls)
    outcome = await desk.planner.perform(subtask, [], calls)
    assert outcome.error and outcome.error.code == "unknown_column"


async def test_a_step_without_its_file_says_so(desk: Desk) -> None:
    text = "抓取 https://example.com 的标题，然后画图"
    with pytest.raises(ActionFailed) as caught:
        await desk.do(text, {"titles": {"answer": "x"}})
    assert caught.value.code == "input_missing"


async def test_nothing_to_keep_is_said(desk: Desk) -> None:
    with pytest.raises(ActionFailed) as caught:
        await desk.do("抓取 https://example.com 的标题，保存成 CSV", {"titles": {"answer": "x"}})
    assert caught.value.code == "nothing_to_keep"


async def test_a_file_already_there_is_kept_under_the_name_wished_for(desk: Desk) -> None:
    made = {"titles": {"answer": "x", "files": ["titles.csv"]}}
    text = "抓取 https://example.com 的标题，保存成 {}"
    result, calls = await desk.do(text.format("CSV"), made)
    assert not calls.written and [a.name for a in result.artifacts] == ["titles.csv"]
    result, calls = await desk.do(text.format("mine.csv"), made)
    assert calls.written == {"mine.csv": b"/artifacts/titles.csv"}


def poem(text: str) -> str:
    return f"poem about {text}"


async def slow_poem(text: str) -> dict[str, Any]:
    await asyncio.sleep(0)
    return {"answer": text, "code": "poem()", "notes": "short"}


class Poet:
    def __call__(self, *, topic: str, lines: int = 4) -> list[str]:
        return [topic] * lines


@pytest.mark.parametrize(
    ("executor", "answer"),
    [
        (poem, "poem about 写一首诗"),
        (slow_poem, "写一首诗\nshort"),
        (str.upper, "写一首诗"),
        (lambda: "always", "always"),
        (lambda text: None, ""),
        (lambda text: {"n": 1}, '{"n": 1}'),
        (lambda *words: len(words), "1"),
        (Poet(), '["写一首诗", "写一首诗", "写一首诗", "写一首诗"]'),
    ],
)
async def test_a_registered_function_does_a_task(desk: Desk, executor: Any, answer: str) -> None:
    desk.library.register({"name": "poet", "executor": executor, "keywords": ["诗", "poem"]})
    result, _ = await desk.do("写一首诗", {})
    assert result.answer == answer


async def test_a_functions_declared_parameters_are_filled(desk: Desk) -> None:
    desk.library.register(
        {
            "name": "dice",
            "executor": lambda sides, times: sides * times,
            "keywords": ["骰子", "dice"],
            "parameters": {
                "type": "object",
                "required": ["times"],
                "properties": {
                    "times": {"type": "integer", "x-fill": "count"},
                    "sides": {"type": "integer", "default": 6},
                },
            },
        }
    )
    result, _ = await desk.do("掷三个骰子", {})
    assert result.data == 18


async def test_a_function_of_many_arguments_must_declare_them(desk: Desk) -> None:
    desk.library.register({"name": "adder", "executor": lambda a, b: a + b, "keywords": ["相加"]})
    with pytest.raises(BadRequest, match="a, b"):
        await desk.do("把它们相加", {})


async def test_what_was_not_done_is_said_in_the_answer(desk: Desk) -> None:
    result, _ = await desk.do("检查 CPU 使用率，并写一首诗", {"system.cpu": {"answer": "CPU 12 %"}})
    assert result.answer.startswith("1. CPU 12 %\n2. 没有做：“写一首诗”")
    assert "ollama pull" in result.answer


async def test_what_a_tool_found_reaches_the_next_step_as_a_file(desk: Desk) -> None:
    told = {"answer": "CPU", "data": [{"core": 0, "percent": 12}, {"core": 1, "percent": 30}]}
    results = {"system.cpu": told, "plot": {"answer": "drawn", "files": ["plot.png"]}}
    result, calls = await desk.do("检查 CPU 使用率，然后画图", results)
    assert calls.written["result.csv"].endswith(b"core,percent\r\n0,12\r\n1,30\r\n")
    assert "drawn" in result.answer


def test_a_step_of_the_planners_own_has_a_skill_too(desk: Desk) -> None:
    keep = Subtask(index=1, text="保存成 CSV", action="keep", parameters={"suffix": "csv"})
    found = desk.planner.skill_for(keep, str(desk.here))
    assert found is not None and found.id == "planner"
    analyze = Subtask(index=0, text="按地区统计 sales.csv 的销售额")
    found = desk.planner.skill_for(analyze, str(desk.here))
    assert found is not None and found.id == "table-facts"
    assert desk.planner.skill_for(Subtask(index=0, text="写诗"), str(desk.here)) is None


async def test_several_tables_of_an_earlier_step_are_taken_together(tmp_path: Path) -> None:
    """Two tables out of an archive are one question's matter; one table twice is not."""
    bundled = Path(__file__).parents[3] / "src/aios/skills/bundled"
    planner = BuiltinPlanner(SkillLibrary(SkillsFolder(path=bundled).read()[0]), nowhere)
    (tmp_path / "months.zip").write_bytes(b"x")
    text = "unzip months.zip and tell me the total qty per product"
    for files, action in (
        (["jan.csv", "feb.csv"], "combine"),
        (["items.csv", "items.json"], "analyze"),
        (["jan.csv", "readme.md"], "analyze"),
    ):
        told = {"answer": "done", "files": files}
        calls: Any = ScriptedCalls(
            TaskSpec(description=text, cwd=str(tmp_path)), dict.fromkeys(("unpack", action), told)
        )
        plan = await planner.plan(calls.task, calls)
        assert [subtask.action for subtask in plan] == ["unpack", "analyze"]
        unpacked = await planner.perform(plan[0], (), calls)
        await planner.perform(plan[1], (unpacked,), calls)
        assert [program.action for program in calls.programs] == ["unpack", action]

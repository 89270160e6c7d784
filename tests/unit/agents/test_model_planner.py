"""The model planner: what a model is told, what is made of its replies, what a program is given.

Covered: plans and their repair, prompts in both languages, files, hosts and artifacts given to
programs, the skill in whose name they run, repairs, words without programs, results.
Not covered: programs that really run (tests/integration/test_model_tasks.py).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.doubles.scripted_calls import ScriptedCalls

from aios.agents.model import ModelPlanner
from aios.agents.said import files
from aios.agents.wording import title
from aios.contracts.errors import LimitReached, NotFound
from aios.contracts.machine import RunOutcome
from aios.contracts.messages import Generation
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.route import Route
from aios.contracts.skill import Action, Permissions, Skill
from aios.contracts.task import Artifact, Result, TaskSpec, Turn
from aios.contracts.text import clip, estimate_tokens
from aios.skills.library import SkillLibrary

BAD = RunOutcome(exit_code=1, stderr="Traceback …\nKeyError: 'price'")
GOOD = RunOutcome(exit_code=0, stdout="42\n")
PLAN = '{"subtasks": [{"text": "compute", "skill": "code-generation"}]}'
CODE = "```python\nprint(42)\n```"

WEB = Permissions(network=("named", "news.example"), machine=True)
SKILLS = (
    Skill(id="code-generation", name="c", description="Writes programs.", instructions="Be neat."),
    Skill(id="web-scraping", name="w", description="Reads pages.", permissions=WEB),
    Skill(
        id="tea-brewing",
        name="tea",
        description="Brews tea.",
        actions=(
            Action(name="run", description="Brew tea", executor=str.upper, words=("tea", "brew")),
        ),
    ),
)


@pytest.fixture
def planner() -> ModelPlanner:
    return planner_of(Route(task="", type="none"))


def planner_of(route: Route, **more: Any) -> ModelPlanner:
    return ModelPlanner(SkillLibrary(SKILLS), lambda _: route, agent_prompt="Be kind.", **more)


def subtask(skill: str = "code-generation", text: str = "compute") -> Subtask:
    return Subtask(index=0, text=text, skill=skill)


async def test_the_plan_is_the_models(planner: ModelPlanner, tmp_path: Path) -> None:
    steps = [
        {"text": "fetch", "skill": "web_scraping"},
        {"text": "draw", "skill": "code-generation"},
    ]
    calls = ScriptedCalls("Fetch, then draw", [json.dumps({"subtasks": steps})], [], tmp_path)
    first, second = await planner.plan(calls.task, calls)
    assert (first.index, first.skill, first.inputs) == (0, "web-scraping", ())
    assert (second.index, second.skill, second.inputs) == (1, "code-generation", (0,))
    [request] = calls.model.requests
    assert request.format is not None and "code-generation" in json.dumps(request.format)
    assert request.messages[0].role == "system" and "Be kind." in request.messages[0].content
    assert "Fetch, then draw" in calls.asked[0] and "Reads pages." in calls.asked[0]


async def test_what_was_said_before_is_told(planner: ModelPlanner, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    calls = ScriptedCalls("Now by month", [PLAN], [], tmp_path)
    earlier = TaskSpec(description="Sum up a.csv", cwd=str(tmp_path))
    task = calls.task.but(description="Sum up a.csv", result=Result(answer="It is 42."))
    calls.before = (Turn(task=task, spec=earlier),)
    await planner.plan(calls.task, calls)
    [asked] = calls.asked
    assert asked.index("Sum up a.csv") < asked.index("It is 42.") < asked.index("Now by month")
    assert files(calls) == [str(tmp_path / "a.csv")]


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        ("no", "no JSON"),
        ("{", "broken"),
        ("{}", "list of 1 to 8"),
        ('{"subtasks": []}', "list of 1 to 8"),
        (json.dumps([{"text": "x", "skill": "code-generation"}] * 9), "list of 1 to 8"),
        ('{"subtasks": [5]}', "subtask 1 has no text"),
        ('{"subtasks": [{"text": " ", "skill": "web-scraping"}]}', "no text"),
        (json.dumps({"subtasks": [{"text": "x" * 2001, "skill": "web-scraping"}]}), "2000"),
        ('{"subtasks": [{"text": "x", "skill": "magic"}]}', "magic"),
        ('{"subtasks": [{"text": "x"}]}', "None"),
    ],
)
async def test_a_bad_plan_goes_back_with_what_is_wrong(
    planner: ModelPlanner, tmp_path: Path, reply: str, word: str
) -> None:
    calls = ScriptedCalls("Compute", [reply, PLAN], [], tmp_path)
    assert len(await planner.plan(calls.task, calls)) == 1
    assert word in calls.asked[1]


async def test_without_a_plan_the_routed_skill_does_the_whole(tmp_path: Path) -> None:
    planner = planner_of(Route(task="", type="x", skills=("web-scraping", "code-generation")))
    calls = ScriptedCalls("Fetch it all", ["no"] * 3, [], tmp_path)
    [whole] = await planner.plan(calls.task, calls)
    assert (whole.text, whole.skill) == ("Fetch it all", "web-scraping")
    assert "no JSON" in whole.reasons[0]


async def test_skills_the_user_named_are_the_only_ones(
    planner: ModelPlanner, tmp_path: Path
) -> None:
    calls = ScriptedCalls("Compute", [PLAN] * 3, [], tmp_path, skills=("web_scraping",))
    [whole] = await planner.plan(calls.task, calls)
    assert whole.skill == "web-scraping"
    assert "Writes programs." not in calls.asked[0]
    lost = ScriptedCalls("Compute", [], [], tmp_path, skills=("magic",))
    with pytest.raises(NotFound, match="magic"):
        await planner.plan(lost.task, lost)


async def test_skills_that_act_on_the_host_act_themselves(
    planner: ModelPlanner, tmp_path: Path
) -> None:
    plan = '{"subtasks": [{"text": "brew tea", "skill": "tea-brewing"}]}'
    calls = ScriptedCalls("brew tea", [plan], [], tmp_path)
    [brewing] = await planner.plan(calls.task, calls)
    assert brewing.action == "run"
    assert (await planner.perform(brewing, [], calls)).answer == "BREW TEA"


async def test_a_program_is_given_what_the_task_names(
    planner: ModelPlanner, tmp_path: Path
) -> None:
    (tmp_path / "销售.csv").write_text("a")
    made = Artifact(name="x.json", path="/kept/x.json", media_type="", bytes=1, sha256="")
    earlier = [Outcome(answer="读到 3 行", artifacts=(made,))]
    text = "统计 销售.csv，再发到 http://127.0.0.1:8080/api"
    calls = ScriptedCalls(text, [CODE], [GOOD], tmp_path, hosts=("other.example",))
    await planner.perform(subtask(), earlier, calls)
    [program] = calls.programs
    named = str(tmp_path / "销售.csv")
    assert [bind.host for bind in program.binds] == [named, "/kept/x.json"]
    assert program.network.hosts == ("127.0.0.1:8080", "other.example")
    assert (program.skill, program.source) == ("", "print(42)\n")
    for told in (named, "127.0.0.1:8080", "读到 3 行", "/kept/x.json", "Be neat.", "中文"):
        assert told in calls.asked[0]


async def test_a_skill_opens_the_hosts_it_declares(planner: ModelPlanner, tmp_path: Path) -> None:
    calls = ScriptedCalls("Read the news", [CODE], [GOOD], tmp_path)
    await planner.perform(subtask("web-scraping"), [], calls)
    [program] = calls.programs
    assert (program.skill, program.network.hosts) == ("web-scraping", ("news.example",))
    assert program.network.private == ()


async def test_a_skill_that_may_not_read_files_is_left_out_when_there_are_some(
    planner: ModelPlanner, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a")
    calls = ScriptedCalls("Compare a.csv with the news", [CODE], [GOOD], tmp_path)
    await planner.perform(subtask("web-scraping"), [], calls)
    [program] = calls.programs
    assert (program.skill, program.network.hosts) == ("", ())


async def test_a_failing_program_is_repaired(planner: ModelPlanner, tmp_path: Path) -> None:
    fixed = "```python\nprint(40 + 2)\n```"
    calls = ScriptedCalls("Compute", [CODE, fixed], [BAD, GOOD], tmp_path)
    outcome = await planner.perform(subtask(), [], calls)
    assert (outcome.answer, outcome.code, outcome.origin) == ("42", "print(40 + 2)\n", "model/m")
    assert outcome.ok and calls.origins == ["model/m"] * 2
    assert "KeyError: 'price'" in calls.asked[1] and "exit code 1" in calls.asked[1]
    shown = calls.model.requests[1].messages
    assert [m.role for m in shown] == ["system", "user", "assistant", "user"]
    assert shown[:2] == calls.model.requests[0].messages


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (RunOutcome(exit_code=-9, timed_out=True, duration_s=120.0), "120 s"),
        (RunOutcome(exit_code=-9, oom=True), "memory"),
        (RunOutcome(exit_code=3), "exit code 3"),
    ],
)
async def test_however_a_program_fails_the_model_and_the_person_are_told(
    planner: ModelPlanner, tmp_path: Path, outcome: RunOutcome, word: str
) -> None:
    calls = ScriptedCalls("Compute", [CODE] * 4, [outcome] * 4, tmp_path)
    failed = await planner.perform(subtask(), [], calls)
    assert word in calls.asked[1]
    assert failed.error is not None and failed.error.code == "program_failed"
    assert word in failed.error.message and failed.code == "print(42)\n"


async def test_a_cut_answer_is_said_to_be_cut(planner: ModelPlanner, tmp_path: Path) -> None:
    cut = Generation(text="```python\nprint('x", model="m", finish_reason="length")
    calls = ScriptedCalls("Compute", [cut, CODE], [BAD, GOOD], tmp_path)
    await planner.perform(subtask(), [], calls)
    assert "cut off" in calls.asked[1]


async def test_words_only_are_said_to_be_words(planner: ModelPlanner, tmp_path: Path) -> None:
    calls = ScriptedCalls("写诗", ["<think>hm</think>NO PROGRAM\n秋风起。"], [], tmp_path)
    outcome = await planner.perform(subtask(), [], calls)
    assert (outcome.answer, outcome.code, calls.programs) == ("秋风起。", "", [])


@pytest.mark.parametrize(("text", "tongue"), [("求和", "中文"), ("Add it up", "English")])
async def test_the_answer_is_wanted_in_the_tasks_language(
    planner: ModelPlanner, tmp_path: Path, text: str, tongue: str
) -> None:
    calls = ScriptedCalls(text, ["<think>so</think> 42 "], [], tmp_path)
    done = [
        Outcome(answer="41", code="a\n", output="41", data=[1]),
        Outcome(answer="42", code="b\n", output="42"),
        Outcome(answer="words"),
    ]
    result = await planner.integrate(calls.task, done, calls)
    assert (result.answer, result.code, result.output) == ("42", "b\n", "41\n42\nwords")
    assert result.data == [1]
    assert tongue in calls.asked[0] and 'subtask 1">\n41' in calls.asked[0]
    assert "m" in result.explanation and "2" in result.explanation


async def test_a_model_that_only_thought_leaves_the_programs_own_words(
    planner: ModelPlanner, tmp_path: Path
) -> None:
    calls = ScriptedCalls("Add", ["<think>never said"], [], tmp_path)
    assert (await planner.integrate(calls.task, [Outcome(answer="42")], calls)).answer == "42"


async def test_requests_leave_room_for_the_answer(tmp_path: Path) -> None:
    planner = planner_of(Route(task="", type="none"), context_tokens=4096)
    calls = ScriptedCalls("Compute", [CODE] * 4, [BAD.but(stdout="long " * 9000)] * 4, tmp_path)
    await planner.perform(subtask(), [], calls)
    for request in calls.model.requests:
        asked = sum(estimate_tokens(m.content) for m in request.messages)
        assert asked + (request.max_tokens or 0) <= 4096
    with pytest.raises(LimitReached):
        long = ScriptedCalls("word " * 9000, [], [], tmp_path)
        await planner.plan(long.task, long)


def test_long_texts_keep_their_beginning_and_end() -> None:
    shown = clip("begin " + "middle " * 5000 + "end", 100)
    assert shown.startswith("begin") and shown.endswith("end")
    assert estimate_tokens(shown) < 150
    assert clip("short", 100) == "short"
    assert title("a\n b" + "c" * 99) == "a b" + "c" * 56 + "…"

"""Tasks through the whole system: accepted, routed, worked on, ended, and told."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aios.contracts.errors import (
    ActionFailed,
    BadRequest,
    Cancelled,
    LimitReached,
    NoModel,
    NotFound,
    TimedOut,
)
from aios.contracts.events import TaskAccepted, TaskEnded
from aios.contracts.limits import Budget
from aios.contracts.task import Status
from aios.system import AsyncAIOS
from aios.testing import DryBackend


async def with_skill(aios: AsyncAIOS, executor: Callable[..., Any], **more: Any) -> None:
    words = ["tea", "泡茶", "brew"]
    await aios.register_skill(
        {"name": "tea-brewing", "keywords": words, "executor": executor, **more}
    )


async def test_a_registered_skill_gets_the_task_it_is_meant_for(aios: AsyncAIOS) -> None:
    await with_skill(aios, lambda text: f"brewed: {text}")
    task = await aios.execute("brew some tea")
    result = await task.wait(timeout=20)
    assert result.answer == "brewed: brew some tea"
    assert task.status == Status.COMPLETED == "completed"
    [step] = task.record.steps
    assert (step.kind, step.skill, step.status) == ("tool", "tea-brewing", "completed")


async def test_chinese_words_reach_it_too(aios: AsyncAIOS) -> None:
    async def brew(text: str) -> dict[str, Any]:
        return {"answer": "好了", "data": {"text": text}}

    await with_skill(aios, brew)
    result = await (await aios.execute("请帮我泡茶")).wait(timeout=20)
    assert (result["answer"], result["data"]["text"]) == ("好了", "请帮我泡茶")


async def test_an_executor_that_raises_fails_its_task_only(aios: AsyncAIOS) -> None:
    def spill(text: str) -> str:
        raise OSError("spilt")

    await with_skill(aios, spill)
    task = await aios.execute("brew some tea")
    with pytest.raises(Exception, match="spilt"):
        await task.wait(timeout=20)
    assert task.status is Status.FAILED
    assert (await aios.list_tasks())[0].error is not None


async def test_what_nothing_can_do_fails_honestly_and_says_how_to_get_a_model(
    aios: AsyncAIOS,
) -> None:
    task = await aios.execute("写一首关于秋天的诗")
    with pytest.raises(NoModel) as caught:
        await task.wait(timeout=20)
    assert caught.value.code == "no_model"
    assert "ollama" in caught.value.hint


async def test_a_task_done_in_part_fails_and_keeps_what_was_done(aios: AsyncAIOS) -> None:
    task = await aios.execute("看看内存用了多少，然后写一首关于秋天的诗")
    with pytest.raises(NoModel, match="诗") as caught:
        await task.wait(timeout=20)
    assert "内存使用率" in caught.value.partial.answer
    assert task.status is Status.FAILED
    assert "内存使用率" in task.result.answer


async def test_every_accepted_task_is_told_from_beginning_to_end(aios: AsyncAIOS) -> None:
    await with_skill(aios, lambda text: "done")
    task = await aios.execute("brew tea")
    await task.wait(timeout=20)
    kinds = [type(event) async for event in aios.watch(task.id)]
    assert kinds[0] is TaskAccepted
    assert kinds[-1] is TaskEnded


async def test_cancel_wakes_the_waiter_and_is_written_down(aios: AsyncAIOS) -> None:
    begun = asyncio.Event()

    async def wait_for_ever(text: str) -> str:
        begun.set()
        await asyncio.Event().wait()
        return "never"

    await with_skill(aios, wait_for_ever)
    task = await aios.execute("brew tea")
    await asyncio.wait_for(begun.wait(), 20)
    waiting = asyncio.create_task(task.wait())
    assert await task.cancel() is True
    with pytest.raises(Cancelled):
        await waiting
    assert (await aios.get_task_status(task)) == "cancelled"
    assert await task.cancel() is False


async def test_a_task_cancelled_before_it_started_ends_too(aios: AsyncAIOS) -> None:
    await with_skill(aios, lambda text: "done")
    task = await aios.execute("brew tea")
    await aios.cancel(task)
    assert (await aios.ended(task, 20)).status.final


async def test_a_task_has_a_deadline(aios: AsyncAIOS) -> None:
    async def dawdle(text: str) -> str:
        await asyncio.Event().wait()
        return ""

    await with_skill(aios, dawdle)
    task = await aios.execute("brew tea", timeout=0.2)
    with pytest.raises(TimedOut, match=r"0\.2 s"):
        await task.wait(timeout=20)
    assert task.status is Status.FAILED


async def test_waiting_with_a_timeout_leaves_the_task_running(aios: AsyncAIOS) -> None:
    leave = asyncio.Event()

    async def brew(text: str) -> str:
        await leave.wait()
        return "tea"

    await with_skill(aios, brew)
    task = await aios.execute("brew tea")
    with pytest.raises(TimedOut, match="still"):
        await task.wait(timeout=0.1)
    leave.set()
    assert (await task.wait(timeout=20)).answer == "tea"


async def test_an_agent_of_ones_own_is_any_object_with_run(aios: AsyncAIOS) -> None:
    class Echo:
        name = "echo"

        async def run(self, task: Any, calls: Any) -> str:
            await calls.write("note.txt", b"kept", "text/plain")
            return task.description

    await aios.create_agent(Echo())
    result = await (await aios.execute("say it", agent="echo")).wait(timeout=20)
    assert result.answer == "say it"
    assert [Path(a.path).read_bytes() for a in result.artifacts] == [b"kept"]


async def test_an_agent_may_name_skills_that_come_later(aios: AsyncAIOS) -> None:
    agent = await aios.create_agent(
        {"name": "barista", "type": "custom", "skills": ["tea_brewing"], "model": "qwen2.5:7b"}
    )
    assert agent["skills"] == ("tea-brewing",)
    await with_skill(aios, lambda text: "tea")
    task = await aios.execute("brew tea")
    assert (await task.wait(timeout=20)).answer == "tea"
    assert task.agent == "barista"


async def test_results_are_remembered(aios: AsyncAIOS) -> None:
    await with_skill(aios, lambda text: "oolong")
    await (await aios.execute("brew tea")).wait(timeout=20)
    found = await aios.memory_manager.search("oolong")
    assert "oolong" in found[0].text


async def test_statistics_have_the_names_users_know(aios: AsyncAIOS) -> None:
    await aios.create_agent({"name": "barista", "skills": ["tea-brewing"]})
    await with_skill(aios, lambda text: "tea")
    await (await aios.execute("brew tea", agent="barista")).wait(timeout=20)
    [stats] = [a.stats for a in await aios.list_agents() if a.id == "barista"]
    assert (stats["tasks_completed"], stats["success_rate"]) == (1, 1.0)
    [skill] = [s for s in await aios.list_skills() if s.id == "tea-brewing"]
    assert skill["stats"]["usage_count"] == 1
    names = {tool["name"] for tool in await aios.list_tools()}
    assert {"ollama_client", "vm_controller"} <= names


@pytest.mark.parametrize(
    ("request_", "code", "word"),
    [
        ("", "task_empty", "empty"),
        ("  \n", "task_empty", "empty"),
        ({"description": "x", "priority": "urgent"}, "priority_unknown", "urgent"),
        ({"description": "x", "prioritty": "high"}, "task_malformed", "prioritty"),
        ({"type": "data_analysis"}, "task_malformed", "description"),
        ({"description": 3}, "task_malformed", "3"),
        ({"description": "x", "type": "cooking"}, "type_unknown", "cooking"),
        ({"description": "x", "timeout": -1}, "task_malformed", "-1"),
        ({"description": "x", "skills": [1]}, "task_malformed", "skills"),
        (["x"], "task_malformed", "list"),
    ],
)
async def test_a_malformed_task_gets_one_clear_error(
    aios: AsyncAIOS, request_: Any, code: str, word: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        await aios.submit_task(request_)
    assert caught.value.code == code
    assert word in caught.value.message
    assert caught.value.hint
    assert await aios.list_tasks() == []


async def test_an_unknown_agent_is_named_with_the_nearest(aios: AsyncAIOS) -> None:
    with pytest.raises(NotFound, match="codr") as caught:
        await aios.execute("x", agent="codr-agent")
    assert "coder-agent" in caught.value.hint


async def test_an_unknown_task_is_named(aios: AsyncAIOS) -> None:
    with pytest.raises(NotFound, match="task-nothing"):
        await aios.get_task_status("task-nothing")


async def test_without_machines_a_task_that_needs_one_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "sales.csv"
    table.write_text("region,sales\nWest,1\n")
    knobs = {"use_vm": False, "drivers": [], "backends": [DryBackend()]}
    async with AsyncAIOS(tmp_path / "ws", **knobs) as aios:
        task = await aios.execute(f"total sales by region in {table}")
        ended = await aios.ended(task, 20)
    assert ended.error is not None
    assert ended.error.code == "machines_off"


async def test_closing_puts_running_tasks_back_and_the_next_start_goes_on(tmp_path: Path) -> None:
    place, begun, runs = tmp_path / "ws", asyncio.Event(), []

    async def brew(text: str) -> str:
        runs.append(text)
        if len(runs) == 1:
            begun.set()
            await asyncio.Event().wait()
        return "tea"

    class Brewer:
        name = "brewer"

        async def run(self, task: Any, calls: Any) -> str:
            return await brew(task.description)

    async with AsyncAIOS(place, drivers=[], backends=[]) as first:
        await first.create_agent(Brewer())
        task = await first.execute("brew tea", agent="brewer")
        await asyncio.wait_for(begun.wait(), 20)
    async with AsyncAIOS(place, drivers=[], backends=[], recover="fail") as second:
        ended = await second.ended(task.id, 20)
    assert ended.status is Status.FAILED
    assert ended.error is not None and ended.error.code == "interrupted"


async def test_two_systems_on_one_workspace_leave_each_others_tasks_alone(tmp_path: Path) -> None:
    place, leave = tmp_path / "ws", asyncio.Event()

    class Brewer:
        name = "brewer"

        async def run(self, task: Any, calls: Any) -> str:
            await leave.wait()
            return "tea"

    async with AsyncAIOS(place, drivers=[], backends=[]) as first:
        await first.create_agent(Brewer())
        task = await first.execute("brew tea", agent="brewer")
        async with AsyncAIOS(place, drivers=[], backends=[]) as second:
            assert (await second.get_task(task)).status in (Status.PENDING, Status.RUNNING)
        leave.set()
        assert (await task.wait(timeout=20)).answer == "tea"


async def test_steps_can_be_taken_by_hand(aios: AsyncAIOS) -> None:
    await with_skill(aios, lambda text: "tea")
    agent = await aios.scheduler.select_agent("brew tea")
    [subtask] = await agent.plan("brew tea")
    skill = await aios.skills_manager.select(subtask)
    outcome = await skill.execute(subtask)
    result = await agent.integrate_results([outcome])
    assert (skill, outcome.answer, result.answer) == ("tea-brewing", "tea", "tea")
    assert (await aios.list_tasks())[0].status is Status.COMPLETED


async def test_a_missing_file_is_named(aios: AsyncAIOS, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("a\n1\n")
    task = await aios.execute("total amount in salse.csv", cwd=str(tmp_path))
    with pytest.raises(ActionFailed) as caught:
        await task.wait(timeout=20)
    assert caught.value.code == "file_missing"
    assert "salse.csv" in caught.value.message
    assert "sales.csv" in caught.value.hint


@pytest.mark.parametrize("whose", ["task", "agent"])
async def test_a_spent_budget_ends_the_task(aios: AsyncAIOS, whose: str) -> None:
    class Busy:
        name = "busy"

        async def run(self, task: Any, calls: Any) -> str:
            for number in range(5):
                await calls.write(f"{number}.txt", b"x")
            return "done"

    await aios.create_agent(Busy())
    if whose == "agent":
        library = aios.house.agents
        library._agents["busy"] = library.get("busy").but(budget=Budget(calls=2))
    budget = {"calls": 2} if whose == "task" else None
    task = await aios.submit_task({"description": "x", "agent": "busy", "budget": budget})
    with pytest.raises(LimitReached, match="budget of 2 calls"):
        await task.wait(timeout=20)
    assert len(task.steps) == 2

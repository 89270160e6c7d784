"""What every planner promises (contracts/planner.py: Planner), kept by both, through the runner."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from aios.code.models.scripted import Reply
from aios.contracts.errors import AiosError, ModelFailed, NoModel
from aios.contracts.events import PlanMade, TaskStarted
from aios.contracts.messages import ModelRequest
from aios.system import AsyncAIOS
from aios.testing import DryBackend, ScriptedModel

TASK = "brew some tea, then bake a cake"
PLAN = (
    '{"subtasks": [{"text": "brew some tea", "skill": "tea-brewing"},'
    ' {"text": "bake a cake", "skill": "cake-baking"}]}'
)


def brew(text: str) -> str:
    return f"tea from {text!r}"


def bake(text: str) -> str:
    if "burnt" in text:
        raise OSError("the oven is on fire")
    return f"cake from {text!r}"


def repeat(request: ModelRequest) -> str:
    """The results as they were shown."""
    return request.messages[-1].content.rpartition("Results:")[2]


Start = Callable[..., AbstractAsyncContextManager[AsyncAIOS]]


@pytest.fixture(params=["builtin", "model"])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    """Starts a system whose tasks this planner works on; a model says these replies."""

    @asynccontextmanager
    async def started(*replies: Reply) -> AsyncIterator[AsyncAIOS]:
        model = [ScriptedModel(replies)] if request.param == "model" else []
        knobs = {"planner": request.param, "drivers": model, "backends": [DryBackend()]}
        async with AsyncAIOS(tmp_path, **knobs) as aios:
            for name, executor in (("tea-brewing", brew), ("cake-baking", bake)):
                words = [name.partition("-")[0], executor.__name__]
                await aios.register_skill({"name": name, "keywords": words, "executor": executor})
            yield aios

    return started


async def test_a_plan_is_in_order_and_refers_back(start: Start) -> None:
    async with start(PLAN, repeat) as aios:
        task = await aios.execute(TASK)
        await task.wait(timeout=30)
        events = [event async for event in aios.watch(task.id)]
        [started] = [e for e in events if isinstance(e, TaskStarted)]
        assert started.planner == aios.settings.planner
    [made] = [e for e in events if isinstance(e, PlanMade)]
    assert [s.index for s in made.subtasks] == [0, 1]
    assert [s.skill for s in made.subtasks] == ["tea-brewing", "cake-baking"]
    assert all(s.text and all(i < s.index for i in s.inputs) for s in made.subtasks)


async def test_every_outcome_is_in_the_result(start: Start) -> None:
    async with start(PLAN, repeat) as aios:
        task = await aios.execute(TASK)
        result = await task.wait(timeout=30)
        steps = task.record.steps
    assert 0 <= result.answer.index("tea from") < result.answer.index("cake from")
    assert [s.skill for s in steps if s.kind == "tool"] == ["tea-brewing", "cake-baking"]
    assert all(step.status == "completed" and step.call_id for step in steps)


async def test_steps_can_be_taken_by_hand(start: Start) -> None:
    async with start(PLAN, repeat) as aios:
        agent = await aios.scheduler.select_agent(TASK)
        subtasks = await agent.plan(TASK)
        outcomes = [await (await aios.skills_manager.select(s)).execute(s) for s in subtasks]
        result = await agent.integrate_results(outcomes)
    assert "tea from" in result.answer and "cake from" in result.answer


async def test_what_goes_wrong_ends_the_task_typed(start: Start) -> None:
    async with start(PLAN.replace("a cake", "a burnt cake")) as aios:
        task = await aios.execute(TASK.replace("a cake", "a burnt cake"))
        with pytest.raises(AiosError, match="fire") as caught:
            await task.wait(timeout=30)
        assert caught.value.code and caught.value.message
        assert task.status == "failed"


async def test_without_a_model_that_answers_it_says_so(start: Start) -> None:
    async with start(ModelFailed("The model died.", hint="Start it again.")) as aios:
        task = await aios.execute("写一首关于秋天的诗")
        with pytest.raises((NoModel, ModelFailed)) as caught:
            await task.wait(timeout=30)
    assert caught.value.code in ("no_model", "model_failed")
    assert caught.value.hint

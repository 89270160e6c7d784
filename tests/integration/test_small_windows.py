"""Whole tasks of models that read little at once: they end, in an answer or in an honest error.

Covered: a model of 2,048 tokens with tools whose programs print far more than it reads; a task
that is itself too long for it; a real llama.cpp model of 2,048 tokens that talks nonsense, whose
own tokenizer counts its window. Not covered: how much a small model understands.
"""

import json
from pathlib import Path

from tests.doubles.tiny_gguf import tiny_gguf

from aios.code.models.scripted import Reply
from aios.contracts.errors import ModelFailed
from aios.contracts.machine import RunOutcome
from aios.contracts.messages import Generation, ModelRequest, ToolCall
from aios.contracts.task import Status
from aios.kernel.context_tokens import TokenCounter, tokens_of, tokens_of_tools
from aios.system import AsyncAIOS
from aios.testing import DryBackend, ScriptedModel

WINDOW = 2048
ROUNDS = 6
PRINTED = "".join(f"line {n} finds nothing of note\n" for n in range(400))
PLAN = json.dumps({"subtasks": [{"text": "count the lines", "skill": "code-generation"}]})


def wants(name: str, **arguments: str) -> Generation:
    call = ToolCall(id="", name=name, arguments=dict(arguments))
    return Generation(text="", model="scripted", tool_calls=(call,))


def size(request: ModelRequest) -> int:
    """What the server would count, about; the answer has to fit too."""
    count = TokenCounter(ratio=1.0)
    answer = request.max_tokens or 0
    return tokens_of(request.messages, count) + tokens_of_tools(request.tools, count) + answer


def strict(reply: Reply) -> Reply:
    """The reply of a server that refuses what does not fit."""

    def answer(request: ModelRequest) -> Reply:
        if size(request) > WINDOW:
            raise ModelFailed("It is too long.", hint="Shorten it.", code="context_full")
        return reply

    return answer


async def test_far_more_is_printed_than_the_model_reads(tmp_path: Path) -> None:
    rounds = [strict(wants("run_code", code=f"print_lines({n})")) for n in range(ROUNDS)]
    machines = DryBackend([RunOutcome(exit_code=0, stdout=PRINTED)] * ROUNDS)
    last = [strict(wants("finish", answer="400 lines each")), strict("Each printed 400 lines.")]
    model = ScriptedModel([strict(PLAN), *rounds, *last], tools=True, context_tokens=WINDOW)
    async with AsyncAIOS(tmp_path, drivers=[model], backends=[machines]) as aios:
        task = await aios.ended(await aios.execute("Write a program that counts lines"), 60)
        kept = sorted((tmp_path / "contexts").glob("*.json"))
    assert (task.status, task.error) == (Status.COMPLETED, None)
    assert task.result is not None and task.result.answer == "Each printed 400 lines."
    at_work = model.requests[-2]
    assert any("to make room" in message.content for message in at_work.messages)
    assert at_work.messages[:2] == model.requests[1].messages[:2], "what is pinned stays"
    [window] = [json.loads(path.read_text()) for path in kept]
    assert PRINTED[:40] in "".join(cut["content"] for cut in window["cut"].values())


async def test_a_task_longer_than_the_window_is_refused_at_once(tmp_path: Path) -> None:
    asked = strict(PLAN)
    model = ScriptedModel([asked] * 9, tools=True, context_tokens=256)
    async with AsyncAIOS(tmp_path, drivers=[model], backends=[]) as aios:
        task = await aios.ended(await aios.execute("Count every line of this. " * 90), 60)
    assert task.error is not None and task.error.code == "context_full"
    assert "tokens" in task.error.message and "larger context" in task.error.hint
    assert len(model.requests) <= 1


async def test_a_real_model_that_babbles_in_a_small_window_comes_to_an_end(tmp_path: Path) -> None:
    path = tiny_gguf(tmp_path / "babbling.gguf", context_tokens=WINDOW)
    async with AsyncAIOS(tmp_path / "ws", model=str(path), backends=[]) as aios:
        task = await aios.ended(await aios.execute("写一个程序，把一到十加起来"), 60)
        told = (await aios.doctor())["model"]
    assert task.status is Status.FAILED and task.error is not None
    assert (task.error.code, task.usage.model_calls) == ("context_full", 0)
    assert "2048" in task.error.message or "window has" in task.error.message
    assert task.error.hint and told["tokens"] == "exact"

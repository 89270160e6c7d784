"""The tool loop: pydantic-ai's, with the kernel's calls as its model and its tools.

Imported only when a model is really asked: pydantic-ai takes most of a second to import.
"""

from collections.abc import Awaitable, Sequence
from typing import Any, cast

from pydantic_ai import Agent, ModelRetry, TextOutput, Tool, ToolOutput, UsageLimits
from pydantic_ai.exceptions import UnexpectedModelBehavior, UsageLimitExceeded
from pydantic_ai.messages import (
    ModelMessage,
    ModelResponse,
    ModelResponsePart,
    TextPart,
    ToolCallPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from aios.agents.model_bench import FINISH, Again, Bench, BenchTool, Ended
from aios.agents.model_talk import Talk
from aios.agents.replies import calls_in, words_in
from aios.contracts.messages import Message, ToolCall
from aios.contracts.plan import Outcome

MAX_STEPS = 16
MAX_WISHES = 8
GO = "Begin."


async def work_off(bench: Bench, talk: Talk) -> Outcome:
    """Let the model work on the bench until it is done, gives up, or has used up its steps."""

    # `Any`, because pydantic would else make a schema of an outcome, anew for every subtask.
    async def finish(answer: str) -> Any:
        return await _tried(bench.finish(answer))

    async def said(text: str) -> Any:
        return await _tried(bench.said(text))

    agent = Agent(
        KernelModel(bench, talk),
        output_type=[
            ToolOutput(finish, name="finish", description=FINISH),
            TextOutput(said),
        ],
        tools=[_tool(tool) for tool in bench.tools],
        retries=MAX_STEPS,
    )
    try:
        done = await agent.run(GO, usage_limits=UsageLimits(request_limit=MAX_STEPS))
        return cast(Outcome, done.output)
    except Ended as end:
        return end.outcome
    except (UsageLimitExceeded, UnexpectedModelBehavior):
        return bench.spent(MAX_STEPS)


class KernelModel(Model[None]):
    """A model of pydantic-ai whose every request is a call of the kernel.

    The conversation is kept by the talk, which fits it into the model's window: of what
    pydantic-ai sends along only the newest message is new.
    """

    def __init__(self, bench: Bench, talk: Talk) -> None:
        super().__init__()
        self._bench, self._talk = bench, talk
        self._said: Message | None = None
        self._ids = {""}

    @property
    def model_name(self) -> str:
        """The model that answered last."""
        return self._talk.last.model or "aios"

    @property
    def system(self) -> str:
        """The provider, as pydantic-ai calls it."""
        return "aios"

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """Ask the task's model; wishes for tools that it wrote as text are understood too."""
        if self._said is not None:
            await self._talk.add(self._said, *_answers(messages[-1], self._said))
        reply = self._bench.reply = await self._talk.think(self._bench.doing())
        text = words_in(reply.text)
        wishes = self._named(reply.tool_calls or calls_in(text, self._bench.names))
        asked = wishes if reply.tool_calls else ()
        self._said = Message(role="assistant", content=text, tool_calls=asked)
        parts: list[ModelResponsePart] = [
            ToolCallPart(wish.name, wish.arguments, tool_call_id=wish.id) for wish in wishes
        ] or [TextPart(text)]
        usage = RequestUsage(
            input_tokens=reply.usage.tokens_in, output_tokens=reply.usage.tokens_out
        )
        return ModelResponse(parts=parts, usage=usage, model_name=reply.model)

    def _named(self, wishes: Sequence[ToolCall]) -> tuple[ToolCall, ...]:
        """No more than a few wishes at once, each with an id that no other has had.

        Servers may give none, or the same one again.
        """
        named = []
        for wish in wishes[:MAX_WISHES]:
            fresh = wish.id if wish.id not in self._ids else f"wish-{len(self._ids)}"
            self._ids.add(fresh)
            named.append(wish.but(id=fresh))
        return tuple(named)


def _answers(sent: ModelMessage, said: Message) -> Sequence[Message]:
    """What came of the model's last message, as messages in the roles it will understand.

    Who wrote a wish for a tool as text is answered in text.
    """
    asked = {call.id for call in said.tool_calls}
    answers: list[Message] = []
    loose: list[str] = []
    for part in sent.parts:
        call_id, name = getattr(part, "tool_call_id", ""), getattr(part, "tool_name", "") or ""
        content = _text(part)
        if call_id in asked:
            answers.append(
                Message(role="tool", content=content, tool_name=name, tool_call_id=call_id)
            )
        elif content:
            loose.append(content)
    if loose:
        answers.append(Message(role="user", content="\n\n".join(loose)))
    return answers


def _text(part: Any) -> str:
    """The words of one part, whatever it is: an answer of a tool, or what was wrong."""
    if hasattr(part, "model_response_str"):
        return str(part.model_response_str())
    if hasattr(part, "model_response"):
        return str(part.model_response())
    content = getattr(part, "content", "")
    return content if isinstance(content, str) else str(content)


def _tool(tool: BenchTool) -> "Tool[None]":
    async def use(**arguments: Any) -> str:
        return await tool.use(arguments)

    return Tool.from_schema(
        use,
        name=tool.spec.name,
        description=tool.spec.description,
        json_schema=tool.spec.parameters,
        sequential=True,
    )


async def _tried(work: Awaitable[Outcome]) -> Outcome:
    """The outcome; what was wrong with the model's answer sends the model back with it."""
    try:
        return await work
    except Again as again:
        raise ModelRetry(str(again)) from None

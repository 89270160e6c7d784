"""One conversation with the task's model: its window, its budget of tokens, what it learns."""

from collections.abc import Mapping, Sequence
from typing import Any

from aios.agents.replies import words_in
from aios.contracts.errors import AiosError
from aios.contracts.messages import Generation, Message, ToolSpec
from aios.contracts.ports import Calls
from aios.contracts.text import clip
from aios.kernel.context_manager import ContextManager
from aios.kernel.context_tokens import Exactly, TokenCounter, tokens_of, tokens_of_tools

DEFAULT_CONTEXT_TOKENS = 8192
MAX_ANSWER_TOKENS = 8192
MAX_SHOWN_TOKENS = 2000
MAX_SUMMARY_TOKENS = 512
# In a smaller window a summary costs more than it tells: there the plain note does.
SUMMED_FROM_TOKENS = 6000
# What our own words take in the first prompt of a conversation.
OWN_TOKENS = 500
# What one side of a turn may take of the window, and of what its beginning leaves of it.
SHARE_OF_ALL, SHARE_OF_REST = 1 / 3, 0.45
# Of the context this much is left free: the count of a prompt is an estimate.
SPARE_SHARE = 0.05
TEMPERATURE = 0.2
MIN_SHOWN_TOKENS = 64
# What an estimate is corrected by when a server finds a prompt too long that we thought fits.
COUNTS_MORE = 1.5


class Room:
    """How the tokens a model reads are shared out. `context_tokens` is 0 where it is unknown."""

    def __init__(self, context_tokens: int = 0) -> None:
        context = context_tokens or DEFAULT_CONTEXT_TOKENS
        self.answer = min(context // 4, MAX_ANSWER_TOKENS)
        self.window = context - self.answer - int(context * SPARE_SHARE)
        self.shown = min(max(MIN_SHOWN_TOKENS, (self.window - OWN_TOKENS) // 8), MAX_SHOWN_TOKENS)


class Talk:
    """A conversation that begins with pinned messages; turns are added as they happen.

    `counter` counts its tokens and learns from its answers, or asks `exactly`, the model's own
    tokenizer; `name` is under which the conversation is kept when something is cut from it.
    """

    def __init__(
        self,
        calls: Calls,
        contexts: ContextManager,
        room: Room,
        pinned: Sequence[Message],
        *,
        counter: TokenCounter,
        exactly: Exactly | None = None,
        name: str = "",
        tools: Sequence[ToolSpec] = (),
    ) -> None:
        self.last = Generation(text="", model="")
        self._calls, self._contexts, self._room = calls, contexts, room
        self._tools = tuple(tools)
        self._name = name
        self._counter, self._exactly = counter, exactly
        self._told_tools = tokens_of_tools(self._tools, self._counter) if tools else 0
        self.window = contexts.window(max(1, room.window - self._told_tools), self._counter)
        self.window.pin(*pinned)
        self._compactions = 0

    async def think(self, what: str, schema: Mapping[str, Any] | None = None) -> Generation:
        """The model's next answer; what its server counted makes our next estimate better."""
        await self._make_room()
        await self._count(self.window.shown())
        shown = self.window.messages()
        try:
            self.last = await self._asked(shown, what, schema)
        except AiosError as error:
            if not self._mended(error):
                raise
            await self._make_room()
            self.last = await self._asked(self.window.messages(), what, schema)
        self._counter.learn(self.window.used() + self._told_tools, self.last.usage.tokens_in)
        return self.last

    async def _asked(
        self, shown: Sequence[Message], what: str, schema: Mapping[str, Any] | None
    ) -> Generation:
        return await self._calls.think(
            shown,
            title=what,
            format=schema,
            tools=self._tools,
            max_tokens=self._room.answer,
            temperature=TEMPERATURE,
        )

    def _mended(self, error: AiosError) -> bool:
        """Whether asking again may help: with fewer tokens, or without tools.

        A server that counts more than we do has the last word; one that knows nothing of tools
        has a model that writes its programs and wishes into its answers.
        """
        if error.code == "context_full":
            self._counter.ratio *= COUNTS_MORE
            return self.window.make_room()
        if error.code == "model_without_tools" and self._tools:
            self._tools, self._told_tools = (), 0
            return True
        return False

    async def add(self, said: Message, *answers: Message) -> None:
        """What the model said and what came of it, as one turn; neither may fill the window."""
        side = self._room_for_a_side()
        room = min(side, self._room.answer)
        each = room // max(1, len(said.tool_calls))
        wishes = tuple(c.but(arguments=_clipped(c.arguments, each)) for c in said.tool_calls)
        each = max(MIN_SHOWN_TOKENS, side // max(1, len(answers)))
        heard = [answer.but(content=clip(answer.content, each)) for answer in answers]
        content = clip(words_in(said.content), room)
        if not (content or wishes):
            content = "(nothing)"
        turn = (said.but(content=content, tool_calls=wishes), *heard)
        await self._count(turn)
        self.window.add(*turn)

    def _room_for_a_side(self) -> int:
        """What either may take at most, as the estimate counts."""
        window = self.window
        rest = window.limit_tokens - tokens_of((*window.pinned, *window.note), self._counter)
        side = min(window.limit_tokens * SHARE_OF_ALL, max(0, rest) * SHARE_OF_REST)
        return int(side / max(1.0, self._counter.ratio))

    async def _count(self, messages: Sequence[Message]) -> None:
        if self._exactly is not None:
            texts = [message.content for message in messages]
            if not await self._counter.ask(texts, self._exactly):
                self._exactly = None

    async def _make_room(self) -> None:
        """After room was made: keep what was cut where it can be read back, and sum it up."""
        if self.window.compactions == self._compactions:
            return
        self._compactions = self.window.compactions
        if self.window.limit_tokens >= SUMMED_FROM_TOKENS:
            await self._contexts.settle(self.window, self._summary)
        if self._name:
            await self._contexts.save(self._name, self.window)

    async def _summary(self, question: str) -> str:
        reply = await self._calls.think(
            (Message(role="user", content=question),),
            title="sum up",
            max_tokens=MAX_SUMMARY_TOKENS,
            temperature=TEMPERATURE,
            priority="low",
        )
        return words_in(reply.text)


def _clipped(arguments: Mapping[str, Any], tokens: int) -> dict[str, Any]:
    return {k: clip(v, tokens) if isinstance(v, str) else v for k, v in arguments.items()}

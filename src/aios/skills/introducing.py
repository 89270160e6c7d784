"""The tools that answer "what can you do", thanks and goodbyes, with no model behind them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from aios.contracts.skill import Skill
from aios.contracts.text import language
from aios.contracts.tool import Tool, ToolContext, ToolFunction

INTRODUCE = Tool(
    name="skills.introduce",
    description="What can be asked of the installed skills, with examples.",
    parameters={"type": "object", "properties": {}},
    effects="read",
)
WELCOME = Tool(
    name="skills.welcome",
    description="Answers thanks.",
    parameters={"type": "object", "properties": {}},
    effects="read",
)
PART = Tool(
    name="skills.part",
    description="Answers a goodbye.",
    parameters={"type": "object", "properties": {}},
    effects="read",
)
_TALK = frozenset((INTRODUCE.name, WELCOME.name, PART.name))
_EXAMPLES = 2
_WELCOME = (
    "不客气。还有要做的，直接说就行。",
    "You are welcome. If there is more to do, just say so.",
)
_PARTED = (
    "再见。做过的任务和结果都留着，用 aios task list 可以看到。",
    "Goodbye. What was done is kept: aios task list shows it.",
)
_ZH = (
    "这里是 AIOS，智能体的操作系统。用中文或英文说出要做的事，例如：\n{skills}\n"
    "每一步都有证据：运行过的程序、来源、隔离级别。全部技能：aios skill list。\n"
    "写新程序和自由回答需要模型，有没有：aios doctor。"
)
_EN = (
    "This is AIOS, an operating system for agents. Say in English or Chinese what is to be done, "
    "such as:\n{skills}\n"
    "Every step has its evidence: the program that ran, its sources, the level of isolation. "
    "All skills: aios skill list.\n"
    "New programs and free answers need a model; aios doctor says whether there is one."
)


def talk_tools(
    skills: Callable[[], Sequence[Skill]],
) -> tuple[tuple[Tool, ToolFunction], ...]:
    """The tools for what is said to AIOS itself, with the functions behind them."""
    return introduce_tool(skills), (WELCOME, _saying(_WELCOME)), (PART, _saying(_PARTED))


def _saying(told: tuple[str, str]) -> ToolFunction:
    async def say(_: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        return {"answer": told[0 if context.language == "zh" else 1]}

    return say


def introduce_tool(skills: Callable[[], Sequence[Skill]]) -> tuple[Tool, ToolFunction]:
    """The tool with the function behind it; `skills` are asked for at each use."""

    async def introduce(_: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        zh = context.language == "zh"
        known = {
            skill.id: list(_examples(skill, context.language))
            for skill in skills()
            if any(action.tool not in _TALK for action in skill.actions)
        }
        described = {skill.id: skill.description for skill in skills()}
        lines = [
            _line(name, examples, zh=zh) if examples else f"- {name}: {described[name]}"
            for name, examples in known.items()
        ]
        answer = (_ZH if zh else _EN).format(skills="\n".join(lines))
        return {"answer": answer, "data": {"skills": known}}

    return INTRODUCE, introduce


def _line(name: str, examples: Sequence[str], *, zh: bool) -> str:
    opening, closing, between = ("“", "”", "") if zh else ('"', '"', ", ")
    quoted = between.join(f"{opening}{example}{closing}" for example in examples)
    return f"- {name}{'：' if zh else ': '}{quoted}"


def _examples(skill: Skill, wanted: str) -> Iterator[str]:
    """One example each of its first actions, in that language; none of what is mere talk."""
    actions = [action for action in skill.actions if action.tool not in _TALK]
    found = (
        next((said for said in action.utterances if language(said) == wanted), "")
        for action in actions
    )
    return islice(filter(None, found), _EXAMPLES)

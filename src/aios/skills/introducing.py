"""The tool that answers "what can you do": the skills that are installed, each with examples."""

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
_EXAMPLES = 2
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


def introduce_tool(skills: Callable[[], Sequence[Skill]]) -> tuple[Tool, ToolFunction]:
    """The tool with the function behind it; `skills` are asked for at each use."""

    async def introduce(_: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        zh = context.language == "zh"
        known = {
            skill.id: list(_examples(skill, context.language))
            for skill in skills()
            if any(action.tool != INTRODUCE.name for action in skill.actions)
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
    """One example each of its first actions, in that language; none of what only introduces."""
    actions = [action for action in skill.actions if action.tool != INTRODUCE.name]
    found = (
        next((said for said in action.utterances if language(said) == wanted), "")
        for action in actions
    )
    return islice(filter(None, found), _EXAMPLES)

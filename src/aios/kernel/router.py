"""Decides without a model call what kind of task a text is, which agent takes it, with which skills.

In this order: what the text says outright (`/skill`, `$skill`, `@agent`), what is no task at all,
a skill of the user's own that the text names, and the trained linear model for the built-in ones.
"""

import re
import time
from collections.abc import Iterable, Sequence

from aios.contracts.agent import Agent
from aios.contracts.route import Route
from aios.contracts.skill import Skill, skill_id
from aios.contracts.task import TASK_TYPES
from aios.contracts.text import normalise
from aios.kernel.router_features import Features, features
from aios.kernel.router_model import LinearModel, load_model
from aios.kernel.router_reasons import model_reasons, told
from aios.kernel.router_skills import SURE, SkillIndex

RESEARCH = "research"
NONE = "none"

TYPE_OF_SKILL = {
    "code-generation": "code_generation",
    "code-review": "code_generation",
    "debugging": "code_generation",
    "web-scraping": "code_generation",
    "data-analysis": "data_analysis",
    "system-monitoring": "monitoring",
    "document-research": "research",
    "web-research": "research",
    "file-operations": "file_operations",
}
AGENT_OF_TYPE = {
    "code_generation": "coder-agent",
    "data_analysis": "analyst-agent",
    "monitoring": "monitor-agent",
    "research": "researcher-agent",
    "file_operations": "operator-agent",
}

_LEAST_SURE = 0.22
"""Below this probability of the best type, the text is no task that AIOS knows."""
_SECOND_SKILL = 0.12
"""From this probability on, a further skill is offered."""
_CLAUSE_SURE = 0.6
"""From this probability on, a later clause of the text adds its skill."""

_SAID = re.compile(r"(?<![\w/.:@$])([/$@])([\w-]{2,64})(?![\w./-])")
_CLAUSE_END = re.compile(
    r"(?:[,，;；。]\s*)?(?:然后|接着|之后|最后|并且|再把|再(?=[画写统分保整])|\b(?:and )?then\b|\bafter that\b)"
)
_DOCUMENT = re.compile(
    r"pdf|文档|文件夹|目录|合同|手册|论文里|这[篇份几]|纪要|笔记|folder|director|document|"
    r"handbook|manual|notes|contract|\bdocs?\b|\bthe(?:se)? (?:paper|report|file|article)s?\b"
)
_DOCUMENT_KINDS = {f"n:{kind}" for kind in ("document", "note", "folder", "data", "log", "config")}


class Router:
    """Routes texts; knows the built-in skills by training and all others by what they say of themselves."""

    def __init__(self, skills: Sequence[Skill] = (), agents: Sequence[Agent] = ()) -> None:
        self._agents: tuple[Agent, ...] = ()
        self._skills: dict[str, Skill] = {}
        self.set_skills(skills)
        self.set_agents(agents)

    def set_skills(self, skills: Sequence[Skill]) -> None:
        """The skills that are installed now; with none given, the built-in ones are assumed."""
        self._skills = {skill_id(skill.id): skill for skill in skills}
        custom = [skill for name, skill in self._skills.items() if name not in TYPE_OF_SKILL]
        self._index = SkillIndex(skills, custom)

    def set_agents(self, agents: Sequence[Agent]) -> None:
        """The agents there are; a skill belongs to the first that lists it."""
        self._agents = tuple(agents)

    def route(self, text: str) -> Route:
        """Where `text` goes. Never raises, whatever the text; about half a millisecond."""
        start = time.perf_counter()
        found = self._said_outright(text) or self._no_words(text) or self._weighed(text)
        return found.but(ms=round((time.perf_counter() - start) * 1000, 3))

    # ------------------------------------------------------------ said outright

    def _said_outright(self, text: str) -> Route | None:
        skills, agent = [], None
        for sign, name in _SAID.findall(text):
            if sign == "@":
                agent = agent or self._agent_called(skill_id(name))
            elif self._knows(skill_id(name)):
                skills.append(skill_id(name))
        if agent is None and not skills:
            return None
        reason = told(text, "You named it in the text.", "任务里指名了。")
        if agent is None:
            return self._made(text, tuple(dict.fromkeys(skills)), 1.0, [reason])
        return self._for_agent(text, agent, tuple(skills), reason)

    def _for_agent(self, text: str, agent: Agent, skills: tuple[str, ...], reason: str) -> Route:
        guessed = self._weighed(text).skills
        own = [skill_id(name) for name in agent.skills]
        fitting = skills or tuple(name for name in guessed if name in own) or tuple(own[:1])
        kind = agent.type if agent.type in TASK_TYPES else "custom"
        return Route(
            task=text, type=kind, agent=agent.id, skills=fitting, confidence=1.0, reasons=(reason,)
        )

    def _agent_called(self, name: str) -> Agent | None:
        known = self._agents or tuple(
            Agent(id=agent, name=agent, type=kind, skills=tuple(_skills_of(kind)))
            for kind, agent in AGENT_OF_TYPE.items()
        )
        return next((a for a in known if name in (a.id, f"{a.id}".removesuffix("-agent"))), None)

    # ------------------------------------------------------------ weighed

    def _no_words(self, text: str) -> Route | None:
        if any(character.isalpha() for character in text):
            return None
        reason = told(text, "The text has no words.", "没有可理解的文字。")
        return Route(task=text, type=NONE, confidence=1.0, reasons=(reason,))

    def _weighed(self, text: str) -> Route:
        hits = self._index.hits(text)
        if hits and hits[0].strength >= SURE:
            best = hits[0]
            words = ", ".join(f"“{word}”" for word in best.words)
            reason = (
                told(
                    text,
                    f"{words} belongs to the skill {best.skill}.",
                    f"{words} 属于技能 {best.skill}。",
                )
                if words
                else told(
                    text, f"It is an example of {best.skill}.", f"与技能 {best.skill} 的示例相同。"
                )
            )
            return self._made(
                text,
                tuple(hit.skill for hit in hits),
                min(0.99, 0.8 + best.strength / 20),
                [reason],
            )
        return self._judged(text, [hit.skill for hit in hits])

    def _judged(self, text: str, also: Sequence[str]) -> Route:
        model, seen = load_model(), features(text)
        likely = model.probabilities(seen)
        kinds = _by_type(likely)
        kind = max(kinds, key=kinds.__getitem__)
        sure = kinds[kind]
        if kind == NONE or sure < _LEAST_SURE:
            return self._nothing(text, seen, model, kind, sure, also)
        ranked = [
            name for name in sorted(likely, key=lambda n: -likely[n]) if _type_of(name) == kind
        ]
        best = ranked[0]
        others = [n for n in likely if n not in (NONE, best) and likely[n] >= _SECOND_SKILL]
        labels = [best, *sorted(others, key=lambda n: -likely[n]), *self._of_later_clauses(text)]
        skills = [s for label in dict.fromkeys(labels) for s in self._spelled(label, text, seen)]
        reasons = model_reasons(text, seen, model, best) or [
            told(text, f"Its wording is most like tasks for {best}.", f"措辞最像 {best} 类任务。")
        ]
        return self._made(text, tuple(dict.fromkeys([*skills, *also])), sure, reasons, kind)

    def _nothing(
        self,
        text: str,
        seen: Features,
        model: LinearModel,
        kind: str,
        sure: float,
        also: Sequence[str],
    ) -> Route:
        if also:
            reason = told(text, f"Only the skill {also[0]} fits.", f"只有技能 {also[0]} 相符。")
            return self._made(text, tuple(also), 0.5, [reason])
        reason = (
            told(
                text,
                "It reads as talk or as something no agent does.",
                "像是闲聊，或不是智能体能做的事。",
            )
            if kind == NONE
            else told(text, "No kind of task fits it well.", "没有哪类任务与它足够相符。")
        )
        return Route(
            task=text, type=NONE, confidence=sure if kind == NONE else 1 - sure, reasons=(reason,)
        )

    def _of_later_clauses(self, text: str) -> list[str]:
        labels = []
        for clause in _CLAUSE_END.split(normalise(text)[:400])[1:4]:
            likely = load_model().probabilities(features(clause))
            best = max(likely, key=likely.__getitem__)
            if best != NONE and likely[best] >= _CLAUSE_SURE:
                labels.append(best)
        return labels

    def _spelled(self, label: str, text: str, seen: Features) -> Iterable[str]:
        """A model's label as ids of skills: research is done on documents or on the web."""
        if label != RESEARCH:
            return [label]
        local = bool(_DOCUMENT_KINDS.intersection(seen.structure)) or _DOCUMENT.search(
            normalise(text)
        )
        if "n:url" in seen.structure:
            local = False
        return ["document-research" if local else "web-research"]

    # ------------------------------------------------------------ skills to agents

    def _knows(self, name: str) -> bool:
        return name in self._skills or name in TYPE_OF_SKILL

    def _made(
        self,
        text: str,
        skills: tuple[str, ...],
        confidence: float,
        reasons: Sequence[str],
        kind: str = "",
    ) -> Route:
        kind = kind or self._type_of_skill(skills[0])
        return Route(
            task=text,
            type=kind,
            agent=self._agent_of(skills[0], kind),
            skills=skills,
            confidence=round(confidence, 3),
            reasons=tuple(reasons),
        )

    def _type_of_skill(self, name: str) -> str:
        if name in TYPE_OF_SKILL:
            return TYPE_OF_SKILL[name]
        category = self._skills[name].category.replace("-", "_")
        return category if category in TASK_TYPES else "custom"

    def _agent_of(self, name: str, kind: str) -> str:
        for agent in self._agents:
            if name in map(skill_id, agent.skills):
                return agent.id
        if self._agents:
            return next((agent.id for agent in self._agents if agent.type == kind), "")
        return AGENT_OF_TYPE.get(kind, "")


def _type_of(label: str) -> str:
    return label if label in (RESEARCH, NONE) else TYPE_OF_SKILL[label]


def _by_type(likely: dict[str, float]) -> dict[str, float]:
    """Probabilities of types, each the sum of its skills'."""
    kinds: dict[str, float] = {}
    for label, probability in likely.items():
        kinds[_type_of(label)] = kinds.get(_type_of(label), 0.0) + probability
    return kinds


def _skills_of(kind: str) -> list[str]:
    return [name for name, its_kind in TYPE_OF_SKILL.items() if its_kind == kind]

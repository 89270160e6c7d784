"""Decides without a model call what kind of task a text is, who takes it, with which skills.

In this order: what the text says outright (`/skill`, `$skill`, `@agent`), the skill whose questions
have just the form of the text, what is no task at all, a skill of the user's own that the text
names, and the trained linear model for the built-in ones.
"""

import re
import time
from collections.abc import Sequence
from functools import cache

from aios.contracts.agent import Agent
from aios.contracts.forms import forms, is_whole
from aios.contracts.route import Route
from aios.contracts.skill import Skill, skill_id
from aios.contracts.task import TASK_TYPES
from aios.contracts.text import normalise
from aios.kernel.router_features import LONGEST_TEXT, Features, features
from aios.kernel.router_model import load_model
from aios.kernel.router_reasons import model_reasons, told
from aios.kernel.router_skills import SURE, Hit, SkillIndex

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
    "file-changes": "file_operations",
    "archives": "file_operations",
    "file-conversion": "file_operations",
}
# The trained model knows them by the first one's name; their own examples tell them apart.
FAMILIES = {"file-operations": ("file-changes", "archives", "file-conversion")}
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
_CLAUSE_SURE = 0.5
"""From this probability on, a later clause of the text adds its skill."""

_SAID = re.compile(
    r"(?<![\w/.:@$])([/$@])([\w-]{2,64}|[\u4e00-\u9fff]{1,32})(?![\w./-])",
    re.ASCII,  # a name may stand between Chinese characters
)
_CLAUSE_END = re.compile(
    r"""(?:[,;。]\s*)?
    (?:然后|接着|之后|最后|并且|再把|再(?=[画写统分保整])|\b(?:and[ ])?then\b|\bafter[ ]that\b)""",
    re.VERBOSE,
)
_DOCUMENT = re.compile(
    r"""pdf|文档|文件夹|目录|合同|手册|论文里|这[篇份几]|纪要|笔记|folder|director|document|handbook
    |manual|notes|contract|\bdocs?\b|\bthe(?:se)?[ ](?:paper|report|file|article)s?\b""",
    re.VERBOSE,
)
_DOCUMENT_KINDS = {f"n:{kind}" for kind in ("document", "note", "folder", "data", "log", "config")}


class Router:
    """Routes texts: built-in skills by training, all others by what they say of themselves."""

    def __init__(self, skills: Sequence[Skill] = (), agents: Sequence[Agent] = ()) -> None:
        self.set_skills(skills)
        self.set_agents(agents)

    def set_skills(self, skills: Sequence[Skill]) -> None:
        """The skills that are installed now.

        With no built-in one among them, all built-in ones are taken to be there.
        """
        self._skills = {skill_id(skill.id): skill for skill in skills}
        self._built_in = [name for name in TYPE_OF_SKILL if name in self._skills] or [
            *TYPE_OF_SKILL
        ]
        self._known_by_form = [
            (name, action)
            for name, skill in self._skills.items()
            for action in skill.actions
            if forms(action)
        ]
        self._index = SkillIndex(
            custom=[skill for name, skill in self._skills.items() if name not in TYPE_OF_SKILL],
            built_in=[skill for name, skill in self._skills.items() if name in TYPE_OF_SKILL],
        )

    def set_agents(self, agents: Sequence[Agent]) -> None:
        """The agents there are; a skill belongs to the first that lists it."""
        self._agents = tuple(agents)

    def route(self, text: str) -> Route:
        """Where `text` goes. Never raises, whatever the text; takes about half a millisecond."""
        start = time.perf_counter()
        found = (
            self._said_outright(text)
            or self._formed(text)
            or self._no_words(text)
            or self._weighed(text)
        )
        return found.but(ms=round((time.perf_counter() - start) * 1000, 3))

    # ------------------------------------------------------------ said outright

    def _said_outright(self, text: str) -> Route | None:
        skills: list[str] = []
        agent = None
        for sign, name in _SAID.findall(text):
            if sign == "@":
                agent = agent or self._agent_called(skill_id(name))
            elif skill_id(name) in self._skills or skill_id(name) in self._built_in:
                skills.append(skill_id(name))
        reason = told(text, "You named it in the text.", "任务里指名了。")
        if agent is not None:
            return self._for_agent(text, agent, skills, reason)
        return self._made(text, skills, 1.0, [reason]) if skills else None

    def _for_agent(self, text: str, agent: Agent, skills: Sequence[str], reason: str) -> Route:
        own = [skill_id(name) for name in agent.skills]
        fitting = skills or [name for name in self._weighed(text).skills if name in own] or own[:1]
        return Route(
            task=text,
            type=agent.type if agent.type in TASK_TYPES else "custom",
            agent=agent.id,
            skills=tuple(fitting),
            confidence=1.0,
            reasons=(reason,),
        )

    def _agent_called(self, name: str) -> Agent | None:
        known = self._agents or _bundled_agents()
        return next((a for a in known if name in (a.id, a.id.removesuffix("-agent"))), None)

    def _formed(self, text: str) -> Route | None:
        asked = [name for name, action in self._known_by_form if is_whole(action, text)]
        if not asked:
            return None
        en = f"The whole text has the form of a question for {asked[0]}."
        zh = f"整句话正是 {asked[0]} 的提问形式。"
        return self._made(text, asked, 1.0, [told(text, en, zh)])

    # ------------------------------------------------------------ weighed

    def _no_words(self, text: str) -> Route | None:
        if any(character.isalpha() for character in text):
            return None
        reason = told(text, "The text has no words.", "没有可理解的文字。")
        return Route(task=text, type=NONE, confidence=1.0, reasons=(reason,))

    def _weighed(self, text: str) -> Route:
        hits = self._index.hits(text)
        if hits and hits[0].strength >= SURE:
            confidence = min(0.99, 0.8 + hits[0].strength / 20)
            return self._made(text, [h.skill for h in hits], confidence, [_why_hit(text, hits[0])])
        model, seen = load_model(), features(text)
        likely = model.probabilities(seen)
        kinds = _by_type(likely)
        kind = max(kinds, key=kinds.__getitem__)
        if kind != NONE and kinds[kind] >= _LEAST_SURE:
            return self._as_trained(text, seen, likely, kind, hits)
        if hits:
            return self._made(text, [h.skill for h in hits], 0.5, [_why_hit(text, hits[0])])
        return _no_task(text, kind, kinds[kind])

    def _as_trained(
        self, text: str, seen: Features, likely: dict[str, float], kind: str, hits: Sequence[Hit]
    ) -> Route:
        """The best type's best skill first, then others that are likely or asked for later on."""
        ranked = sorted(likely, key=lambda name: -likely[name])
        best = next(name for name in ranked if _type_of(name) == kind)
        others = [n for n in ranked if n not in (NONE, best) and likely[n] >= _SECOND_SKILL]
        labels = dict.fromkeys([best, *others, *_labels_of_later_clauses(text)])
        skills = [_spelled(label, text, seen) for label in labels]
        skills = [name for head in skills for name in (head, *FAMILIES.get(head, ()))]
        installed = [name for name in skills if name in self._built_in]
        leads = sum(name in installed for name in (skills[0], *FAMILIES.get(skills[0], ())))
        confidence = _by_type(likely)[kind]
        reasons = model_reasons(text, seen, load_model(), best) or [
            told(text, f"Its wording is like that of {best} tasks.", f"措辞像 {best} 类任务。")
        ]
        found = self._made(text, [*installed, *(h.skill for h in hits)], confidence, reasons, kind)
        return found.but(leads=max(1, leads))

    # ------------------------------------------------------------ skills to agents

    def _made(
        self,
        text: str,
        skills: Sequence[str],
        confidence: float,
        reasons: Sequence[str],
        kind: str = "",
    ) -> Route:
        kind = kind or self._type_of_skill(skills[0])
        return Route(
            task=text,
            type=kind,
            agent=self._agent_of(skills[0] if skills else "", kind),
            skills=tuple(dict.fromkeys(skills)),
            confidence=round(confidence, 3),
            reasons=tuple(reasons),
        )

    def _type_of_skill(self, name: str) -> str:
        if name in TYPE_OF_SKILL:
            return TYPE_OF_SKILL[name]
        category = self._skills[name].category.replace("-", "_")
        return category if category in TASK_TYPES else "custom"

    def _agent_of(self, name: str, kind: str) -> str:
        for agent in self._agents or _bundled_agents():
            if name in map(skill_id, agent.skills):
                return agent.id
        return next((a.id for a in self._agents or _bundled_agents() if a.type == kind), "")


@cache
def _bundled_agents() -> tuple[Agent, ...]:
    """The agents that every system has, for a router that was given none."""
    return tuple(
        Agent(
            id=agent,
            name=agent,
            type=kind,
            skills=tuple(skill for skill, its_kind in TYPE_OF_SKILL.items() if its_kind == kind),
        )
        for kind, agent in AGENT_OF_TYPE.items()
    )


def _type_of(label: str) -> str:
    return label if label in (RESEARCH, NONE) else TYPE_OF_SKILL[label]


def _by_type(likely: dict[str, float]) -> dict[str, float]:
    """Probabilities of types, each the sum of its skills'."""
    kinds: dict[str, float] = {}
    for label, probability in likely.items():
        kinds[_type_of(label)] = kinds.get(_type_of(label), 0.0) + probability
    return kinds


def _labels_of_later_clauses(text: str) -> list[str]:
    labels = []
    for clause in _CLAUSE_END.split(normalise(text[:LONGEST_TEXT]))[1:4]:
        likely = load_model().probabilities(features(clause))
        best = max(likely, key=likely.__getitem__)
        if best != NONE and likely[best] >= _CLAUSE_SURE:
            labels.append(best)
    return labels


def _spelled(label: str, text: str, seen: Features) -> str:
    """A label of the model as a skill's id: research is done on documents or on the web."""
    if label != RESEARCH:
        return label
    if "n:url" in seen.structure:
        return "web-research"
    local = _DOCUMENT_KINDS.intersection(seen.structure) or _DOCUMENT.search(normalise(text))
    return "document-research" if local else "web-research"


def _no_task(text: str, kind: str, sure: float) -> Route:
    if kind == NONE:
        english, chinese = (
            "It reads as talk, or as something no agent does.",
            "像是闲聊，或不是智能体能做的事。",
        )
    else:
        sure = 1 - sure
        english, chinese = "No kind of task fits it well.", "没有哪类任务与它足够相符。"
    reasons = (told(text, english, chinese),)
    return Route(task=text, type=NONE, confidence=round(sure, 3), reasons=reasons)


def _why_hit(text: str, hit: Hit) -> str:
    if not hit.words:
        english, chinese = (
            f"It is like an example of {hit.skill}.",
            f"与技能 {hit.skill} 的示例相近。",
        )
        return told(text, english, chinese)
    words = ", ".join(f"“{word}”" for word in hit.words)
    english = f"The words {words} belong to the skill {hit.skill}."
    return told(text, english, f"{words} 属于技能 {hit.skill}。")

"""Questions that documents at hand may answer, though nothing in the text says so outright.

"How much is a night?" names no document; in a folder full of them it is put to these. The action
that takes such questions marks its own parameter with `x-asks`; one that cannot read some kinds of
files of a folder, and so had better leave it to that action, names them by `x-blind`; one that
needs a file or else something in the text itself says by `x-holds`, a pattern, how that looks.
A question that names an address, and that nothing else does, is for the action with `x-visits`;
one for a single fact on a page that the text says to open, for the action with `x-opens`; one on
how the service at an address does, for the action with `x-serves`. What is to be set side by side
of the documents in a folder is for the action with `x-weighs`.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from aios.agents.asking import does_something
from aios.agents.choose import Fit, fit
from aios.agents.deeds import deed, strange
from aios.agents.describing import describes, undivided
from aios.agents.documented import asks_of_files, fields_told, tells_of
from aios.agents.fill import Sentence, suffixes_of
from aios.agents.folder_work import ordered
from aios.agents.of_service import of_service, without_requests
from aios.agents.split import Piece, begins_with_verb, only_opens, split
from aios.agents.steps import SURE, Step, Stepper
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_ASKS = Pattern(
    r"多[少久长高远快大重宽深厚]|几(?![乎何近,，])"
    r"|谁|哪|何时|何地|什么|怎么|怎样|如何|为什么|为何|是否|有没有|告诉我|能不能|可不可以|可否|[吗么嘛]\s*[?？。]?\s*$|[?？](?=\s|$)"
    r"|\btell me (?:the|about)\b|(?:^|[.,;:!?，。；：！？]\s*"
    r"|\b(?:tell me|know|find out|wondering|wonder|remind me|hi|hey|hello|please)\W+)"
    r"(?:(?:in|of|from|on|at|by|for|until|till|since|with|to)\s+)?(?:who|whom|whose|what|when|where|which|why|how"
    r"|is|are|was|were|do|does|did|can|may|must|should|has|have)\b",
    re.IGNORECASE,
)
# The words that ask say nothing of what is asked about.
_ASKED = Pattern(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|many|much|has|have)\b|多少|多久|哪[一个些里家]?|什么时候?|谁|几",
    re.IGNORECASE,
)
_SEEKS = Pattern(
    r"找|搜|查|对比|比较|比一比|\b(?:find|search|look\s+(?:for|up)|compare|locate)\b", re.IGNORECASE
)
# What several documents tell is to be set side by side, or in an order.
_TABLE = Pattern(
    r"表格?(?!扬|现|示|达)|汇总|一览|排[序列名个]|排一?下|对照|对比|比较"
    r"|[每各][一]?[份个家篇门位人台次项款种套间条期封张本所](?!月|星)|\bfor\s+(?:each|every)\b|\b(?:tables?|overview|matrix|side\s+by\s+side|columns?|spreadsheet|rank\w*|sort|csv|excel|compare)\b",
    re.IGNORECASE,
)
_HOW_TO = Pattern(r"怎么|怎样|如何|\bhow\s+(?:do|does|can|could|should|to|am|are)\b", re.IGNORECASE)
# What is promised, required or allowed is written somewhere: no look at the computer tells it.
_WRITTEN = Pattern(
    r"保证|承诺|规定|要求|必须|不得|不能(?:超过|低于|少于)|允许|至少[需要]|才能|默认|上限是|下限是|标准是|应[该当]"
    r"|\b(?:guarante\w*|promis\w*|requir\w*|(?:mini|maxi)mum|permitted|mandatory|allowed|recommended|default"
    r"|supposed|agreed|must|should|warrant\w*|specified|sla)\b",
    re.IGNORECASE,
)
# "Read URL and tell me how many days of leave there are": one fact that a page tells in its text,
# not what it lists, nor how its server does.
_FACT = Pattern(
    r"几|多[少久长大高重深远宽厚]|谁|何时|什么时候|哪[天年月里位个]|\b(?:how\s+(?:many|much|long|often|old|far|big|late)"
    r"|when|who|where|whether|what(?:'s|\s+is)\s+the|which)\b",
    re.IGNORECASE,
)
# What an address is said to be, where it holds no text to be asked.
_A_LIST = Pattern(r"站点地图|网站地图|订阅源|\bsite ?maps?\b|\bfeeds?\b|\brss\b", re.IGNORECASE)
_OF_LISTS = Pattern(
    r"所有|全部|列出|每|各|地图|[多几]少?个?网页|商品|产品|文章|新闻|标题|价格|链接|图片|表|条目|抓取|爬|提取|收集|状态|延迟|响应|打不开"
    r"|\b(?:all|every|each|list|lists|products?|items?|articles?|posts?|titles?|prices?|links?|images?|pictures"
    r"|tables?|rows?|scrape|extract|collect|status|latency|respon\w+|online|reachable|headers?|words?|cheapest"
    r"|sitemaps?|how many pages"
    r"|most|top)\b|最",
    re.IGNORECASE,
)
# What a program said when it failed is pasted to be explained; documents know nothing of it.
_PASTED = Pattern(
    r'Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d+'
    r"|\b[A-Z][A-Za-z]{0,40}(?:Error|Exception)\s?:\s?\S"
    r"|\bindex out of range\b|\bobject (?:is not \w+able|has no attribute)\b|\bis not defined\b"
    r"|\b(?:division|modulo) by zero\b|\bvalues to unpack\b|\brecursion depth\b"
    r"|\b[Nn]o module named\b|\binvalid literal for\b|\bunexpected indent\b"
)
# How sure the words must be that "how do I …" is a task all the same.
NEARLY = 0.8
# From here on the router takes a text for talk, which no document answers.
TALK = 0.8
# From this share of its words on that a skill never speaks of, a text is hardly the skill's.
HALF = 0.5
# As many English words, or pairs of Chinese signs, a matter of a few words has at most.
TERSE = 5
_ONLY_LOOKS = Pattern(
    r"(?:请|再|你?可以)*(?:看一?下|看看|看|查一?下|查看|查阅|查|参考|参见|翻一?下|翻翻|搜一?下|搜索|在|见|去)?\s*(?P<zh>\S+?)\s*(?:这个)?"
    r"(?:目录|文件夹|资料|文档)?(?:里面|里|中|下)?(?:的?(?:文档|资料|文件))?(?:找|查|搜)?"
    r"|(?:please\s+)?(?:see|check|read|open|search|use|look (?:in|at|into|through)|look|try)\s+"
    r"(?:(?:in|the|my|folder|directory)\s+)*(?P<en>\S+?)(?:\s+(?:folder|directory|docs|documents|files))?",
    re.IGNORECASE,
)


def _sure(step: Step) -> bool:
    """True for a step that looks at the files of a folder just as its text asks (`x-describes`), or
    that makes something of the file named, as it is bidden: "can you turn it into a CSV?"."""
    if step.fit is None:
        return False
    entries = step.fit.action.parameters.get("properties", {}).values()
    looks = any(entry.get("x-default") == "cwd" for entry in entries)
    if looks and describes(step.fit.action, step.piece.text):
        return True
    if undivided(step.fit.action, step.piece.text):
        return True
    made = does_something(step.fit.action) and step.fit.taken and not step.fit.other_kind
    return bool(made and _BIDS.search(step.piece.text))


_BIDS = Pattern(
    r"\b(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:turn|convert|make|export|save|change)\b"
    r"|(?:能不能|可以|麻烦|帮我?|请)[^，。?？]{0,30}(?:转|换|导出|另存|变成|做成)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Puts a question to the documents at hand when the steps found for it are none, or a guess."""

    stepper: Stepper

    def answered(self, text: str, steps: list[Step]) -> list[Step]:
        """The steps, or in their place the one that asks the documents."""
        found = self._weighed(text)
        sure = steps and all(step.fit and (step.fit.whole or _sure(step)) for step in steps)
        if sure and found is None:
            return steps
        found = found or self._served(text)
        found = found or (self._visited(text, "x-opens") if asks_of_a_page(text) else None)
        found = found or (self._visited(text, "x-visits") if not steps else None)
        if found is not None:
            return [Step(piece=Piece(text=text.strip(), start=0, end=len(text)), fit=found)]
        found = self._asked(text)
        if found is None:
            return steps
        better = (
            self._blind(steps, found)
            or self._only_looks(steps, found)
            or _goes_on(steps, found)
            or self._documented(text, steps, found)
            or (self._asks(text) and self._unsure(text, steps, found))
        )
        piece = Piece(text=text.strip(), start=0, end=len(text))
        return [Step(piece=piece, fit=found)] if better else steps

    def _weighed(self, text: str) -> Fit | None:
        """The action that sets documents side by side (`x-weighs`), where the text describes that
        and names a folder of nothing else: "每份的总价和工期汇总成表"."""
        action = self.stepper.chooser.marked("x-weighs", self.stepper.skills)
        if action is None or mentions.urls(text):
            return None
        folders = Sentence(text, self.stepper.context(), frozenset()).folders
        told = _TABLE.search(text) and fields_told(text, folders) > 1
        if not folders or not (told or describes(action[1], text)):
            return None
        found = fit(action[1], text, self.stepper.context()).but(skill=action[0])
        return found if found.ready and self._of_documents(found, text) else None

    def _served(self, text: str) -> Fit | None:
        """The action that looks at services (`x-serves`), for a text that asks how one does."""
        action = self.stepper.chooser.marked("x-serves", self.stepper.skills)
        if action is None or not of_service(text) or deed(without_requests(text)):
            return None
        found = fit(action[1], text, self.stepper.context()).but(skill=action[0])
        return found if found.ready else None

    def _visited(self, text: str, mark: str) -> Fit | None:
        """The action that bears the mark, for a question that names an address."""
        action = self.stepper.chooser.marked(mark, self.stepper.skills)
        if action is None or deed(text) or not (mentions.urls(text) and asks(text)):
            return None
        found = fit(action[1], text, self.stepper.context()).but(skill=action[0])
        return found if found.ready else None

    def _asked(self, text: str) -> Fit | None:
        """The action that takes any question, filled; None where it has nothing to read."""
        context = self.stepper.context()
        action = self.stepper.chooser.marked("x-asks", self.stepper.skills)
        if action is None or deed(text) or mentions.urls(text) or _PASTED.search(text):
            return None
        found = fit(action[1], text, context).but(skill=action[0])
        sentence = Sentence(text, context, suffixes_of(action[1]))
        if not found.ready or sentence.lost_files or sentence.suffix_fits is False:
            return None
        if os.path.abspath(os.sep) in sentence.folders:
            return None  # the whole computer is no folder of documents
        places = self.stepper.places
        folders = sentence.folders or [places.whole(".")]
        held = any(places.kinds(folder) & sentence.suffixes for folder in folders)
        return found if sentence.files or held else None

    def _documented(self, text: str, steps: Sequence[Step], found: Fit) -> bool:
        """True for a question on documents that tell of what it asks, where other skills were
        found for it by a word or two that they share."""
        if not (asks(text) and self._of_documents(found, text)) or asks_of_files(text):
            return False
        others = [step for step in steps if step.wish is None]
        if all(step.fit is not None and step.fit.skill == found.skill for step in others):
            return False
        sentence = Sentence(text, self.stepper.context(), suffixes_of(found.action))
        matter = _ASKED.sub(" ", _without(sentence.prose, sentence.folders))
        places, named = self.stepper.places, sentence.files or sentence.folders
        if any(
            name.lower().endswith(".txt") and not places.is_prose(name) for name in sentence.files
        ):
            return False
        return tells_of(matter, [places.whole(name) for name in named])

    def _asks(self, text: str) -> bool:
        """True for a question, for a matter with a clause that says where to look, and for what
        is to be sought or compared in a folder that is named, or said in a few words."""
        clauses = re.split(r"[，,。;；?？!！]|\.\s", text)
        if asks(text) or any(self._looks(clause) for clause in clauses if clause.strip()):
            return True
        sentence = Sentence(text, self.stepper.context(), frozenset())
        told = _SEEKS.search(text) or (_TABLE.search(text) and not ordered(text))
        if sentence.folders and told:
            return True
        return terse(text) and not self._elsewhere(text)

    def _elsewhere(self, text: str) -> bool:
        """True where the router takes a text for another kind of task than one on documents."""
        route = self.stepper.chooser.route(text)
        return route.type not in ("none", "research") and route.confidence >= SURE

    def _unsure(self, text: str, steps: Sequence[Step], found: Fit) -> bool:
        """True when nothing does the text, or what would do it is a guess of another skill."""
        fits = [step.fit for step in steps if step.fit is not None]
        route = self.stepper.chooser.route(text)
        if not found.taken and route.type == "none" and route.confidence >= TALK:
            return False
        named = Sentence(text, self.stepper.context(), suffixes_of(found.action)).files
        if named and self._sent_to(text) and not any(f.evidence >= NEARLY for f in fits):
            return True
        if named and all(map(self.stepper.places.is_prose, named)) and any(map(_takes_any, fits)):
            return True  # a letter is no table, though both may be .txt
        if self._is_of_what_they_say(text, fits, found):
            return True
        if named and any(f.taken and f.skill != found.skill for f in fits):
            return False  # it names the file that this action works on
        sure = any(f.evidence >= SURE for f in fits)
        if not fits or (any(step.undone for step in steps) and not sure):
            return True
        if any(f.skill == found.skill for f in fits):
            return False
        if not any(f.taken for f in fits) and _WRITTEN.search(text):
            return True
        return self._guessed(text, steps, found)

    def _guessed(self, text: str, steps: Sequence[Step], found: Fit) -> bool:
        """True where no step fits the text for sure, with its own words alone."""
        # "How do I change my password?" changes nothing, whatever its verb.
        route = self.stepper.chooser.route(text)
        told = _HOW_TO.search(text) and (route.type == "none" or route.confidence < SURE)
        sentence = Sentence(text, self.stepper.context(), suffixes_of(found.action))
        fitting = [(s, s.fit) for s in steps if s.fit is not None and not _empty(text, s.fit)]
        if any(
            one.evidence >= (NEARLY if told else SURE)
            and not _beside(_without(step.piece.text, [*sentence.folders, *_processes(one)]), one)
            for step, one in fitting
        ):
            return False
        here = bool(sentence.files or sentence.folders)
        return here or not (fitting and self._elsewhere(text))

    def _is_of_what_they_say(self, text: str, fits: Sequence[Fit], found: Fit) -> bool:
        """True for a question on documents that speaks of none of what the actions found do."""
        if not (asks(text) and self._of_documents(found, text)):
            return False
        others = [f for f in fits if f.skill != found.skill]
        return bool(others) and all(self._past(text, f) for f in others)

    def _of_documents(self, found: Fit, text: str) -> bool:
        """True where the text names documents, or folders of nothing else."""
        sentence = Sentence(text, self.stepper.context(), suffixes_of(found.action))
        if sentence.files:
            return all(sentence.fits(path) for path in sentence.files)
        kinds = [self.stepper.places.kinds(folder) for folder in sentence.folders]
        return bool(kinds) and all(kind and kind <= sentence.suffixes for kind in kinds)

    def _past(self, text: str, found: Fit) -> bool:
        """True for words that speak of other things than the skill does: what stands in a
        document, and not the document as a file."""
        if found.evidence >= NEARLY or found.skill is None or _takes_any(found):
            return False
        sentence = Sentence(text, self.stepper.context(), frozenset())
        matter = _ASKED.sub(" ", _without(sentence.prose, sentence.folders))
        return strange(matter, found.skill) >= HALF

    def _sent_to(self, text: str) -> bool:
        """True for a question with a clause that says where to look: "…? look at page.html"."""
        clauses = [c for c in re.split(r"[,，。;；?？!！]\s*|\.\s", text) if c.strip()]
        return asks(text) and len(clauses) > 1 and any(map(self._looks, clauses))

    def _only_looks(self, steps: Sequence[Step], found: Fit) -> bool:
        """True for "who owns backups? look in docs": the later steps only say where to look."""
        first = steps[0].fit if len(steps) > 1 else None
        if first is None or first.skill != found.skill:
            return False
        return all(self._looks(step.piece.text) for step in steps[1:])

    def _looks(self, clause: str) -> bool:
        match = _ONLY_LOOKS.fullmatch(clause.strip(" 。.!！"))
        return match is not None and self.stepper.places.exists(match["zh"] or match["en"])

    def _blind(self, steps: Sequence[Step], found: Fit) -> bool:
        """True for a folder of documents only, some of which the only action cannot read."""
        only = steps[0].fit if len(steps) == 1 else None
        if only is None or only.action == found.action:
            return False
        entries = only.action.parameters.get("properties", {})
        if any(entries[name].get("x-fill") == "path" for name in only.parameters):
            return False
        return any(
            kinds & set(entry["x-blind"]) and kinds <= suffixes_of(found.action)
            for name, entry in entries.items()
            if "x-blind" in entry and name in only.parameters
            for kinds in [self.stepper.places.kinds(only.parameters[name])]
        )


def _goes_on(steps: Sequence[Step], found: Fit) -> bool:
    """True for "who is cheapest in offers, and how long is their warranty?": what is asked besides
    is asked of the same documents."""
    fits = [step.fit for step in steps if step.wish is None]
    if len(fits) < 2 or fits[0] is None:
        return False
    same = all(one is None or one.skill == found.skill for one in fits)
    return same and not any(one.taken for one in fits[1:] if one)


def asks_of_a_page(text: str) -> bool:
    """True for a clause that opens an address, and a question for one fact beside it."""
    clauses = [piece.text for piece in split(text)]
    if len(clauses) < 2:
        clauses = [c for c in re.split(r"[，,。;；]\s*|\s+and\s+", text) if c.strip()]
    asked, opening = " ".join(clauses[1:]), next(iter(clauses), "")
    opens = bool(mentions.urls(opening)) and only_opens(opening)
    listed = _OF_LISTS.search(asked) or _A_LIST.search(opening)
    return opens and bool(_FACT.search(asked)) and not listed


def _processes(found: Fit) -> list[str]:
    """The names of processes that the action was given."""
    entries = found.action.parameters.get("properties", {})
    return [str(v) for n, v in found.parameters.items() if entries[n].get("x-fill") == "process"]


def _without(text: str, names: Sequence[str]) -> str:
    """The text without names, which are no words of a matter."""
    for name in names:
        text = text.replace(os.path.basename(name), " ")
    return text


def _beside(text: str, found: Fit) -> bool:
    """True for "what's the guaranteed uptime": a word of the skill, beside words of none of its.

    So are the words "compare the pay of both in cvs" to an action that compares two folders.
    """
    skill = found.skill
    guessed = not found.taken or found.lacking
    return guessed and skill is not None and strange(text, skill) >= HALF


def _takes_any(found: Fit) -> bool:
    """True for an action that reads any question about such a file as is named (`x-any`)."""
    entries = found.action.parameters.get("properties", {}).values()
    return bool(found.taken) and not found.other_kind and any(e.get("x-any") for e in entries)


def _empty(text: str, found: Fit) -> bool:
    """True for "fault code E3" to an action that explains errors of programs: it has none."""
    entries = found.action.parameters.get("properties", {}).values()
    holds = [entry["x-holds"] for entry in entries if "x-holds" in entry]
    return bool(holds) and not found.taken and not re.search("|".join(holds), text, re.IGNORECASE)


def terse(text: str) -> bool:
    """Whether a text is a matter of a few words, and tells nobody to do anything: "exit fee"."""
    words = re.findall(r"[A-Za-z0-9'-]+", text)
    few = len(words) <= TERSE and len(re.findall("[\u4e00-\u9fff]", text)) <= 2 * TERSE
    return few and len(words) != 1 and bool(re.search(r"\w", text)) and not begins_with_verb(text)


def asks(text: str) -> bool:
    """Whether a text asks something, in Chinese or English."""
    return bool(_ASKS.search(text))

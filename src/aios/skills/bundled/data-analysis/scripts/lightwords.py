"""Words that say nothing more beside what is known: the verb of a number, the kind of thing a name is."""

# ruff: noqa: E501 - a list of words is one line

import re

from sentence import AGGREGATE, COLUMN, EXTREME, UNIT, VALUE
from table import NUMBER

_VERBS = r"sell|sold|buy|bought|pay|paid|earn|work|stay|spen[dt]|donat|giv|gave|given|get|got|gotten|tak|took|taken|mak|made|bring|brought|log|logg|handl|deal|dealt|do|did|done|receiv|us|rode|rid|ridden|driv|drove|driven|last|need|visit|book|issu|serv|collect|rais|produc|reach|scor|achiev|run|ran|walk|eat|ate|drink|drank|drunk|cost|weigh|ship|deliver|rent|play|watch|read|study|studied|sleep|slept|wait|travel|fly|flew|contribut|generat|complet|finish|attend|measur|record|report|contain|hold|held|keep|kept|consum|burn|climb|treat|admit|admitt|see|saw|seen|order|plac|hir|employ|charg|recommend|answer|resolv|clos|open|creat|assign|submit|submitt|sign|enter|happen|occur|fall|fell|turn|put|grow|grew|grown|pick|plant|harvest|pour|milk|lay|laid|hatch|add|amount|belong|appear|show|exist|look|know|think|expect|call|nam|come|came|go|went|have|liv|bill|invoic|cover|host|welcom|borrow|lend|lent|repair|fix|check|test|process|consult|send|sent|mail|start|begin|began"
_VERB = rf"\b(?:{_VERBS})(?:e|s|es|ed|d|ing|ting)?\b(?: (?:in|out|up|off|away|back|for|at|to|with|on|from|over))?"
_PEOPLE = r"\b(?:people|persons?|everyone|everybody|anybody|anyone|somebody|someone|folks|customers|users|members|guests|visitors|men and women)\b"
_MONEY = r"\b(?:money|cash|pieces?|things?|stuff|items?)\b"
_UNQUOTED = r"(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)"  # an even number of quotation marks follows
_OF_NUMBER = r"(?:length|amount|quantity|volume|number|level|values?|marks?|scores?|figures?|results?|points?|count|size|rate|price|time|times|duration|readings?|measurements?|totals?|sums?)"
_OF_NAME = r"(?:names?|titles?|types?|kinds?|sorts?|methods?|categor(?:y|ies)|codes?|ids?|groups?|labels?|options?|values?)"


def without_light(sentence, parts):
    """Drop the unmarked words that are no more than the verb or the head of what is marked."""
    known = re.search(f"{COLUMN}|{AGGREGATE}|{EXTREME}|{UNIT}|{VALUE}", sentence.text)
    if not (known or parts.groups or parts.filters or parts.limit):
        return
    sentence.take(rf"(?P<c>{COLUMN})\s+{_OF_NUMBER}\b", lambda m: _kept(m, sentence, NUMBER))
    sentence.take(
        rf"\b{_OF_NUMBER} of (?:the |all |all the |our |my )?(?P<c>{COLUMN})",
        lambda m: _kept(m, sentence, NUMBER),
    )
    sentence.take(rf"(?P<c>{COLUMN})\s+{_OF_NAME}\b", lambda m: _kept(m, sentence, ""))
    sentence.take(
        rf"\b{_OF_NAME} of (?:the |all |all the |our |my )?(?P<c>{COLUMN})",
        lambda m: _kept(m, sentence, ""),
    )
    for words in (_VERB, _PEOPLE, _MONEY):
        sentence.take(words + _UNQUOTED)
    if any(mention.best(NUMBER) for mention in sentence.all("column")):
        sentence.take(rf"\b(?:their |the |its |his |her )?{_OF_NUMBER}\b(?! of)")


def _kept(match, sentence, kind):
    """The column alone, where it is one of numbers, or one of names."""
    column = sentence.things[match["c"]].best()
    return f"{match['c']} " if (column.kind == NUMBER) == bool(kind) else False

"""English as people speak it, in the words that the rules know: two figures at once, rows said by what they are, who is how old."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from elided import completed
from mentions import column_words
from people import is_person
from pieces import intensive
from related import correlated
from sayings import money_of
from sentence import bounded, count_word, normal
from table import DATE, NUMBER, TEXT

_AVERAGES = r"average|mean|median|total|sum|maximum|minimum|max|min|range|standard deviation|\d+(?:th|st|nd|rd) percentile|p\d\d"
_HIGH, _LOW = (
    r"(?:highest|largest|biggest|greatest|(?<!across the )(?<!along the )(?<!at the )(?<!on the )top|best)",
    r"(?:lowest|smallest|least|worst)",
)
_NOT_FIGURES = r"\bwith the (?:\w+est|most|least)\b|\b(?:which|who|whose|when|where|rows?|top \d+|(?:list|show)(?: me)? (?:all|the \d+|every)|what (?:day|date|time|month|year|week|hour))\b"
_FIGURE = r"(?:value|number|figure|amount|mark|score|reading|measurement|one|result|level|point)s?"
_NTH = r"\b\d{1,2}(?:st|nd|rd|th)\b(?=\s*(?:one\s*)?(?:[?.!,;]|$|of\b|for\b))"
# "What is the median? And the 95th percentile?": one more of the same.
_SENTENCE_MORE = rf"\s*[?.;]\s*(?:and |also,? |plus |what about |how about |and what about )+(?:the |its )?(?P<a>{_AVERAGES})(?=\s*(?:too|as well|also)?[?.!]*\s*$)"
_ONE = r"(?: one\b)?"
_ENDS = rf"(?=(?: {_FIGURE})?\s*(?:$|[,.;?!&)(]|and\b|or\b|as well\b|too\b|also\b|in\b|of\b|for\b|per\b|by\b|recorded\b|ever\b|NUMBERS))"
_HOW_GREAT = r"(?<!by )\bhow (?:high|big|large|long|great|low|small|much|old|tall|heavy|far) (?:is|are|was|were|do|does|did) (?=(?:the |our |my |an? )?(?:AVERAGES|highest|lowest|largest|smallest|best|top|longest|shortest)\b)".replace(
    "AVERAGES", _AVERAGES
)
_GREAT_ON_AVERAGE = r"\bhow (?:high|big|large|low|small|great|heavy|tall|old|fast) (?:is|are|was|were) (?:the |our |my )?(?P<c>[a-z_]+(?: [a-z_]+)?) (?:on average|usually|normally|typically)"
# "how much does it vary (standard deviation)"
_VARIES = r"\bhow (?:much|strongly|widely|far) (?:do|does|did) (?:it|they|the (?:values|numbers)|this|these) (?:vary|differ|spread|scatter|fluctuate)\b"
_DEVIATES = (
    (r"\b(?:±|\+/?-)\s*(?:sd|s\.d\.|std|standard deviation)", "and standard deviation"),
    (r"(?:±|\+/-)\s*", " and "),
    (r"(?<![a-z])s\.?d\.?(?![a-z])", "standard deviation"),
)
# The number that was ranked by, asked for again: the ranking tells it anyway.
_IT = r"(?:it|that|they|them|those|this|each|he|she|there|each of them|that one)"
_AGAIN = (
    rf"(?:[,.;?!]|\s-)\s*(?:and |by |with |so )*(?:exactly |just )?(?:how (?:much|many|high|big|large|long|often|great)|what)"
    rf"(?:(?:'s| is| are| was| were| did| do| does| have| has| had) (?:{_IT}|the (?:amount|number|value|total|figure|sum)|its value|(?:that|the) (?:total|average))(?: (?:of (?:it|that))| (?:sell|sold|make|made|have|get|got|earn|earned|bring|brought|take|took|come to|spend|spent|work|worked|cost|be))?(?: (?:in|to|up to|for|at|worth|altogether|all together|there))*| (?:{_IT} )?(?:each|exactly|in total|altogether)| (?:were|are|was|is) (?:there|they|it)(?: in it| in (?:that|the) \w+| then)?)?\s*(?=[?.!]*\s*$)"
)
_RANKS = r"\b(?:which|who|what|where|when|in which|on which|at (?:which|what))\b[^?.!]*\b(?:\w+est|most|least|best|worst|top)\b"
_AGES = (
    (r"\bhow old (?:is|are|was|were) (?:the |our |my )?(?:[a-z]+ )?on average\b", "what is the average AGE"),
    (r"\bhow old (?:is|are|was|were) (?:the |our |my )?oldest(?: (?!in\b|of\b)[a-z]+)?\b", "what is the maximum AGE"),
    (r"\bhow old (?:is|are|was|were) (?:the |our |my )?youngest(?: (?!in\b|of\b)[a-z]+)?\b", "what is the minimum AGE"),
    # "older than 50 years", "50 years old", "between 40 and 60 years of age"
    (
        r"(?P<n>\d+)(?:[- ]years?[- ](?:old|of[- ]age)s?|[- ]year[- ]olds?)\b(?: or| and)? (?P<way>or|and)?\s*(?=older|over|above|younger|under)",
        r"\g<n> or ",
    ),
    (
        r"\b(?:are |is |were |was )?(?P<l>(?:(?:older|more|younger|less|over|under|above|below|at least|at most|between|from|aged?)\b)[^?.!,;]{0,24}?\d+)[- ](?:years?[- ](?:old|of[- ]age)|year[- ]olds?)\b",
        r"AGE \g<l>",
    ),
    (r"\b(?:people|those|anyone|everyone|everybody) (?P<l>(?:over|under) \d+)\b", r"AGE \g<l>"),
    (r"\baged? (?:from )?(?P<a>\d+) ?(?:to|-|–|through|and) ?(?P<b>\d+)\b", r"AGE between \g<a> and \g<b>"),
    (r"\b(?P<age>AGE) from (?P<a>\d+) (?:to|-|–|through) (?P<b>\d+)\b", r"AGE between \g<a> and \g<b>"),
)  # fmt: skip
_WE = r"(?:we|i|they|you|people|customers|everybody|everyone|our \w+|the \w+)"
_VERSUS = r"\b(?:chang\w+ )?(?:from|against|compared (?:to|with)|over|vs\.?|versus|relative to|than|on|with|since|to)"
_COMPARES = r"more than|fewer than|less than|at least|at most|over|under|up to"
_PLAIN = (
    (r"\b(?:[a-z]+ )?(?:rate|ratio|quota|yield)s?\s*[(,:=]+\s*(?:which is |that is |i\.?e\.?,? |= ?|calculated as |meaning )?(?P<f>[a-z_]+ (?:divided by|/|over|÷) (?:the )?[a-z_]+)\s*\)?", r"\g<f>"),
    (r"^(?P<q>[^?.!]*\b(?:which|who|list|show|name)\b(?![^?.!]*\b(?:\w+est|most|least)\b)[^?.!]*?)[,;.?!]\s*(?:and )?how many (?:(?:is|are|were|was) (?:that|there|they|those|it|them)|of them(?: are there)?)(?: in (?:all|total)| altogether)?(?=[\s?.!]*$)", r"\g<q>"),
    (r"\bwhat (?:is|was|were) the (?P<e>(?:hott|warm|cold|cool|wett|wind|loud|bright|damp|humid|dry|dri)i?est) (?:hour|day|time|moment|minute|night)(?=,? (?:and )?(?:in|at|on) (?:which|what)\b|,? and where\b)", r"when was it \g<e>"),
    (r"\b(?:(?:can|could|would|will) you )?(?:please )?(?:have|take) a (?:quick |close )?look (?:at|into|through)(?: it| this| the file| my file)?\s*[?.!]", " "),
    (r"\b(month|week|day|year|quarter|hour) by \1\b", r"each \1"),
    (r"\bfrom (month|week|day|year|quarter) to \1\b", r"month over month".replace("month", r"\1")),
    (rf"\bwhat (?:did|do|does|have|has) (?={_WE} (?!add|come|amount|sum|total|call|mean|think|look|need|want|have to)[a-z]+)", "how much "),
    (r"\bwhat (do|does|did) (?!(?:they|these|those|it|that|them) )((?:[^?.!,;]){3,50}?) (?:add up|come|amount|sum up|total) to\b", r"what is the total of \2"),
    (r"\b(?:then )?(?:summ?ing|adding|totall?ing|add|sum)(?: up)? (?=(?:up )?(?:the |all |their )?[a-z_]+)(?!of\b|by\b|it\b|them\b|a\b|up\b|to\b|(?:up )?to\b)", "the sum of "),
    (r"\b(?:add|sum|total) (?:it|them|everything) up\b", "the sum"),
    (r"\bby how (?:much|many (?:percent|%)) (?:do|does|did|is|are) (the )?(.{4,60}?) (?:differ|different|vary)\b", r"what is the difference of \1\2"),
    (r"\b(?:sat(?:urday)?s?|sun(?:day)?s?) (?:and|or|&) (?:sat(?:urday)?s?|sun(?:day)?s?)\b", "weekends"),
    (r"\b(?P<s>most|fewest|least|highest|lowest|biggest|smallest) first\b", r"sorted from \g<s>"),
    (r"\b(?:as well as|along with|together with|plus)(?= (?:the |its |their )?(?:AVERAGES)\b)".replace("AVERAGES", _AVERAGES), "and"),
    (rf"{_VERSUS} (?:the |that of the |those of the |its )?(?:(?:previous|prior|preceding) (?P<u>month|week|quarter|day|year)|(?P<v>month|week|quarter|day|year) (?:before|earlier)(?: (?:it|that))?)\b", lambda m: f" {m['u'] or m['v']} over {m['u'] or m['v']} growth "),
    (rf"\b(?P<lead>{_COMPARES}|the|top|first|last|bottom|best|worst) (?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\b", lambda m: f"{m['lead']} {count_word(m['n'])}"),
    (r"\b(?P<c>month|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|20\d\d) (?:with|against|to|versus) (?P<d>(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|20\d\d)\b)", r"\g<c> and \g<d>"),
    (r"\b(?P<w>we|i|they|you|people) (?P<v>[a-z]+) (?:a|each|per|every) (?P<u>day|week|month|year|hour)\b", r"\g<w> \g<v> per \g<u>"),
    (r"\b(?:total|sum|totals) (?:over|across|for|in|from|out of) (?=[a-z_]+(?:, [a-z_]+)*,? and [a-z_]+)", "total of "),
    (r"\bon average, (?P<q>[^?.!]+)", r"\g<q> on average"),
    (r"\b(?:the )?(?:three|two|four|five|3|2|4|5) (?:school )?subjects(?: together| combined)?\b(?= *(?:$|[?.!,]))", "all subjects"),
    (r"\b(?:the )?(?<!top )(?P<n>\d+) (?P<k>[a-z_]+) (?=(?:with|that have|who have|having|that has) (?:the )?(?:\w+est|most|least|best|worst)\b)", r"top \g<n> \g<k> "),
    (r"\b(?:got|get|gets|getting) (?=(?:paid|[a-z]{3,}ed)\b)", "were "),
    (r"\b(?P<v>paid|[a-z]{3,}ed) too late\b", r"\g<v> late"),
    (rf"\b(?:have |has |having |with )?(?P<n>(?:{_COMPARES}) \d+)(?: [a-z]+)? in stock\b", r"with stock \g<n>"),
    (r"\bhow many (?P<c>[a-z_]+) (?:are|were|do|did|does) (?:(?:we|i|they|you|people|customers) )?[a-z]+ per (?P<u>day|week|month|year|hour) on average\b", r"average number of \g<c> per \g<u>"),
    (r"\b(?:(?:are|is) )?(?:named|called) (?P<n>[a-z]+)(?=\s*(?:$|[?.!,]))", r"whose name contains \g<n>"),
    (r"\b(?:still )?(?:owes?|(?:has|have) to pay|(?:is|are) owing|(?:has|have) not paid)(?: us| me)?(?: still)?\b(?=.*\bunpaid\b)", "unpaid total of"),
    (r"\b(?:left|remaining|available) in stock\b", "in stock"),
    (r"(?<=\d )(?:left|remaining) (?:in )?", ""),
    (r"\bhow many(?: of (?:them|these|those)| [a-z]+)? (?:does|would|do) it take(?: for us)? to (?=reach|get|make|cover|hit)", "which "),
    (r"\btogether with (?=an? )", "with "),
    # "outside its reference range (below ref_low or above ref_high)"
    (r"\b(?P<c>[a-z_]+)(?: value)? (?:is|are|was|were|lies?|falls?) (?:outside|out)(?: of)?(?: its| the| their)?(?: \w+){0,2} range \((?P<o>below|under|less than|lower than) (?P<a>[a-z_]+) or (?P<p>above|over|more than|higher than|greater than) (?P<b>[a-z_]+)\)", r"\g<c> \g<o> \g<a> or \g<c> \g<p> \g<b>"),
    (r"\b(?:ha(?:s|d|ve)|with) no (?P<c>[a-z_]+(?: [a-z_]+)?) (?:recorded|given|entered|noted|filled in|listed|on file|written down)\b", r"where \g<c> is missing"),
    (r"\bone decimal(?: place)?\b(?! place)", "1 decimal place"),
)  # fmt: skip
_PERIODIC = r"(?:monthly|yearly|annual|weekly|daily)"
_MOST, _LEAST = (
    r"(?:most|highest|biggest|largest|greatest|high)",
    r"(?:least|lowest|smallest|fewest|low)",
)
_SORTED = r"\b(?:sort|order|rank|arrang|list|show)(?:e|ed|ing)?(?: (?:it|them|these|those|the (?:results?|list|table|rows)))?(?: from| by)? (?:the )?"
_ORDERS = (
    (rf"(?:{_SORTED}|\bfrom ){_MOST} to (?:the )?{_LEAST}\b", "in descending order"),
    (rf"(?:{_SORTED}|\bfrom ){_LEAST} to (?:the )?{_MOST}\b", "in ascending order"),
)  # fmt: skip
_STANDS_OUT = r"\boutliers?\b|\banomal(?:y|ies|ous)\b|\b(?:unusual|abnormal|extreme)\b"
# how what stands out is found; by the quartiles it is anyway
_WAY = r"(?: (?:method|rule|approach|technique|test|fences?|criteri(?:on|a)))"
_QUARTILES = r"(?:(?:standard|usual|common|classic) )?(?:1\.5 ?[x×*]? ?)?(?:iqr|inter-?quartile range|tukey(?:'s)?|box ?plots?)(?: ?\(iqr\))?"
_BY_WAY = (
    r",? ?\b(?:with|using|use|by(?: using)?|via|through|based on|according to|applying)(?: the)? "
)
_FOUND_BY = (
    (rf"{_BY_WAY}{_QUARTILES}{_WAY}?|\(?\b{_QUARTILES}{_WAY}\)?", " "),
    (rf"\b(z-?scores?){_WAY}", r"\1"),
)
_CROSS = r"\bpivot|\bcross[- ]?tab|\bcross table|\bmatrix\b"
_ROWS_COLUMNS = (
    (r"(?<!how many )(?<!number of )\b(?:(?:with |has |have |having )?(?:one|an?|1|each) |the |with )?(?P<what>row|line|column)s? (?:per|for (?:each|every)|of each|is an?) (?P<k>[a-z_]+(?: [a-z_]+)?)(?=\s*(?:[,;:.]|\band\b|\bwith\b|$))", r"\g<k> as \g<what>s"),
    (r"\b(?P<k>[a-z_]+) down(?=\s*(?:[,;]|and\b))", r"\g<k> as rows"),
    (r"\b(?P<k>[a-z_]+) across(?=\s*(?:[,;.]|and\b|$))", r"\g<k> as columns"),
)  # fmt: skip
_SURE = 90
_BLANKS = (
    r"(?<=\bhow many rows )(?:is|are|has|have) (?:the |no )?(?P<c>NAME)(?: (?:column|field))? (?:empty|missing|blank|null)",
    r"\b(?:(?:that |which |who )?(?:have|has|having|had|with|contain(?:s|ing)?) )?(?:an? |no |the )?(?:empty|missing|blank|null|unfilled) (?:value (?:in|for) |entry (?:in|for) |cell (?:in|for) )?(?:the )?(?P<c>NAME)(?: (?:column|field|value|cell|entry))?",
    r"(?<=values )(?:are |is )?(?:missing|empty|blank) (?:in|from|for) (?:the )?(?:column |field )?(?P<c>NAME)(?: (?:column|field))?",
    r"\b(?:have|has|having|had|with) (?:no|not any) (?:value (?:in|for) )?(?P<c>NAME)(?=\s*(?:[,.;?!]|$|yet\b|at all\b|date\b|in\b))(?: yet| at all)?",
    r"\bwithout (?:an? |any )(?P<c>NAME)(?=\s*(?:[,.;?!]|$))",
)  # fmt: skip
_SIDES = r"\b(?:(?:get|got|have|has|pay|paid|give|gave|spend|earn|make)s? )?(?P<w>bigger|higher|larger|greater|more|longer|smaller|lower|fewer|less)\b(?: (?P<n>[a-z_]+))?"
_BILLED = r"\b(?:bill|fare|fee|fees|charge|charged|paid|invoiced|takings|payment|price paid|order value|value)\b"
_TAKINGS = r"\b(?:sales|revenues?|takings|turnover|income)\b"
_LASTING = r"duration|minutes?|_min$|\bmins?\b|hours?|seconds|_sec$|lasted|length"
_PER_TIME = r"\b(?:per|a|each|every) (?:day|week|month|year|hour)\b"
_RANGE = r"(?:(?:under|below|younger than|less than|over|above|older than|more than|up to) \d+|between \d+ and \d+|\d+ ?(?:-|–|to) ?\d+|\d+ ?(?:\+|(?:or|and) (?:older|over|above|more|up)))"
_LIST = rf"{_RANGE}(?:(?:, and |,| and|;|/)\s*{_RANGE}){{1,}}"
_FEW_MANY = r"\b(?:ages?|aged|old|older|younger|how many|split|group|count)\b"
_BY_AGE = r"\b(?:(?:by|into|in) )?(?:the )?ages?(?: (?:bands?|groups?|brackets?|ranges?))?\b:?|\b(?:please )?(?:split|group|divide|put|sort|break)(?: up| down)?(?: (?:the|our|my))? [a-z]+(?: (?:in|into))?\b|\bare (?=\s*(?:$|[?.!,]))|\b(?:and )?count them\b|\bhow many are (?:there )?in each(?: group| band)?\b|\b(?:these|the following) (?:age )?(?:groups|bands)\b:?|\bthere\b"
_EARNS = r"\b(?:earns?|earned|makes?|made|generates?|generated|brings?(?: in)?|brought(?: in)?|pays?|paid|costs?|gives?|gave|spends?|spent|takes?(?: in)?|took(?: in)?|donated?|donates|raises?|raised|bill|billed|invoiced?|charged?)(?: us| me| you| them| our \w+)? (?:in )?(?:the )?(?P<way>most|least)(?: money| cash| in total| overall| altogether)*(?=\s*(?:$|[?.!,;(]|and\b|in\b(?! terms)))"
_EVERYBODY = r"(?<![a-z] out )(?<!than )(?<!except )\b(?:everybody|everyone|each person|every person|each (?:one )?of (?:them|us|(?:my|our) \w+))\b(?! who\b| that\b| else\b| with\b| whose\b| in\b)"
_MANY = r"(?P<lead>\b(?:most|fewest|least|how many|(?:the )?number of|count(?: of)?(?: the)?|(?:more|fewer|less) than (?:\d+|[a-z]+)|at least (?:\d+|[a-z]+)) )"


def plainly(text, table):
    """The English text in words that the rules know; others as they are."""
    if not text.isascii() and re.search(r"[\u4e00-\u9fff]", text):
        return text
    for pattern, plain in (*_ORDERS, *(_FOUND_BY if re.search(_STANDS_OUT, text) else ())):
        text = re.sub(pattern, plain, text)
    text, words = completed(correlated(text, table), table), column_words(table)
    if not (
        table.of_kind(DATE) or re.search(_PERIODIC, " ".join(c.name.lower() for c in table.columns))
    ):
        text = re.sub(rf"\b{_PERIODIC} (?=[a-z])", "", text)  # "monthly revenue" of an account
    for told in (
        _crossed,
        _aged,
        _varied,
        _figures,
        _once,
        _rows_named,
        _blank,
        _each_person,
        _earned,
        _sides,
        _covered,
        _averaged,
    ):
        text = told(text, table, words)
    for pattern, plain in _PLAIN:
        text = re.sub(pattern, plain, text)
    return re.sub(rf"\bsorted from {_MOST}\b", "from high to low", text)


def _aged(text, table, words):
    """ "older than 50 years", "aged 40 to 60" where a column says the age."""
    age = next((m.best(NUMBER) for w, m in words.items() if w == "age" and m.best(NUMBER)), None)
    if age is None:
        return text
    name = normal(age.name)
    text = _banded(text, name)
    for pattern, plain in _AGES:
        text = re.sub(pattern, plain, text)
    return text.replace("AGE", name)


def _crossed(text, _table, words):
    """ "one row per employee, one column per project", "teams down, grades across"."""
    both = re.search(r"\b(?:row|line)s?\b", text) and re.search(r"\bcol(?:umn)?s?\b", text)
    if not (both or re.search(_CROSS, text)):
        return text
    for pattern, plain in _ROWS_COLUMNS:
        text = re.sub(pattern, plain, text)
    text = text.replace(" as lines", " as rows")
    return re.sub(
        r"\b([a-z_]+) (?:types?|names?|kinds?|methods?)(?= +as (?:rows|columns))",
        lambda m: m.group() if m.group() in words else m[1],
        text,
    )


def _blank(text, _table, words):
    """ "with an empty email", "how many values are missing in the email column"."""
    names = "|".join(bounded(w) for w, m in words.items() if m.weight >= _SURE) or "(?!)"
    names = names.replace(r"\ ", r"[\s_-]+")
    for pattern in _BLANKS:
        text = re.sub(pattern.replace("NAME", names), r" \g<c> missing ", text)
    return re.sub(
        rf"\bhow many (?:values|cells|entries)(?= (?:{names}) missing)", "how many rows have", text
    )


def _each_person(text, table, words):
    """ "how many hours did everybody work": each of the people that a column names."""
    people = [c for c in table.of_kind(TEXT) if is_person(c)]
    if len(people) != 1:
        return text
    return re.sub(_EVERYBODY, f"each {normal(people[0].name)}", text)


def _earned(text, table, _words):
    """ "which product earns us the most": by the money of all its rows."""
    money = money_of(table) or _billed(table)
    if money is None:
        return text
    name = f"{'' if intensive(money) else 'total '}{normal(money.name)}"
    return re.sub(
        _EARNS,
        lambda m: f"has the {'lowest' if m['way'] == 'least' else 'highest'} {name}",
        text,
    )


def _sides(text, table, words):
    """ "do members or casual riders ride longer on average": the figure of each side."""
    match = re.search(_SIDES, text)
    if match is None or not re.search(r"\bor\b", text):
        return text
    lasts = next((c for c in table.of_kind(NUMBER) if re.search(_LASTING, normal(c.name))), None)
    long = match["w"] == "longer" and lasts is not None
    figure = normal(lasts.name) if long else match["n"]
    if figure not in words and f"{figure}s" not in words:
        return text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    rest = re.sub(
        r"\bon average\b|^\s*(?:do|does|did|is|are)\b", " ", re.sub(r",? or ", " and ", rest)
    )
    return f"compare the average {figure} of {rest}"


def _covered(text, table, words):
    """ "how many kilometres were ridden" in all; "how long do they take (ordered to paid)"."""
    dates = "|".join(bounded(normal(c.name)) for c in table.of_kind(DATE)) or "(?!)"
    took = re.search(
        rf"[(,]\s*(?:from )?(?P<a>{dates}) (?:to|until|till) (?P<b>{dates})\s*[)]?", text
    )
    if took and re.search(r"\baverage\b", text):
        rest = re.search(r"\b(?:per|by|for each|for every|in each) [a-z_]+", text)
        return f"average number of days from {took['a']} to {took['b']} {rest[0] if rest else ''}"

    def use(match):
        named = words.get(match["u"])
        return (
            f"what is the total {normal(named.best(NUMBER).name)}"
            if named and named.best(NUMBER)
            else match.group()
        )

    if re.search(rf"\b(?:{_AVERAGES}|take|which|who)\b|{_PER_TIME}|[,?] *and\b", text):
        return text
    return re.sub(
        r"\bhow many (?P<u>kilomet(?:re|er)s|km|miles|minutes|hours|lit(?:re|er)s|kilos|kilograms|kg|tonnes|met(?:re|er)s)\b",
        use,
        text,
    )


def _billed(table):
    """The number that says what the bills, fares or fees came to, or None."""
    names = ((c, normal(c.name).replace("_", " ")) for c in table.of_kind(NUMBER))
    return next((c for c, name in names if re.search(_BILLED, name)), None)


def takings(text, table):
    """ "revenue", "takings" where no column is called so: what the bills, fees or totals came to."""
    words = column_words(table)
    if not text.isascii() or any(w in words for w in ("sales", "revenue", "takings")):
        return text
    money = _billed(table)
    return re.sub(_TAKINGS, normal(money.name), text) if money else text


def _averaged(text, table, words):
    """ "how many nights do patients stay on average", "the ride length" where minutes are the only time."""
    if not re.search(rf"{_PER_TIME}", text):
        text = re.sub(
            r"\bhow (?:many|much) (?P<c>[a-z_]+)\b(?P<r>[^?.!,]*?)\s*\bon average\b",
            lambda m: f"average {m['c']} {m['r']}" if _a_number(m["c"], words) else m.group(),
            text,
        )
    lasts = [c for c in table.of_kind(NUMBER) if re.search(_LASTING, normal(c.name))]
    if len(lasts) == 1 and not any(w in words for w in ("length", "lengths")):
        text = re.sub(
            r"\b(?:[a-z]+ )?lengths?(?: in (?:minutes|hours|seconds|days))?\b(?! of)",
            normal(lasts[0].name),
            text,
        )
    return text


def _a_number(word, words):
    return word in words and words[word].best().kind == NUMBER


def _banded(text, name):
    """ "under 40, 40 to 64, and 65 or older", "age bands under 30, between 30 and 50, over 50"."""
    found = re.search(_LIST, text)
    if found is None or not re.search(_FEW_MANY, text):
        return text
    bands = re.sub(r"\bbetween (\d+) and (\d+)", r"\1 to \2", found.group())
    bands = re.sub(r"(\d+) ?(?:\+|(?:or|and) (?:older|over|above|more|up))", r"\1 and over", bands)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    rest = re.sub(_BY_AGE, " ", rest)
    asked = (
        ""
        if re.search(rf"\b(?:{_AVERAGES}|how many|number of|count)\b", rest)
        else "number of rows "
    )
    return f"{asked}{rest} by {name} into {bands}"


def _varied(text, _table, _words):
    """ "how high is the average", "mean ± SD"."""
    text = re.sub(_HOW_GREAT, "what is ", text)
    text = re.sub(_GREAT_ON_AVERAGE, r"what is the average \g<c>", text)
    text = re.sub(_VARIES, "standard deviation" if "deviation" not in text else " ", text)
    for pattern, plain in _DEVIATES:
        text = re.sub(pattern, plain, text)
    return text


def _figures(text, table, words):
    """ "the average mark, and what's the highest", "the lowest and the highest": figures, no ranking."""
    if "percentile" in text:  # "the 90th percentile, and what's the 99th?"
        text = re.sub(_NTH, r"\g<0> percentile", text)
    text = re.sub(_SENTENCE_MORE, r", \g<a>", text)
    numbers = "|".join(
        bounded(w) for w, m in words.items() if m.best(NUMBER) and m.best().kind == NUMBER
    )
    ends = _ENDS.replace("NUMBERS", f"(?:number of |value of )?(?:{numbers or '(?!)'})")
    high, low = rf"\b{_HIGH}\b{ends}", rf"\b{_LOW}\b{ends}"
    said = re.findall(rf"\b(?:{_AVERAGES})\b|{high}|{low}", text)
    if len(set(said)) < 2 or re.search(_NOT_FIGURES, text):
        return text
    text = re.sub(low + _ONE, "minimum", re.sub(high + _ONE, "maximum", text))
    return re.sub(rf"\b({_AVERAGES}) number of (?=the )?(?={numbers or '(?!)'})", r"\1 ", text)


def _once(text, _table, _words):
    """ "Who worked the most hours, and how many were they?" without asking for the number again."""
    return re.sub(_AGAIN, "", text) if re.search(_RANKS, re.sub(_AGAIN, "", text)) else text


def _rows_named(text, table, words):
    """ "the most bills", "how many tickets" of bills.csv and tickets.csv: its rows."""
    stem = normal(os.path.splitext(os.path.basename(table.path))[0])
    for word in re.split(r"[\W_\d]+", stem):
        one = word.removesuffix("s")
        if len(word) < 4 or one == word or _is_column(word, one, table):
            continue
        text = re.sub(rf"{_MANY}(?:different )?(?:{word}|{one})\b", r"\g<lead>rows", text)
    return text


def _is_column(word, one, table):
    """Whether a column is called so, or numbers what may have several rows."""
    return any(normal(c.name) in (word, one) for c in table.columns)

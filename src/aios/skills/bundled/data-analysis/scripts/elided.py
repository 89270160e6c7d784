"""What a second question leaves out: "of women, and what's that of men", "how many by members and how many by casual riders"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from table import DATE, NUMBER, TEXT

_ORDINAL = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4"}
_N = "first|second|third|fourth|last"


def _halves(match):
    """ "the first half of 2025 and the second half" as "h1 2025 and h2 2025"."""
    year = re.sub(r"\D", "", match["y"])
    one, other = (_ORDINAL.get(match[key] or "", "") for key in "nm")
    return f"h{one} {year} {match['j']} h{other} {year}" if other else f"h{one} {year}"


_LEAVES_OUT = (
    # "of women, and what's that of men": one figure of both
    (r",? and (?:what|how (?:much|many))(?:(?:'s| is| are| was| were| did we| do we)?(?: (?:that|it|those|the same))?) (?=(?:of|for|on|in|at|by|from|during|among) )", " and "),
    (r"\bwhat (?P<d>do|does|did) (?P<a>[a-z ]{2,20}?) (?P<v>[a-z]+)(?P<r>[^?.!]*?),? and what (?:do|does|did) (?P<b>[a-z ]{2,20}?) (?P=v)\b", r"what \g<d> \g<a> and \g<b> \g<v>\g<r>"),
    (r"\b(?P<a>average|median|mean|typical|total) one\b", r"\g<a>"),
    (r"\b(?P<w>largest|highest|biggest|lowest|smallest) (?!number|average|total)[a-z]+ (?P<t>total|sum)\b(?! of)", r"\g<w> \g<t>"),
    # "from the first to the second quarter", "in the first half and in the second half"
    (rf"\b(?:the )?(?P<a>{_N}) (?P<j>to|and|or|with|than|vs|versus)(?: in| of)?(?: the)? (?P<b>{_N}) quarters?\b", lambda m: f"q{_ORDINAL[m['a']]} {m['j']} q{_ORDINAL[m['b']]}"),
    (r"\b(?:the )?first (?:and|or|to|with|vs\.?) (?:the )?second half(?: of (?:the year|(?P<y>20\d\d)))?", lambda m: f"h1 {m['y'] or ''} and h2 {m['y'] or ''}"),
    (r"\b(?:the )?(?P<n>first|second) half(?: of (?P<y>the year(?: 20\d\d)?|20\d\d))(?: (?P<j>and|or|to|with|vs\.?|versus)(?: in| of| for)?(?: the)? (?P<m>first|second) half\b(?! of))?", _halves),
    (r"\bin (?P<y>(?:19|20)\d\d) or (?:later|after(?:wards)?)\b", r"since \g<y>"),
    (r"\b(?P<n>\d[\d,.]*)(?: times| days)? or more (?P<c>[a-z_]+)\b(?<!than)", r"at least \g<n> \g<c>"),
    (r"\b(?P<n>\d[\d,.]*)(?: times| days)? or more\b", r"at least \g<n>"),
    (r"\b(?P<n>\d[\d,.]*)(?: times| days)? or (?:fewer|less)\b", r"at most \g<n>"),
    (r"\blonger than (?P<n>an?|one|\d+) (?P<u>minute|hour|day|week|month)", r"more than \g<n> \g<u>"),
    (r"\b(?P<w>more|less) than (?:a|one) week\b", r"\g<w> than 7 days"),
    (r"\b(?:reach|reached|hit|achieve|achieved|manage|managed) (?=\d[\d,]* [a-z]+)", "have at least "),
    (r"\bhalf an hour\b", "30 minutes"),
    (r"(?<=\w )(?:is|are|was|were) (?=in (?:each|every)\b)", "falls "),
    (r"^[^?.]*\?\s*(?=(?:please )?(?:give|tell|show|what|calculate|compute|work out)\b[^?]*\bcorrelation\b[^?]*\b(?:of (?!pairs)|between)\b)", ""),
    (r"\b(?:in|by|per|for|into)? ?(?:each |every |the )?age (?:decades?|groups? of (?:ten|10) years|bands? of (?:ten|10) years)\b", " by age in bands of 10 "),
    (r"\b(?:grow|grew|rise|rose) or (?:shrink|shrank|fall|fell|drop|decline)\b", "change"),
    (r"\bnot (?:paid|made|done|bought|placed|ordered|settled) (?:in|by|with|via|through) (?:the )?(?P<c>[a-z]+)", r"not \g<c>"),
)  # fmt: skip


_OF_THOSE = r"(?P<first>.*?\b(?:how many|number of|count)\b.*?)\s*[,;.?!]+\s*(?:and |also,? |please )*(?P<then>(?:how many|what (?:percentage|share|percent)|which|who)\b[^?.!,]*?\b(?:of (?:those|them|these)|of which)\b[^?.!,]*)(?P<rest>(?:[?!.,].*)?)$"
_PREVIOUS = r"\b(?:compared (?:to|with)|than|over|from|against|vs\.?|versus|on) (?:the |that of the )?(?:previous|preceding|prior) one\b|\b(?:compared (?:to|with)|than|over|from|against) the one before\b"
_NOT_YET = r"\b(?:has|have|had|is|are|was|were)(?:n't| not)(?: yet)?(?: been)? VERB(?: yet)?\b|\bnot (?:yet )?(?:been )?VERB(?: yet)?\b"
# "length of stay in nights" where the column is called nights
_MEASURED_IN = r"\b(?:length|amount|time|duration)s? (?:of [a-z]+ )?in (?=(?:NAMES)\b)"


_WHO_FIRST = r"\b(?P<who>who|which [a-z]+) (?:(?:was|were|got|has been|have been) )?(?P<v>[a-z]{3,}(?:ed|t|rn|gan|en)) (?:the )?(?P<w>first|earliest|last|latest|most recently)\b(?! \d)(?:,? (?:and )?(?:in|at|for|to|by|from) (?:which|what) [a-z]+\b)?"


def _who_first(text, table):
    """ "who was hired first": by the dates of that."""

    def use(match):
        stem = re.sub(r"(?:e?d)$", "", match["v"])
        dates = [c for c in table.of_kind(DATE) if stem in normal(c.name)]
        way = "earliest" if match["w"] in ("first", "earliest") else "latest"
        named = normal(dates[0].name) if dates else f"{match['v']} date"
        return f"{match['who']} has the {way} {named}"

    return re.sub(_WHO_FIRST, use, text)


def of_those(text):
    """(question, the one that follows on it): "how many are open, and how many of those are urgent"."""
    match = re.match(_OF_THOSE, text.strip(), re.I | re.S)
    return (f"{match['first']}{match['rest']}", match["then"]) if match else (text, "")


# "oldest due date first": by those dates, from the earliest
_FIRST = r"[,;]?\s*\b(?P<way>oldest|earliest|newest|latest|most recent|soonest) (?P<c>NAMES)s? (?:first|at the top)\b"
# "Between which hours is it above 25 degrees on average?"
_ON_AVERAGE = r"\b(?:(?:between|during|in|at|on) )?which (?P<u>hours?|days?|months?|weeks?|weekdays?)(?P<of> of the (?:day|week|year|month))? (?:is|was|are|were|did|does|do) (?:it|the (?P<c>[a-z_ ]+?)) (?:stay |go |get |lie )?(?P<how>above|below|over|under|higher than|lower than|warmer than|colder than|at least|at most|more than|less than) (?P<n>-?\d[\d.,]*)(?P<unit> ?(?:degrees|°c|°|c\b|%|percent))?,? on average\b"

_MEAN_OF_EACH = r"(?<=[?.,;])\s*(?:and )?(?:please )?(?:give|show|list|tell|with)(?: me| us)? (?:the |its |their )?(?:mean|average)(?: [a-z]+)? (?:per|for each|of each|for those|of those) [a-z]+"


def _dates_first(text, table):
    names = {normal(c.name).replace("_", " "): c for c in table.of_kind(DATE)}
    spoken = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"

    def use(match):
        way = "descending" if match["way"] in ("newest", "latest", "most recent") else "ascending"
        return f" sorted by {match['c']} {way} "

    return re.sub(_FIRST.replace("NAMES", spoken), use, text)


def _on_average(text, table):
    warm = [c for c in table.of_kind(NUMBER) if "temperature" in meanings_of(c)]

    def use(match):
        degrees = re.search(r"degrees|°|c\b", match["unit"] or "") or re.search(
            "warm|cold", match["how"]
        )
        named = match["c"] or (normal(warm[0].name) if degrees and warm else "")
        how = re.sub(
            "warmer|colder", lambda m: {"warmer": "higher", "colder": "lower"}[m[0]], match["how"]
        )
        return (
            f"which {match['u']}{match['of'] or ''} have average {named} {how} {match['n']}"
            if named
            else match.group()
        )

    told = re.sub(_ON_AVERAGE, use, text)
    return re.sub(_MEAN_OF_EACH, " ", told) if told != text else text


# "how many rows and columns it has, with the type of each column"
_SHAPE = r"\bhow many (?:rows|lines|records) and (?:how many )?columns\b|\bnumber of (?:rows|records) and (?:the )?(?:number of )?columns\b|\b(?:(?:data ?)?types?|kinds?) of (?:each|every|all|the) (?:the )?columns?\b|\b(?:what|which) (?:columns|fields) (?:are (?:in it|there|in the (?:file|table|data))|(?:does|do) (?:it|they|the (?:file|table)) have)\b"


# The verb of a cell whose form is its own: "how many did each carrier lose", "the loss rate".
_IRREGULAR = (
    ("lose|loss|losses", "lost"), ("win|wins", "won"), ("break|breakage", "broken"), ("steal|theft", "stolen"),
    ("sell|sale|sales", "sold"), ("pay|payment", "paid"), ("send|sending", "sent"),
)  # fmt: skip


def completed(text, table):
    """The text with what its second half leaves out, or says of what was not done, in full."""
    if re.search(_SHAPE, text):
        return "overview"
    text = _on_average(_dates_first(text, table), table)
    for pattern, plain in _LEAVES_OUT:
        text = re.sub(pattern, plain, text)
    text = _who_first(text, table)
    names = "|".join(re.escape(normal(column.name)) for column in table.of_kind(NUMBER)) or "(?!)"
    text = re.sub(_MEASURED_IN.replace("NAMES", names), "", text)
    unit = re.search(r"\b(month|week|quarter|year|day)(?:ly|s)?\b", text)
    if unit:
        text = re.sub(_PREVIOUS, f"{unit[1]} over {unit[1]} growth", text)
    cells = {cell.lower() for c in table.of_kind(TEXT) if len(c.sample) < 13 for cell in c.sample}
    for said, cell in _IRREGULAR:
        if cell in cells and not re.search(rf"\b{cell}\b", text):
            text = re.sub(
                rf"\b(?:do|does|did) (each|every|the) (\w+) (?:{said})\b",
                rf"for \1 \2 are {cell}",
                text,
            )
            text = re.sub(rf"\b(?:{said})(?= rates?\b)", cell, text)
    for cell in cells:
        if re.fullmatch(r"un[a-z]{3,}", cell):
            text = re.sub(_NOT_YET.replace("VERB", cell[2:]), f"are {cell}", text)
    return text

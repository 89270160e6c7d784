"""How often a text must stand in a file that is asked for: "more than twice", "至少出现 3 次"."""

import math
import re

from aios_file_words import FLAGS, WHOLE, amount

TIMES = rf"(?:(?P<once>once)|(?P<twice>twice)|(?P<many>{WHOLE})\s+(?:times|lines))"
TIMES_ZH = rf"(?P<many>{WHOLE})\s*[次遍处行]"
HAS_ZH = r"(?:有|出现)?(?:了|过)?\s*"
OFTEN = {
    "above": (
        rf"\bmore\s+(?:often\s+)?than\s+{TIMES}",
        rf"(?:超过|多于|大于|不止)(?:了)?\s*{TIMES_ZH}",
    ),
    "least": (
        rf"\bat\s+least\s+{TIMES}",
        rf"\b{TIMES}\s+or\s+more\b",
        rf"(?:至少|不少于|不低于){HAS_ZH}{TIMES_ZH}",
        rf"{TIMES_ZH}\s*(?:或|及)?\s*(?:以上|更多)",
    ),
    "below": (rf"\b(?:fewer|less)\s+than\s+{TIMES}", rf"(?:不到|少于|低于)(?:了)?\s*{TIMES_ZH}"),
    "most": (rf"\bat\s+most\s+{TIMES}", rf"(?:至多|最多|不超过){HAS_ZH}{TIMES_ZH}"),
    "equal": (
        rf"\b(?:exactly|only|just)\s+{TIMES}",
        rf"(?:正好|刚好|恰好|只){HAS_ZH}{TIMES_ZH}",
    ),
}


def times_of(text):
    """(least, most, the words) of how often a text wants something; None where it does not say."""
    for how, patterns in OFTEN.items():
        found = next((m for p in patterns if (m := re.search(p, text, FLAGS))), None)
        if found:
            return (*bounds(how, number_of(found)), found.group())
    return None


def number_of(found):
    """The number that a match names."""
    told = found.groupdict()
    if told.get("once") or told.get("twice"):
        return 1 if told.get("once") else 2
    return int(amount(told["many"]))


def bounds(how, many):
    """(least, most) times, both among those meant."""
    return {
        "above": (many + 1, math.inf), "least": (many, math.inf), "below": (1, many - 1),
        "most": (1, many), "equal": (many, many),
    }[how]  # fmt: skip


def without_times(text):
    """A text without the words that say how often."""
    found = times_of(text)
    if not found:
        return text
    told = re.escape(found[2])
    return re.sub(told, " ", re.sub(rf"(?<=出现)\s*{told}", "过", text))


def only_those(found, wanted):
    """What was found, of the files alone that have it as often as is wanted."""
    least, most, _ = wanted
    times = found["occurrences_by_file"]
    names = [name for name, many in times.items() if least <= many <= most]
    lines = {name: found["by_file"][name] for name in names}
    return found | {
        "files": len(names), "lines": sum(lines.values()), "by_file": lines,
        "occurrences": sum(times[name] for name in names),
        "occurrences_by_file": {name: times[name] for name in names},
        "matches": [match for match in found["matches"] if match["file"] in lines],
    }  # fmt: skip

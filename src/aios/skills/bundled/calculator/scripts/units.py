"""One quantity in another unit: length, mass, time, data, area, volume, speed, temperature."""

import os
import re
import tomllib
from fractions import Fraction

import aios_skill
from aios_numerals import ENGLISH, SIGNS, value_of
from figures import shown

_HERE = os.path.dirname(os.path.abspath(__file__))
_MONEY = re.compile(
    r"美元|美金|人民币|日元|日圆|欧元|英镑|港币|港元|韩元|卢布|澳元|加元|新台币|台币|块钱"
    r"|\b(?:usd|cny|rmb|eur|gbp|jpy|hkd|krw|dollars?|euros?|yuan|yen|bitcoins?|btc)\b",
    re.IGNORECASE,
)
_AMOUNT = (
    rf"-?\d[\d,]*(?:\.\d+)?|一个半|半|[{SIGNS}]+(?:点[{SIGNS}]+)?|\b(?:half )?an?\b|\b{ENGLISH}\b"
)
_TO_KELVIN = {
    "celsius": lambda value: value + Fraction("273.15"),
    "fahrenheit": lambda value: (value - 32) * Fraction(5, 9) + Fraction("273.15"),
    "kelvin": lambda value: value,
}
_FROM_KELVIN = {
    "celsius": lambda value: value - Fraction("273.15"),
    "fahrenheit": lambda value: (value - Fraction("273.15")) * Fraction(9, 5) + 32,
    "kelvin": lambda value: value,
}


def known():
    """Each unit by each of its names in small letters: (kind, unit, factor as a Fraction)."""
    with open(os.path.join(_HERE, "units.toml"), "rb") as file:
        kinds = tomllib.load(file)
    found = {}
    for kind, units in kinds.items():
        for unit, (factor, *names) in units.items():
            for name in names:
                found.setdefault(name.lower(), (kind, unit, Fraction(str(factor)), names))
    return found


def convert(request):
    """The quantity that the question names, in the unit that it asks for."""
    text = request.parameters["question"]
    if _MONEY.search(text):
        raise aios_skill.Failure(
            "no_rates",
            request.say(
                "汇率天天在变，这里没有汇率。", "Exchange rates change daily; there are none here."
            ),
            request.say("写上汇率再算，例如：100 * 7.1。", "Give the rate: 100 * 7.1."),
        )
    number, source, target = _asked(request, text)
    value = _converted(request, number, source, target)
    told, exact = shown(value)
    sign = "=" if exact else "≈"
    left, right = f"{shown(number)[0]} {_name(source, request)}", f"{told} {_name(target, request)}"
    return {
        "answer": f"{left} {sign} {right}",
        "data": {
            "value": float(value),
            "unit": target[1],
            "from": float(number),
            "from_unit": source[1],
        },
    }


def _asked(request, text):
    """(number, unit it is in, unit that is wanted)."""
    names, lowered = known(), text.lower()
    spelled = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    unit = rf"(?<![a-z°])(?P<unit>{spelled})(?![a-z²³])"
    given = re.search(rf"(?P<number>{_AMOUNT})\s*个?\s*{unit}", lowered)
    rest = f"{lowered[: given.start()]} ; {lowered[given.end() :]}" if given else ""
    wanted = re.search(unit, rest)
    if wanted is None:
        raise aios_skill.Failure(
            "unit_unknown",
            request.say("要换算成什么单位，没有看懂。", "Which unit it is to be in is not clear."),
            request.say("例如：10 公里等于多少英里。", "Such as: 10 km in miles."),
        )
    return _amount(request, given["number"]), names[given["unit"]], names[wanted["unit"]]


def _amount(request, word):
    """The number that a word spells."""
    value = 1.5 if word == "一个半" else value_of(word)
    if value is None:
        raise aios_skill.Failure(
            "expression_unclear",
            request.say(f"“{word}”是多少，没有看懂。", f'How much "{word}" is, is not clear.'),
            request.say("请用数字写出来。", "Write the number in digits."),
        )
    return Fraction(str(value))


def _converted(request, number, source, target):
    if source[0] != target[0]:
        raise aios_skill.Failure(
            "units_differ",
            request.say(
                f"{_name(source, request)} 和 {_name(target, request)} 量的不是同一种东西。",
                f"{_name(source, request)} and {_name(target, request)} measure different things.",
            ),
            request.say("换成同一种量的单位。", "Name two units of the same kind."),
        )
    if source[0] == "temperature":
        return _FROM_KELVIN[target[1]](_TO_KELVIN[source[1]](number))
    return number * source[2] / target[2]


def _name(unit, request):
    """How the unit is written: its sign in English, its Chinese name in Chinese but for data."""
    kind, _unit, _factor, names = unit
    return names[1] if request.language == "zh" and kind != "data" and len(names) > 1 else names[0]

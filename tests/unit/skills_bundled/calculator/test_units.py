"""Quantities in other units, and what has no rate to be converted by."""

import pytest
from tests.unit.skills_bundled.asking import Ask


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("10公里等于多少英里", 6.21371192237, "mile"),
        ("一公里等于多少米", 1000, "metre"),
        ("一斤等于几两", 10, "liang"),
        ("半斤是多少克", 250, "gram"),
        ("三点五公里是多少米", 3500, "metre"),
        ("twenty-five kg in grams", 25_000, "gram"),
        ("half a mile in km", 0.804672, "kilometre"),
        ("how many inches in 2 meters", 78.7401574803, "inch"),
        ("how many minutes are there in a day", 1440, "minute"),
        ("10 km in miles", 6.21371192237, "mile"),
        ("convert 5 kg to pounds", 11.0231131092, "pound"),
        ("72 F to C", 22.2222222222, "celsius"),
        ("37摄氏度等于多少华氏度", 98.6, "fahrenheit"),
        ("-40 C in F", -40, "fahrenheit"),
        ("1.5 GB 是多少 MB", 1500, "megabyte"),
        ("2 GiB to MiB", 2048, "mebibyte"),
        ("100 mph in km/h", 160.9344, "kilometre_per_hour"),
        ("1,500 ml 等于多少升", 1.5, "litre"),
        ("3 小时是多少分钟", 180, "minute"),
        ("100 平方米等于多少亩", 0.15, "mu"),
        ("1 mile = ? km", 1.609344, "kilometre"),
    ],
)
def test_what_it_is_in_another_unit(ask: Ask, text: str, value: float, unit: str) -> None:
    found = ask("convert_units", text)
    assert found["data"]["value"] == pytest.approx(value, rel=1e-9)
    assert found["data"]["unit"] == unit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("100美元等于多少人民币", "no_rates"),
        ("20 dollars in euros", "no_rates"),
        ("5 公斤等于多少米", "units_differ"),
        ("5 公斤等于多少", "unit_unknown"),
        ("两三公里是多少米", "expression_unclear"),
    ],
)
def test_what_cannot_be_told_is_refused(ask: Ask, text: str, code: str) -> None:
    error = ask("convert_units", text, "zh")["error"]
    assert error["code"] == code and error["hint"]

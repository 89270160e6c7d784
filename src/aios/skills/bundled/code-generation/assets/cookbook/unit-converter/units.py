"""Convert units: python units.py 10 km mi"""

import sys

# kind -> unit -> how much of the first unit it is
UNITS: dict[str, dict[str, float]] = {
    "length": {
        "m": 1,
        "km": 1000,
        "cm": 0.01,
        "mm": 0.001,
        "in": 0.0254,
        "ft": 0.3048,
        "yd": 0.9144,
        "mi": 1609.344,
        "nmi": 1852,
        "里": 500,
        "丈": 10 / 3,
        "尺": 1 / 3,
        "寸": 1 / 30,
    },
    "mass": {
        "kg": 1,
        "g": 0.001,
        "mg": 1e-6,
        "t": 1000,
        "lb": 0.45359237,
        "oz": 0.028349523125,
        "斤": 0.5,
        "两": 0.05,
    },
    "volume": {
        "l": 1,
        "ml": 0.001,
        "m3": 1000,
        "gal": 3.785411784,
        "pt": 0.473176473,
        "cup": 0.2365882365,
    },
    "area": {"m2": 1, "km2": 1e6, "ha": 1e4, "acre": 4046.8564224, "亩": 2000 / 3},
    "speed": {"m/s": 1, "km/h": 1 / 3.6, "mph": 0.44704, "kn": 1852 / 3600},
    "time": {"s": 1, "min": 60, "h": 3600, "d": 86_400, "week": 604_800},
    "data": {
        "B": 1,
        "KB": 1e3,
        "MB": 1e6,
        "GB": 1e9,
        "TB": 1e12,
        "KiB": 2**10,
        "MiB": 2**20,
        "GiB": 2**30,
    },
}
# unit -> (factor, offset): kelvin = value * factor + offset
TEMPERATURES = {"K": (1, 0.0), "C": (1, 273.15), "F": (5 / 9, 459.67 * 5 / 9)}
NAMES = {
    "米": "m",
    "公里": "km",
    "千米": "km",
    "厘米": "cm",
    "毫米": "mm",
    "英寸": "in",
    "英尺": "ft",
    "英里": "mi",
    "公斤": "kg",
    "千克": "kg",
    "克": "g",
    "吨": "t",
    "磅": "lb",
    "盎司": "oz",
    "升": "l",
    "毫升": "ml",
    "加仑": "gal",
    "公顷": "ha",
    "英亩": "acre",
    "秒": "s",
    "分钟": "min",
    "小时": "h",
    "天": "d",
    "周": "week",
    "摄氏度": "C",
    "华氏度": "F",
    "meter": "m",
    "metre": "m",
    "kilometer": "km",
    "mile": "mi",
    "foot": "ft",
    "feet": "ft",
    "inch": "in",
    "inche": "in",
    "yard": "yd",
    "kilogram": "kg",
    "gram": "g",
    "pound": "lb",
    "ounce": "oz",
    "liter": "l",
    "litre": "l",
    "gallon": "gal",
    "hour": "h",
    "minute": "min",
    "second": "s",
    "day": "d",
    "celsiu": "C",
    "fahrenheit": "F",
    "kelvin": "K",
    "°c": "C",
    "°f": "F",
    "℃": "C",
    "℉": "F",
}


def unit_of(name: str) -> str:
    """The short name of a unit: kilometers is km; ValueError if it is unknown."""
    known = {*TEMPERATURES, *(unit for units in UNITS.values() for unit in units)}
    folded = {unit.lower(): unit for unit in known}
    text = name.strip()
    for candidate in (text, NAMES.get(text.lower().rstrip("s")), folded.get(text.lower())):
        if candidate in known:
            return str(candidate)
    raise ValueError(f"the unit {name!r} is not known")


def convert(value: float, source: str, target: str) -> float:
    """The value in the other unit; ValueError for units that do not measure the same."""
    one, other = unit_of(source), unit_of(target)
    if one in TEMPERATURES and other in TEMPERATURES:
        kelvin = value * TEMPERATURES[one][0] + TEMPERATURES[one][1]
        if kelvin < -1e-9:
            raise ValueError(f"{value:g} {one} is below absolute zero")
        return (kelvin - TEMPERATURES[other][1]) / TEMPERATURES[other][0]
    for units in UNITS.values():
        if one in units and other in units:
            return value * units[one] / units[other]
    raise ValueError(f"{one} and {other} do not measure the same")


def main(argv: list[str]) -> int:
    """Convert what the command line says."""
    try:
        value, source, target = argv
        print(f"{value} {source} = {convert(float(value), source, target):.10g} {target}")
    except ValueError as error:
        print(f"error: {error}" if len(argv) == 3 else __doc__, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

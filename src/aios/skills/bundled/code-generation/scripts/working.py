"""What a web service works out of the values of an address: GET /square?n=3 gives {"result": 9}."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_SUM, _PRODUCT = "lambda *values: sum(values)", "lambda a, b: a * b"
_PRIME = "lambda n: n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))"
# What each name stands for; numbers come as numbers where the text is one.
_WORKS = {
    "add sum plus addition": _SUM,
    "subtract sub minus diff difference": "lambda a, b: a - b",
    "multiply mul times product": _PRODUCT,
    "divide div quotient": "lambda a, b: a / b",
    "power pow exp": "lambda a, b: a**b",
    "mod modulo remainder": "lambda a, b: a % b",
    "square squared": "lambda n: n * n",
    "cube cubed": "lambda n: n**3",
    "double twice": "lambda n: n * 2",
    "half halve": "lambda n: n / 2",
    "sqrt root": "lambda n: math.sqrt(n)",
    "negate neg": "lambda n: -n",
    "abs absolute": "lambda n: abs(n)",
    "factorial fact": "lambda n: math.factorial(n)",
    "gcd": "lambda a, b: math.gcd(a, b)",
    "lcm": "lambda a, b: math.lcm(a, b)",
    "max maximum": "lambda a, b: max(a, b)",
    "min minimum": "lambda a, b: min(a, b)",
    "average avg mean": "lambda *values: sum(values) / len(values)",
    "prime is_prime isprime": _PRIME,
    "even is_even iseven": "lambda n: n % 2 == 0",
    "odd is_odd isodd": "lambda n: n % 2 == 1",
    "reverse reversed": "lambda text: text[::-1]",
    "upper uppercase": "lambda text: text.upper()",
    "lower lowercase": "lambda text: text.lower()",
    "length len count": "lambda text: len(text)",
    "words wordcount word_count": "lambda text: len(text.split())",
    "palindrome is_palindrome": "lambda text: text == text[::-1]",
    "c2f celsius_to_fahrenheit fahrenheit": "lambda c: c * 9 / 5 + 32",
    "f2c fahrenheit_to_celsius celsius": "lambda f: (f - 32) * 5 / 9",
    "bmi": "lambda weight, height: weight / height**2",
    "area": _PRODUCT,
}
WORKS = {name: source for names, source in _WORKS.items() for name in names.split()}


@dataclass(frozen=True)
class Work:
    """What is worked out: of which values, the keys of the answer, and how, as source."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    source: str
    example: dict[str, str]

    def __repr__(self) -> str:
        names, keys = json.dumps(self.names), json.dumps(self.keys)
        return f"({names}, {keys}, {'lambda text' not in self.source}, {self.source})"

    @property
    def called(self) -> Callable[..., Any]:
        """The function."""
        made: Callable[..., Any] = eval(self.source, {"math": __import__("math")})
        return made


def work_of(path: str, query: str, clause: str) -> Work | None:
    """What the address asks to be worked out; None where its name tells nothing of the kind, or
    the example beside it says otherwise."""
    fixed = [part for part in path.split("/") if part and not part.startswith("{")]
    source = WORKS.get(fixed[-1].replace("-", "_").lower(), "") if fixed else ""
    given = dict(re.findall(r"[?&](\w+)=([^&\s]*)", query or ""))
    names = (*re.findall(r"\{(\w+)\}", path), *given)
    if not source or not names:
        return None
    told = dict(re.findall(r"[\"'](\w+)[\"']\s*:\s*([^,{}]+)", clause))
    results = [key for key in told if key not in names][:1] or ["result"]
    keys = tuple(key for key in [*told, *results] if key in names or key in results)
    work = Work(names, tuple(dict.fromkeys(keys)), source, given)
    return work if _holds(work, told.get(results[0], "")) else None


def _holds(work: Work, value: str) -> bool:
    """Whether the example comes out, where it is one, and the values are as many as are needed."""
    values = [_number(text) for text in work.example.values()]
    if len(values) < len(work.names) or any(re.search(r"[<{.…]", str(v)) for v in values):
        return True
    try:
        gives, wanted = work.called(*values), json.loads(value or "null")
    except Exception as problem:  # noqa: BLE001 - a value only named is no example
        return isinstance(problem, ValueError) or any(isinstance(v, str) for v in values)
    return wanted is None or gives == wanted


def _number(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return text

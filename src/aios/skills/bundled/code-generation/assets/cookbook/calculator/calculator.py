"""A calculator: python calculator.py "(1 + 2) * 3", or without an expression line by line."""

import math
import re
import sys
from collections.abc import Callable

TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z]+)|(\*\*|//|[-+*/%^()]))")
FULL_WIDTH = str.maketrans("（）＋－×÷＊／", "()+-*/*/")
CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "abs": abs, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "ln": math.log, "log": math.log10, "exp": math.exp, "round": round,
}  # fmt: skip
MAX_DEPTH = 100
MAX_RESULT_BITS = 10_000


class CalculationError(Exception):
    """The expression is wrong or has no value; the text says where and why."""


class Parser:
    """Recursive descent: sum of products of signed powers of numbers, names and parentheses."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(FULL_WIDTH)
        self.place = self.depth = 0
        self.token = ""
        self.advance()

    def advance(self) -> None:
        """Read the next token; "" at the end."""
        rest = self.text[self.place :]
        found = TOKEN.match(rest)
        if found is None and rest.strip():
            raise CalculationError(f"{rest.strip()[0]!r} at {self.place + 1} is not understood")
        self.token = found[0].strip() if found else ""
        self.place += len(found[0]) if found else 0

    def take(self, *tokens: str) -> str:
        """The token if it is one of these, and go on; "" otherwise."""
        token = self.token
        if token not in tokens:
            return ""
        self.advance()
        return token

    def whole(self) -> float:
        """The value of the whole text."""
        value = self.sum()
        if self.token:
            raise CalculationError(f"{self.token!r} at {self.place} is one too many")
        return value

    def sum(self) -> float:
        value = self.product()
        while sign := self.take("+", "-"):
            value += self.product() if sign == "+" else -self.product()
        return value

    def product(self) -> float:
        value = self.signed()
        while sign := self.take("*", "/", "//", "%"):
            other = self.signed()
            if sign != "*" and other == 0:
                raise CalculationError("division by zero")
            match sign:
                case "*":
                    value *= other
                case "/":
                    value /= other
                case "//":
                    value //= other
                case _:
                    value %= other
        return value

    def signed(self) -> float:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CalculationError("the expression is nested too deeply")
        sign = self.take("+", "-")
        value = self.signed() if sign else self.power()
        self.depth -= 1
        return -value if sign == "-" else value

    def power(self) -> float:
        base = self.atom()
        if not self.take("**", "^"):
            return base
        exponent = self.signed()  # right to left, and 2^-1 is allowed
        if abs(exponent) * math.log2(abs(base) + 1) > MAX_RESULT_BITS:
            raise CalculationError("the power is too large")
        if base == 0 and exponent < 0:
            raise CalculationError("division by zero")
        result = base**exponent
        if isinstance(result, complex):
            raise CalculationError("the root of a negative number")
        return float(result) if isinstance(result, float) else result

    def atom(self) -> float:
        token, place = self.token, self.place
        if self.take("("):
            value = self.sum()
            if not self.take(")"):
                raise CalculationError(f"a ')' is missing at {self.place + 1}")
            return value
        if not token or token in ("*", "/", "//", "%", "^", "**", ")"):
            raise CalculationError(f"a number is missing at {place}")
        self.advance()
        if token.isalpha():
            return self.named(token.lower())
        return float(token) if re.search(r"[.eE]", token) else int(token)

    def named(self, name: str) -> float:
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name not in FUNCTIONS or self.token != "(":
            raise CalculationError(f"{name!r} is not known")
        value = self.atom()
        try:
            return FUNCTIONS[name](value)
        except ValueError as error:
            raise CalculationError(f"{name}({value:g}) has no value") from error


def evaluate(expression: str) -> float:
    """The value, whole numbers as int; CalculationError if there is none."""
    if not expression.strip():
        raise CalculationError("there is nothing to calculate")
    try:
        return Parser(expression).whole()
    except OverflowError as error:
        raise CalculationError("the result is too large") from error


def main(argv: list[str]) -> int:
    """Calculate the arguments, or line by line what comes in; 1 if one was wrong."""
    status = 0
    for expression in [" ".join(argv)] if argv else sys.stdin:
        try:
            print(evaluate(expression))
        except CalculationError as error:
            print(f"error: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

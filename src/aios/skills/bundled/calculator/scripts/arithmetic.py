"""The value of an arithmetic expression, exact where it can be, and bounded.

Expressions are Python's: + - * / // % **, numbers, brackets, `pi`, `e` and the functions below.
Whole numbers and fractions stay exact; roots that do not come out and sines are floats.
"""

import ast
import math
import operator
import statistics
from fractions import Fraction

MOST_SIGNS = 500
MOST_BITS = 40_000
MOST_FACTORIAL = 2_000


class Unclear(Exception):
    """It is no expression that is understood."""


class TooLarge(Exception):
    """Its value has more digits than anybody reads."""


class NoValue(Exception):
    """It has no real value: 1/0, the root of -1."""


def value_of(expression):
    """The value as a Fraction, or as a float where it is not exact; Unclear, TooLarge, NoValue."""
    if len(expression) > MOST_SIGNS:
        raise TooLarge
    try:
        return _of(ast.parse(expression, mode="eval").body)
    except (SyntaxError, RecursionError) as error:
        raise Unclear from error
    except (ZeroDivisionError, ValueError) as error:
        raise NoValue from error
    except (OverflowError, MemoryError) as error:
        raise TooLarge from error


def _of(node):
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_of(node.left), _of(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _of(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(str(node.value))
    if isinstance(node, ast.Name) and node.id in _CONSTANTS:
        return _CONSTANTS[node.id]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function = _FUNCTIONS.get(node.func.id)
        if function is not None:
            return function(*map(_of, node.args))
    raise Unclear


def _power(base, exponent):
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and isinstance(base, Fraction):
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits > 1 and bits * abs(exponent) > MOST_BITS:
            raise TooLarge
        return base ** int(exponent)
    return _real(float(base) ** float(exponent))


def _root(number, degree=2):
    """The root, exact where it comes out."""
    if isinstance(number, Fraction) and number >= 0:
        tops = [round(part ** (1 / degree)) for part in (number.numerator, number.denominator)]
        if Fraction(tops[0] ** degree, tops[1] ** degree) == number:
            return Fraction(*tops)
    if degree % 2 and number < 0:
        return -_root(-number, degree)
    return _real(float(number) ** (1 / degree))


def _real(value):
    if isinstance(value, complex):
        raise NoValue
    return value


def _whole(value):
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise NoValue
    return int(value)


def _factorial(value):
    number = _whole(value)
    if number > MOST_FACTORIAL:
        raise TooLarge
    return Fraction(math.factorial(number))


def _log(value, base=None):
    return math.log10(value) if base is None else math.log(value) / math.log(base)


def _rounded(value, places=0):
    return Fraction(round(value, _whole(Fraction(places))))


def _of_wholes(function):
    return lambda *values: Fraction(function(*map(_whole, values)))


def _in_degrees(function):
    return lambda value: round(function(math.radians(value)), 12)


_CONSTANTS = {"pi": math.pi, "e": math.e}
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_FUNCTIONS = {
    "sqrt": _root,
    "cbrt": lambda value: _root(value, 3),
    "root": lambda value, degree: _root(value, _whole(degree)),
    "factorial": _factorial,
    "abs": abs,
    "round": _rounded,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
    "gcd": _of_wholes(math.gcd),
    "lcm": _of_wholes(math.lcm),
    "max": max,
    "min": min,
    "sum": lambda *values: sum(values),
    "product": lambda *values: math.prod(values),
    "mean": lambda *values: statistics.mean(values),
    "median": lambda *values: statistics.median(values),
    "log": _log,
    "ln": math.log,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sind": _in_degrees(math.sin),
    "cosd": _in_degrees(math.cos),
    "tand": _in_degrees(math.tan),
}

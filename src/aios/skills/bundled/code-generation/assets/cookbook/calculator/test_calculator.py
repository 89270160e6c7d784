"""Values, order of operations, and errors."""

import random

import pytest
from calculator import CalculationError, evaluate, main


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1+2*3", 7), ("(1+2)*3", 9), ("2^3^2", 512), ("-2^2", -4), ("2^-1", 0.5), ("7//2", 3),
        ("7%4", 3), ("10/4", 2.5), ("--3", 3), ("sqrt(16)+abs(-2)", 6), ("1.5e2", 150),
        ("（1＋2）×3÷9", 1), ("8-3-2", 3), (" 4 ", 4), (".5*2", 1), ("round(2*pi)", 6),
    ],
)  # fmt: skip
def test_values(expression: str, value: float) -> None:
    assert evaluate(expression) == pytest.approx(value)


def grown(draw: random.Random, depth: int) -> str:
    if depth == 0 or draw.random() < 0.2:
        return str(draw.randint(0, 20))
    parts = grown(draw, depth - 1), draw.choice("+-*/"), grown(draw, depth - 1)
    return f"({' '.join(parts)})" if draw.random() < 0.5 else " ".join(parts)


def test_random_expressions_agree_with_python() -> None:
    draw = random.Random(4)
    for _ in range(500):
        expression = grown(draw, 5)
        try:
            wanted = eval(expression)
        except ZeroDivisionError:
            with pytest.raises(CalculationError, match="zero"):
                evaluate(expression)
        else:
            assert evaluate(expression) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "1+",
        "(1",
        "1)",
        "1 2",
        "1/0",
        "5%0",
        "a",
        "sqrt",
        "sqrt(-1)",
        "2**99999",
        "9^9^9",
        "1..2",
        "$",
        "__import__('os')",
        "(-8)^0.5",
        "0^-1",
        "(" * 5000,
        "exp(99999)",
    ],
)
def test_errors(expression: str) -> None:
    with pytest.raises(CalculationError):
        evaluate(expression)


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["2", "+", "3"]) == 0
    assert main(["1/0"]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("5\n", "error: division by zero\n")

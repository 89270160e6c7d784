"""Known patterns, edges, and a slow count for comparison."""

import random

import pytest
from life import Cells, parse, scattered, shown, step


@pytest.mark.parametrize("still", ["....\n.##.\n.##.", "......\n..##..\n.#..#.\n..##.."])
def test_still_lifes_stay(still: str) -> None:
    assert step(parse(still), 8, 8) == parse(still)


def test_a_blinker_turns_and_turns_back() -> None:
    blinker = parse(".....\n.....\n.###.")
    turned = step(blinker, 5, 5)
    assert shown(turned, 5, 5) == ".....\n..#..\n..#..\n..#..\n....."
    assert step(turned, 5, 5) == blinker


def test_a_glider_comes_round_the_edges() -> None:
    glider = cells = parse(".#.\n..#\n###")
    for _ in range(4 * 8):
        cells = step(cells, 8, 8)
    assert cells == glider


@pytest.mark.parametrize("seed", range(20))
def test_against_counting_every_cell(seed: int) -> None:
    draw = random.Random(seed)
    height, width = draw.randint(3, 9), draw.randint(3, 9)
    cells = scattered(draw, height, width)

    def alive(r: int, c: int) -> bool:
        around = [(a, b) for a in (r - 1, r, r + 1) for b in (c - 1, c, c + 1) if (a, b) != (r, c)]
        count = sum((a % height, b % width) in cells for a, b in around)
        return count == 3 or (count == 2 and (r, c) in cells)

    expected: Cells = frozenset((r, c) for r in range(height) for c in range(width) if alive(r, c))
    assert step(cells, height, width) == expected


def test_the_empty_board_stays_empty() -> None:
    assert step(frozenset()) == frozenset()


def test_a_drawing_is_read_and_shown() -> None:
    assert shown(parse("#.\n.#"), 2, 2) == "#.\n.#"
    with pytest.raises(ValueError, match="'x'"):
        parse("#x")

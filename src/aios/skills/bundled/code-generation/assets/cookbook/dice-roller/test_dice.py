"""Notation, ranges, fairness, seeds and the command line."""

import random
from collections import Counter

import pytest
from dice import COUNT, MOST_DICE, SIDES, Dice, Roll, main, parse


@pytest.mark.parametrize(
    ("text", "dice"),
    [
        ("2d6", Dice(2, 6)),
        ("d20", Dice(1, 20)),
        ("3D8+2", Dice(3, 8, 2)),
        (" 4 d 10 - 1 ", Dice(4, 10, -1)),
        ("d%", Dice(1, 100)),
    ],
)
def test_notation(text: str, dice: Dice) -> None:
    assert parse(text) == dice


@pytest.mark.parametrize("text", ["", "6", "d", "2d", "0d6", "2d1", f"{MOST_DICE + 1}d6", "2d6+"])
def test_what_is_no_dice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="dice"):
        parse(text)


def test_rolls_stay_in_range_and_average_to_the_mean() -> None:
    dice, chance = Dice(2, 6, 3), random.Random(7)
    totals = [dice.roll(chance).total for _ in range(20_000)]
    assert (min(totals), max(totals)) == (dice.lowest, dice.highest) == (5, 15)
    assert sum(totals) / len(totals) == pytest.approx(dice.mean, abs=0.1)


def test_every_side_is_as_likely() -> None:
    chance = random.Random(1)
    faces = Counter(Dice(1, 6).roll(chance).total for _ in range(12_000))
    assert set(faces) == set(range(1, 7))
    assert all(abs(count - 2000) < 200 for count in faces.values())


def test_a_roll_shows_its_faces() -> None:
    assert str(Roll((3, 5), -1)) == "3 + 5 -1 = 7"
    assert str(Roll((4,))) == "4 = 4"


def test_a_seed_repeats_the_rolls(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert main(["3d6", "--times", "4", "--seed", "5"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert outputs[0].count("\n") == 4


def test_the_default_dice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    total = int(capsys.readouterr().out.rpartition("= ")[2])
    assert COUNT <= total <= COUNT * SIDES
    assert main(["nonsense"]) == 1

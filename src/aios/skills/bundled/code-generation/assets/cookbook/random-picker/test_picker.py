"""Fair, without repeats, and nobody twice over several draws."""

import random
from collections import Counter
from pathlib import Path

import pytest
from picker import draw, draw_prizes, main

NAMES = ["李雷", "韩梅梅", "Ann", "Bob", "Cid"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("\ufeff" + "\n\n".join(NAMES) + "\n", encoding="utf-8")
    return path


def test_each_is_as_likely() -> None:
    chance = random.Random(1)
    counts = Counter(name for _ in range(5000) for name in draw(NAMES, 2, chance))
    assert set(counts) == set(NAMES)
    assert all(1850 < count < 2150 for count in counts.values())


@pytest.mark.parametrize("count", [0, -1, 6])
def test_more_than_there_are(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw(NAMES, count, random.Random(1))


def test_nobody_wins_twice() -> None:
    for seed in range(50):
        won = draw_prizes(NAMES, {"一等奖": 1, "二等奖": 3}, random.Random(seed))
        assert [len(names) for names in won.values()] == [1, 3]
        assert len(set(won["一等奖"] + won["二等奖"])) == 4


def test_the_history_leaves_out_who_was_drawn(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = file.with_name("drawn.txt")
    for _ in NAMES:
        assert main([str(file), "--count", "1", "--history", str(history)]) == 0
    assert sorted(capsys.readouterr().out.split()) == sorted(NAMES)
    assert main([str(file), "--count", "1", "--history", str(history)]) == 1
    assert "of 0 names" in capsys.readouterr().err


def test_a_seed_repeats_a_draw(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(file), "--seed", "7", "--prize", "First=1", "Second=2"]
    assert main(command) == main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == lines[2:]
    assert lines[0].startswith("First: ")


def test_a_name_twice_and_a_file_that_is_not_there(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("Ann\nBob\nAnn\n")
    assert main([str(file)]) == 1
    assert main([str(file.with_name("no.txt"))]) == 1
    assert "Ann is in" in capsys.readouterr().err

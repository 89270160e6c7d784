"""What a password holds, and the command line."""

import string

import pytest
from password_generator import (
    AMBIGUOUS,
    COUNT,
    LENGTH,
    SYMBOLS,
    WITH_SYMBOLS,
    alphabets,
    entropy_bits,
    generate,
    main,
)


@pytest.mark.parametrize("length", [4, 5, 16, 100])
@pytest.mark.parametrize("symbols", [True, False])
def test_every_kind_is_there_and_nothing_else(length: int, symbols: bool) -> None:
    kinds = alphabets(symbols=symbols)
    for _ in range(50):
        password = generate(length, kinds)
        assert len(password) == length
        assert all(any(char in kind for char in password) for kind in kinds)
        assert set(password) <= set("".join(kinds))


def test_without_symbols_there_are_none() -> None:
    assert not set(SYMBOLS) & set("".join(alphabets(symbols=False)))


def test_ambiguous_characters_can_be_left_out() -> None:
    kinds = alphabets(symbols=True, avoid_ambiguous=True)
    assert not AMBIGUOUS & set("".join(kinds))
    assert all(kinds)


def test_passwords_do_not_repeat() -> None:
    kinds = alphabets()
    assert len({generate(16, kinds) for _ in range(500)}) == 500


def test_all_characters_are_about_equally_frequent() -> None:
    kinds = [string.ascii_lowercase]
    drawn = "".join(generate(100, kinds) for _ in range(260))
    counts = [drawn.count(char) for char in string.ascii_lowercase]
    assert min(counts) > 800
    assert max(counts) < 1200


@pytest.mark.parametrize("length", [-1, 0, 3])
def test_too_short_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="4 kinds"):
        generate(length, alphabets(symbols=True))


def test_entropy_grows_with_the_length() -> None:
    assert entropy_bits(10, ["ab"]) == 10
    assert entropy_bits(16, alphabets(symbols=True)) > 80


def test_the_command_line_prints_as_many_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--length", "12", "--count", "3", "--no-symbols"]) == 0
    lines = capsys.readouterr().out.split()
    assert [len(line) for line in lines] == [12, 12, 12]
    assert all(line.isalnum() for line in lines)


def test_the_defaults_are_the_constants(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.split()
    assert [len(line) for line in lines] == [LENGTH] * COUNT
    assert len(alphabets()) == (4 if WITH_SYMBOLS else 3)


def test_an_error_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--length", "1"]) == 1
    assert capsys.readouterr().err.startswith("error: ")

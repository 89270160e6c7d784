"""Known texts, there and back, and bad keys."""

import pytest
from ciphers import SHIFT, break_caesar, caesar, main, vigenere

TEXT = "Attack at dawn, 黎明进攻! Zz"


def test_known_texts() -> None:
    assert caesar("Hello, Zoe", 3) == "Khoor, Crh"
    assert vigenere("attackatdawn", "LEMON") == "lxfopvefrnhr"
    assert caesar("abc", 13) == "nop"


@pytest.mark.parametrize("shift", [0, 1, 25, 26, -3, 1000, SHIFT])
def test_there_and_back(shift: int) -> None:
    assert caesar(caesar(TEXT, shift), -shift) == TEXT
    assert vigenere(vigenere(TEXT, "Key"), "Key", decrypt=True) == TEXT


def test_caesar_is_broken_by_frequencies() -> None:
    text = "It was the best of times, it was the worst of times, it was the age of wisdom"
    assert break_caesar(caesar(text, 17)) == (17, text)


@pytest.mark.parametrize("key", ["", "a1", "钥匙"])
def test_bad_keys_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        vigenere("x", key)


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["caesar", "3", "khoor", "--decrypt"]) == 0
    assert capsys.readouterr().out == "hello\n"
    assert main(["caesar", "x", "a"]) == 1

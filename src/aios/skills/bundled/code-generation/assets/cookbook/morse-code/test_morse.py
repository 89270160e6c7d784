"""Known codes, there and back, other spellings, what cannot be translated."""

import pytest
from morse import CODES, decode, encode, is_code, main


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SOS", "... --- ..."),
        ("hello World", ".... . .-.. .-.. --- / .-- --- .-. .-.. -.."),
        ("73!", "--... ...-- -.-.--"),
        ("", ""),
    ],
)
def test_known_codes(text: str, code: str) -> None:
    assert encode(text) == code
    assert decode(code) == text.upper()


def test_every_sign_goes_there_and_back() -> None:
    text = "".join(CODES)
    assert decode(encode(text)) == text
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize("code", ["··· — ···"[:3], "•••", "...", " ... "])
def test_other_spellings_of_dots(code: str) -> None:
    assert decode(code) == "S"


def test_other_spellings_of_dashes_and_gaps() -> None:
    assert decode("___|−-") == "O M"
    assert decode("... //  ---") == "S O"


@pytest.mark.parametrize("text", ["你好", "naïve", "100 %"])
def test_signs_without_a_code_are_named(text: str) -> None:
    with pytest.raises(ValueError, match="no Morse code"):
        encode(text)


@pytest.mark.parametrize("code", ["........", "abc", ". x"])
def test_what_is_no_code_is_named(code: str) -> None:
    with pytest.raises(ValueError, match="no Morse code"):
        decode(code)


def test_code_is_told_from_text() -> None:
    assert is_code("... ---")
    assert not is_code("SOS")
    assert not is_code(" ")


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["SOS"]) == main(["... --- ..."]) == main(["--decode", "..."]) == 0
    assert capsys.readouterr().out == "... --- ...\nSOS\nS\n"
    assert main(["你好"]) == 1

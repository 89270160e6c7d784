"""Run-length encoding: aaab becomes a3b1."""

import re
from itertools import groupby


def encode(text: str) -> str:
    """Each run as its character and length; ValueError for digits, which would be mistaken."""
    if re.search(r"\d", text):
        raise ValueError("a text with digits cannot be encoded")
    return "".join(f"{char}{len(list(run))}" for char, run in groupby(text))


def decode(packed: str) -> str:
    """The text again; ValueError for what encode never makes."""
    if not re.fullmatch(r"(?:\D[1-9]\d*)*", packed):
        raise ValueError(f"{packed!r} is not run-length encoded")
    return "".join(char * int(count) for char, count in re.findall(r"(\D)(\d+)", packed))


if __name__ == "__main__":
    packed = encode("wwwwaaadexxxxxx")
    print(packed, decode(packed))

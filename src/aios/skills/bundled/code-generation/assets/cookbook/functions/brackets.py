"""Check that brackets match."""

PAIRS = {")": "(", "]": "[", "}": "{"}


def is_balanced(text: str) -> bool:
    """Whether every bracket is closed by its own kind; other characters do not matter."""
    return first_error(text) is None


def first_error(text: str) -> int | None:
    """The index of the first bracket without a partner, None if all match."""
    opened: list[int] = []
    for index, char in enumerate(text):
        if char in PAIRS.values():
            opened.append(index)
        elif char in PAIRS:
            if not opened or text[opened[-1]] != PAIRS[char]:
                return index
            opened.pop()
    return opened[0] if opened else None


if __name__ == "__main__":
    for sample in ("{[()]}", "(]", "(("):
        print(sample, is_balanced(sample))

"""Huffman coding: the shortest code of a text whose letters have codes of their own."""

import heapq
from collections import Counter
from itertools import count

Tree = str | tuple["Tree", "Tree"]


def codes(text: str) -> dict[str, str]:
    """The code of each letter, frequent ones short; "0" where there is but one letter."""
    order = count()  # so that trees are never compared
    heap: list[tuple[int, int, Tree]] = [
        (number, next(order), letter) for letter, number in sorted(Counter(text).items())
    ]
    heapq.heapify(heap)
    if len(heap) == 1:
        return {text[0]: "0"}
    while len(heap) > 1:
        one, other = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (one[0] + other[0], next(order), (one[2], other[2])))
    return _walked(heap[0][2], "") if heap else {}


def _walked(tree: Tree, code: str) -> dict[str, str]:
    if isinstance(tree, str):
        return {tree: code}
    return _walked(tree[0], code + "0") | _walked(tree[1], code + "1")


def encode(text: str) -> tuple[str, dict[str, str]]:
    """The text in bits, and the codes."""
    table = codes(text)
    return "".join(table[letter] for letter in text), table


def decode(bits: str, table: dict[str, str]) -> str:
    """The text again; ValueError for bits that the codes do not make."""
    letters, found, code = {code: letter for letter, code in table.items()}, [], ""
    for bit in bits:
        code += bit
        if code in letters:
            found.append(letters[code])
            code = ""
    if code:
        raise ValueError("the bits end within a code")
    return "".join(found)


if __name__ == "__main__":
    encoded, known = encode("abracadabra")
    print(encoded, known, decode(encoded, known), sep="\n")

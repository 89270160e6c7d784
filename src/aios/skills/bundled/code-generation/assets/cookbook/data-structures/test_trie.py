"""The trie against a set of words."""

import random

from trie import Trie


def test_it_does_what_a_set_does() -> None:
    draw, trie, wanted = random.Random(9), Trie(), set[str]()
    for _ in range(1000):
        word = "".join(draw.choices("ab中", k=draw.randint(0, 4)))
        if draw.random() < 0.5:
            trie.insert(word)
            wanted.add(word)
        else:
            assert trie.delete(word) is (word in wanted)
            wanted.discard(word)
        prefix = word[:1]
        assert list(trie) == sorted(wanted)
        assert list(trie.starting_with(prefix)) == sorted(w for w in wanted if w.startswith(prefix))


def test_a_prefix_is_no_word() -> None:
    trie = Trie(["card"])
    assert "car" not in trie
    assert not trie.delete("car")
    assert trie.search("card") and not trie.search("car")
    assert trie.starts_with("car") and not trie.starts_with("x")
    assert list(trie.starting_with("x")) == []

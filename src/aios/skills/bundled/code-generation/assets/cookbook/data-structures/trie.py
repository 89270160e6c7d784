"""A trie: words by their prefixes."""

from collections.abc import Iterable, Iterator


class Trie:
    """A set of words. Finding a word or a prefix takes as many steps as it has characters."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._children: dict[str, Trie] = {}
        self._ends = False
        for word in words:
            self.insert(word)

    def insert(self, word: str) -> None:
        """Add a word."""
        node = self
        for char in word:
            node = node._children.setdefault(char, Trie())
        node._ends = True

    def search(self, word: str) -> bool:
        """Whether the word was added; a mere prefix of one was not."""
        return word in self

    def starts_with(self, prefix: str) -> bool:
        """Whether any word begins so."""
        return next(self.starting_with(prefix), None) is not None

    def delete(self, word: str) -> bool:
        """Remove a word and the nodes only it needs; False if it was not there."""
        path = [self]
        for char in word:
            if char not in path[-1]._children:
                return False
            path.append(path[-1]._children[char])
        was_there, path[-1]._ends = path[-1]._ends, False
        for char in reversed(word):
            node = path.pop()
            if node._children or node._ends:
                break
            del path[-1]._children[char]
        return was_there

    def starting_with(self, prefix: str) -> Iterator[str]:
        """The words with the prefix, in alphabetical order: the completions of what was typed."""
        node = self._find(prefix)
        waiting = [(prefix, node)] if node else []
        while waiting:
            word, node = waiting.pop()
            if node._ends:
                yield word
            waiting += [(word + c, n) for c, n in sorted(node._children.items(), reverse=True)]

    def __contains__(self, word: str) -> bool:
        node = self._find(word)
        return node is not None and node._ends

    def __iter__(self) -> Iterator[str]:
        return self.starting_with("")

    def _find(self, prefix: str) -> "Trie | None":
        node: Trie | None = self
        for char in prefix:
            node = node._children.get(char) if node else None
        return node


if __name__ == "__main__":
    trie = Trie(["car", "card", "care", "dog", "北京", "北方"])
    print(list(trie.starting_with("car")), list(trie.starting_with("北")), "ca" in trie)

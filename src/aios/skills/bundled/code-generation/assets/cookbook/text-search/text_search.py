"""Search texts by TF-IDF and cosine: python text_search.py FOLDER "words to look for" """

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOP = 5
WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Hit:
    """A text that was found; the score is the cosine with the query, 0..1."""

    name: str
    score: float


def tokens(text: str) -> list[str]:
    """Lower-case words; Chinese, which has no blanks, as pairs of characters."""
    found: list[str] = []
    for run in WORD.findall(text.lower()):
        pairs = [run[i : i + 2] for i in range(max(1, len(run) - 1))]
        found += [run] if run.isascii() else pairs
    return found


class Index:
    """An inverted index: for each word the texts it is in, weighed by TF-IDF."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        counts = {name: Counter(tokens(text)) for name, text in texts.items()}
        holding = Counter(word for count in counts.values() for word in count)
        self.idf = {word: math.log(1 + len(counts) / n) for word, n in holding.items()}
        self._postings: dict[str, list[Hit]] = defaultdict(list)
        for name, count in counts.items():
            for word, weight in self._vector(count).items():
                self._postings[word].append(Hit(name, weight))

    def search(self, query: str, top: int = TOP) -> list[Hit]:
        """The texts that share a word with the query, the likest first, equals by name."""
        if top < 1:
            raise ValueError(f"{top} results are none")
        scores: dict[str, float] = defaultdict(float)
        for word, weight in self._vector(Counter(tokens(query))).items():
            for posting in self._postings[word]:
                scores[posting.name] += weight * posting.score
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [Hit(name, score) for name, score in ranked[:top]]

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        """TF-IDF weights of the words of the index, of length 1."""
        weights = {
            word: (1 + math.log(n)) * self.idf[word]
            for word, n in count.items()
            if word in self.idf
        }
        length = math.hypot(*weights.values())
        return {word: weight / length for word, weight in weights.items()}


def read_folder(folder: Path) -> dict[str, str]:
    """The .txt and .md files below the folder, by their path in it."""
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in (".txt", ".md"))
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8", errors="replace")
        for file in files
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Search a folder of texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("query")
    parser.add_argument("--top", type=int, default=TOP)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"error: {options.folder} is no folder", file=sys.stderr)
        return 1
    for hit in Index(read_folder(options.folder)).search(options.query, options.top):
        print(f"{hit.score:.3f}  {hit.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Cut documents into passages and rank them for a question by BM25, in Chinese and English."""

import math
import re
from collections import Counter
from typing import NamedTuple

LONG = 600
K1, B = 1.4, 0.6
STOP = re.compile(
    r"(an?|the|of|to|in|on|at|for|by|and|or|is|are|was|were|be|been|do|does|did|what|which|who|whom"
    r"|how|when|where|why|with|from|this|that|these|those|its?|as|about|into|than|then|can|could"
    r"|should|would|will|may|might|me|my|our|we|you|i|find|search|look|tell|show|give|please|there"
    r"|any|has|have|documents?|files?|folder|docs?|passages?|answer|questions?|says?|mentions?"
    r"|according|md|txt|html)",
    re.IGNORECASE,
)
STOP_HAN = re.compile(
    r"请问|请|帮我|一下|什么是|是什么|什么|为什么|怎么样|怎么|怎样|如何|哪些|哪个|哪里|多少|是否|有没有"
    r"|有关|关于|文档|文件夹|文件|资料|目录|查找|搜索|查询|检索|找出|找到|找|根据|里面|里|中|的|了|吗|呢"
    r"|在|和|与|是|有|提到|说明|介绍|回答|问题|段落|原文|引用|这些|这个|这份|那个|比较|对比|总结"
)


class Passage(NamedTuple):
    """A passage: its document, its (number, text) lines, the heading above it, its words."""

    document: object
    lines: list
    heading: str
    words: Counter

    @property
    def text(self):
        """The passage in one line."""
        return " ".join(text.strip() for _, text in self.lines)


class Hit(NamedTuple):
    """A passage that fits, how well, and the line and quote that fit best."""

    passage: Passage
    score: float
    line: int
    quote: str


def words_of(text):
    """The words of a text: English stems, numbers, and pairs of Chinese characters."""
    words = []
    for run in re.findall(r"[a-z0-9_]+|[\u3400-\u9fff]+", text.lower()):
        if run[0] >= "\u3400":
            words += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        else:
            words.append(stem(run))
    return words


def stem(word):
    """An English word without its commonest endings."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def question_words(question):
    """The words of a question that say what it is about; all of them if none do."""
    plain = re.sub(
        r"[A-Za-z]:\\\S+|(?:\.{0,2}/)[\w./-]+|[\w-]+\.(md|txt|html?|rst)\b", " ", question
    )
    asked = STOP_HAN.sub(" ", plain)
    kept = " ".join(w for w in re.findall(r"[\w]+", asked, re.ASCII) if not STOP.fullmatch(w))
    han = " ".join(re.findall(r"[\u3400-\u9fff]+", asked))
    return list(dict.fromkeys(words_of(f"{kept} {han}"))) or words_of(plain)


def cut(document):
    """The passages of a document: paragraphs, long ones in pieces, headings remembered."""
    passages, heading, block = [], "", []

    def close():
        if block:
            text = " ".join(line for _, line in block)
            words = Counter(words_of(f"{heading} {text}"))
            passages.append(Passage(document, list(block), heading, words))
            block.clear()

    for number, line in document.lines:
        title = re.match(r"#{1,6}\s+(.+?)\s*#*$", line)
        if title or not line.strip() or sum(len(text) for _, text in block) > LONG:
            close()
        if title:
            heading = title.group(1)
        if line.strip():
            block.append((number, line))
        if title:
            close()
    close()
    return passages


def rank(passages, question):
    """The passages that share words with the question, best first."""
    asked = question_words(question)
    count = len(passages)
    spread = Counter(word for passage in passages for word in set(passage.words))
    weight = {w: math.log(1 + (count - spread[w] + 0.5) / (spread[w] + 0.5)) for w in asked}
    mean = sum(passage.words.total() for passage in passages) / max(count, 1)
    hits = []
    for passage in passages:
        score = bm25(passage.words, weight, mean)
        if score > 0 and not is_title_only(passage):
            line, quote = best_line(passage, weight)
            hits.append(Hit(passage, round(score, 4), line, quote))
    return sorted(hits, key=lambda hit: -hit.score)


def is_title_only(passage):
    """Whether a passage is nothing but a heading, which quotes nothing."""
    return len(passage.lines) == 1 and passage.lines[0][1].lstrip().startswith("#")


def bm25(words, weight, mean):
    """How well a bag of words fits the weighted words of a question."""
    length = K1 * (1 - B + B * words.total() / max(mean, 1))
    return sum(w * words[word] * (K1 + 1) / (words[word] + length)
               for word, w in weight.items() if words[word])  # fmt: skip


def best_line(passage, weight):
    """The number of the line that fits best, and the quote that begins there."""

    def fit(pair):
        return sum(weight.get(word, 0.0) for word in set(words_of(pair[1])))

    number, text = max(passage.lines, key=fit)
    sentences = re.split(r"(?<=[。！？!?])|(?<=\.)\s+", text.strip())
    if len(text) > 300:
        text = max(sentences, key=lambda sentence: fit((0, sentence)))
    following = [line.strip() for n, line in passage.lines if n > number]
    while following and len(text) < 160:
        text = f"{text.strip()} {following.pop(0)}"
    return number, text.strip()[:400]

"""Why a text was routed so, in plain sentences of the text's own language."""

import re
from collections.abc import Sequence

from aios.contracts.text import language, terms
from aios.kernel.router_features import Features, mask, spell
from aios.kernel.router_lexicon import lexicon
from aios.kernel.router_model import LinearModel

_STRUCTURE = {
    "n:data": ("it names a data file", "文中提到数据文件"),
    "n:code": ("it names a source file", "文中提到源代码文件"),
    "n:document": ("it names a document", "文中提到文档"),
    "n:note": ("it names a text file", "文中提到文本文件"),
    "n:log": ("it names a log file", "文中提到日志文件"),
    "n:folder": ("it names a folder", "文中提到文件夹"),
    "n:url": ("it names a web address", "文中有网址"),
    "n:code-block": ("it contains a block of code", "文中有代码块"),
    "s:traceback": ("it contains an error trace", "文中有报错信息"),
    "s:error-name": ("it names an error", "文中提到错误名"),
    "s:diff": ("it is about a change to code", "文中提到代码改动"),
    "s:code-line": ("it contains a line of code", "文中有代码"),
    "s:port": ("it names a port", "文中提到端口"),
    "s:threshold": ("it sets a threshold", "文中设了阈值"),
    "s:tell-me": ("it asks to be told when something happens", "要求有情况时通知"),
    "s:source": ("it asks for sources", "要求给出来源"),
    "s:how-to": ("it asks how to do something", "询问做法"),
    "s:creative": ("it asks for a piece of creative writing", "要求文学创作"),
}
_MOST = 4
_WORD = re.compile(r"[a-z][a-z#+-]*")
_QUESTION_WORDS = frozenset(
    ("what", "which", "who", "when", "whose", "first", "not", "no", "never", "my", "you", "your")
)


def told(text: str, english: str, chinese: str) -> str:
    """The sentence in the language of the text."""
    return chinese if language(text) == "zh" else english


def model_reasons(text: str, features: Features, model: LinearModel, label: str) -> list[str]:
    """The words and the structure that spoke for a label, strongest first."""
    pairs = []
    if words := _telling_words(text, model, label):
        quoted = ", ".join(f"“{word}”" for word in words)
        pairs.append((f"The words {quoted} speak for {label}.", f"{quoted} 指向 {label}。"))
    weights = {name: model.weight(name, label) for name in features.structure if name in _STRUCTURE}
    for name in sorted(weights, key=lambda name: -weights[name])[:2]:
        if weights[name] > 0:
            english, chinese = _STRUCTURE[name]
            pairs.append((f"For {label} speaks that {english}.", f"{chinese}，指向 {label}。"))
    chosen = 1 if language(text) == "zh" else 0
    return [pair[chosen] for pair in pairs]


def _telling_words(text: str, model: LinearModel, label: str) -> Sequence[str]:
    """Words of the lexicon that stand in the text and that the model takes for the label."""
    masked, _ = mask(spell(text))
    known = lexicon()
    weights: dict[str, float] = {}
    for word in _WORD.findall(masked):
        if classes := known.english.get(" ".join(terms(word))):
            weights[word] = max(model.weight(name, label) for name in classes)
    for size in (2, 3, 4):
        for at in range(len(masked) - size + 1):
            if classes := known.chinese.get(gram := masked[at : at + size]):
                weights[gram] = max(model.weight(name, label) for name in classes)
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    return [word for word in ranked if weights[word] > 0 and word not in _QUESTION_WORDS][:_MOST]

"""Small things done to a text that stands in the task itself, and what is drawn at random."""

import base64
import binascii
import hashlib
import html
import re
import secrets
import unicodedata
import urllib.parse
import uuid

import aios_skill

_CASES = {"upper": str.upper, "lower": str.lower, "title": str.title}
_ENCODE = {
    "base64": lambda text: base64.b64encode(text.encode()).decode("ascii"),
    "url": lambda text: urllib.parse.quote(text, safe=""),
    "html": html.escape,
}
_DECODE = {
    "base64": lambda text: base64.b64decode(_padded(text), validate=True).decode(),
    "url": lambda text: urllib.parse.unquote(text, errors="strict"),
    "html": html.unescape,
}
_BETWEEN = re.compile(r"\s*[,，、;；]\s*|\s*\bor\b\s*|\s*\band\b\s*|\s*(?:或者?|还是|和)\s*")
_MOST = 1_000
_NUMERALS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "pair of": 2, "couple of": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


def change_case(request):
    """The text in upper, lower or title case."""
    changed = _CASES[request.parameters["case"]](request.parameters["text"])
    return {"answer": changed, "data": {"text": changed}}


def reverse_text(request):
    """The text backwards; what stands above or below a letter stays with it."""
    text = unicodedata.normalize("NFC", request.parameters["text"])
    letters = re.findall(r".[\u0300-\u036f\ufe0f\u200d]*", text, re.DOTALL)
    turned = "".join(reversed(letters))
    return {"answer": turned, "data": {"text": turned}}


def count_text(request):
    """How many characters, Chinese signs and words the text has."""
    text = request.parameters["text"]
    han = len(re.findall(r"[\u3400-\u9fff]", text))
    words = len(re.findall(r"[^\W_\u3400-\u9fff]+(?:['’-][^\W_\u3400-\u9fff]+)*", text))
    whole, bare = len(text), len(re.sub(r"\s", "", text))
    zh = f"{whole} 个字符（不算空白 {bare} 个），其中汉字 {han} 个、英文单词和数字 {words} 个。"
    en = f"{words + han} words, {whole} characters ({bare} without spaces)" + (
        f"; {han} of them are Chinese signs." if han else "."
    )
    counted = {"characters": whole, "without_spaces": bare, "chinese": han, "words": words}
    return {"answer": request.say(zh, en), "data": counted}


def hash_text(request):
    """The digest of the text's bytes in UTF-8, in hexadecimal."""
    text, algorithm = request.parameters["text"], request.parameters["algorithm"]
    digest = hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()
    return {"answer": digest, "data": {"algorithm": algorithm, "digest": digest}}


def encode_text(request):
    """The text encoded, or decoded again."""
    text, code = request.parameters["text"], request.parameters["code"]
    if request.parameters["direction"] == "encode":
        done = _ENCODE[code](text)
        return {"answer": done, "data": {"text": done}}
    try:
        done = _DECODE[code](text)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise aios_skill.Failure(
            "not_encoded",
            request.say(f"这不是 {code} 编码的文本。", f"This is no text in {code}."),
            request.say("检查是否完整。", "Check that it is whole."),
        ) from error
    return {"answer": done, "data": {"text": done}}


def sort_items(request):
    """What is listed, in order: numbers by size, else words by their letters."""
    items = [item for item in _BETWEEN.split(request.parameters["text"]) if item]
    if len(items) == 1:
        items = items[0].split()
    numbers = all(re.fullmatch(r"-?\d+(?:\.\d+)?", item) for item in items)
    backwards = request.parameters["order"] == "descending"
    in_order = sorted(items, key=float if numbers else _spelling, reverse=backwards)
    return {"answer": ", ".join(in_order), "data": {"items": in_order}}


def _spelling(item):
    """A key by which words are in the order of letters, common Chinese signs in that of pinyin."""
    return item.casefold().encode("gb18030", "replace")


def draw(request):
    """What the text wants drawn."""
    text = request.parameters["question"]
    for pattern, how in _DRAWS:
        if found := re.search(pattern, text, re.IGNORECASE):
            drawn = how(request, text, found)
            told = [str(one) for one in drawn]
            return {"answer": ", ".join(told) if len(told) < 7 else "\n".join(told), "data": drawn}
    raise _nothing(request)


def _nothing(request):
    return aios_skill.Failure(
        "nothing_to_draw",
        request.say("没看懂要随机选什么。", "What is to be drawn is not clear."),
        request.say("例如：1 到 100 之间的随机数。", "Such as: a random number between 1 and 100."),
    )


def _many(text):
    """How many are wanted: "3 uuids", "抛 5 次硬币"; one unless it says so."""
    number = rf"((?<![\d.])\d{{1,4}}|{'|'.join(_NUMERALS)})"
    counted = rf"{number}\s*(?:[个枚次颗]|uuids?|(?:random\s+)?numbers|coins|dice|times)"
    found = re.search(counted, text, re.IGNORECASE)
    many = found[1].lower() if found else "1"
    return min(_NUMERALS.get(many) or int(many), _MOST)


def _uuids(request, text, found):
    return [str(uuid.uuid4()) for _ in range(_many(text))]


def _coins(request, text, found):
    sides = request.say("正面 反面", "heads tails").split()
    return [secrets.choice(sides) for _ in range(_many(text))]


def _dice(request, text, found):
    return [secrets.randbelow(6) + 1 for _ in range(_many(text))]


def _numbers(request, text, found):
    low, high = sorted(map(int, found.groups()))
    return [low + secrets.randbelow(high - low + 1) for _ in range(_many(text[: found.start()]))]


def _one_of(request, text, found):
    items = [item for item in _BETWEEN.split(found[1].strip()) if item]
    if len(items) < 2:
        raise _nothing(request)
    return [secrets.choice(items)]


def _padded(text):
    bare = re.sub(r"\s", "", text)
    return bare + "=" * (-len(bare) % 4)


_PICKED = (
    r"(?:pick|choose|select)\s+(?:randomly\s+)?(?:a\s+random\s+)?(?:one|item|name)?\s*"
    r"(?:at\s+random\s+)?(?:of|from|between|among)?\s*:?\s*(.+?)\s*(?:at random|randomly)?[.?!]*$"
)
_DRAWS = (
    (r"uuid|guid", _uuids),
    (r"硬币|\bcoins?\b", _coins),
    (r"骰子|色子|\b(?:die|dice)\b", _dice),
    (r"(-?\d{1,15})\s*(?:到|至|-|~|\bto\b|\band\b|和|与)\s*(-?\d{1,15})", _numbers),
    (r"[从在]\s*(.+?)\s*(?:里面?|当?中|之中)?\s*(?:随机|任意)\s*[选抽挑]", _one_of),
    (_PICKED, _one_of),
)

aios_skill.main(
    {
        "change_case": change_case,
        "reverse_text": reverse_text,
        "count_text": count_text,
        "hash_text": hash_text,
        "encode_text": encode_text,
        "sort_items": sort_items,
        "draw": draw,
    }
)

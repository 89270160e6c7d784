"""Bricks: functions on text."""

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any


def is_palindrome(text: str) -> bool:
    """Whether the text reads the same both ways; case, blanks and punctuation do not count.

    >>> is_palindrome("A man, a plan, a canal: Panama")
    True
    >>> is_palindrome("上海自来水来自海上")
    True
    >>> is_palindrome("ab")
    False
    """
    letters = [char for char in str(text).lower() if char.isalnum()]
    return letters == letters[::-1]


def reverse_string(text: str) -> str:
    """The text from back to front.

    >>> reverse_string("abc")
    'cba'
    """
    return text[::-1]


def reverse_words(text: str) -> str:
    """The words of the text in reverse order.

    >>> reverse_words("the quick fox")
    'fox quick the'
    """
    return " ".join(reversed(text.split()))


def capitalize_words(text: str) -> str:
    """The text with a capital at the start of each word.

    >>> capitalize_words("hello big world")
    'Hello Big World'
    """
    return re.sub(r"\S+", lambda word: word[0][:1].upper() + word[0][1:], text)


def count_vowels(text: str) -> int:
    """How many vowels the text has, capitals included.

    >>> count_vowels("Education")
    5
    """
    return sum(char in "aeiou" for char in text.lower())


def count_words(text: str) -> int:
    """How many words the text has.

    >>> count_words("one two  three")
    3
    """
    return len(text.split())


def word_frequencies(text: str) -> dict[str, int]:
    """How often each word occurs, in small letters, without punctuation.

    >>> word_frequencies("To be, or not to be")
    {'to': 2, 'be': 2, 'or': 1, 'not': 1}
    """
    return dict(Counter(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())))


def top_words(text: str, n: int = 10) -> list[tuple[str, int]]:
    """The most frequent words with their counts, the most frequent first; case does not count.

    >>> top_words("b a A c a b", 2)
    [('a', 3), ('b', 2)]
    """
    counts = Counter(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower()))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:n]


def character_counts(text: str) -> dict[str, int]:
    """How often each character occurs.

    >>> character_counts("abca")
    {'a': 2, 'b': 1, 'c': 1}
    """
    return dict(Counter(text))


def most_common_character(text: str) -> str | None:
    """The character that occurs most often, the first of several; blanks do not count.

    >>> most_common_character("hello")
    'l'
    """
    counts = Counter(char for char in text if not char.isspace())
    if not counts:
        return None  # else
    return max(counts, key=lambda char: counts[char])


def first_unique_character(text: str) -> str | None:
    """The first character that occurs only once, None if there is none.

    >>> first_unique_character("swiss")
    'w'
    >>> first_unique_character("aabb")  # else
    """
    counts = Counter(text)
    for char in text:
        if counts[char] == 1:
            return char
    return None  # else


def longest_word(text: str) -> str:
    """The longest word, the first of several.

    >>> longest_word("a bird, an elephant!")
    'elephant'
    """
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)
    return max(words, key=len, default="")


def is_anagram(a: str, b: str) -> bool:
    """Whether the two texts have the same letters; case and blanks do not count.

    >>> is_anagram("Dormitory", "dirty room")
    True
    >>> is_anagram("abc", "abd")
    False
    """
    first, second = (sorted(char for char in each.lower() if char.isalnum()) for each in (a, b))
    return first == second


def group_anagrams(words: Iterable[str]) -> list[list[str]]:
    """The words in groups of anagrams, in the order of their first words.

    >>> group_anagrams(["eat", "tan", "tea", "nat"])
    [['eat', 'tea'], ['tan', 'nat']]
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault("".join(sorted(word.lower())), []).append(word)
    return list(groups.values())


def slugify(text: str) -> str:
    """The text as a part of an address: small letters and digits, joined by hyphens.

    >>> slugify("  Hello, Wörld! It's 2 o'clock ")
    'hello-world-its-2-oclock'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def camel_to_snake(name: str) -> str:
    """A name in camelCase or PascalCase as snake_case.

    >>> camel_to_snake("userName"), camel_to_snake("HTTPServerError")
    ('user_name', 'http_server_error')
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[\s-]+", "_", parted).lower()


def snake_to_camel(name: str) -> str:
    """A name in snake_case as camelCase.

    >>> snake_to_camel("user_name_id")
    'userNameId'
    """
    first, *rest = [word for word in name.split("_") if word] or [""]
    return first.lower() + "".join(word[:1].upper() + word[1:].lower() for word in rest)


def truncate(text: str, length: int, suffix: str = "...") -> str:
    """The text cut to so many characters, the suffix included; what is short enough stays.

    >>> truncate("Hello world", 8)
    'Hello...'
    >>> truncate("Hi", 8)
    'Hi'
    """
    if len(text) <= length:
        return text
    return text[: max(0, length - len(suffix))] + suffix[:length]


def wrap_text(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters, broken between words.

    >>> wrap_text("aa bb cc", 5)
    ['aa bb', 'cc']
    """
    return textwrap.wrap(text, width)


def render(template: str, context: Mapping[str, Any]) -> str:
    """The template with each {{name}} replaced by its value; names without one stay.

    >>> render("Hi {{name}}, {{ n }}! {{gone}}", {"name": "Bo", "n": 3})
    'Hi Bo, 3! {{gone}}'
    """
    return re.sub(
        r"\{\{\s*([\w.]+)\s*\}\}",
        lambda found: str(context[found[1]]) if found[1] in context else found[0],
        template,
    )


def mask(text: str, keep: int = 4, char: str = "*") -> str:
    """The text with all but the last characters hidden.

    >>> mask("1234567890")
    '******7890'
    """
    hidden = max(0, len(text) - keep)
    return char * hidden + text[hidden:]


def extract_emails(text: str) -> list[str]:
    """The e-mail addresses in the text, each once, in their order.

    >>> extract_emails("Ask a@b.example or bo.li+x@mail.example.org, a@b.example.")
    ['a@b.example', 'bo.li+x@mail.example.org']
    """
    found = re.findall(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", text)
    return list(dict.fromkeys(found))


def extract_urls(text: str) -> list[str]:
    """The web addresses in the text, in their order.

    >>> extract_urls("See https://a.example/x, or (http://b.example).")
    ['https://a.example/x', 'http://b.example']
    """
    found = re.findall(r"https?://[^\s<>\"'，。）]+", text)
    return [each.rstrip(".,;:!?)") for each in found]


def extract_numbers(text: str) -> list[float]:
    """The numbers in the text; whole ones are integers.

    >>> extract_numbers("3 apples, -2.5 degrees")
    [3, -2.5]
    """
    found = re.findall(r"-?\d+(?:\.\d+)?", text)
    return [float(each) if "." in each else int(each) for each in found]


def remove_punctuation(text: str) -> str:
    """The text without punctuation.

    >>> remove_punctuation("Hello, world! 你好，世界。")
    'Hello world 你好世界'
    """
    return "".join(char for char in text if not unicodedata.category(char).startswith("P"))


def remove_html_tags(text: str) -> str:
    """The text without its HTML tags.

    >>> remove_html_tags("<p>Hi <b>you</b></p>")
    'Hi you'
    """
    return re.sub(r"<[^>]*>", "", text)


def normalize_spaces(text: str) -> str:
    """The text with runs of blanks made one, and none at its ends.

    >>> normalize_spaces("  a   b\\tc ")
    'a b c'
    """
    return " ".join(text.split())


def common_prefix(words: list[str]) -> str:
    """The longest beginning that all words share.

    >>> common_prefix(["flower", "flow", "flight"])
    'fl'
    """
    if not words:
        return ""
    first, last = min(words), max(words)
    for at, char in enumerate(first):
        if at >= len(last) or char != last[at]:
            return first[:at]
    return first

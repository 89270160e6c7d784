"""How long a request wants a site left in peace between two requests."""

import re
from urllib.parse import urlsplit

from parts import fetching

LONGEST_S = 30
GENTLE_S = 1.0
NUMERALS = {"半": 0.5, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "十": 10}
NUMERALS |= {"half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
NUMBER = rf"\d+(?:\.\d+)?|{'|'.join(sorted(NUMERALS, key=len, reverse=True))}"
SPAN = r"seconds?\b|secs?\b|s\b|minutes?\b|mins?\b|秒钟?|分钟"
RATES = (
    rf"(?P<n>{NUMBER})\s*(?:requests?|pages?|calls?|hits?|times?|visits?)\s*"
    rf"(?:per|an?\b|every|each|/)\s*(?:(?P<span>{NUMBER})\s*)?(?P<unit>{SPAN})",
    rf"\bonce\s+(?:per|an?\b|every|each)\s*(?:(?P<span>{NUMBER})\s*)?(?P<unit>{SPAN})",
    rf"(?:每\s*隔?\s*(?P<span>{NUMBER})?|(?P<bare>{NUMBER}))\s*(?P<unit>秒钟?|分钟)"
    rf"[^，,。；;\d]{{0,10}}?(?P<n>{NUMBER})\s*(?:次|个|页|条|本)",
)
PAUSES = (
    rf"(?:间隔|隔|停顿?|等待?|歇|休息|暂停|延迟|\b(?:delay|wait|pause|sleep|interval)\w*)"
    rf"(?:\s|of\b|for\b|about\b|at least\b|至少|大约|是|为|上|个)*"
    rf"(?P<span>{NUMBER})\s*-?(?P<unit>{SPAN})",
    rf"(?P<span>{NUMBER})\s*-?\s*(?P<unit>{SPAN})\s*的?\s*"
    r"(?:delay|pause|wait|between|apart|间隔|停顿|延迟)",
)
GENTLE = re.compile(
    r"\b(?:gentl[ey]|polite(?:ly)?|slowly|not too fast|(?:don't|do not) (?:hammer|overload))\b"
    r"|慢[一点些慢]|别(?:抓|爬|访问)?(?:得)?太快|不要(?:抓|爬|访问)?(?:得)?太快|别(?:给|把).{0,8}(?:压力|搞垮|弄垮)",
    re.IGNORECASE,
)


OWN_HOST = re.compile(r"localhost|.+\.localhost|127\.\d+\.\d+\.\d+|::1")


def pause_s(text):
    """Seconds between two requests that the text asks for; 0 where it asks for none."""
    for pattern in (*RATES, *PAUSES):
        if found := re.search(pattern, text, re.IGNORECASE | re.ASCII):
            told = found.groupdict()
            minutes = told["unit"].lower().startswith(("m", "分"))
            span = number(told.get("span") or told.get("bare") or "1") * (60 if minutes else 1)
            return min(span / (number(told.get("n") or "1") or 1), LONGEST_S)
    return GENTLE_S if GENTLE.search(text) else 0


def usual_pause_s(url):
    """Seconds between two requests where none are asked for: a site on this machine has no other
    guests to be kept from."""
    host = (urlsplit(url).hostname or "").lower()
    return 0 if OWN_HOST.fullmatch(host) else fetching.DELAY_S


def number(word):
    """The number a word or figures stand for."""
    return NUMERALS.get(word.lower()) or float(word)

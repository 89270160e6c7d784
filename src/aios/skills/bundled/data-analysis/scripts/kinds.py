"""What a column of kinds is called in a question: "哪种卡" for 卡类型, "which kind of card"."""

import re


def kind_words(name):
    """ "种卡" of 卡类型, as in "哪种卡"; "kind of card" of "card type"."""
    zh = re.fullmatch(r"([\u4e00-\u9fff]{1,4}?)(?:类型|类别|种类|型号|型|(?<![分品])[类种])", name)
    en = re.fullmatch(r"([a-z ]{3,}) (?:type|kind|category)", name)
    if zh:
        return [f"{kind}{zh[1]}" for kind in ("种", "类")]
    return [f"{kind} of {en[1]}{s}" for kind in ("kind", "type") for s in ("", "s")] if en else []

"""Say what the numbers in a price column leave out: the currency, and that some were ranges."""

import re
from collections import Counter

from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import FREE, read_list

SIGN = re.compile(r"[¥￥$€£]|(?<=\d)\s*(?:元|円)|\b(?:rmb|usd|cny|eur|gbp|jpy)\b", re.IGNORECASE)
RANGE = re.compile(r"\d\s*(?:[-–—~～至到]|to)\s*[¥￥$€£]?\s*\d", re.IGNORECASE)
# The sign before a number, the unit behind it, and a price as the answer tells it.
BEFORE = re.compile(r"\s*([¥￥$€£])\s*\d[\d,.]*\s*$")
BEHIND = re.compile(r"^\s*\d[\d,.]*\s*(元|€|円)\s*$")
TOLD = re.compile(r"((?:\(|, )price: )(\d+(?:\.\d+)?)(?![\d.])")
SAME = {"￥": "¥", "元": "¥", "rmb": "¥", "cny": "¥", "usd": "$", "eur": "€", "gbp": "£"}


def with_prices(request, settings, result):
    """The result with notes on the prices of all pages, and the sign they have in its answer."""
    selector, what = settings["FIELDS"].get("price", ("", ""))
    if what != "number":
        return result
    read = {**settings["FIELDS"], "price": (selector, "text")}
    pages = pages_of(settings, read, result["data"]["pages"])
    texts = [text for items in pages for i in items if (text := i["price"])]
    notes = [*result["notes"], *price_notes(request, texts)]
    return {**result, "answer": signed(result["answer"], texts), "notes": notes}


def signed(answer, texts):
    """An answer whose prices bear the sign that stands at every one of the page: "price: ¥477"."""
    before = {hit[1] if (hit := BEFORE.match(text)) else "" for text in texts}
    behind = {hit[1] if (hit := BEHIND.search(text)) else "" for text in texts}
    sign, unit = (each.pop() if len(each) == 1 else "" for each in (before, behind))
    return TOLD.sub(lambda hit: f"{hit[1]}{sign}{hit[2]}{'' if sign else unit}", answer)


def price_notes(request, texts):
    """Notes on prices as they are written."""
    signs = [hit.group().strip().lower() for text in texts if (hit := SIGN.search(text))]
    units = Counter(SAME.get(sign, sign) for sign in signs)
    notes = []
    if len(units) == 1:
        unit = next(iter(units))
        notes.append(request.say(f"价格单位：{unit}", f"Prices are in {unit}."))
    elif units:
        told = "、".join(f"{unit} {count} 条" for unit, count in units.items())
        en = ", ".join(f"{unit} ({count})" for unit, count in units.items())
        notes.append(request.say(f"价格有多种货币（{told}），数值未换算，按原数比较。",
                                 f"Prices are in several currencies, {en}; they are compared "
                                 "as plain numbers."))  # fmt: skip
    if ranges := [text for text in texts if RANGE.search(text)]:
        notes.append(request.say(f"{len(ranges)} 个价格是区间（如 {ranges[0]}），取其低端。",
                                 f"Prices that are ranges: {len(ranges)}, such as {ranges[0]}; "
                                 "the lower end is taken."))  # fmt: skip
    if free := sum(FREE.fullmatch(text) is not None for text in texts):
        notes.append(
            request.say(f"{free} 个免费，价格记为 0。", f"Free of charge: {free}, counted as 0.")
        )
    return notes


def pages_of(settings, fields, pages):
    """The items of each of so many pages, which were read a moment ago and come from the cache."""
    url, session = settings["URL"], new_session()
    rules = robots_rules(session, url)
    for number in range(1, pages + 1):
        try:
            items, url = read_list(fetch(session, url, rules), number, settings["ITEM"], fields)
        except PageError:  # a page that is gone by now tells no currency
            return
        yield items
        if not url:
            return

"""What a column holds, judged from a sample of its cells: numbers, dates, identifiers or text."""

import re
from datetime import datetime

from table import DATE, IDENTIFIER, MISSING, NUMBER, TEXT, Column

ENOUGH = 0.75  # of the cells that are not missing must fit; the others are reported as unreadable
_PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_SYMBOL = r"(?:[¥￥$€£₹₩]|USD|CNY|RMB|EUR|GBP|US\$|HK\$)?"
_GROUPED = r"(?:\d{1,3}(?:[,，' ]\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"\(?\s*[-+]?\s*{_SYMBOL}\s*[-+]?\s*{_GROUPED}\s*(?:[%％]|元|円|圆|€|USD|CNY|RMB|EUR|GBP)?\s*\)?",
    re.I,
)
_SCALED = re.compile(
    rf"[-+]?\s*{_SYMBOL}\s*[-+]?{_GROUPED}\s*(?:(?:百万|万|亿|千)\s*元?|k|m|bn?)?", re.I
)
_THOUSANDS = re.compile(
    rf"[-+(]?\s*{_SYMBOL}\s*[-+]?[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?\D*", re.I
)
_SURE_THOUSANDS = re.compile(r".*(?:[$¥￥£₹₩]|,\d{3},\d{3}|,\d{3}\.\d).*")
_DECIMAL_COMMA = re.compile(
    rf"[-+]?\s*{_SYMBOL}\s*(?:\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,\d+)?\s*[€%]?", re.I
)
_ISO = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?"
)
_CLOCK = ("", " %H:%M", " %H:%M:%S")
_DAYS = (
    "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年%m月", "%Y-%m", "%Y/%m", "%m/%d/%Y", "%d/%m/%Y",
    "%d.%m.%Y", "%m-%d-%Y", "%d-%m-%Y", "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%b %d %Y", "%d %B %Y",
    "%B %d, %Y", "%B %d %Y", "%b %Y", "%B %Y", "%m/%d/%y", "%d/%m/%y",
)  # fmt: skip
_NAMED_ID = re.compile(
    r"(^|[^a-z])(id|uuid|guid|sku|zip|zipcode|postcode|phone|tel|mobile|isbn|ip|code|no)$"
    r"|(编号|单号|工号|学号|号码|邮编|电话|手机|手机号|代码|序号|证号|卡号|账号|编码|(?:房间?|桌|床位?|门牌|车位|摊位|铺位?|柜|座位?|寝室|宿舍|教室|工位|包[间厢]|病房|机台)号)$|^(index|#|no\.?)$",
    re.I,
)
_DATELIKE = re.compile(r"\d{1,4}[-/.年 ]\s*[\da-z]|[a-z]{3,9}\.? \d", re.I)
_NAMED_DATE = re.compile(r"date|time|day|日期|时间|timestamp|^ts$|_at$|^at$", re.I)
_CURRENCY = re.compile(r"[¥￥$€£₹₩元]")


def present(cells):
    """The cells that are not missing, trimmed."""
    trimmed = (cell.strip() for cell in cells if cell is not None)
    return [cell for cell in trimmed if cell.lower() not in MISSING]


def judge(name, cells, *, decimal_comma=False, path=""):
    """The Column for a header and a sample of its cells."""
    values = present(cells)
    sample = tuple(dict.fromkeys(values))[:40]
    for guess in (_as_epoch, _as_identifier, _as_compact_date, _as_number, _as_date):
        column = guess(name, values, decimal_comma)
        if column:
            return Column(name=name, path=path, sample=sample, **column)
    return Column(name=name, kind=TEXT, path=path, sample=sample)


_FEW = 8
_NUMBERED = re.compile(
    r"ticket|order|invoice|booking|case|receipt|shipment|parcel|订单|工单|发票|单据|运单|包裹|病历"
)


def spelled(name):
    """`orderId` and `order-id` as `order_id`, so that its words can be seen."""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).replace("-", "_").replace(" ", "_")


def _mostly(pattern, values):
    return bool(values) and sum(1 for v in values if pattern.fullmatch(v)) >= ENOUGH * len(values)


def _as_epoch(name, values, _):
    digits = [int(v) for v in values if v.isascii() and v.isdigit()]
    if not values or len(digits) < len(values) or not _NAMED_DATE.search(name):
        return None
    for word, low, high in (("epoch_s", 5e8, 4e9), ("epoch_ms", 5e11, 4e12)):
        if all(low < number < high for number in digits):
            return {"kind": DATE, "formats": (word,), "has_time": True}
    return None


def _numbers_rows(name, digits):
    """Whether the cells number what the rows are: a `ticket` of each row, 4000, 4001, 4002 …"""
    different = len(set(digits)) == len(digits) >= _FEW
    return different and bool(_NUMBERED.fullmatch(spelled(name).lower()))


def _as_identifier(name, values, _):
    digits = [v for v in values if v.isascii() and v.isdigit()]
    if not digits or len(digits) < ENOUGH * len(values):
        return None
    padded = any(len(v) > 1 and v[0] == "0" for v in digits)
    named = _NAMED_ID.search(spelled(name)) or _numbers_rows(name, digits)
    if padded or named or max(map(len, digits)) > 15:
        return {"kind": IDENTIFIER}
    return None


def _as_compact_date(name, values, _):
    eight = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])")
    if _NAMED_DATE.search(name) and _mostly(eight, values):
        return {"kind": DATE, "formats": ("%Y%m%d",)}
    return None


def _as_number(_, values, decimal_comma):
    styles = [("number", _PLAIN), ("amount", _AMOUNT), ("scaled", _SCALED)]
    if decimal_comma and not in_thousands(values, surely=True):
        styles = [("decimal_comma", _DECIMAL_COMMA), *styles]
    for style, pattern in styles:
        if style == "number" and any(
            _AMOUNT.fullmatch(v) and not _PLAIN.fullmatch(v) for v in values
        ):
            continue  # one "1,234" among plain numbers is enough to need the careful reading
        if style == "amount" and any(
            _SCALED.fullmatch(v) and not _AMOUNT.fullmatch(v) for v in values
        ):
            continue
        if _mostly(pattern, values):
            integer = all(re.fullmatch(r"[-+]?\d+", v) for v in values)
            bounds = {} if style == "scaled" else _bounds(values, style == "decimal_comma")
            return {
                "kind": NUMBER,
                "style": style,
                "unit": _unit(values),
                "integer": integer,
                **bounds,
            }
    return None


def in_thousands(cells, *, surely=False):
    """Whether every comma parts thousands: "$101,250"; `surely` where nothing else can be meant."""
    commas = [v for v in present(cells) if "," in v]
    sure = _SURE_THOUSANDS if surely else _THOUSANDS
    return (
        bool(commas) and all(map(_THOUSANDS.fullmatch, commas)) and any(map(sure.fullmatch, commas))
    )


def _bounds(values, decimal_comma):
    """The least and the greatest of the sampled numbers, roughly read."""
    if decimal_comma:
        values = [v.replace(".", "").replace(",", ".") for v in values]
    plain = (re.sub(r"[^\d.eE-]", "", v) for v in values)
    numbers = [float(v) for v in plain if _PLAIN.fullmatch(v)]
    return {"low": min(numbers), "high": max(numbers)} if numbers else {}


def _unit(values):
    if all(v.endswith(("%", "％")) for v in values):
        return "%"
    found = {match.group() for v in values if (match := _CURRENCY.search(v))}
    return found.pop().replace("￥", "¥") if len(found) == 1 else ""


def _as_date(_, values, __):
    if _mostly(_ISO, values):
        span = _span({(int(v[:4]), v[5:7]) for v in values if _ISO.fullmatch(v)})
        return {
            "kind": DATE,
            "formats": ("iso",),
            "has_time": any(":" in v for v in values),
            **span,
        }
    some = values[:200]
    if not some or not any(_DATELIKE.search(v) for v in some[:5]):
        return None
    forms = [day + clock for clock in _CLOCK for day in _DAYS]
    forms = [form for form in forms if _fitting(form, some[:20])]
    fits = [(_fitting(form, some), form) for form in forms]
    best = max((count for count, _ in fits), default=0)
    if best < ENOUGH * len(some):
        return _mixed_dates(fits, some)
    form = next(form for count, form in fits if count == best)
    days = [datetime.strptime(v, form) for v in values if _reads(form, v)]  # noqa: DTZ007
    span = _span({(day.year, day.month) for day in days})
    return {"kind": DATE, "formats": (form,), "has_time": "%H" in form, **span}


def _span(months):
    years = {year for year, _ in months}
    return {"months": len(months), "year": years.pop() if len(years) == 1 else 0}


def _mixed_dates(fits, some):
    """A column whose dates are written in several ways: the fewest formats that cover it."""
    chosen, left = [], list(some)
    while left:
        count, form = max((_fitting(f, left), f) for f in ("%Y-%m-%d", *(f for _, f in fits)))
        if not count:
            break
        chosen.append(form)
        left = [v for v in left if not _reads(form, v)]
    if len(some) - len(left) < ENOUGH * len(some):
        return None
    return {"kind": DATE, "formats": tuple(chosen), "has_time": any("%H" in f for f in chosen)}


def _fitting(form, values):
    return sum(1 for v in values if _reads(form, v))


def _reads(form, value):
    try:
        datetime.strptime(value, form)  # noqa: DTZ007 - only whether it fits is asked
    except ValueError:
        return False
    return True

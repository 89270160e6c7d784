"""Two sides held against each other in plain words: "3月和4月哪个月花得多", "6月比上个月多了还是少了", "下雨天生意是不是差一些"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import normal
from table import DATE, NUMBER, TEXT

_MONTH = (
    r"(?:(?:\d{4}|今|去|前)年的?)?\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年|\d{4}年|[今去前]年"
)
_OF_TWO = rf"(?P<a>{_MONTH})(?:和|跟|与|、|还是)(?P<b>{_MONTH})(?:相?比)?(?:起来)?[,，]?\s*哪一?个?(?:月份?|季度|年|半年)?的?(?P<what>[^,，。?？]{{0,8}}?)(?:[得的]?(?:更|比较|要)?[多少好差高低大小贵])(?:一?[些点])?(?:[,，]?\s*(?:相?差|多|少|高|低)了?(?:多少|几)[^,，。?？]{{0,3}})?"
_WEEKEND, _WORKDAYS = (
    r"周末|双休日|\bweekends?\b",
    r"平时|平日|平常|周中|工作日|\bweekdays?\b|\bworkdays?\b|\bduring the week\b",
)
_WEEK_HALVES = rf"(?:(?:on|at|during|over) )?(?:the )?(?:{_WEEKEND}|{_WORKDAYS})"
_EITHER = rf"{_WEEK_HALVES}(?:\s+(?:more|less|busier|better|worse|quieter|fewer)\b[a-z ]{{0,20}}?)?\s*(?:,? ?(?:or|than|vs\.?|versus|and|compared (?:to|with))|还是|和|跟|与|比|、)\s*{_WEEK_HALVES}(?:相?比)?"
_WHICH_MORE = r"[,，]?\s*(?:哪一?[个边种]?|谁)?(?:的|更|比较|要)*(?P<zh>[\u4e00-\u9fff]{0,6}?)[得的]?(?:更|比较|要)?(?:一些)?(?:多|(?<!多)少|好|差|忙|旺|火|高|低|闲)(?:一?[些点])?(?![\u4e00-\u9fff])"
_WE_MORE = r"\b(?:when (?:do|did|are|is) |do|does|did|are|were|is|was) ?(?P<who>we|i|they|you|people|there|it|(?:the |our |my )?[a-z]+)(?: (?P<verb>[a-z]+))? (?:more|less|fewer|better|worse|busier|quieter)\b(?P<what>(?: [a-z]+)?)(?=[\s,?])"
_PAID, _TAKEN = ("cost", "sales", "salary", "rent"), ("sales", "profit", "quantity", "visitors")
_TRADE = ("生意", "卖", "收", "赚", "挣")
_DONE_WITH_MONEY = ("花", "用", "报", "支出", "消费", "赚", "卖", "挣", "生意", "交", "收")

_BEFORE = r"(?P<year>\d{4}年的?)?(?P<month>\d{1,2})月份?的?(?P<what>[^,，。?？比]{0,10}?)比(?:上一?个?月|前一?个?月)(?:[^,，。?？]*?(?:[多少高低大小]|[涨跌增减升降])[^,，。?？]*)(?:[,，][^,，。?？]*(?:多少|几)[^,，。?？]*)?"
_ONE_SIDED = r"(?P<side>下雨天?|雨天|周末|双休日|工作日)的?(?P<what>[^,，。?？]{1,6}?)(?:是不是|会不会|有没有|是否)(?:比平时)?(?:要|更|比较|会)*[差好多少高低忙旺淡][^,，。?？]*"


def held_apart(text, table):
    """The text with the two sides named as the tables' own words have them."""
    for told in (_weekends_or_not, _of_two, _of_the_month_before, _one_sided):
        text = told(text, table)
    return text


def money_of(table, said=""):
    """The number that says how much was paid, or taken where the trade is spoken of; or None."""
    numbers = table.of_kind(NUMBER)
    meanings = _TAKEN if said.startswith(_TRADE) else _PAID
    return next((c for m in meanings for c in numbers if m in meanings_of(c)), None)


def _weekends_or_not(text, table):
    """ "周末和平时哪个人多", "do we earn more on weekends or weekdays": a day of one kind, on average."""
    if not table.of_kind(DATE) or not re.search(_EITHER, text):
        return text
    zh = not text.isascii()
    asked = re.search(_EITHER + _WHICH_MORE if zh else _WE_MORE, text)
    if asked is None or re.search(r"平均|\baverage\b", text):
        return text
    said = (asked["zh"] or "") if zh else f"{asked['verb'] or ''}{asked['what']}"
    rest = re.sub(_EITHER, " ", text[: asked.start()] + " " + text[asked.end() :])
    number = _named_in(f"{rest} {asked.group()}", table) or _counted_by(said, table)
    if number is None:
        return text
    name = normal(number.name)
    return f"{'周末和工作日平均每天的' if zh else 'average '}{name}{'' if zh else ' per day, weekends vs weekdays'}"


def _named_in(text, table):
    """The number column whose name the text says, or None."""
    return next((c for c in table.of_kind(NUMBER) if normal(c.name) in text), None)


def _counted_by(said, table):
    """How many came where people are spoken of, else the money, else the first that adds up."""
    numbers = table.of_kind(NUMBER)
    came = [
        c
        for c in numbers
        if "visitors" in meanings_of(c)
        or re.search(r"人数|客流|visitor|guest|customer|people", normal(c.name))
    ]
    people = re.search(r"人|客|people|visitor|customer|guest", said) or not said
    money = money_of(table, "生意")
    return next(iter(came), None) if people and came else money or next(iter(came), None)


def _of_two(text, table):
    """ "3月和4月哪个月花得多，差多少" as the two held against each other."""

    def use(match):
        what = match["what"]
        money = money_of(table, what)
        paid = money is not None and what.startswith(_DONE_WITH_MONEY)
        return f"{match['a']}和{match['b']}的{normal(money.name) if paid else what}对比"

    return re.sub(_OF_TWO, use, text)


def _of_the_month_before(text, table):
    """ "6月的电费比上个月多了还是少了" as the two months held against each other."""

    def use(match):
        year, month = match["year"] or "", int(match["month"])
        if month == 1 and not year:
            return match.group()
        before = f"{year}{month - 1}月" if month > 1 else f"{int(year[:4]) - 1}年12月"
        return f"{before}和{year}{month}月的{match['what']}对比"

    return re.sub(_BEFORE, use, text)


def _one_sided(text, table):
    """ "下雨天生意是不是差一些": the days of that kind against the others."""
    money = money_of(table, "生意")
    weather = next((c for c in table.of_kind(TEXT) if "weather" in meanings_of(c)), None)

    def use(match):
        what = normal(money.name) if money and match["what"].startswith("生意") else match["what"]
        rain = "雨" in match["side"]
        if rain and weather is None:
            return match.group()
        return (
            f"各{normal(weather.name)}的平均{what}对比" if rain else f"周末和工作日的平均{what}对比"
        )

    return re.sub(_ONE_SIDED, use, text)

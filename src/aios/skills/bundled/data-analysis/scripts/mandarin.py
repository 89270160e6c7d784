"""Chinese as people write it, in the words that the rules know: what a row is called, thanks, rows ranked, cross tables."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from betweendates import told_between
from counted import told_counts
from everyday import everyday
from mentions import column_words
from rownouns import (
    CLASSIFIER,
    COMPARES,
    adds_up,
    alternatives,
    doing,
    each_head,
    row_nouns,
    short_names,
    whole_rows,
)
from sentence import count_word, normal
from table import DATE, NUMBER, TEXT
from units import named_unit

# Words around the question that ask for nothing.
_COURTESY = (
    r"(?:[,，。;；!！?？~]|(?<=[?？。!！\s]))\s*(?:非常|十分|太|先)?(?:谢谢|多谢|感谢|谢了|麻烦了|辛苦了|拜托了?)(?:大家|你|您|啦|了|哈)*[!！。~\s]*$",
    r"(?:^|(?<=[,，。;；:：\s]))\s*(?:请|麻烦)?(?:你)?(?:根据|依据|按照)?\s*(?:它|此表|这些?数据|这个?(?:文件|表))?(?:来|并|，)?回答(?:一?下|我)?(?:这个|以下|下面的?)?(?:问题)?\s*[:：,，]\s*",
)
_COURTESY += (
    r"[,，。;；?？]\s*(?:我们?)?(?:明天|今天|下午|晚上|等会儿?|待会儿?|月底|周[一二三四五]|下周)?(?:开会|汇报|述职|写报告|报告|对账|上课|会上|老板|领导|归档|存档)(?:的时候|时|里)?(?:要|得|需要)?(?:用|看)(?:到|的)?[。!！\s]*$",
)
# "哪几条", "是哪几笔？": which ones
_WHICH_FEW = rf"哪[几两三四五]{CLASSIFIER}"
_SIGN = r"[,，;；。?？]?\s*(?:请问|那么?|还有|并?说?明?)*(?:它们|两者|二者)?(?:之间)?(?:是|属于|呈|为)?(?:一?个)?(?:正的?|负的?|正相关|负相关|正向|负向)(?:还是|或者?是?|、|/)(?:一?个)?(?:正的?|负的?|正相关|负相关|负向|正向|没有?相关|不相关|无相关|无关)(?:呢|的|关系)?"
_GOES_WITH = r"(?P<a>[^,，。;；?？\s]{1,12})越[多高大长低少短久][,，]?\s*(?P<b>[^,，。;；?？\s]{1,12}?)(?:是不是|是否|会不会|就)?(?:也|就|会)*越[多高大长低少短久][吗呢]?"
_LAST = (
    r"(?:{which}(?:排|是|在)?(?:第一|首位|最前)(?:名|位)?|(?:排)?(?:第一|首位)(?:名)?的?是?{which})"
)
_WHO = rf"(?:谁|哪一?{CLASSIFIER})"
_TOP_OF = r"(?=合计|总|之和|汇总|的?[排名位])(?P<by>合计|总和|总额|总数|总量|总计|之和|汇总)?(?:的)?(?:排名?|排行|名列|位列|位居)?(?:最高|最多|最大)?的?前(?P<n>[一二两三四五六七八九十\d]+)(?:名|位|个|家|大|项|种)?的?(?P<of>NAMES)"
_PLAINER = (
    (r"(?:全部?|都)?(?:加|合|凑|算)(?:在)?(?:到)?一(?:块儿?|起|道)(?:来|去)?(?!看)", "加起来"),
    (r"占总[\u4e00-\u9fff]{2,8}?的(?:比例|比重|份额)", "占比"),
    (
        r"(?P<t>\d[^,，。;；?？]*?的)(?:是|有|都?在)?(?:哪些|哪几个|什么)(?:时间点?|时刻|时候)",
        r"\g<t>有哪些",
    ),
    (r"打卡(?=[上下]班)", ""),
    # "合计多少，平均每笔是多少": of the rows
    (rf"平均(?:下来)?(?:到)?每一?{CLASSIFIER}(?:是|有|为)?(?=多少|几)", "平均是"),
    (
        r"占(?:总|全部|整体|全体|所有)(?:的)?[\u4e00-\u9fff]{0,4}?(?:的)?(?=百分之[多几]|多大比例|多少比例|多大比重|多大份额|比例[是多]|比重[是多])",
        "占",
    ),
    (
        r"占(?:比)?(?:是)?(?:多大|多少|怎样|什么)(?:的)?(?:比例|比重|份额)|占(?:的)?(?:比例|比重)(?:是|有)?(?:多大|多少)",
        "占比是多少",
    ),
    (r"^\s*(?:请|帮我|麻烦)?(?:打开|读取|读一?下|读入|加载|载入|查看)\s*[\"'“”]*\s*[,，:：]", ""),
    (r"(?<!\d)(1[0-2]|[1-9])月(?:份)?的?上旬", r"\1月1日到\1月10日"),
    (r"(?<!\d)(1[0-2]|[1-9])月(?:份)?的?中旬", r"\1月11日到\1月20日"),
    (r"(?<!\d)(1[02]|[13578])月(?:份)?的?下旬", r"\1月21日到\1月31日"),
    (r"(?<!\d)(11|[469])月(?:份)?的?下旬", r"\1月21日到\1月30日"),
    (r"(移动平均[^,，。;；?？]*?)[,，]?最后一[天日](?:的)?(?:值|数值?)?(?:是)?(?:多少)?", r"\1"),
    (r"(?:送|处理|办|修|发|配送|签收|到)得(?=最[快慢])", ""),
    (
        r"(周末|双休日|工作日|平时)(平均(?:每|一)天的?)([^,，。;；?？]{1,8}?)比(周末|双休日|工作日|平时)(?:平均)?(?:多|少|高|低)(?:了)?(?:多少|几)?",
        r"\1和\4\2\3相差多少",
    ),
    (r"((?:周末|双休日)[^。;；]*)平时", r"\1工作日"),
    (r"平时([^。;；]*(?:周末|双休日))", r"工作日\1"),
    (
        r"([^,，。;；?？里中\s]{2,12}?(?:乘以?|减去?|加上?|除以|[*×+÷/-])[^,，。;；?？]{1,10}?)(?:就是|就等于|等于|即是?|就算|算作)([\u4e00-\u9fff]{2,5})[,，]",
        r"\2=\1，",
    ),
    (r"(\d{1,2}月)(?:份)?[和与跟同](\d{1,2}月)(?:份)?(?:相比较?|相比|对比|比较?)[,，]?", r"\1比\2"),
    (r"(?<![\d.年月-])(\d{1,2})\s*([到至~-])\s*(\d{1,2})月(?!\d)", r"\1月\2\3月"),
    (r"(按照?[^,，。;；按]{1,8}?)数一?[下数]", r"\1统计"),
    (rf"的[那这](?:一?{CLASSIFIER}|些)(?=[\u4e00-\u9fff])", "的"),
    (
        r"(?:把|让)?最?[多高大](?:的)(?:排|放)在?最?前(?:面|头|边)?|从[多高大]往[少低小]排?",
        "从高到低排序",
    ),
    (
        r"(?:把|让)?最?[少低小](?:的)(?:排|放)在?最?前(?:面|头|边)?|从[少低小]往[多高大]排?",
        "从低到高排序",
    ),
    (r"(加起来|合计|总和|总共|一共|总量|总额|平均值?)(?:各自?)(?:是|有|为)?(?=多少)", r"\1是"),
    (
        r"(\d{4}\s*年)(?:的)?([^,，。;；?？\s\d]{0,8}?)(?:相比|相较|对比|较之?|比|同比|对)(?:于)?(\d{4}\s*年)(?:的)?(?:变化率|增长率|增幅|变化幅度|变化百分比|涨幅|降幅|增长幅度|增减)",
        r"\1比\3\2增长了百分之几",
    ),
    (
        r"(周末|双休日|周六日|周六周日|工作日)(?:的)?([^,，。;；?？的]{1,8}?)占(?:比|了|的)?(?:总[^,，。;；?？]{0,6}?)?(?:的)?(?:是)?(?:百分之[几多]少?|多少|多大|几成)(?:比例)?",
        r"周末和工作日的\2占比",
    ),
    (rf"(?<=各|每){CLASSIFIER}(?=月|季度|年级|班)", "个"),
)
# "不及格(60以下)、60-80": the name of a band says nothing more
_LABELLED = r"[\u4e00-\u9fff]{1,4}\s*[(]\s*(\d+(?:\.\d+)?\s*(?:分|元|岁|天)?(?:及?以[上下内]|\s*[-~到至]\s*\d+(?:\.\d+)?(?:分|元|岁|天)?))\s*[)](?=\s*(?:[、,，和]|[一二两三四五六七八九\d]+[档段组级类]))"
_INTO = r"(以[上下内]|\d(?:[分元岁天]|分钟|公斤)?)\s*[,，]?(?:共|总共)?(?:划分|分)[成为]?[一二两三四五六七八九\d]+个?(?:等级|年龄段|分数段|区间|段|档|组|级|类)"
_WIDTH = r"按照?(?:每)?(?P<n>\d+|[一二两三四五]?十|[一二两三五百])(?P<u>岁|元|块|分钟?|公斤|公里|天|小时|年)(?:为?一?个?(?:年龄|分数)?[段档组](?:来|进行)?(?:分组?|统计)?|分[段档组成]+|(?:一|为)(?:个)?区间)"
_SHARE_TOO = r"[、,，?？和并]?\s*(?:并且?|以及|还有|它)?占(?:比|了)?(?:总数?|全部|全体)?(?:的)?(?:是)?(?:百分之(?:几|多少)|多少|几成|多大比例|比例(?:是)?多少)"
_LIST_AND_MOST = (
    r"^(?P<list>[^。;；?？最]*?(?:[各每]|按|分)[^,，。;；?？最]*?)(?P<rest>(?:[,，。;；?？](?:并|再|然后)?(?:画|做|存|保存|导出|生成|用|图)[^,，。;；?？最]*?){0,3})[,，。;；?？]\s*(?:再|并|然后|顺便|最后|同时|请|还要|另外)*(?:告诉我|说说|指出|说明|看看|找出|写出)?"
    rf"(?:(?P<n1>[^,，。;；?？最]{{0,8}}?)最(?P<w1>[多少高低大小])的(?P<x1>[^,，。;；?？最]{{0,6}}?)(?:是|为)(?:谁|哪一?{CLASSIFIER}|哪里|什么)|(?:其中)?(?:谁|哪一?{CLASSIFIER})(?P<n2>[^,，。;；?？最]{{0,6}}?)(?:的)?最(?P<w2>[多少高低大小]))"
    rf"(?:(?P<s1>{_SHARE_TOO})|(?=[。.?？!！\s]*$))[。.?？!！\s]*$"
)
_CROSSED = (
    r"(?:以|用|把|将)?(?P<r>NAMES|月份?|季度)(?:做|作)?[为作当]行[,，、和\s]*(?:以|用|把|将)?(?P<c>NAMES|月份?|季度)(?:做|作)?[为作当]列[,，]?\s*(?:做|生成|算|统计|汇总|求)?(?P<m>[^,，。;；]*?)(?:的?(?:交叉表|透视表|二维表))?(?=$|[,，。;；?？])",
    r"按照?(?P<r>NAMES)[和与、及跟](?P<c>NAMES)(?:进行|来|做)?交叉(?:汇总|统计|分析)(?P<m>[^,，。;；?？]*)",
)


def plain_chinese(text, table):
    """The text with these in words of the rules."""
    if text.isascii():
        return text
    for pattern in _COURTESY:
        text = re.sub(pattern, "", text)
    text = re.sub(rf"({COMPARES})了(?=\s*\d)", r"\1", text)
    text = re.sub(_WHICH_FEW, "哪些", text)
    for told in (
        everyday, _plainer, told_counts, whole_rows, _then_most, _ranked_first, _correlated, _edges, told_between, _per_unit, _in_units, short_names, _top_of, _crossed,
        row_nouns, each_head, doing, adds_up,
    ):  # fmt: skip
        text = told(text, table)
    return text


def _plainer(text, table):
    """ "加在一块儿", "平均每笔是多少", "占总产量多大比例": in fewer words."""
    for pattern, plain in _PLAINER:
        text = re.sub(pattern, plain, text)
    numbers = alternatives(table, NUMBER)
    text = re.sub(
        r"([\u4e00-\u9fff]{2})总(时长|时间|时数|小时数?|分钟数|数量|重量|金额|费用)",
        lambda m: f"总{m[1]}{m[2]}" if re.fullmatch(numbers, m[1] + m[2]) else m.group(),
        text,
    )
    text = re.sub(rf"({numbers})(?:各自?)(?:是|有|为)?(?=多少)", r"\1分别是", text)
    text = re.sub(rf"(?<![、和与及加])({numbers})加起来", r"\1合计", text)
    text = re.sub(rf"单(?:次|笔|条|单|件)(?:的)?(?=(?:{numbers})[^,，。;；?？]*最)", "", text)
    text = re.sub(rf"({numbers})(合计|总和|总计|总共|一共)有(?=多少(?:\W|$))", r"\1\2", text)
    text = re.sub(rf"(按照?[^,，。;；按]{{1,8}}?)算(?=(?:{numbers}))", r"\1统计", text)
    return re.sub(rf"平均每{CLASSIFIER}(?:的)?(?=(?:{numbers}))", "平均", text)


def _in_units(text, table):
    """ "产量平均是多少公斤" where the column is in 公斤 anyway."""
    for column in table.of_kind(NUMBER):
        ends = re.search("(?:小时|分钟|公里|公斤)$", normal(column.name))
        unit = named_unit(column.name) or (ends.group() if ends else "")
        if re.fullmatch(r"[\u4e00-\u9fff]{1,3}", unit):
            text = re.sub(rf"(亩产量?(?:是|有)?多少){unit}(?=\W|$)", r"\1", text)
            text = re.sub(
                rf"((?:{_words_of(column, table)})[^,，。;；?？]*?\d)\s*{unit}(?=以|之|的|\W|$)",
                r"\1",
                text,
            )
            text = re.sub(
                rf"((?:{_words_of(column, table)})[^,，。;；?？]*?多少)(?:个)?{unit}(?=\W|$)",
                r"\1",
                text,
            )
    return text


def _words_of(column, table):
    words = (w for w, m in column_words(table).items() if m.best(NUMBER) is column and len(w) > 1)
    return "|".join(map(re.escape, words)) or "(?!)"


def _then_most(text, _):
    """ "按渠道数一下订单数，再告诉我订单最多的渠道是哪个、占百分之几": the list, and its first."""
    return re.sub(_LIST_AND_MOST, _listed, text)


def _listed(match):
    said = [match[key] for key in ("n1", "x1", "n2") if match[key]]
    share = "占比" if match["s1"] else ""
    if not all(word in match["list"] for word in said) or not (share or match["w1"]):
        return match.group()
    rest = (match["rest"] or "").lstrip(",，。;；?？")
    return f"{rest}{',' if rest else ''}{match['list']}{share},哪个最{match['w1'] or match['w2']}"


def _edges(text, _):
    """ "60以下、60到80、80以上分成三段": the bands are told already; "按十岁分段" is every ten."""
    text = re.sub(_LABELLED, r"\1", text)
    text = re.sub(_INTO, r"\1", text)
    return re.sub(_WIDTH, lambda m: f"每{count_word(m['n']) or m['n']}{m['u']}一段", text)


def _per_unit(text, table):
    """ "每吨水产出多少公斤": one number by another, by their units."""
    units = {named_unit(c.name): c for c in table.of_kind(NUMBER) if named_unit(c.name)}
    pattern = rf"(?:平均)?(?:每一?(?P<u>{'|'.join(map(re.escape, units)) or '(?!)'})(?P<t>[^,，。;；?？最]*)|亩产量?(?P<k>))"
    match = re.search(pattern, text)
    if match and re.search("除以?|÷|/", text):  # "产量除以面积，每亩产多少": told twice
        return re.sub(
            r"[,，]\s*(?:也?就是|即|算出|求出?|得到|看看?)?(?:平均)?每一?[\u4e00-\u9fff]{1,2}[\u4e00-\u9fff]{0,3}(?:多少|几)[^,，。;；?？\s]{0,2}(?=\W*$)",
            "是多少",
            text,
        )
    if match is None:
        return text
    by = units.get(match["u"] or "亩")
    of = _measured_by(match, by, table) if by else None
    if of is None:
        return text
    tail = "" if re.search("最", text[match.end() :]) else "是多少"
    made = f"{normal(of.name)}除以{normal(by.name)}{tail if match['u'] else ''}"
    return text[: match.start()] + made + text[match.end() :]


def _measured_by(match, by, table):
    """The number that is told for so many of the other: named, or by its unit."""
    if match["u"] is None:
        return next((c for c in table.of_kind(NUMBER) if re.search("产量|收成", c.name)), None)
    others = [c for c in table.of_kind(NUMBER) if c is not by]
    said = re.search(r"(?:多少|几)个?(?P<u>[\u4e00-\u9fffa-z]{1,3})\s*$", match["t"])
    named = [
        (len(word), c) for word, mention in column_words(table).items()
        for c in [mention.best(NUMBER)] if c in others and len(word) > 1 and word in match["t"]
    ]  # fmt: skip
    if named:
        return max(named, key=lambda one: one[0])[1]
    return next((c for c in others if said and named_unit(c.name) == said["u"]), None)


def _ranked_first(text, _):
    """ "每家…多少，谁排第一" as "哪个最高"."""
    text = re.sub(_LAST.replace("{which}", _WHO), "哪个最高", text)
    if not re.search("[每各按]", text):
        return text
    return re.sub(
        rf"(?<=[,，。?？;；\s])(?:其中|那么?)?(最[多少高低大小长短快慢])的(?:又|会)?是{_WHO}(?=\W*$)",
        r"哪个\1",
        text,
    )


def _correlated(text, table):
    """Whether two columns rise together is told with their correlation."""
    if not re.search("相关", text):
        return text
    text = re.sub(_SIGN, "", text)
    match = re.search(_GOES_WITH, text)
    if match and all(_names(match[side], table) for side in "ab"):
        text = text.replace(match.group(), f"{match['a']}和{match['b']}的相关系数")
    return text


def _names(word, table):
    return any(name in word for name in column_words(table) if len(name) > 1)


def _top_of(text, table):
    """ "销售额排名前3的门店", "列出时长合计前2的课程": the highest so many of them."""
    names = alternatives(table, TEXT)

    def use(match):
        by = match["by"] or ""
        return f"{by}最高的{match['n']}个{match['of']}"

    return re.sub(_TOP_OF.replace("NAMES", names), use, text)


def _crossed(text, table):
    """ "X为行、Y为列，做Z总和的交叉表", "按X和Y交叉汇总Z": a cross table."""
    names = alternatives(table, TEXT, DATE, NUMBER)
    words = {
        m.text: normal(m.best().name) for m in column_words(table).values() if m.best().kind == TEXT
    }

    def use(match):
        row, column = (words.get(match[key], match[key]) for key in "rc")
        return f"{match['m']}的透视表，行是{row}，列是{column}"

    for pattern in _CROSSED:
        text = re.sub(pattern.replace("NAMES", names), use, text)
    return text

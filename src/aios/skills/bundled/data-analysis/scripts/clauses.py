"""Clauses of a Chinese text that ask for nothing: how dates are written, what a cell is, that missing ones do not count."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from bilingual import translations
from crossed import dated_words
from mentions import ONLY_AFTER, column_words
from passrates import told_rates
from people import is_person
from rownouns import COMPARES
from sentence import normal
from table import NUMBER, TEXT

_FEW, _SURE = 13, 30

_EDGE, _STOP = r"(?:^|(?<=[,，。;；!！?？(（\s]))", r"(?:$|(?=[,，。;；!！?？)）]))"
_NOT_COUNTED = r"(?:都|就|也|一律|全部|请)?(?:不[算计要看用](?:在内|进去?|入|数|平均)?|别[算计](?:进去?|入)?|不(?:用|要|必|能|应)?(?:画|管|考虑|理会|看|算|计|统计|计算|包[括含])(?:在内|进去?|入|数)?|不(?:包[括含]|纳入|参与|统计|考虑|计算)(?:在内|进去|计算|统计)?|除外|剔除|排除|去掉|忽略(?:掉|不计)?|跳过|扣除|舍去|删掉)(?:了|掉|吧|即可|就行)?"
_MISSING = r"(?:没有?|未|缺|漏|无)(?:填写?|写|录入?|登记|记录|打分|评分|评价|数据|数值|值|成绩|考)?(?:过|了)?|缺失值?|缺考|空(?:着|值|白|缺)?|是空的|为空"
# "没填的不算", "空值忽略": no figure counts what is missing.
_NO_CELL = rf"{_EDGE}\s*(?:其中|凡是|对于|有些)?(?:{_MISSING})的?(?:行|记录|人|学生|同学|员工|订单|客户|单元格|数据|值|部分|那些)?{_NOT_COUNTED}{_STOP}"
_NO_COLUMN = rf"{_EDGE}\s*(?:其中|凡是|对于|有些)?(?:(?:没有?|未|缺少?|漏)(?:填写?|写|录入?|登记|记录)?(?P<a>NAMES)(?:数据|记录|值|成绩|分数?)?|(?P<b>NAMES)(?:一?列|一栏)?(?:数据|记录|值|成绩|分数?)?(?:{_MISSING}))的?(?:行|记录|人|学生|同学|员工|单元格|数据|值|订单|客户|部分|那些)?{_NOT_COUNTED}{_STOP}"
# "日期写的是“2024年3月5日”这种", "金额单位是元": what the cells look like.
_LOOKS = rf"{_EDGE}\s*(?:其中|里面|注意)?[^,，。;；?？]{{0,6}}(?:日期|时间|金额|价格|单价|数字|小数|格式|单位|比例|百分比|编码)[^,，。;；?？]{{0,6}}(?:写成?的?(?:是|成)|(?:格式|单位|形式|写法)(?:是|为|有)|用的?是|是?带(?:着|有)?|长(?:得|成)|都?是)(?:[“\"「][^”\"」]*[”\"」]|[^,，。;；?？“\"哪几多谁]{{1,16}})(?:这种|这样|那种|的|格式|形式|写法|类型|之类)*[)）]?(?=[,，。;；!！]|$)"
_WANTED_FOR = r"^\s*(?:我?们?(?:公司|单位|店里|学校|人事|财务|老板|领导|会计|厂里|校长|班主任|经理)?[^,，。;；?？]{0,6}(?:要|想|打算|准备|需要)(?:发|交|做|写|报|买|租|开|评|办|搞|调|换|补|订|查|核|安排|给|知道|看看)[^,，。;；?？多几哪谁最每各总平]{0,12}|(?:下午|上午|明天|今天|月底|年底|周[一二三四五]|晚上|马上|回头)[^,，。;；?？多几哪谁最每各总平\d]{0,14}(?:要|用|需|开会|汇报|检查)[^,，。;；?？多几哪谁最每各总平\d]{0,8})[,，。:：]\s*(?=\S)"

# "哪个班人数最多": its rows, not how many classes.
_HEADS = r"(?P<of>哪一?[个家所支间类种]?[^,，。;；?？最数]{1,6}?)的?(?:总)?人数(?=最[多少])"
# "订单数最多": the most orders, each a row.
_HOW_MANY_ROWS = r"(?P<what>订单|单子|工单|记录|交易|发票|快递|包裹|运单|投诉|请求|借阅|报名|购买|预约|销售单|客户|会员|学生|员工)(?:总|的)?(?:数量|数|量|笔数|条数)(?=最[多少高低])"
# The usual fence of outliers needs no number.
_FENCE = r"(?:四分位[距间]+|IQR)?\s*[(（]?\s*1\.5\s*倍的?\s*(?:IQR|四分位[距间]+)\s*(?:之外|以外|规则|准则|法)?\s*[)）]?"
# "用四分位距的办法找一下": how what stands out is found; by the quartiles it is anyway
_METHOD = r"(?:请)?(?:用|按照?|采用|使用|以|通过)\s*(?:(?P<usual>四分位[距间]+|IQR|箱[线型形]图)|(?P<m>(?:[3三]\s*[个倍]?\s*)?(?:标准差|sigma|σ)|z-?score))\s*的?(?:方法|办法|方式|规则|准则|法则?)(?:来|去)?(?:判断|判定|检测|检验|识别|筛查|找)?(?:一下)?(?!出)"
_STANDS_OUT = r"异常|离群|不正常"
# "把有问题的那几行整行列出来": of what stands out
_THOSE_ROWS = r"[,，。;；?？]\s*(?:请|并|再|然后)*[把将](?:(?:有问题|异常|这样|不正常|找到|可疑|离谱)的)?(?:[这那])?[些几]?[行条个][^，,。;；?？]{0,6}?(?:列|找|显示|标|写|贴|打印?)(?:出来?|给我看?|一?下)\s*(?=[。.!！]|$)"
_LEVEL = r"浓度|水平|数值|读数|水准"
# "离地铁最近的": by a distance the nearest is the least.
_NEAREST = r"([离距][^,，。;；?？最]{1,8})最近(?!的?一次|\d)"


# "姓名、班级、总分都要", "要有日期、科室和等了多少分钟": what is shown of each row that is found.
_SHOW = r"(?:请|并|再|也|同时|还|只)*(?:要有|要包[含括]|写[上明出]|注明|带上|附上|列[出上]|给[出我]?|包[含括]|标[明注]|显示|展示|说明|告诉我|要|含)?(?:它们?的?|其|每[行条个]的?|对应的?)?"
_FIELD = r"(?:NAMES|总分|平均分|合计|总额|总计|总数|排名|名次|占比|次数|人数|日期|时间|名字|姓名|名称|编号|单号|工单号|数值|读数|金额|地点|(?:[等花跑用]了?)?多少(?!人|次|个)[\u4e00-\u9fff]{0,2}|分钟数|(?:是)?哪[一个]?[天家个种])"
_SHOWN = rf"[,，。;；?？]\s*{_SHOW}{_FIELD}(?:(?:[、和及与]|以及){_FIELD})*(?:这[几些两三四]列)?(?:都?要(?:有|写|列)?|都[写列]出?[上来]?|即可|就[行好])?\s*(?=[。!！]|\s*$)"
_PICKS = r"前\s*[\d一二三五十]+|最[^,，。]{1,3}的?\s*[\d一二三四五十]+|异常|离谱|超[过出]|低于|高于|大于|小于|不足|以[上下内]|没有?|未|缺"
_WRITES = r"保存|存[成为到]|导出|写[到入]|另存"
# "四科都有成绩的才参加排名": a sum with a missing part is none anyway.
_ONLY_WHOLE = rf"{_EDGE}\s*(?:只有)?[^,，。;；?？]{{0,8}}(?:都|全部?|均)(?:有|不缺)(?:成绩|数据|分数?|值|记录)的?(?:人|学生|同学)?(?:才|再)(?:参加|参与|算|计入|进入?|能)(?:排名|排序|统计|计算|进去|在内)?{_STOP}"
# "平均每次跑的距离": of a row each.
_EACH_TIME = r"平均每(?:一)?[次趟笔单条场回](?:[\u4e00-\u9fff]{0,2}的)?(?=NAMES)"
_KINDS = r"(?:^|(?<=[,，。里中的\s]))不同的?(?P<of>NAMES)(?:下|中|里|之间)?的?(?=[^,，。;；?？]*(?:平均|中位|总|合计|最|占|分位|[几多][少高长大]))"
_PART_OF = r"(?P<cell>CELLS)的?(?:天数?|次数?|人数?|行数?|数量?|单数?|件数?|订单|记录)?(?:所)?占(?P<each>每一?个?(?:人|NAMES)|各个?(?:人|NAMES))?(?:的|自己)?(?:全部|总|所有)?(?:天数?|次数?|人数?|行数?|数量?|单数?|件数?|订单数?|记录数?)?的?(?:比例|百分比|比重|比|百分之[几多]少?)"
_HOW_IS_IT = r"^([^,，。;；?？]{2,16}率)(?:怎么?样|如何|情况)[?？](?=.{6})"

# "等候最长的10次就诊": so many rows.
_TIMES = r"(最[^,，。;；?？最]{1,3}的?\s*(?:前)?\s*[\d一二两三四五六七八九十]{1,3})\s*[次趟回场](?:[\u4e00-\u9fff]{2})?(?:(?:都|分别)?[是有]哪[些几][次个天]?|(?=[,，。;；?？\s和]|$))"

_PLAINER = (
    (r"(?<=[差缺])(?:多少|几)[个件台箱套份只本]", "多少"),  # no count of rows
    (r"(?<=[\u4e00-\u9fff])全年的?(?=总?[\u4e00-\u9fff]{1,4}[额量数])", "的"),  # of all the rows
    # "不及格（60分以下）": who fails is below the mark
    (
        r"(?:不|没有?|未)(?:及格|合格|达标)的?[(（](?:即|就是|指)?(\d{1,3})分?以下[)）]",
        r"低于\1分",
    ),
    (r"(四分位[数点]?)\s*[(（][^()（）]*25[^()（）]*75[^()（）]*[)）]", r"\1"),
    # "第二周（6月10日到16日）": the days in the brackets say which
    (
        r"(?:第[一二三四五两]|[上下前后])(?:个)?[周旬段]\s*[(（](\d{1,2}月\d{1,2}[日号][^()（）]*)[)）]",
        r"\1",
    ),
    (
        r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?\s*([-到至~—])\s*(\d{1,2})[日号](?!\d)",
        r"\1月\2日\3\1月\4日",
    ),
    (
        r"(?:数一?[数下]|统计一?下?)?(?:各|分别)(?:有)?(?:几|多少)[道款门首部](?:[\u4e00-\u9fff]{1,2})?(?=$|[,，。?？])",
        "统计行数",
    ),
    # "已经低于", "目前不足": that it is so by now says no more
    (rf"(?:(?:都|均)?已经?|(?<!到)(?:目前|现在|当前))(?:都|就)?(?={COMPARES})", ""),
    (r"(?:主要)?(?:都)?集中[在于]哪", "最多的是哪"),
    (r"单[次笔]的?(?=超[过出]|不到|低于|高于|大于|小于|不足|至少|不少于|达到)", ""),
    (r"(?P<v>单|次|笔|件|票)均(?=[\u4e00-\u9fff]{2})", r"平均"),
    (
        r"(最[高低大小多少长短][^,，。;；?？]{0,10}?的?[\d一二三四五六七八九十]+[个名位家种类项])([^,，。;；?？]{1,6})[,，]\s*(?:请|并)?(?:列|写|给|附)[上出明]?\2(?:名|号)?[、和](?:(次数|数量|人数)[、和](?:总)?(?:金额|额|数)|(?:总)?(?:金额|额|数)[、和](次数|数量|人数))",
        r"\1\2，以及行数",
    ),
)


def plain_clauses(text, table):
    """The text without them; what is missing in a column that is named is a condition."""
    if text.isascii():
        return text
    text, names = told_rates(text), _words(table)
    for pattern, plain in (
        (_NO_COLUMN, lambda m: f"只算{m['a'] or m['b']}不为空的"),
        (_EACH_TIME, "平均"),
        (_KINDS, r"各\g<of>的"),
        (
            r"[两二三四五六七八九十\d]+[个家座栋条所间台位](?P<of>NAMES)(?=每[天月周日年]|各自?[是有的]|分开)",
            r"各\g<of>",
        ),
    ):
        text = re.sub(pattern.replace("NAMES", names), plain, text, flags=re.I)
    text = _each_person(_each_of_two(text, table), table)
    text = _row_counts(dated_words(text, table), table)
    for pattern, plain in _PLAINER:
        text = re.sub(pattern, plain, text)
    text = _fewer_words(_part_of(text, table, names), table)
    for pattern in (_NO_CELL, _LOOKS, _WANTED_FOR, _ONLY_WHOLE, _HOW_IS_IT):
        text = re.sub(pattern, "", text)
    shown = re.search(_SHOWN.replace("NAMES", names), text, re.I)
    if shown and re.search(_PICKS, text[: shown.start()]) and not re.search(_WRITES, text):
        text = text[: shown.start()] + text[shown.end() :]
    return re.sub(r"[,，。]\s*(?=[,，。;；?？]|$)|(?<=[?？])[。,，]", "", text)


def _fewer_words(text, table):
    named = [normal(c.name) for c in table.columns]
    if not any(re.search(_LEVEL, name) for name in named):
        text = re.sub(
            rf"(?<=平均|最高|最低)(?:{_LEVEL})(?=$|[^\u4e00-\u9fff]|[是有为最的分排多从])", "", text
        )
    if not any("人数" in name for name in named):
        text = re.sub(_HEADS, r"\g<of>人", text)
    text = re.sub(_HOW_MANY_ROWS, lambda m: m[0] if m[0] in named else m["what"], text)
    for tail in ("天数", "次数", "人数"):  # "平均天数" of 住院天数, the only one
        owners = [name for name in named if name.endswith(tail)]
        if len(owners) == 1 and owners[0] != tail:
            text = re.sub(rf"(?<=平均){tail}", owners[0], text)
    text = re.sub(_FENCE, "IQR", text, flags=re.I)
    if re.search(_STANDS_OUT, text):
        text = re.sub(_THOSE_ROWS, "", text)
    method = re.search(_METHOD, text, re.I) if re.search(_STANDS_OUT, text) else None
    if method:
        left = f"{text[: method.start()]} {text[method.end() :]}"
        text = f"{left}，{method['m']}" if method["m"] else left
    text = re.sub(_TIMES, r"\1条记录", text)
    for name in (normal(c.name) for c in table.of_kind(NUMBER)):
        stem = re.sub("(?:分钟数?|秒数?|小时数?|时长|时间)$", "", name)
        if len(stem) > 1 and stem != name:  # of rows, not of an average
            text = re.sub(
                rf"{re.escape(stem)}(?:时间|时长|得|了)?(?=最[长久短].*\d条记录)", name, text
            )
    return re.sub(_NEAREST, r"\1最小", text)


def _row_counts(text, table):
    """ "包裹数" of a file parcels.csv: its rows."""
    stem = normal(os.path.splitext(os.path.basename(table.path))[0])
    parts = [part.rstrip("s") for part in re.split(r"[\W_\d]+", stem) if part.isascii()]
    said = "|".join(
        re.escape(word) for part in parts for word in translations(part) if len(word) > 1
    )
    return (
        re.sub(rf"(?:{said})的?(?:总)?(?:数量|个数|数)(?![据字值学])", "行数", text)
        if said
        else text
    )


def _each_person(text, table):
    """ "每个人" where the people stand in a column like claimed_by."""
    people = [c for c in table.of_kind(TEXT) if is_person(c) and not table.unique(c)]
    if len(people) != 1 or not people[0].name.isascii():
        return text
    return re.sub(r"每个?人(?![次均])|各人(?!次)", f"每个{people[0].name}", text)


def _each_of_two(text, table):
    """ "迟到几次、请假几次" as "迟到、请假各几次"."""
    held = _cells(table)
    two = rf"(?P<a>{held})了?(?:过)?(?P<n>(?:几|多少)[次天个单人条])\s*[、,，和]\s*(?P<b>{held})了?(?:过)?(?P=n)"
    return re.sub(two, r"\g<a>、\g<b>各\g<n>", text)


def _cells(table):
    cells = {cell for c in table.of_kind(TEXT) if len(c.sample) < _FEW for cell in c.sample}
    return (
        "|".join(re.escape(normal(c)) for c in cells if re.fullmatch("[\u4e00-\u9fff]{2,6}", c))
        or "(?!)"
    )


def _part_of(text, table, names):
    """ "正常的天数占每个人全部天数的百分比" as the rate of those rows: "每个人的正常率"."""
    pattern = _PART_OF.replace("NAMES", names).replace("CELLS", _cells(table))
    return re.sub(pattern, lambda m: f"{m['each'] or ''}{m['cell']}率", text)


def _words(table):
    """A pattern of the words for columns, the longest first."""
    words = [
        w
        for w, m in column_words(table).items()
        if len(w) > 1 and w[0] != ONLY_AFTER and m.weight > _SURE
    ]
    words += [w.removeprefix("平均") for w in words if re.match("平均..", w)]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"

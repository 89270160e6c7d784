"""What a question says its own words mean: "kids (under 16)", "出勤率=实际/应到", "passed (60 or more)"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import EXTENTS, column_words, heard
from sentence import bounded, normal
from table import NUMBER
from words import MEANINGS

_SURE = 50  # weights below are of words that other columns may share
_SIGN = r"\s*(?:/|÷|\*|×|\+|−|(?<=\s)[x-](?=\s)|\bdivided by\b|\bover\b|\bminus\b|\bplus\b|\btimes\b|\bmultiplied by\b|除以|乘以?|再?(?:减去?|加上?)|扣[除掉去]|(?<=[\u4e00-\u9fff)])[x-](?=[(\u4e00-\u9fff]))\s*(?:the |their |its )?"
_MEANS = r"\s*(?:=|:|(?<=[\u4e00-\u9fff])是|\bis(?: simply| just)?\b|\bmeans\b|\bequals\b|\bbeing\b|等于|即|就?是指?|指的?是|按照?|用|为)\s*(?:the |their |its )?"
_NEW = r"(?:请|先|帮我)*(?:新增|增加|添加|新建|加上?|算出?|计算)(?:一?[列个栏]|出)?(?:新?的?列|字段)?(?:叫做?|名为)?\s*"
_END = r"(?=\s*(?:[,，。;；.!?？)）]|$|来?计?算))(?:\s*来?计?算)?"
# The words before a name: what is asked of it, and where the sentence goes on.
_STOPS = r"(?:the|a|an|our|my|your|their|its|this|that|what|whats|which|who|whose|where|is|are|was|were|do|does|did|has|have|had|with|by|per|for|of|in|and|or|to|from|on|at|as|we|i|you|they|show|give|tell|find|me|us|plot|draw|compute|calculate|work|out|get|need|want|please|average|mean|median|total|sum|maximum|minimum|max|min|highest|lowest|most|least|best|worst|top|bottom|much|many|how|each|every|sort|rank|list)"
_NAME = rf"(?:\b(?P<lead>[a-z]+) per (?:each |an? )?)?(?<![a-z-])(?P<name>(?!{_STOPS}\b)[a-z][a-z-]*(?: (?!{_STOPS}\b)[a-z][a-z-]*){{0,2}})"
# A name right before a bracket, or before what is the most of it.
_BEFORE_NAME = r"的|统计|计算|求出?|算出?|汇总|列出|[每各按](?:个?月份?|个?季度?|年度?|周|天|日|个?[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff]{2}))"
_NAME_ZH = r"(?:每[件个单份次笔人]的?)?(?:(?!平均|总|合计|最|统计|哪|谁|季度|月份|年度|[月年周天日](?=利|毛|收|花|成|销)|计算|看看|列出|[的每各按])[\u4e00-\u9fff]){1,6}?(?<![各按每个的是和哪])(?P<most>最[高低大小多少](?:的|是)?)?"
# "客单价最高的是哪天(…)": what is explained stands before what is asked of it.
_MOST_ZH = r"(?:(?!平均|[的每各按哪谁几])[\u4e00-\u9fff]){2,5}(?P<most>最[高低大小多少]的?(?:是|有)?(?:哪[^,，。()最]{1,5}|谁))[?？]?\s*"
_FOR_EACH = (
    r"(?P<each>\s+(?:by|per|for|of|in)\s+(?:each |every |the )?[a-z][\w-]*(?: [a-z][\w-]*)?)?"
)
_BOUND = r"(?:under|below|over|above|less than|more than|fewer than|at least|at most|up to|older than|younger than|aged?|[<>]=?)\s*"
_LIMIT = rf"(?:{_BOUND}-?\d[\d.,]*(?:\s*(?:years?(?: old)?|%|degrees?))?(?:\s*(?:and|or) (?:over|above|older|more|up|under|below|younger|less))?|-?\d[\d.,]*\s*(?:\+|(?:years? )?(?:and|or) (?:over|above|older|more|up|under|below|younger|less)))"
_GROUPS = r"(?:kids|children|child|adults?|teens|teenagers|youngsters|juniors?|seniors?|minors?|youths?|elderly|pensioners|pupils|people|customers|members)"
_UNITS = r"days|nights|months|hours|years|weeks|orders|customers|visits|rows"
_MORE_LESS = r"(?:超过|大于|高于|低于|小于|少于|不足|不满|不到|多于|达到|[<>]=?)\s*\d|[\d一二两三四五六七八九十][^()]{0,4}(?:及?以[上下内])"
_EXPLAINED = rf"(?P<w>[\u4e00-\u9fff]{{2,10}})(?<!上午)(?<!下午)(?<!各)[(](?:即|也?就是|指|指的是)?(?P<l>(?=[^()]*(?:{_MORE_LESS}))[^()\d]*[^()]*)[)]的?"
# What stays of the words before such a bracket: all but the name that is explained.
_LEAVES = re.compile(r"(?:.*(?:列出|找出|哪些|有哪[几些]个?|多少个?|几个|[的把是有和与或里中]))?")
_WHO = {"客": "客户"}
_PASS_MARK = r"[(,;]?\s*(?:满分?\d+分?[,;]?\s*)?(?P<n>\d{1,3})分?(?:以上|及以上|为|就?算|才算)?(?:是|算)?(?P<word>及格|合格|优秀|达标)线?[)]?"
_JUDGED = r"(?:failed|fails|failing|passed|passes|passing)"


def spelled_out(text, table):
    """The text with what it explains in the place of the words that it explains."""
    return _limits(_sums(_pass_mark(text), table), table)


def _pass_mark(text):
    """ "及格率是多少(72分及格)": the mark from which it counts as passed, in the place of the word."""
    told = re.search(_PASS_MARK, text)
    rest = f"{text[: told.start()]} {text[told.end() :]}" if told else ""
    if told is None or told["word"] not in rest:
        return text
    low, word = told["n"], told["word"]
    return rest.replace(f"不{word}", f"低于{low}分").replace(word, f"不低于{low}分")


def _sums(text, table):
    """ "attendance rate, attended/enrolled" and "营业额=单价×数量" as the sums themselves."""
    known = dict(heard(column_words(table), text))
    words = [w for w, m in known.items() if _measures(w, m)]
    if not words:
        return text
    term = "|".join(map(bounded, sorted(words, key=len, reverse=True))).replace(r"\ ", r"[\s_-]+")
    one = rf"(?:(?:{term})|[(]\s*(?:{term})(?:{_SIGN}(?:{term}))+\s*[)])"
    text = re.sub(  # "revenue minus cost, divided by revenue"
        rf"(?P<a>{term})\s*(?P<s>\bminus\b|减去?|−|-)\s*(?:the |their )?(?P<b>{term})\s*(?:,|，|后|之后|的差[额值]?)+\s*(?:and |then |all |再)*\s*(?=divided by|除以)",
        r" (\g<a> \g<s> \g<b>) ",
        text,
    )
    made = rf"(?P<made>{one}(?:{_SIGN}{one})+)"
    text = _equated(_defined(text, made), made, known)
    for shape in (
        rf"\s*[(（]\s*(?:=|i\.e\.)?\s*{made}\s*[)）]",
        rf"\s*,\s*(?:i\.e\.|that is|so)?\s*{made}{_END}",
    ):
        text = re.sub(_NAME + _FOR_EACH + shape, lambda m: _in_place(m, known), text)
    text = re.sub(_MOST_ZH + rf"[(]\s*{made}\s*[)]", r"\g<made>\g<most>", text)
    told = re.compile(_NAME_ZH + rf"[(]\s*(?:=|即|也?就?是|等于|按|用)?\s*{made}\s*[)]")
    explained = told.search(text)
    text = told.sub(lambda m: _zh_in_place(m, known), text)
    return _said_again(text, explained) if explained else text


def _said_again(text, explained):
    """ "每一单的金额(重量×单价)，哪个客户的总金额最高": the sum wherever its name stands again."""
    name = explained.string[explained.start() : explained.start("made")]
    name = re.split(r"[(的]", name.rstrip("( =即也就是等于按用"))[-1]
    rest = text.rfind(explained["made"]) + len(explained["made"])
    if len(name) < 2 or name in explained["made"]:
        return text
    again = re.sub(rf"{name}(?!率)", f" {explained['made']} ", text[rest:])
    return text[:rest] + again


def _zh_in_place(match, known):
    """ "获客成本最低(花费除以注册数)", "每件毛利(售价减进价)": the sum where its name stood; what it
    is of stays: "哪个渠道获客成本最低(花费除以注册数)"."""
    said = match.group()[: match.start("made") - match.start()]
    words = [w for w, m in known.items() if m.best().kind != NUMBER]
    of = max(said.rfind(w) + len(w) if w in said else 0 for w in (*words, "人"))
    return f"{said[:of]}{match['made']}{match['most'] or ''}"


def _measures(word, mention):
    return len(word) > 1 and word[0] != "^" and mention.weight >= _SURE and mention.best(NUMBER)


def _in_place(match, known):
    """The sum where its name stood; a name that is a column of numbers is no name of a sum."""
    name, lead = match["name"], match["lead"] or ""
    if name in known and known[name].best(NUMBER) and name not in MEANINGS:
        return match.group()
    things = [
        w for w in name.split() if w in known and not (w in MEANINGS and known[w].best(NUMBER))
    ]
    if things and not lead:
        return match.group()  # "how much did each harbour earn (hours times fee)"
    best = f"{lead} by " * lead.endswith("est")  # "cheapest per square metre (rent / area)"
    each = f" per {name}" * bool(lead and not best and name in known)  # "rate per clinic (a / b)"
    return f"{best}{match['made']}{each} {match['each'] or ''}"


def _named_last(text, made):
    """ "应发减去扣款就是实发" as "实发是应发减去扣款"."""
    last = rf"(?P<lead>(?:^|[,，。;；\s])(?:[^,，。;；]*?的)?){made}\s*(?:就是|即为?|等于|得到|就得到|叫做?)(?P<name>[\u4e00-\u9fff]{{2,6}})(?=\s*[,，。;；])"
    return re.sub(last, r"\g<lead>，\g<name>是\g<made>", text)


def _defined(text, made):
    """The text without "出勤率=实际/应到", and the sum wherever its name stands in the rest."""
    text = _named_last(text, made)
    named = r"(?P<name>[\u4e00-\u9fff]{2,6}?|[a-z][a-z-]*(?: [a-z-]+){0,2}?)"
    lead = rf"(?:(?:^|(?<=[,，。;；.!?？(（]))\s*(?:where |with |其中|而|{_NEW}|(?:其中)?每一?[个场单笔次天件人间月年]的?)?|\bwhere )"
    match = re.search(lead + named + _MEANS + made + _END, text)
    if match is None:
        return text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    said = re.compile(bounded(match["name"]) if match["name"].isascii() else match["name"][:2])
    if not said.search(re.sub(r"\S+\.[a-z]{2,7}\b", " ", rest)):  # not "save as profit.csv"
        return text
    if not match["name"].isascii():  # "实发" of 实发工资
        said = re.compile(rf"{match['name']}|{match['name'][:2]}(?![\u4e00-\u9fff]{{2}}率)")
    return re.sub(r"[(（]\s*[)）]", " ", said.sub(f" {match['made']} ", rest))


def _equated(text, made, known):
    """ "各季度的毛利率=(收入-成本)/收入": the sum where what it is called stands."""
    kept = "|".join(re.escape(w) for w, m in known.items() if m.best().kind != NUMBER) or "(?!)"

    def use(match):
        ends = [m.end() for m in re.finditer(rf"{kept}|{_BEFORE_NAME}", match["said"])]
        name = match["said"][max(ends, default=0) :]
        plain = name in known and known[name].best(NUMBER)
        return (
            match.group()
            if plain or not name
            else f"{match['said'][: -len(name)]} {match['made']} "
        )

    if re.search(rf"{_NEW}[^,，=]*=", text) and "列" in text:
        return text  # a column to be added is called so
    return re.sub(rf"(?P<said>[\u4e00-\u9fff]{{2,20}})\s*=\s*{made}", use, text)


def _limits(text, table):
    """ "kids (under 16)", "failed maths (below 50)": the condition in the place of the word."""
    ages = next((w for w, m in column_words(table).items() if w == "age" and m.best(NUMBER)), "")
    if ages:
        aged = rf"{_GROUPS}\s*\((?:age[ds]?\s*)?(?P<one>{_LIMIT})\)"
        both = rf"{aged}(?P<join>\s*(?:vs\.?|versus|and|or|against|compared (?:to|with)|than|,)\s*(?:the )?){_GROUPS}(?:\s*\((?:age[ds]?\s*)?(?P<other>{_LIMIT})\))?"
        text = re.sub(both, _two_ages, text)
        text = re.sub(rf"\b{aged}", r"those with age \g<one>", text)
    text = re.sub(
        rf"\b{_JUDGED} (?P<c>[a-z]+) \((?P<l>(?:[a-z]+ )?{_LIMIT})\)", r"have \g<c> \g<l>", text
    )
    words = [w for w, _ in heard(column_words(table), text) if len(w) > 1 and w[0] != "^"]
    return _counted(_explained(text, words), table)


def _explained(text, words):
    """ "血压偏高(收缩压超过140或舒张压超过90)的", "回头客(下过两单以上)": the condition in the place
    of the word that it explains."""
    told = re.search(_EXPLAINED, text)
    if told is None or re.search(r"=|算|按|哪|[多少几]{2}", told["l"]):
        return text
    said = [w for w in words if w in told["w"] and w not in told["l"]]
    columns = [told["w"].rfind(w) + len(w) for w in said]
    end = max(_LEAVES.match(told["w"]).end(), *columns, 0)
    of = re.search(r"客户?$|用户$|会员$|学生$|员工$|患者$", told["w"])
    kept = f"的{_WHO.get(of[0], of[0])}" if of else "的"
    return f"{text[: told.start()]}{told['w'][:end]}{told['l']}{kept}{text[told.end() :]}"


def _counted(text, table):
    """ "frost days (min below 0)": the days for which the condition holds."""
    words = {w: w for w, m in heard(column_words(table), text) if _measures(w, m)}
    names = [(normal(c.name), normal(c.name).replace("_", " ")) for c in table.of_kind(NUMBER)]
    for said, pattern in EXTENTS.items():
        found = [name for name, plain in names if re.search(pattern, plain)]
        words |= {said: found[0]} if len(found) == 1 else {}
    column = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    told = rf"\b[a-z-]+ (?P<unit>{_UNITS})\s*\((?:the )?(?P<c>{column})\s*(?:is |was )?(?P<l>{_LIMIT})\)"
    return re.sub(told, lambda m: f"{m['unit']} with {words[m['c']]} {m['l']}", text)


def _two_ages(match):
    """Both sides as bands of age; the second is the rest where it has no numbers."""
    number = re.search(r"\d+", match["one"])[0]
    low = re.search(r"under|below|less|younger|<|up to", match["one"])
    rest = f"{number} and over" if low else f"under {number}"
    return (
        f" by age into under {number}, {number} and over "
        if not match["other"]
        else f" by age into {match['one']}, {match['other'] or rest} "
    )

"""A Chinese text cut into the questions that it asks, each with what it needs to stand alone."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from rounding import without_rounding

_ENDS, _COMMAS = r"(?<=[。；;！!？?\n])", r"(?<=[,，])(?!\d{3}(?!\d))"
_QUOTED = r"[“\"「『（(][^“”\"「」『』（）()]*[”\"」』）)]"
_ASKS = r"多少|几(?!乎|年来)|哪|谁|什么|占比|吗[?？]?$|呢[?？]?$|多[大高长久远快](?!于)"
_LISTS = r"(?:列出|列一?下|列个|找出|标出|筛选?出|给出|名单|画[出个一]|排[名行]|算出|算[一下]|求出?|统计|计算|汇总|看看?|告诉我)(?=.*[^\s。，])"
_FIGURES = r"[pP]\d\d|分位|平均|总(?!的)|合计|中位数?|最[高低大小多少长短早晚快慢]|均值|占比?|[\u4e00-\u9fff]率(?!先)|[每各][^,，]{1,12}(?:的|数|额|量)|前[一二两三四五六七八九十\d]"
# What is no question of its own: how the answer is to look, in which order, what is left out.
_MANNER = r"保留|取整|小数|四舍五入|从[高大多低小少早晚长短快慢新旧].{0,4}到|[升降倒]序|排[序列]|不[算计]|别[算计]|除外|剔除|排除|去掉|忽略|不包[括含]|不要|存[成为到]|保存|导出|写[到成进]|画成|做成(?!本)|(?:日期|时间|格式|单位|金额).{0,4}(?:是|写)的|只[看算要统]|取前|就[行好]|即可|输出|生成|百分[数比]"
_LEFT_OUT = r"不[算计]|别[算计]|除外|剔除|排除|去掉|忽略|不包[括含]|只[看算]"
# "各是多重": more of what was asked just before.
_ALSO = r"(?P<lead>^|[,，。;；?？])\s*(?:另外|此外|还有|除此之外|顺便)(?:[,，]|再|也|想知道|还想知道)*(?=.)"
_MORE = r"\s*(?:并|且|以及|还有)?(?:各自?|都|分别|又)(?:(?:是|有|为|占|花|[\u4e00-\u9fff]{1,3}[了出])?(?:多[少大重长高久远]|几)[^,，。]{0,3}|[是有](?:哪|谁)[^,，。]{0,10})[?？。,，]?\s*$"
# "比最低的多多少", "多多少": how far apart, of what was ranked before.
_APART_BY = r"\s*(?:又|还|都|各自?|分别)*(?:比(?:最|第|平均|其)[^,，。;；?？]{0,8}(?:多|少|高|低|大|小|贵|便宜|快|慢)(?:了|出)?(?:多少|几)|(?:多|少|高|低|缺|相?差)(?:了|出)?(?:多少|几))[^,，。;；?？]{0,4}[?？。,，]?\s*$"
_RATES = r"(?P<a>[\u4e00-\u9fff]{2}率)[和与、及](?P<b>[\u4e00-\u9fff]{2}率)(?P<t>(?:各自?|分别|都)?(?:是|有|为)(?:多少|多高|百分之几))"
_LIGHT = r"[\s,，。;；:：!！?？]|请|帮我|麻烦|看一?[看下]?|打开|读取?|根据|用到?|数据|表格?|文件|在|见|来自|来源|里面?|中|的|是|这个?|一下|出|把|从|给我?|我|想知道|想要?|对|来|分析|统计"


def asked_apart(text, table):
    """([what is asked, whether in the sentence of the one before], the decimals wished)."""
    name = os.path.basename(table.path)
    text, digits = without_rounding(text.replace(table.path, " ").replace(name, " "))
    text = re.sub(r"[,，;；]\s*(?=(?:另外|此外|除此之外))", "。", text)
    asks, lead, common = [], "", ""
    for sentence in _parts(text, _ENDS):
        parts = [part for part in _parts(sentence, _COMMAS) if re.sub(_LIGHT, "", part)]
        alone = not any(re.search(_ASKS, part) for part in parts) and any(map(_figured, parts))
        first = len(asks)
        for part in [sentence] if alone else parts:
            said = re.search(_ASKS, part) and not (asks and re.match(_MORE, part))
            if asks and re.match(_APART_BY, part):
                asks[-1][0] = re.sub(r"[?？。,，]?\s*$", "，", asks[-1][0]) + part
            elif asks and not (said or alone) and (_drawn(part) or _manner(part)):
                left_out = re.search(_LEFT_OUT, part)
                common += part if left_out else ""
                asks[-1][0] += "" if left_out else f"，{part}"
            elif said or alone or _ordered(part):
                asks.append([lead + part, len(asks) > first])
                lead = ""
            elif len(asks) > first:
                asks[-1][0] += f"，{part}"
            else:
                lead += part
    if lead and asks:
        asks[-1][0] += f"，{lead}"
    asks = [(re.sub(_ALSO, r"\g<lead>", ask), same) for ask, same in asks]
    return [(f"{ask}，{common}" if common else ask, same) for ask, same in asks], digits


def both_ends(text):
    """ "热量最高和最低的各三道菜", "取消率和退款率各是多少": two lists, two rates."""
    text = re.sub(_RATES, r"\g<a>\g<t>？\g<b>\g<t>", text)
    return re.sub(
        r"(?P<of>[^,，。;；?？和]+?)最(?P<a>[高低大小多少长短贵])的?(?:[和与及、])最(?P<b>[高低大小多少长短]|便宜)的?各(?:自)?(?:前)?(?P<n>[\d一二两三四五六七八九十]+\s*[\u4e00-\u9fff]{1,4})",
        r"\g<of>最\g<a>的\g<n>有哪些？\g<of>最\g<b>的\g<n>有哪些？",
        text,
    )


def in_full(asks):
    """The questions with what they leave out: the condition of the first, its correlation."""
    subject = re.match(_SUBJECT, asks[0][0]) if asks else None
    full = list(asks[:1])
    for ask, same in asks[1:]:
        bare = re.match(_BARE, ask)
        if bare and subject and full[-1][0].startswith(subject[0]) and len(full) > 1:
            full[-1] = (f"{full[-1][0]}{ask}", full[-1][1])
        elif bare and subject:
            full.append((f"{subject[0]}{ask.strip()}", same))
        elif re.search("相关", full[-1][0]) and re.search(_PAIR, ask):
            full.append((re.sub(r"的?\W*$", "的相关系数", ask), same))
        else:
            full.append((ask, same))
    return full


def _manner(part):
    return re.search(_MANNER, part)


def _figured(part):
    """Whether it orders a figure or a list, and does not only say how it is to look."""
    return re.search(f"{_FIGURES}|{_LISTS}", part) and not _manner(part) and not _drawn(part)


def _drawn(part):
    """ "再画一张柱状图": of what was asked before."""
    return re.fullmatch(
        r"(?:请|再|并|然后|顺便|最后)*(?:帮我)?(?:画|做|出|生成|绘制|配|附)[^,，。]{0,10}图[^,，。]{0,12}[。,，]?",
        part.strip(),
    )


def _ordered(part):
    """Whether it orders a figure of its own without a word of questions."""
    onward = r"\s*(?:并|再|且|然后)?(?:请)?(?:按|以|用|把)[^,，]*(?:分|排|列|给|算|看|统计)[^,，]*$"
    return re.search(_FIGURES, part) and re.search(_LISTS, part) and not re.match(onward, part)


def _parts(text, stops):
    """The clauses of a text; what is quoted or in brackets is never cut."""
    held = []

    def keep(match):
        held.append(match.group())
        return f"\x00{len(held) - 1}\x01"

    cut = re.split(stops, re.sub(_QUOTED, keep, text))
    return [re.sub(r"\x00(\d+)\x01", lambda m: held[int(m[1])], part) for part in cut]


# "超过10公里的有哪些？有多少次，占百分之几？": of those.
_SUBJECT = r".+?\d.*?的(?=(?:一共|总共|都|分别)*(?:[有是](?:哪[些几]|多少|几)))"
_BARE = r"\s*(?:那么?|一共|总共|又|都|它们)*(?:有?(?:多少|几)[次个条人单笔名位天件家户行]|占)"
_PAIR = r"[\u4e00-\u9fff]{2,8}[和与跟][\u4e00-\u9fff]{2,8}(?:之间)?的?(?:呢|也看看|如何)?\W*$"

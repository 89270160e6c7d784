"""A task into the pieces it is said in: "抓取…，保存成 CSV，然后画图" is three."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from aios.agents.belonging import (
    ASKS_ENOUGH,
    CHANGES_IT,
    DOES_IT,
    OF_THAT,
    RELATIVE,
    tells_of_unsteady,
)
from aios.agents.deeds import EN_DEEDS, WHY, ZH_DEEDS, deed
from aios.agents.guards import says_what_stays
from aios.agents.keeping import FORMATS, kept_as, plainly
from aios.agents.logged import asks_when
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.record import Record

_ZH_VERB = (
    "抓取|爬取|爬|抓|下载|保存|另存|存成|存为|存到|导出|输出|画|绘制|绘|作图|生成|统计|分析|计算|算|列出|列|找出|找|查看"
    "|查询|查找|查|检查|监控|搜索|搜|转换|转成|转为|转|写|读取|读|打开|加载|总结|汇总|概括|比较|对比|排序|显示|展示|给出"
    r"|告诉|做成|制作|做|提取|获取|筛选|过滤|只要|只保留|只留|保留(?![零一二两三四五六\d]\s?位)|只看|合并|运行|执行|测试|修复|审查|翻译|数一下|数出|用(?!\s?(?:[KMGT]i?B|百分|毫秒))|把|将|对|看"
    "|压缩(?!包)|打包|解压|放[到在进入]|[与跟和](?:现在|当前|目前)|按[^，,。；;]{1,12}?(?:统计|汇总|排序|分组|画)"
)
_EN_VERB = (
    "scrape|crawl|fetch|get|grab|download|save|store|export|write|plot|draw|chart|graph|visuali[sz]e|make"
    "|create|generate|build|compute|calculate|count|sum|total|average|list|find|show|display|print|tell"
    "|give|check|monitor|search|convert|turn|read|open|load|summari[sz]e|compare|sort|rank|extract|filter|keep|only"
    "|merge|run|execute|test|fix|review|analy[sz]e|report|translate|hash|explain|put|compress|unzip|unpack"
    r"|(?:zip|pack|archive|gzip)(?=\s+(?:it|them|up|all|the|that|those|everything)\b)"
)
_PLEASE = "(?:请|再|并|帮我|给我|也|都|还|顺便){0,6}"
# A file may be called so: "archive a.ini, deploy.yml and 统计.csv".
_NO_FILE = r"(?![\w-]{0,60}\.[A-Za-z])"
_VERB = (
    rf"(?={_PLEASE}(?:{_ZH_VERB}|{ZH_DEEDS})(?!\.[A-Za-z])"
    rf"|(?:please\s+|also\s+|now\s+|(?:can|could|would|will)\s+you\s+){{0,6}}(?:{_EN_VERB}|{EN_DEEDS})\b{_NO_FILE})"
)
# Repeats are bounded, so that a long run of stops or blanks takes no longer than other text.
_BEGINS = Pattern(rf"\s*{_VERB}", re.IGNORECASE)
_STOP = r"[\s，,；;。.！!、]{0,8}+"
_JOINT = Pattern(
    # said outright: then, next, finally
    rf"{_STOP}(?:然后(?!它?就?(?:会|都)?(?:崩|报错|卡|死|闪退|退出|停|挂|出错|没反应|不动))再?|接着再?|接下来(?![的\s]*[\d零一二两三四五六七八九十百几半]+\s*(?:秒|分|个?小时|天|次))|随后|紧接着|(?:(?<=[\s，,；;。.！!、])最后再?|(?<![里中内上面])最后再?(?=再|{_PLEASE}(?:{_ZH_VERB}|{ZH_DEEDS})))(?![\s的]*[\d一二两三四五六七八九十百几]+\s*[行个條条句段页篇字次])|之后再)[，,：:\s]*"
    r"|[\s,;.]{0,8}+\b(?:and\s+)?(?:then|after that|afterwards|finally)\b"
    r"(?!\W*$|\s+(?:it\s+|just\s+)*(?:crash|di|stop|hang|freez|fail|exit|quit|throw|rais|break|complain|dump|abort|blow|end|clos)e?s\b)[,:\s]*"
    r"|\s{0,8}+[;.]\s+next\b[,:\s]*"
    # numbered: 1. 2) 第一步 ①
    r"|(?:(?:^|[\s；;。:：])\s{0,8})(?:\d{1,2}(?:[.)）]\s+|[、）]\s*)|[(（]\d{1,2}[)）]\s*|[①-⑨]\s*|第[一二三四五六七八九]步[，,：:]?\s*)(?=\D)"
    # a clause that begins with what to do
    rf"|[，,；;。！!？?、\n]\s{{0,40}}+(?:and\s+)?{_VERB}"
    rf"|\.\s+{_VERB}"
    r"|(?<=[缩包压成好完])(?:之?后|完)再?(?=[放存移挪][到在进])"
    rf"|\s{{0,8}}(?:并且|同时|并|再)(?!发|列|行|排|次)\s{{0,8}}(?={_PLEASE}(?:{_ZH_VERB}|{ZH_DEEDS}))"
    rf"|\s{{1,8}}and\s+{_VERB}"
    r"|\s{1,8}and\s+(?=how\s+(?:busy|full|much|many|long|big)\b(?!.{1,40}\b(?:each|(?:in|on|at|of|during)\s+(?:that|those)|(?:did|does|has|had)\s+(?:it|he|she)|(?:more|less|fewer|higher|lower|better|longer)\s.{0,30}than)\b)|whether\b|what(?:'s|\s+is)\b)",
    re.IGNORECASE,
)
_COMMA = Pattern(r"[，,；;？?]|\s+and\s+(?=(?:which|what|who|how)\b)", re.IGNORECASE)
_OR_IS = Pattern(r"[?？]|\s+and\s+(?=(?:is|are|does|do|has|have)\s)", re.IGNORECASE)
_WHETHER = Pattern(
    r"(?:and\s+)?(?:is|are|does|do|has|have)\s+(?!(?:it|they|this|that|these|those|there)\b).+"
    r"|(?![它这那]).+[吗么]|(?![它这那])[\w\s]{2,}?([\u4e00-\u9fff])不\1.{0,3}",
    re.IGNORECASE,
)
# Beside a question for a fact one for yes or no: "how long has it been up, and is there enough
# memory", "开机多久了？温度高不高".
_OF_BOTH = Pattern(
    r"[；;？?]\s*(?:and\s+)?|，\s*|,\s*(?=[\u4e00-\u9fff])"
    r"|(?:,\s*(?:and\s+)?|\s+and\s+)(?=(?:is|are|does|do|has|have|which|what|who|how)\s)",
    re.IGNORECASE,
)
_THERE_IS = Pattern(
    r"(?:and\s+)?(?:is|are)\s+there\s+(?!(?:any|one|more|some)\W*$)\w.*", re.IGNORECASE
)
_ASKING = Pattern(
    r"哪[一二两三四五六七八九十几\d]*[个些里种家位天月年]|多[少久长大高远快]|几[个条次天点]|何时|谁|如何|怎么?样|什么|吗\s*$|\b(?:which|what|who|how|when|where)\b",
    re.IGNORECASE,
)
# What a question may have beside its word without saying what it is about.
_ABOUT = Pattern(
    r"哪[个些里种家位天月年]|多[少久长大高远快]|几[个条次天点]|何时|谁|如何|怎么?样|什么|分别|各自?|都|是|有|为|的|最|呢|吗|占比?|比例"
    r"|那[一个]*(?:小时|[天日周月年家个种]|时候)|当时|其中"
    r"|\b(?:should\s+(?:it|that|this|they)\s+\w+|(?:in|for|of)\s+each|(?:(?:in|on|at|for|of|during)\s+)?th(?:at|ose)\s+\w+|there|which|what|whats|who|how|when|where|much|many|is|are|was|were|the|of|it|that|they|does|did|do"
    r"|one|each|most|least|and|they|them|those|this|all|together|altogether|total|in|to|(?:add|adds|adding)\s+up|come|comes|amounts?|ends?|end\s+up)\b",
    re.IGNORECASE,
)
_OPENING = Pattern(
    r"^\s*(?:(?:你好|您好|嗨|hi|hello|hey)(?:\s+there)?[，,!！.。~]\s*(?=\S+\s\S|[\u4e00-\u9fff]))?(?:(?:首先|先|第一步|first)[，,：:\s]*)?",
    re.IGNORECASE,
)
_PROTECTED = Pattern(
    r"```.*?```"
    # pasted code of several lines, to the end of the text
    r"|(?:(?<=\n)|(?<=[:：])\s{0,3})(?:(?:async\s+)?def\s+\w+\s*\(|class\s+\w+|for\s[^\n]+\sin\s[^\n]+:|while\s[^\n]+:|import\s+\w+"
    r"|from\s+[\w.]+\s+import\b|@\w+|[A-Za-z_]\w*\s*=[^=\n]|print\()[^\n]*\n.*"
    r"|“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’|\"[^\"\n]*\"|`[^`\n]*`|(?<![A-Za-z0-9])'[^'\n]*'(?![A-Za-z0-9])"
    r"|\([^()]*\)|（[^（）]*）|(?<![\w./\\-])~?[\w.-]*+[/\\](?:[\w./\\-]*[\w/\\-])?|[\w-]{1,80}\.[A-Za-z]{1,5}\b",
    re.DOTALL,
)
_SAVE = Pattern(
    r"^(?:请|再|并|把|将)*(?:它们?|其|结果|数据|内容|这些|标题|链接|表格|全部|都)*(?:的结果)?\s*"
    r"(?:保存|另存|存储|存|导出|输出|写)(?:成|为|到|在|至|入|进|一个|下来|\s)*(?:本地)?(?:的)?\s*(?P<zh>\S.*?)?(?:格式|文件|表格|里|中)*[。.]?$"
    r"|^(?:please\s+)?(?:save|store|export|write|output|dump)\s+(?:(?:it|them|this|that|(?:the|these)\s+\w+|everything"
    r"|results?)\s+)?(?:all\s+)?(?:(?:out\s+)?(?:as|to|into|in)\s+)?(?:an?\s+|the\s+)?(?P<en>\S+?)(?:\s+(?:file|format))?[.]?$",
    re.IGNORECASE,
)
_OPENS_ONLY = Pattern(
    r"^(?:请|先|帮我|please\s)*(?:阅读|读取|打开|加载|载入|读入|读|访问|浏览|查阅|检查|核对|对照|比对|参照|看一?下|看看|看|read|open|load|visit|browse|go\s+(?:to|through|over)|(?:have|take)\s+a\s+look\s+(?:at|into)|look\s+(?:at|into|through)|check|inspect|take|use|using|用|使用|利用|结合|综合|根据|基于|给定|有)\s*(?:the\s+)?(?:file\s+|文件\s*)?(?P<rest>.*?)(?:\s*文件|\s+file)?$",
    re.IGNORECASE,
)
# What an address may be called beside it: "the feed https://…", "https://… 这个网页".
_A_PAGE = Pattern(
    r"(?:(?:the|this|that|my)?\s*(?:(?:rss|atom|web)?\s*(?:feed|page|site|website|url|address)"
    r"|web ?page|link|sitemap|article|post|blog|list|table)s?(?:\s+(?:at|on|of|from|here))?)?"
    r"|(?:这个|该|这|网址|地址)?\s*(?:的|这个)?\s*(?:rss|atom)?\s*"
    r"(?:网页|页面|网站|网址|链接|订阅源?|网站地图|文章|列表|表格)?",
    re.IGNORECASE,
)
_NAME = Pattern(r"[^\s，,]*\.[A-Za-z]\w{0,7}")
_AND = Pattern(r"\s*(?:,\s*and\b|[,，、&]|\band\b|和|与|跟)\s*")
_SAYS_WHERE = Pattern(
    r"(?:in|inside|within|under|from|for|using|with|at)\s+(?:(?:the|my|this|these|folder|directory"
    r"|files?|table|page)\s+){0,3}\S{1,200}"
    r"|(?:在|对|对于|针对|从|关于)\s*\S{1,200}\s*(?:目录|文件夹|文件|表格|表)?\s*(?:里面|里|中|下|内)"
    # "结合 物料.csv 的单价", "using the prices in stock.csv"
    r"|(?:结合|根据|利用|基于|按照?|参[照考]|用)\s*[\w./-]{1,60}\.[A-Za-z]\w{1,6}\s*(?:里面?|中)?的[\u4e00-\u9fff]{1,6}"
    r"|(?:using|with|by|based\s+on)\s+(?:the\s+)?(?:\w+\s+){1,3}(?:in|from|of)\s+[\w./-]{1,60}\.[A-Za-z]\w{1,6}",
    re.IGNORECASE,
)
# "I have a.csv and b.csv, they share id": what there is, for what is asked next.
_STATES = Pattern(
    r"(?:(?:i|we)(?:['’]ve)?\s+(?:have|got)|(?:there|here)(?:['’]s|\s+(?:is|are)))\s"
    r"|(?:我|我们)?(?:这里|手头|手上|现在|这)?(?:里)?有(?!没有|多少|几|哪)",
    re.IGNORECASE,
)
# "orders.csv has the codes and the amounts, prices.xlsx the prices": what is in a file.
_TELLS_OF = Pattern(
    r"[^?？几谁吗]{0,80}\w\.[A-Za-z]\w{1,6}\b(?:\s+(?:only|just|also))?\s*"
    r"(?:\s(?:is|are|was|holds?|has|have|contains?|lists?|records?|shows?|keeps?)\s"
    r"|(?:里面?|中)?(?:就|都|只|仅|也)*(?:是|有|存着?|记(?:着|录)了?|写着))[^?？几谁吗]*"
    r"|[^?？几谁吗]*(?:在|见)\s*[\w-]{1,60}\.[A-Za-z]\w{1,6}\s*(?:里面?|中)?[。.]?"
    r"|(?![^?？]*\b(?:want|need|would|must|should|please)\b)(?:i(?:'m|'ve)?|we|he|she|they|my|our|his|her|their|the|this|there)\s"
    r"[^?？]{0,60}?(?:(?:s|have|found|put|keep|post|run)\s[^?？]{0,60}?(?:on|at|under)|found|visit|use)\s+[\w-]{1,60}\.[A-Za-z]\w{1,6}[.]?",
    re.IGNORECASE,
)
# "rates.csv has what an hour costs", "工时.csv 记的是谁干了几个小时".
_HOLDS = Pattern(
    r"(?:(?:and|the|my|our|file)\s+){0,3}[\w\u4e00-\u9fff./-]{1,60}\.[A-Za-z]\w{1,6}\b\s*"
    r"(?:(?:only|just|also)\s+)?(?:(?:is|are|was|holds?|has|have|contains?|lists?|records?|shows?|keeps?|says|tells|gives)"
    r"\s+(?:us\s+)?(?:what|who|whom|which|how|when|where|whose)\b(?!\s+(?:is|are|was|were|do|does|did)\s)"
    r"|(?:这个?表|文件|里面?|中)?(?:主要|就|都|只|也)*(?:记|写|存|列|放|登)(?:的是|着|录了?|载了?|了)"
    r"|(?:就|都|只|也)*是(?=每|各|我|他|她|店|公司|一[个人天]))",
    re.IGNORECASE,
)
# "notes is where I keep my notes", "收件箱 里东西太多了": what a text may begin with.
_SOME = r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|some|several|a\s+few"
_FRAMES = Pattern(
    rf"there(?:['’]s|\s+(?:is|are))\s+(?:an?|{_SOME})\s[^?？]*|"
    r"(?:(?:the|my|this)\s+(?:folder|directory)\s+)?[\w\u4e00-\u9fff/-]{1,40}(?:\s+(?:folder|directory))?\s+"
    rf"(?:(?:is|holds?|contains?|has)\s+(?:an?|the|my|our|all|every|where|{_SOME})|(?:is|has\s+become|got)\s+(?:too|very|quite|such))\s[^?？]*"
    r"|[\w\u4e00-\u9fff/-]{1,30}\s*(?:这个|那个)?(?:文件夹|目录|项目)?(?:里面?|中|下面?)?的?(?:东西|文件|照片|内容|资料)?"
    r"(?:就|都|全|只|也|已经|越来越)*(?:太|很|多|乱|是|放|存|装|堆|有(?=\s*(?:\d|[一两二三四五六七八九十]\s*[个份张段些条]|好?些|若干)))[^?？几谁吗哪]*",
    re.IGNORECASE,
)
_SOME_PAGE = "page.html"  # stands for an address where it is told what there is
_NAMED = Pattern(r"\w\.[A-Za-z]\w{1,6}\b")
# "Make a folder called old and move the logs there": what is put there says what it is for.
_MAKES_A_FOLDER = Pattern(
    r"(?:新建|创建|建立?|新增)[^，,。;；]{0,40}(?:文件夹|目录)"
    r"|\b(?:make|create|add)\b.{0,40}\b(?:folders?|director(?:y|ies)|dirs?)\b|\bmkdir\b",
    re.IGNORECASE,
)
_PUTS_INTO_IT = Pattern(
    r"(?:移动?|挪|搬|放|复制|拷贝?|丢|存)(?:到|进|入)*(?:去|来|里面?去?|其中|那里|那边|它里面|(?:这|那|该)个?(?:新)?(?:文件夹|目录))"
    r"|^(?:都|全部?|统一|把?它们)*(?:放|建|存)(?:在|到|进)[^，,。;；]{1,40}[。.]?$"
    r"|^(?:please\s+)?(?:put|place)\s+(?:them|these|those|all(?:\s+of\s+them)?)\s+(?:in|into|inside|under)\s+(?:the\s+|my\s+)?[\w./-]+(?:\s+(?:folder|directory))?\s*[.!]?$"
    r"|\b(?:move|copy|put|place|store)\b.{1,120}?(?:\bthere\b|\bin(?:to|side)?\s+(?:it|there|that|the\s+new)\b|\binside\b)",
    re.IGNORECASE,
)
_BARE = Pattern(r"(?:please\s+|pls\s+)?[a-z-]{3,}|[\u4e00-\u9fff]{2,3}", re.IGNORECASE)
_MOST_PIECES, _LONGEST_CLAUSE = 30, 500


@dataclass(frozen=True, kw_only=True, eq=True)
class Piece(Record):
    """A stretch of the task's text; `start` and `end` are offsets in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, eq=True)
class Wish(Record):
    """A piece that only wants what came before kept: the format, and a name if one is given.

    With a `folder` of the user's it is to be put there, in whatever format it is.
    """

    suffix: str
    name: str = ""
    folder: str = ""


def split(text: str) -> tuple[Piece, ...]:
    """The pieces the text may fall into, in order; what joins them is between them.

    Only where something is joined outright ("然后", "then", numbered) or a clause begins with an
    imperative verb; never inside quotations, brackets, paths and addresses, never lists of nouns.
    A text of more pieces than anybody asks for in one breath holds pasted matter: it is one piece.
    """
    shut = _merged([*(m.span() for m in _PROTECTED.finditer(text)), *mentions.url_spans(text)])
    ends = [end for _, end in shut]
    pieces: list[Piece] = []
    at = opening.end() if (opening := _OPENING.match(text)) else 0
    for joint in _JOINT.finditer(text):
        next_shut = bisect_right(ends, joint.start())
        within = next_shut < len(shut) and shut[next_shut][0] < joint.end()
        if joint.start() < at or within:
            continue
        pieces += _piece(text, at, joint.start())
        at = joint.end()
    if asks_when(text) or len(pieces) > _MOST_PIECES:
        return tuple(_piece(text, 0, len(text)))
    pieces += _piece(text, at, len(text))
    pieces = _together(text, pieces)
    return tuple(one for piece in pieces for one in _questions(text, piece, shut))


def _together(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, where a folder is made as one with what is put into it, and a verb without its
    object as one with the next: "prettify and sort the keys of a.json", "any odd? Check a.csv"."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1].text if found else ""
        puts = _PUTS_INTO_IT.search(piece.text) and _MAKES_A_FOLDER.search(before)
        bids = DOES_IT.fullmatch(piece.text.strip(" .。!！")) or CHANGES_IT.match(piece.text)
        does = bool(bids) and _only_tells(before)
        opens = only_opens(piece.text.rstrip(".!！ ")) and not _NAMED.search(before)
        on_it = (opens and piece is pieces[-1]) or says_what_stays(piece.text)
        bare = _BARE.fullmatch(before) and _NAMED.search(piece.text)
        if puts or does or (before and on_it) or bare:
            found[-1] = join(text, found[-1], piece)
        else:
            found.append(piece)
    return found


def _only_tells(clause: str) -> bool:
    """True for a clause that neither asks nor bids: "the folder tmp is of no use any more"."""
    told = clause.strip() and not _ASKING.search(RELATIVE.sub(" ", clause))
    return bool(told) and not (begins_with_verb(clause) or deed(clause))


def begins_with_verb(text: str) -> bool:
    """True for a text that begins with what to do: "写一首诗", "please sing"."""
    return bool(_BEGINS.match(text))


def asks(piece: str) -> bool:
    """True for a question that says by itself what it is about: "状态码分布如何".

    "orders.csv has what people bought" asks for nothing.
    """
    if _HOLDS.match(piece.strip()) or OF_THAT.search(piece):
        return False
    rest = _ABOUT.sub(" ", piece)
    content = len(re.findall(r"[\u4e00-\u9fff]", rest)) / 2 + len(re.findall(r"[A-Za-z]{2,}", rest))
    return bool(_ASKING.search(piece)) and (content >= 2 or bool(ASKS_ENOUGH.search(piece)))


def _questions(text: str, piece: Piece, shut: list[tuple[int, int]]) -> list[Piece]:
    """The questions of a piece that is nothing but several, joined by commas or "and"."""
    joints = [(_COMMA, asks), (_OR_IS, _asks_whether)]
    if not _NAMED.search(piece.text):  # of one file both may be one question
        joints.append((_OF_BOTH, _asks_either))
    for joint, alike in joints:
        parts = _parted(text, piece, shut, joint)
        if len(parts) > 1 and all(alike(p.text) and not says_what_stays(p.text) for p in parts):
            return parts
    return [piece]


def _asks_either(piece: str) -> bool:
    """True for a question for a fact, or for yes or no, that says what it is about."""
    return asks(piece) or _asks_whether(piece) or bool(_THERE_IS.fullmatch(piece.strip()))


def _asks_whether(piece: str) -> bool:
    """True for "is nginx running": of what is named, not of "it"."""
    return bool(_WHETHER.fullmatch(piece.strip()))


def _parted(text: str, piece: Piece, shut: list[tuple[int, int]], joint: Pattern) -> list[Piece]:
    at = piece.start
    ends = [(at + m.start(), at + m.end()) for m in joint.finditer(piece.text)]
    ends = [(a, b) for a, b in ends if not any(start < b and a < end for start, end in shut)]
    starts = [piece.start, *(b for _, b in ends)]
    return [
        one
        for start, end in zip(starts, [*(a for a, _ in ends), piece.end], strict=True)
        for one in _piece(text, start, end)
    ]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def join(text: str, first: Piece, last: Piece) -> Piece:
    """Two neighbouring pieces as one, with what joined them."""
    return Piece(text=text[first.start : last.end], start=first.start, end=last.end)


def wish(piece: str) -> Wish | None:
    """What a piece like "保存成 CSV" or "save it as out.json" wants kept; None for any other."""
    if len(piece) > _LONGEST_CLAUSE:
        return None
    match = _SAVE.match(piece.strip()) or _SAVE.match(plainly(piece))
    if not match:
        kept = kept_as(piece)
        return Wish(suffix=kept) if kept else None
    told = (match["zh"] or match["en"] or "").strip(" .。\"'“”")
    bare = told if re.fullmatch(r"[\w-]+\.(?:csv|tsv|xlsx|jsonl?|parquet)", told) else None
    name, wanted = mentions.output_name(piece) or bare, told.lower()  # "write clean.csv"
    if name and wanted.endswith(name.lower()[-len(wanted) :]):
        suffix = FORMATS.get(name.rpartition(".")[2].lower())
        return Wish(suffix=suffix, name=re.split(r"[/\\]", name)[-1]) if suffix else None
    suffix = FORMATS.get(wanted) or kept_as(piece)
    return Wish(suffix=suffix) if suffix else None


def saves(piece: str) -> bool:
    """True for a piece that only wants what came before kept, in whatever format."""
    return len(piece) <= _LONGEST_CLAUSE and bool(_SAVE.match(piece.strip()))


def only_opens(piece: str) -> bool:
    """True for "读取 sales.csv", "in the folder notes/": it says on what, and asks for nothing."""
    if _SAYS_WHERE.fullmatch(piece.strip()):
        return True
    if _states(piece.strip()):
        return True
    order = _last_order(piece.strip())
    match = _OPENS_ONLY.match(order) if len(piece) <= _LONGEST_CLAUSE else None
    rest = match["rest"].strip() if match else ""
    if mentions.urls(rest) and _A_PAGE.fullmatch(mentions.blank_urls(rest).strip(" \"'“”<>")):
        return True
    names = _AND.sub("\n", rest).split("\n") if match else ()
    return bool(names) and all(_NAME.fullmatch(name.strip("\"'“”")) for name in names)


def _last_order(piece: str) -> str:
    """The last sentence, where those before it only tell: "We were attacked. Open a.log"."""
    told, _, last = piece.rpartition(". ")
    asked = _ASKING.search(told) or begins_with_verb(told) or deed(told) or _NAMED.search(told)
    return piece if asked else last


def frames(text: str, piece: Piece) -> bool:
    """True for a first clause that only tells what there is, or why something is asked next."""
    why = WHY.match(text)
    if why and piece.end <= why.end():
        return True
    told = piece.text.strip()
    if len(told) > _LONGEST_CLAUSE or _ASKING.search(told.replace(" is where ", " is ")):
        return False
    return bool(_FRAMES.fullmatch(told)) and not (begins_with_verb(told) or deed(told))


def _states(piece: str) -> bool:
    """True for "I have a.csv", "a.csv lists the rooms", "https://… is our shop": what there is, and
    nothing asked of it."""
    for start, end in reversed(mentions.url_spans(piece)):
        piece = f"{piece[:start]}{_SOME_PAGE}{piece[end:]}"
    if len(piece) > _LONGEST_CLAUSE or begins_with_verb(piece):
        return False
    if _ASKING.search(RELATIVE.sub(" ", piece)):
        return False
    if _SOME_PAGE in piece and tells_of_unsteady(piece):
        return True
    return bool(_TELLS_OF.fullmatch(piece) or (_STATES.match(piece) and _NAMED.search(piece)))


def _piece(text: str, start: int, end: int) -> list[Piece]:
    start = end - len(text[start:end].lstrip(edges := " \t\n\r\f\v\u3000\xa0，,；;。"))
    end = start + len(text[start:end].rstrip(edges))
    return [Piece(text=text[start:end], start=start, end=end)] if end > start else []

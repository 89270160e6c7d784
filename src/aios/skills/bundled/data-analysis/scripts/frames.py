"""What is told around a question: what a file is, what it is wanted for, how the answer is to look."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from lookup import FILE

_NAMED = rf"(?:[\"'`“「]?(?:{FILE}|THESE|[\w./~-]{{1,120}}\.(?:csv|tsv|txt|jsonl?|ndjson|log|dat|xlsx?|xlsm|parquet|gz))[\"'`”」]?)"
_NAMES = (
    rf"{_NAMED}(?:\s*(?:,|，|、|and|to|through|thru|till|until|和|与|及|到|至|~|-)+\s*{_NAMED})*"
)
_ORDERS = (
    r"[?？]|吗|\b(?:please|tell|show me|give me|find|count|calculate|compute|work out|sort|rank|plot|draw|chart|list me|can you|could you|would you|i(?:'d| would) like|i (?:need|want) (?:to know|the|a|you)|help me)\b"
    r"|帮我|帮忙|请|给我|告诉|算[一算出下]|求出|统计一?下|列出|找出|画|排[序名个]|导出|保存|存成|看看|看一?下|想知道|想看|要[知看一]"
)
# The words of a question or an order: a clause with one of them is no mere description.
_ASKS = rf"{_ORDERS}|\b(?:how|which|what|who|whose|whom|when|where|why|whether)\b|哪|多[少大久长高远重快]|几(?!乎|年来)|什么|谁|是否|有没有|如何|怎"
_MEASURES = r"\b(?:total|sum|average|mean|median|most|least|top|\w+est|per|by)\b|[每各按最总共]|平均|合计|中位|分位|众数|方差|标准差|相关|占|\bp\d\d"
_PERSON = r"(?:boss|accountant|manager|wife|husband|teacher|professor|tutor|landlord|landlady|client|coach|director|principal|head ?(?:teacher|master|mistress)|treasurer|board|team ?lead|supervisor|colleagues?|partner|ceo|cfo|coo|cto|bookkeeper|committee|owner|auditors?|tax (?:advisor|adviser|office)|chef|editor|sister|brother|mum|mom|dad|friend|doctor|investors?|bank|landlords?|hr(?: department)?)"
# "I run a small bakery and", "we're hunting for a flat,": who asks, before what is asked.
_SPEAKER = r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there| all| everyone)?[!,. ]+)?(?:i|we)(?:'m|'re| am| are| was| were)?(?: (?!need|want|would|have to know|wonder|like to)[\w'-]+){1,9}?(?:\s+and|,(?:\s+and|\s+so)?|;|:)\s+"
_LEAD = (
    rf"(?:{_SPEAKER})?"
    r"(?:(?:so|ok|okay|well|hi|hello|and|but|now|btw|here|你好|您好|这个|这份|这张|我的|我们的?|附件里?的?|文件|表格?)[\s,，]*|(?:the|this|that|my|our|attached) (?:file |log |table |sheet |workbook |spreadsheet |export )?)*"
)
_IS = (
    r"(?:\s+(?:file|table|sheet|log|workbook|spreadsheet))?(?:\s+(?:here|below|attached|only|just|simply|also|all))*\s+"
    r"(?:is|are|was|were|holds?|has|have|had|contains?|lists?|records?|shows?|keeps?|covers?|com(?:es|ing) from|came from|tells?|stores?|gives?|tracks?|logs?|says|describes|includes?|maps?|knows|names|goes|collects?|counts?)\b(?!\s+(?:there|it|the (?:average|total|sum))\b)"
)
_IS_ZH = r"\s*(?:这个?|那个?)?(?:文件|表格?|日志|里面|里头|里边|里|中|上|内)*\s*(?:就|都|只|仅|也|主要|分别)*(?:是|有|存(?:着|放|了)?|放(?:着|了)?|记(?:着|录|载)?了?|写(?:着|了)|包[含括]|保存了?|列(?:着|了|出了)|装着?)(?!不是|没有)"
_HAVE = r"(?:(?:i|we)(?:'ve| have)?(?: just| also)? (?:have|got|keep|kept|exported|downloaded|collected|recorded|logged|put|saved|wrote|entered|made|inherited|received|pulled|dumped|found|scraped|took)|there (?:is|are)|here (?:is|are)|here's|there's|(?:this|it) is|attached (?:is|are)|(?:my|our|the) [\w' -]{2,40}? (?:(?:is|are|lives?|sits?|lie)(?: kept| stored| saved)? in|(?:keeps?|stores?|records?|tracks?|logs?|writes? down)))\b"
_HAVE_ZH = r"(?:我们?|这里?|这边|手[上头里]|店里|公司|班[上里]|学校|小区)[^,，。;；?？]{0,24}(?:有|是|把|将|记录?|存|放|导出|整理)"
# What somebody recorded may be told in words of questions: "it says who drove when".
_TELLS = r"(?:\s+(?:(?:is|are|was|were) (?:what|where|how|who|when|why)|(?:lists?|records?|shows?|says?|knows|tells?|tracks?|logs?|keeps?|has|have|holds?|contains?|got) (?:what|who|whose|when|where|how|which|whether|(?:in|to|from|at|on|by) (?:which|what|whom)))\b|\s*(?:里面|里|中|上)?(?:(?:记|写|存|列)(?:着|录|载)?(?:了|的是)?|(?:就|都|只)?是(?=每|各|一[个人天]|我|他|她|店|公司)))"
_REST = r"[^?？]*"
_CLAUSE = r"[^,，;；?？。]*"
_NAME_LAST = rf"{_CLAUSE}(?:在|见|来自|放在|存在|记在|写在)\s*{_NAMED}\s*(?:里面?|中|上|这张表)?"
# "…就是实发，部门信息在 员工.xlsx 里。": where the rest lies, after what is told
_LIES_IN = rf"[,，;；]\s*[^,，。;；:：?？哪几多谁最每各按]{{2,12}}在\s*{_NAMED}\s*(?:里面?|中)\s*(?P<end>[。；;])"
_DESCRIBES = (
    rf"{_LEAD}{_NAMES}{_IS}",
    rf"{_LEAD}{_NAMES}{_IS_ZH}",
    rf"{_LEAD}{_HAVE}(?=.*{_NAMED})",
    rf"{_LEAD}{_HAVE_ZH}(?=.*{_NAMED})",
)
# "I have a file stock.csv which is what we keep here.": a sentence of its own that only tells.
_DECLARED = rf"(?:{_LEAD}|{_HAVE}[^?.!]{{0,40}}?)(?:an? |the |my |our |this )?(?:\w+ ){{0,3}}?{_NAMED}[\s,]*(?:file )?(?:,? ?(?:which|that|where|with|called|from))\b[^?]*[.!]$"
_TELLS_TO = (
    r"(?:^|[.!?;,]\s)\s*(?:list|show|display|find|get|print|select|filter|pull|extract|name)\s+\w"
)
_SENTENCES = r"(?<=[!?。！？\n])\s*|(?<=[.;；])\s+|(?<=；)"
# "…, because the landlord asks": why it is wanted, by itself or after the question.
_WHY = (
    rf"^\s*(?:i|we)(?:'m|'re|'ve)? [^?.:]{{5,80}}:\s*(?=(?:what|which|who|whose|how|when|where|is|are|do|does|did|please|show|list|give|tell)\b)|"
    rf"^\s*{_SPEAKER}(?=(?:i |we |i'd |we'd )?(?:need|want|would|have to know|must know|wonder|am wondering|like to know)\b)"
    rf"|^\s*(?:this is )?for (?:the|our|my|a|an|this|next|tomorrow's|tonight's) (?:[\w'-]+ ){{0,3}}?(?:newsletter|report|meeting|presentation|review|newspaper|website|blog|poster|tax return|audit|speech|slides?|article|homework|assignment|essay|thesis|project|budget talks?|planning|noticeboard|parents' evening|{_PERSON})\s*[:,]\s*"
    rf"|(?:^|(?<=[.!?] ))(?:my|our|the) (?:new )?{_PERSON} (?:also )?(?:wants?|needs?|would like|is asking for|asks? for|asked (?:me |us )?for|keeps asking(?: me| us)?(?: for)?)(?: to (?:see|know|have|get))?\s+(?!me\b|us\b)"
    # "Someone may be hammering our server.", "我怀疑有人在撞库，": what is feared, before what is asked
    r"|(?:^|(?<=[.!?] ))[^.!?\n]{0,60}\b(?:may|might|could) be\b[^.!?\n]{0,80}[.!]\s(?=\S)|(?:^|(?<=[.!?] ))[^.!?\n]{0,40}\b(?:seems? to|i (?:think|suspect|fear|believe|worry)|(?:worried|afraid|concerned)|complain(?:ed|ing)? (?:that|about))\b[^.!?\n]{0,80}[.!]\s(?=\S)"
    r"|(?:^|(?<=[,，。;；!！]))(?:我们?)?(?:总)?(?:感觉|觉得|怀疑|担心|怕|好像|似乎|听说|据说)[^,，。;；?？哪多几最]{2,24}[,，。;；!！]"
    # "I own a café.", "We run a small hotel;": who asks, as a sentence of its own
    r"|^\s*(?:i|we|our [a-z]+|my [a-z]+)(?:'m|'re|'ve)? (?!(?:need|want|would|wish|like|call|count|mean|care|define|treat|consider|regard)\b)[a-z]+\b(?![^.?!;]*\b(?:total|average|how|which|what|need|want|only|except|ignor\w*|skip|exclud\w*|without|per|mean|means)\b)[^.?!;:\d]{2,70}[.!;]\s+(?=\S)"
    r"|,?\s+since (?:the |this |that |it |they |we |i |some |our )?(?:[a-z]+ )?(?:isn't|is|are|aren't|was|were|wasn't|doesn't|don't|didn't|has|have|haven't|hasn't|wants?|needs?|asks?|asked|told|says|said|can|can't|could|will|would|must|might|should)\b(?: \w+){0,6}(?=[.,;?!]|$)|"
    r"(?:^|(?<=[.!?,;] )|\s)(?:i|we) (?:need|want|have to have) (?:it|this|that|them) (?:for|because|by|so)\b[^?]*?(?:[.!]|$)"
    r"|(?:^|(?<=[.!?,;] ))(?:it|this|that)(?:'s| is| will be) (?:only |just )?(?:for|so that|because)\b[^?]*?(?:[.!]|$)"
    r"|^\s*(?:老师|各位|大家|同学们?|家人们|亲|你|您|早上|上午|下午|晚上)们?好(?:啊|呀)?[,，!！。~\s]+|^\s*在吗[,，?？\s]*"
    r"|(?:^|(?<=[,，。;；!！]))[^,，。;；:：?？哪多几]{0,10}(?:需?要|等着?用|急[用要需])(?:一?个|这个|一份|点)?(?:数字?|数据|结果|名单|清单|表)[:：,，]"
    r"|[,;]?\s+(?:because|so (?:that )?(?:i|we|he|she|they|my \w+|our \w+) (?:can|could|know|may|will)\b)[^?.,;]*"
    r"|(?:^|(?<=[.!?] ))(?:i'm|i am|we're|we are|my \w+ (?:is|wants?|asked|needs?)|the \w+ (?:wants?|asked|needs?)) (?:trying|planning|preparing|writing|doing|thinking|about|going|for|me|us|to know|it)\b[^?.]*(?:[.!]\s|$)"
    r"|(?:^|(?<=[,，。;；!！]))(?:因为|由于|老板|领导|老师|会计|财务|房东|客户)(?:那边)?[^,，。;；?？哪多几]{0,20}(?:要|需要|用|问|催|等着)[^,，。;；?？哪多几]{0,16}(?:[,，。;；!！]|$)"
    r"|(?:^|(?<=[,，。;；!！?？]))(?:我|我们)?(?:好|方便|用来|用于|为了|以便|打算|准备|正在|在)(?:我|我们|去|写|做|报|发|给|安排|准备|下)[^,，。;；?？哪多几]{1,20}(?:[,，。;；!！]|$)"
)

# "我开小店的，": who asks, before what is asked or told
_WHO_ASKS = r"^\s*(?:我|我们|咱们?)(?:家|这边|店里?|现在)?(?:是|有|开|经营|管|带|教|负责)[^,，。;；?？!哪谁几多最总平每各按算统]{1,20}[,，。;；]\s*(?=\S)"
# "that day", where the file was said to be of one day
_THEN = r"\b(?:(?:on|of|in|during|over|throughout) )?(?:that|those|the same) (?:day|night|week|month|year|period|weekend|season|time)s?\b|在?那一?(?:天|周|个?月|年|晚|段时间|期间)(?:里|内|当中|中)?"
# "By name please, not by id", "one line per shop is enough": how the answer is to look.
_CODES = r"(?:(?:\w+ )?(?:ids?|codes?|numbers?)|工号|学号|编号|代码|号码|货号|id)"
_FIELD_ZH = r"[\u4e00-\u9fff]{0,4}?(?:名字?|名称|姓名|名单|编号|单号|号码|手机号|电话|金额|数字|数目|结果|客户|日期|地址|清单|订单号|学号|工号)"
_FIELDS_ZH = rf"{_FIELD_ZH}(?:[和与及、加]{_FIELD_ZH})*"
# "写班级名字就行", "把订单号和客户给我就好": only how much of what was found is to be told.
_JUST_ZH = rf"(?<=[,，。;；?？!！])\s*(?:请|麻烦)?(?:(?:只|就|直接|光)?(?:要|需要?|写|给|列|说|回|显示|返回|告诉)(?:我|出|一下)?{_FIELDS_ZH}(?:就行|就好|就可以|就够|就成|即可)了?|把{_FIELDS_ZH}(?:都)?(?:列|给|发|告诉|写)(?:给|一下|出来)?我?(?:看看|一下)?(?:就行|就好|就可以|即可)?了?)(?=[,，。;；!！]|\s*$)"
_HOW = (
    r"(?:^|(?<=[.!?;,] ))(?:just |only )?(?:the )?names?(?:(?:,| and|, and) (?:the )?[\w]+){0,3},? (?:please|only|will do|(?:is|are|would be) (?:fine|enough|all i need|plenty))(?=[.,!?]|$)|"
    rf"(?:^|(?<=[.!?;,] ))(?:please |just |only )*(?:(?:show|give|use|write|list|tell|name)(?: me| us| them)? )?(?:the |their |by |with )*(?:real |full |people's )?names?(?:,? please)?,? (?:not|instead of|rather than|and not|no)(?: the| their| by| with)* {_CODES}\b[^.?!,;]*"
    r"|(?:^|(?<=[.!?;,] ))(?:please )?by (?:their )?names?(?: please)?(?=[,.!]|$)"
    rf"|(?:^|(?<=[.!?;,] ))(?:the |their |those )?{_CODES} (?:mean|say|tell|are|don't|do not|would)\b[^.?!]*"
    r"|(?:^|(?<=[.!?;] ))(?:a|an|one|the|two|just|only)(?: [\w-]+){0,2}? (?:list|line|number|figure|table|sentence|row|answer|name)s?(?: (?:per|for each|for every|each|with|of) [\w-]+(?: and [\w-]+)?)? (?:is|are|will|would|should) (?:be )?(?:fine|enough|ok|okay|plenty|do|all i need|good|great|perfect|sufficient)\b"
    r"|(?:^|(?<=[.!?;,] ))(?:just|only|simply) (?:the |their |an? |one )?[\w-]+(?: (?:and )?[\w-]+)?,? (?:(?:is|are|would be|will be) (?:fine|enough|ok|okay|plenty|all i need|sufficient)|will do|would do|please)(?=[.!?]|$)"
    r"|(?:^|(?<=[.!?;] ))(?:please )?(?:just|only) (?:the|a|one) (?:number|figure|name|list|answer)s?(?: please| is fine| will do)?(?=[.!]|$)"
    rf"|(?:^|(?<=[,，。;；(（]))(?:请|最好|麻烦|结果)?(?:都|只|里)?(?:写|用|显示|给|列|按)?(?:出|上)?(?:姓名|名字|名称|品名)(?:就行|即可|显示|就好|表示)?[,，、]?(?:不要|别|不用|而不是|不写|不是)(?:写|用|给|显示|出现)?{_CODES}[)）]?"
    rf"|{_JUST_ZH}|(?<=[,，。;；?？])(?:请|都)?(?:用|以|写成|换成)百分[比数](?:的?形式)?(?:来?表示|显示|给出|写|呈现)?(?:就行|即可)?(?=[,，。;；!！]|$)"
    r"|(?<=[,，。;；])(?:每[个人户行家样种天]?[\u4e00-\u9fff]{0,2}一行|一行一个|一句话|列个(?:简单的)?(?:表|单子)|给个数|简单列一下)(?:就行|就好|即可|就可以了?|回答|就够了?)?(?=[,，。;；!！]|$)"
)

# "每行最后一个数是响应时间（秒）。", "the last field is the time it took.": of no name in the file
_FIELD_TOLD = (
    r"(?:^|(?<=[。；;.!！,，]))\s*(?:[\w./-]+\.\w+\s*)?(?:其中|里面|文件里?|表里?)*(?:每[一]?[行条](?:日志|记录)?|行)?的?(?:最后|末尾|行末|第[一二三四五六七八九十\d]+)面?的?(?:那?一?[个列])?(?:数字?|字段|列|项|值)?(?:就|都)?(?:是|为|表示|代表|指)[^。；;?？!！哪谁几多]{1,24}?[。；;!！]"
    r"|(?:^|(?<=[.;!]))\s*(?:the |a |(?:each|every) (?:line|row|entry|record)'s )?(?:very )?(?:last|final|trailing|first|second|third) (?:number|field|column|value|figure|item)(?: (?:of|in|on|at the end of) (?:the |each |every |a )?(?:log )?(?:lines?|rows?|entry|record))? (?:is|means|holds|stands for|gives|shows|tells|says|tells us) (?![^.;?!]*\?)[^.;?!]{1,60}[.;!](?=\s)"
)


def without_fields_told(text):
    """The text without its sentences on what stands where in a line."""
    return re.sub(_FIELD_TOLD, " ", text, flags=re.I)


def without_frame(text, *names):
    """The text without what describes the files of these names, without why it is asked and
    without how the answer is to look.

    A description stays where nothing else is asked: then it is what there is to answer.
    """
    these = "|".join(re.escape(name) for name in names if name) or "(?!)"
    asker = re.match(_WHO_ASKS, text)
    text = text[asker.end() :] if asker and "." not in asker.group() else text
    text = re.sub(_LIES_IN.replace("THESE", these), r"\g<end>", text, flags=re.I)
    said = re.split(_SENTENCES, text)
    left = [_undescribed(one, these) for one in said]
    kept = " ".join(one for one in left if one.strip())
    if left != said:  # of the time that the description told
        kept = re.sub(_THEN, " ", kept, flags=re.I)
    kept = re.sub(f"{_WHY}|{_HOW}", " ", kept, flags=re.I)
    if re.search(f"{_ASKS}|{_MEASURES}|{_TELLS_TO}", kept, re.I):
        return kept
    kept = " ".join(_first_undescribed(one, these) for one in said)
    return kept if re.search(_MEASURES, kept, re.I) else text


def _first_undescribed(sentence, these):
    """ "sales.csv 是各店的流水，按月汇总金额": what follows the clause that tells of the file asks, without a word of questions."""
    described = "|".join(_DESCRIBES).replace("THESE", these)
    clauses = re.split(r"(?<=[,，;；])", sentence)
    first = len(clauses) > 1 and _describes(clauses[0], described, these)
    return "".join(clauses[1:]) if first else sentence


def _undescribed(sentence, these):
    """The sentence without its clauses that describe a file; nothing of one that only does so."""
    described = "|".join(_DESCRIBES).replace("THESE", these)
    whole = rf"\s*(?:(?:{described}){_REST}|{_NAME_LAST}[。.]?)\s*".replace("THESE", these)
    lead = rf"(?:{_LEAD}|(?:{described})[^?？]*?\b(?:and|while)\s+)"
    told = re.match((lead + _NAMED + _TELLS).replace("THESE", these), sentence.strip(), re.I)
    clauses = re.split(r"(?<=[,，;；])", sentence)
    tells = (_NAMED + _TELLS).replace("THESE", these)
    goes_on = len(clauses) == 1 or re.match(
        rf"\s*(?:(?:and|or|how|when|where|who|what)\b|{tells})", clauses[-1], re.I
    )
    follows = _DECLARED.replace("THESE", these)
    told = told or re.match(follows, sentence.strip(), re.I | re.S)
    asks = _ORDERS if told and (goes_on or not re.search(_ASKS, clauses[-1], re.I)) else _ASKS
    if re.fullmatch(whole, sentence, re.I | re.S) and not re.search(asks, sentence, re.I):
        return ""
    while len(clauses) > 1 and _describes(clauses[0], described, these):
        clauses = clauses[1:]
    return re.sub(r"^\s*(?:and|so|now|那么?|所以)[\s,，]+", " ", "".join(clauses), flags=re.I)


def _describes(clause, described, these):
    clause = re.sub(r"[,，;；]$", "", clause)
    whole = rf"\s*(?:(?:{described}){_CLAUSE}|{_NAME_LAST})\s*".replace("THESE", these)
    told = re.match((_LEAD + _NAMED + _TELLS).replace("THESE", these), clause.strip(), re.I)
    asks = _ORDERS if told else _ASKS
    return re.fullmatch(whole, clause, re.I) and not re.search(asks, clause, re.I)

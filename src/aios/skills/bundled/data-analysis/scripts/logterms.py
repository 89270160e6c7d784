"""The words in which logs are asked about: each a pattern with what it means of the log's columns."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Filter
from sentence import normal

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {w: n for n, w in enumerate(_ENGLISH, 1)}
COUNTS |= {w: n for n, w in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "twenty": 20}
NUMBER = rf"(?:\d+|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
BUCKETS = (5, 10, 15, 20, 30)

# (columns one of which the log has, pattern): what rows are told apart by
_DIMENSIONS = (
    (("status",), r"(?:the )?(?:(?:http )?(?:status|response|return)(?:es)?(?: ?codes?)?|codes)|(?:http)?\s?(?:状态码?|返回码|响应码)"),
    (("path", "ip", "client"), r"(?<!ip)(?<!ip\s)(?<!来源)(?<!访客)(?<!客户端)地址"),
    (("path",), r"(?:request(?:ed)? |url )?(?:paths?|urls?|uris?|(?:web ?)?pages?|endpoints?|routes?|resources?|addresses requested)|(?:请求|访问|api|url|网页|页面)?\s?(?:路径|页面|网页|接口|网址|链接|端点|资源)|url"),
    (("ip", "client"), r"(?:client|source|remote|visitor|attacker|attacking|external|visiting|offending)?(?:'s)? ?(?:ip(?: ?address)?(?:es|s|'s)?|addresses|address)|visitors?|clients?|(?:来源|客户端|源|访客|攻击者?|对方)?的?\s?(?:ip\s?(?:地址)?|地址)|访客|客户端"),
    (("user",), r"(?:user ?names?|users?|accounts?|people|person)(?: names?)?|用户名?|账[号户]名?|帐[号户]"),
    (("host",), r"(?:host ?names?|hosts?|machines?|servers?)|主机名?|机器|服务器"),
    (("program",), r"(?:programs?|process(?:es)?|services?|daemons?)(?: names?)?|程序|进程|服务(?!器)"),
    (("level",), r"(?:(?:log )?levels?|severit(?:y|ies))|(?:日志)?(?:级别|等级)"),
    (("logger",), r"(?:modules?|loggers?|components?|subsystems?|services?)(?: names?)?|(?:功能)?模块|组件|子系统|服务(?!器)"),
    (("method",), r"(?:http |request )?methods?|(?:请求)?方法|请求方式"),
    (("agent",), r"(?:user[- ]?)?agents?|browsers?|浏览器|客户端软件|\bua\b"),
    (("referrer",), r"referr?ers?|referring (?:sites?|pages?)|来源(?:页面|网站|网址|站点)|引荐(?:页|来源)?"),
    (("message",), r"(?:messages?|texts?)|(?:报错|日志)?(?:信息|消息|内容)"),
    (("killed",), r"(?:programs?|process(?:es)?|services?|what) (?:that )?(?:was|were|got|gets|is|are|has been|have been)? ?killed|(?:被)?(?:杀死?|杀掉|kill)(?:掉)?的?(?:程序|进程|服务)|(?:程序|进程|服务)被\s?(?:杀死?|杀掉|kill)掉?"),
)  # fmt: skip
_TIMES = (
    ("dated hour", r"(?:single )?hour \((?:date and hour|with (?:the )?date)\)|single (?:clock )?hours?|(?:date and hour|day and hour)|哪一?天的?(?:哪个小时|几点)|日期和小时|哪天几点"),
    ("hour", r"(?:from )?hour (?:to|by|after) hour|over the (?:course of the )?hours|hours?(?: of (?:the )?day)?|hourly|(?:钟头|个?小时|时段)|几点钟?(?!几?分)"),
    ("day", r"(?:from )?day (?:to|by|after) day|over the days|days?|dates?|daily|天|日期|日(?![志期])"),
    ("weekday", r"days? of (?:the )?week|weekdays?|星期几|周几"),
    ("minute", r"minutes?|分钟"),
)  # fmt: skip
_PLAIN = (
    ("many", r"how (?:many|often|frequently|much)(?: times)?|(?:the )?(?:total )?(?:number|count|counts|numbers|amount)(?: of)?|count|多少|几(?=[次条个行])|(?:总|合计)?(?:次数|条数|行数|个数|数量|数目)|(?<=[\u4e00-\u9fff])总?数(?![据字一])|频率|频次|计数"),
    ("rows", r"(?:http |web )?(?:requests?|hits?|visits?|accesses|calls?|traffic)|(?:log )?(?:lines?|entries|entry|records?|rows?|logs)|events?|times|occurrences?|请求|访问(?:量|记录|的?人次)?|调用|日志(?:记录|行)?|连接|connections?|记录|行|条|次|笔|(?<=访问|请求|日志)量"),
    ("per", r"(?:for |in |of |from |on |at )?(?:per|each|every)(?: (?:single|one of the|of the))?|by|grouped by|broken down by|split by|分别|各自?|每一?个?|按照?|逐|分(?=[小天主模级])"),
    ("which", r"(?:from )?which(?: of (?:the|them|those))?(?: one)?s?|what|who|whose|哪一?[个些种台条位名]?|谁|什么"),
    ("most", r"(?:the )?(?:most|highest|largest|biggest|busiest|noisiest|greatest|worst|heaviest|commonest|top|maximum|peak)(?: (?:often|visited|viewed|accessed|fetched|opened|loaded|frequent(?:ly)?|active|popular|common|busy|number of|amount of|aggressive|persistent))?|(?:比较|请求|访问)?最(?:多|高|大|频繁|繁?忙|活跃|凶|热门|厉害|常见?|猛|严重|热闹|积极|勤快?)|第一名?"),
    ("least", r"(?:the )?(?:least|fewest|lowest|smallest|quietest|rarest)(?: (?:often|frequent(?:ly)?|active|popular|common|busy|number of))?|最(?:少|低|小|闲|冷清|空闲|安静)"),
    ("top", rf"(?:the )?(?:top|first|busiest|most active|most frequent|worst|biggest|highest) {NUMBER}(?: (?:busiest|most active|most (?:common|frequent|popular)))?|前\s?{NUMBER}\s?(?:名|个|位|条|大|种)?|最[多高大活常频][^，。,.\d]{{0,3}}?的?\s?{NUMBER}\s?(?:个|名|位|条|种|台)|(?<![\d.]){NUMBER} (?:most (?:active|common|frequent|popular|requested|visited)|busiest|highest|largest|worst)|top\s?{NUMBER}"),
    ("num", rf"(?<![\d.:/]){NUMBER}(?= [a-z])(?! (?:minutes?|hours?|days?|seconds?|ms|mb|kb|decimals?)\b)|(?<![\d.:/]){NUMBER}\s?(?=[个名位条种台])[个名位条种台](?!小时)"),
    ("over", rf"(?:more than|over|exceeding|above|(?:that )?exceeds?) {NUMBER}(?: times)?|(?:超过|多于|大于|高于)了?\s?{NUMBER}(?!\s?(?:ms|毫秒|秒|字节|k|m))\s?[次条个]?的?"),
    ("atleast", rf"at least {NUMBER}(?: times)?|{NUMBER} (?:times )?or more(?: times)?|(?:至少|不少于){NUMBER}[次条个]?|{NUMBER}\s?[次条]?(?:及以上|以上)的?"),
    ("share", r"(?:what )?(?:the )?(?:percentages?|percent|%|share|proportion|fraction|ratio)(?: of)?|占比|比例|比率|百分比|(?:占|是|为)?百分之(?:几|多少)|占(?:了|到)?(?:全部|总|所有|整个|全体)?(?:的|数|请求|日志|访问|记录|行)*(?:总?[数量])?的?(?:多少|多大|几成|比例|百分比|百分之几|比重)?"),
    ("rate", r"(?<!xx )(?<!server )(?<!client )(?:http )?(?:error|failure|failed) (?:rates?|ratios?|percentages?)|(?<=[45]xx )rates?|(?<=[45]xx error )rates?|(?<=(?:server|client) error )rates?|(?<=[1-5]\d\d )rates?|(?:错误|失败|出错|报错)(?:率|占比|比例)"),
    ("first", r"(?:the )?(?:very )?(?:first|earliest|oldest)(?: (?:time|one))?|(?:最早|第一|首)的?(?:一?[次条])?|首次|最先|最初"),
    ("last", r"(?:the )?(?:very )?(?:last|latest|most recent|newest)(?: (?:time|one))?|最(?:后|晚|近|新|末)的?(?:一?[次条])?|末次"),
    ("when", r"when|(?:at )?what (?:date(?: and )?)?time|(?:at )?which time|timestamps?|(?:出现|发生|记录)?(?:的)?(?:在|是)?(?:什么时[候间]|何时|几点(?:几分)?|时[间刻]点?)"),
    ("distinct", r"(?:unique|distinct|different|separate)|不(?:同|重复)的?|独立的?|互不相同的?|去重后?的?"),
    ("sum", r"(?:the )?(?:total|sum|overall)(?: (?:of|amount of|number of|volume of))?|总(?:共|和|计)?的?|合计|一共|共(?=[\d有多计]|发|传|产)|累计"),
    ("mean", r"(?:the )?(?:average|mean|avg)(?: of)?|平均(?:值|数)?的?"),
    ("median", r"(?:the )?median(?: of)?|中位数?"),
    ("maxi", r"(?:the )?(?:longest|slowest|maximum|max)(?: of)?|最(?:长|慢|大值)的?"),
    ("mini", r"(?:the )?(?:shortest|fastest|minimum|min)(?: of)?|最(?:短|快|小值)的?"),
    ("centile", r"(?:the )?p(?P<q>\d{2})|(?:the )?(?P<q2>\d{2})th[- ]percentile(?: of)?|第?(?P<q3>\d{2})\s?(?:百?分位数?)(?:值)?"),
    ("down", r"(?:(?:sorted|sort|ordered|order|rank|ranked|ranking)(?: them| it)?(?: by (?:count|that|number)(?: of [a-z]+)?)?,? ?)?(?:descending|from (?:most|highest|high|largest) to (?:least|lowest|low|fewest|smallest)|(?:the )?(?:most|highest|largest|busiest|noisiest|biggest|worst)(?: [a-z]+)? first|in descending order|by (?:count|number|frequency))|(?:按照?(?:次数|数量|请求数|条数|总数|频[率次]|[它其]))?(?:多少|高低|大小)?(?:来)?排(?:一下|名|行|序|列|个序|下来)?|(?:按[^，。,]{0,6})?从(?:多到少|高到低|大到小)(?:排[序列名]?)?|降序(?:排[序列])?|由(?:多到少|高到低|大到小)(?:排[序列名]?)?"),
    ("along", r"(?:(?:sorted|ordered|in) (?:by|in)? ?)?(?:chronological|time) order|(?:sorted|ordered|sort|order|listed|list) by (?:time|date|hour)|by time|按?时间(?:先后)?(?:顺序|排序)"),
    ("light", r"执行|运行|进行|行为|同行|用百分[数比](?:表示)?|(?:以|按)?百分[数比](?:的?形式|表示)|(?:in|as) (?:percent(?:ages?)?|%)|each one's|each of them|of (?:them|those|these)|(?:the )?(?:log )?file"),
    ("any", r"(?:were|was|are|is) there(?: any)?|(?:did|does|do|has|have|had) any(?:one|body)?|有没有(?:人)?|是否有|有无|存不存在"),
    ("it", r"(?:on |in |at )?that (?:day|hour|weekday)|当天|当日|那一?天|那个?小时|it|they|he|she|that (?:ip|address|client|user|account|host|machine|path|page|module|program|one)(?: address)?|its|它|他|该(?:ip|地址|用户|主机|机器|路径|接口|程序|模块)?|[这那]个\s?(?:ip|地址|用户|账号|主机|机器|路径|接口|程序|模块|人)"),
    ("list", r"(?:show|list|find|print|give|display|get)(?: me| us)?(?: all| every)*|列出|找出(?:来)?|列一?下|显示|挑出|给出|有哪些|是哪些|哪些|都?有谁"),
    ("and", r"(?<=[\w\s])(?:and also|and|as well as|plus|&|along with|together with|vs\.?|versus)|以及|还有|和|与|及|、|\+"),
)  # fmt: skip
_BYTES = r"(?:(?:the )?(?:amount of |volume of )?(?:bytes|traffic|bandwidth|data(?: volume| traffic)?|(?:response |transfer |body )?size|volume)(?: (?:sent|served|transferred|used|downloaded))?)|(?:传输|下载|响应|发送|返回)?的?(?:总?流量|字节数?|数据量|带宽|传输量|大小|体积)"
_SIZES = (("KB", r"kilobytes?|kb"), ("MB", r"megabytes?|mb|兆(?:字节)?"), ("GB", r"gigabytes?|gb"))
_TAKEN = r"(?:(?:response|request|handling|service|elapsed|run|query|processing|execution|request processing) (?:times?|durations?)|durations?|latenc(?:y|ies)|(?:time taken|took|take)|milliseconds?|ms|(?<=how many )seconds)|(?:请求|响应|处理|查询)?(?:耗时|用时|时长|延迟|响应时间|处理时间|所用时间|毫秒|(?<=多少)秒|(?<=几)秒)"
# What an error is where nothing more is said of it.
ANY_ERROR = ("错误指 status 不小于 400", "errors are requests with status 400 and above")
# What says nothing of what is asked.
# "which errors are there, and how often did each occur?" as a count by message.
EACH_ERROR = (
    (
        r"\b(?:list|show|give|tell|what|which)(?: me)?(?: are)?(?: (?:all|the|different|distinct|kinds of|types of|of))* (errors|warnings|error messages|failures)\b[^.?!]{0,30}?(?:,| and| with)+ how (?:often|many times)(?: (?:did|does|do))?(?: (?:each|every one|they|it))?(?: (?:of them|one|error|message))?(?: (?:occur|appear|happen|come|came|was|were)\w*(?: up| seen| logged)?)?",
        r"number of \1 by message",
    ),
    (
        r"(?:都?有)?(?:哪[些几](?:种|类)?|各[种类]|每[种个类一]|不同的?)的?(错误|报错|警告|告警)(?:信息|消息|日志)?[，,、]?\s*(?:以?及|和|并)?\s*(?:它们|其|每[种个条类]|各自?|分别|都)*的?(?:(?:出现|发生)(?:了|过)?(?:多少|几)[次回遍]|(?:出现)?次数)",
        r"按 message 统计\1的行数",
    ),
)
LIGHT = r"""(?<![a-z0-9_])(?:the|a|an|of|change|changed|changing|develop|developed|vary|varied|suspicious|suspected|scanning|scanners?|malicious|compared|in|on|at|to|for|from|by|with|is|are|was|were|be|been|being|do|does|did|has|have|had|having|there|here|it's|that|this|these|those|them|they|their|then|such|as|so|if|please|tell|me|give|show|us|i|i'd|like|want|need|would|could|can|you|let|find|out|compute|work|calculate|look|take|see|check|go|through|according|make|makes|made|get|gets|got|return|returns|returned|returning|give|gave|come|came|comes|coming|send|sent|serve|served|receive|received|result|resulted|resulting|end|ended|ends|ending|up|hit|log|logged|file|our|my|we|you|your|all|altogether|just|appear|appears|appeared|occur|occurs|occurred|happen|happens|happened|answered|answer|respond|responded|one|ones|list|put|exactly|over|whole|also|about|contain|contains|containing|in total|overall|recorded|reported|seen|see|was|shown|requested|asked|went|go|goes|causes?|caused|causing|produces?|produced|using|use|used|issue|issued|that's|what's|are|written|write|wrote|made|nginx|apache|web|access|server|syslog|value|values|day's|and|or|ask|asking|plot|draw|chart|graph|table|bar|line|pie|picture|image|save|saved|called|named|how|number|was|names?|respectively|descending|come|today|any|behind|responsible|system|data|http|requests|code|codes|ssh|same|single)(?![a-z0-9_])"""
LIGHT_ZH = r"(?:消耗|耗费|占用|用掉|吃掉|跑了|都是些|些|疑似|可疑的?|恶意的?|扫描器?|攻击者?|(?:和|与|跟|同)?(?:相比|比较|对比)(?:之下)?|另外|此外|还有|顺便|一下|[这那]些|[这此该]类|这种|(?:我们|咱们)[\u4e00-\u9fff]{0,4}?(?:网站|站点|店铺?|官网)|网站|站点|[小本]店|我们|咱们|返回|出现|发生|产生|收到|发起|发出|有人|请|帮我?|麻烦|给我?|我|想|要|看一?下|看看|看|统计|数一?下|算一?下|算|求|找出|找|查一?下|查|告诉|说明|列出来?|列|做成?|画成?|画出?|生成|一张|一个|张|个|表格?|图表?|折线|柱状|饼|条形|存为|存成|存|保存|为|成|里面?|中|内|的话|的|了|着|过|得|地|是|有|在|到|把|被|对|从|来自?|由|向|用|出|上|下|那|这|它们|他们|都|也|就|还|又|并且?|且|然后|再|同时|其中|其|所有|全部|整个|呢|吗|吧|啊|呀|分别|各|一共|总共|共|返回|出现|发生|产生|收到|发起|发出|发|打|报|属于|对应|时|后|日志|文件|服务器|结果|情况|分布|数据|nginx|apache|运维|同事|领导|想知道|知道|记录|执行|运行|跑|做|有没有|是否|的?时候|请求|来|次|条|行|个|台|位|名|等|给出|显示|输出|尝试|写|打印|印|一[次个条])"


def lexicon(table):
    """(kind, meaning, pattern) of all that may be said of a log with these columns."""
    columns = {column.name: column for column in table.columns}
    found = [(kind, "", pattern) for kind, pattern in _PLAIN]
    for names, pattern in _DIMENSIONS:
        name = next((name for name in names if name in columns), "")
        found += [("dim", name, pattern)] if name else []
    if "time" in columns:
        found += [("unit", unit, pattern) for unit, pattern in _TIMES]
        found += [("unit", f"{n} minutes", rf"(?:(?:in|per|every|each|by) )?{n}[- ]?min(?:ute)?s?(?:[- ](?:intervals?|windows?|buckets?|slots?|blocks?|bins?))?|每?(?:隔)?\s?{n}\s?分钟(?:一[个段档])?") for n in BUCKETS]  # fmt: skip
    if "bytes" in columns:
        found += [("numcol", "bytes", _BYTES)] + [("size", unit, said) for unit, said in _SIZES]
    took = next((name for name in columns if name.startswith("duration")), "")
    found += [("numcol", took, _TAKEN)] if took else []
    return found


def filters(table):
    """(Filters, pattern, note, noun) of what a log's rows may be; the noun stands for the rows."""
    columns = {column.name: column for column in table.columns}
    found = []
    if "status" in columns:
        found += _statuses(columns["status"])
    if "path" in columns:
        found.append(_static(columns["path"]))
    if "agent" in columns:
        found += _robots(columns["agent"])
    if "level" in columns:
        found += _levels(columns["level"])
    if {"program", "message"} <= set(columns):
        found += _logins(columns)
    if "message" in columns:
        found += _troubles(columns["message"])
    if "message" in columns and not {"level", "status"} & set(columns):
        found += _said_errors(columns["message"])
    return found


def _statuses(column):
    def where(operator, *values):
        return Filter(column=column, operator=operator, values=values)

    of = r"(?:\s?(?:的|状态码?|状态的)?(?:请求|错误|响应)|(?: |-)(?:errors?|responses?|status(?:es| codes?)?|answers?|replies|codes?))?"
    led = r"(?:(?:(?:failed|failing|fail|ended|ending|end|answered|responded|returned|came back) )?(?:with |in |as )?(?:|of |a |an |the )*(?:http )?(?:status|response|return|error)?(?: ?codes?)? ?(?:of |is |was |= ?)?|(?:http)?\s?(?:状态码?|返回码?|响应码)?(?:是|为|等于|=)?\s?)"
    both = r"(?:4xx\W{0,3}(?:and|or|plus|和|与|及|或者?|/|、)?\W{0,3}5xx|5xx\W{0,3}(?:and|or|plus|和|与|及|或者?|/|、)?\W{0,3}4xx|[45]xx/[45]xx)"
    found = [
        ((where(">=", 400),), led + both + of, ("4xx 和 5xx 指 status 不小于 400", "4xx and 5xx are those of status 400 and above"), True),
        ((where(">=", 500),), rf"(?:{led}(?:5xx{of}|server(?:[- ]side)? errors?|服务[器端]错误))(?:的?请求)?", ("服务器错误指 status 不小于 500", "server errors are those of status 500 and above"), True),
        ((where("between", 400, 499),), rf"(?:{led}(?:4xx{of}|client(?:[- ]side)? errors?|客户端错误))(?:的?请求)?", ("客户端错误指 status 在 400 到 499 之间", "client errors are those of status 400 to 499"), True),
        ((where("between", 200, 299),), rf"{led}2xx{of}|(?:successful|succeeded)(?: requests?| ones)?|成功的?(?:请求)?(?!率)", ("成功指 status 在 200 到 299 之间", "successful are those of status 200 to 299"), True),
        ((where("between", 300, 399),), rf"{led}3xx{of}|redirect(?:s|ed|ions?)|重定向(?:的请求)?", ("重定向指 status 在 300 到 399 之间", "redirects are those of status 300 to 399"), True),
        ((where(">=", 400),), r"(?:failed|failing|bad|erroneous|broken) requests?|requests? (?:that )?(?:failed|fail)|(?<!server )(?<!client )errors?(?! rate)|failures?|(?:失败|出错|错误|报错)的?(?:请求)?(?!率|占)", ANY_ERROR, True),
        ((where("=", 404),), r"(?:page )?not[- ]found(?: errors?| pages?)?|broken (?:links?|urls?)|missing pages?|(?:页面)?(?:找不到|不存在)的?(?:页面|请求)?", ("找不到指 status 为 404", "not found is status 404"), True),
    ]  # fmt: skip
    number = r"(?P<status>[1-5]\d\d)(?![\d.:/]|[\u4e00-\u9fff]?[年月日字])"
    return [*found, ((column, "="), rf"{led}(?<![\d./:-]){number}(?:s(?![a-z]))?{of}", None, True)]


_STATIC = (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".woff", "/static/", "/assets/")  # fmt: skip


def _static(column):
    """Files that go with pages: styles, scripts, pictures."""
    each = tuple(Filter(column=column, operator="contains", values=(end,)) for end in _STATIC)
    ends = " ".join(_STATIC)
    note = (f"静态文件指路径里有 {ends} 之一", f"static files are paths with one of {ends}")
    pattern = r"static (?:files?|assets?|resources?|content)|静态(?:文件|资源|内容)"
    return ((Filter(column=column, operator="any", values=each),), pattern, note, True)


def _robots(column):
    """Who visits, by what the agent calls itself."""
    names = (
        (("bot", "crawler", "spider"), r"(?:web )?(?:bots?|crawlers?|spiders?|robots?)|爬虫|机器人|蜘蛛"),
        (("mobile", "iphone", "android"), r"(?:mobile|phones?)(?: (?:devices?|browsers?|users?))?|手机(?:端|用户)?|移动端"),
    )  # fmt: skip
    found = []
    for words, pattern in names:
        each = tuple(Filter(column=column, operator="contains", values=(w,)) for w in words)
        note = ("、".join(words) + " 按 agent 里的字算", f"told by the agent: {', '.join(words)}")
        found.append(((Filter(column=column, operator="any", values=each),), pattern, note, True))
    return found


def _levels(column):
    cells = [str(cell).upper() for cell in column.sample]
    found = []
    words = {
        "ERR": r"errors?(?:[- ]level)?(?: (?:lines?|entries|log lines|logs))?|(?:错误|报错|出错)(?:级别)?的?(?:日志)?(?!率)",
        "WARN": r"warn(?:ing)?s?(?:[- ]level)?(?: (?:lines?|entries|logs))?|(?:警告|告警|预警)(?:级别)?的?(?:日志|信息)?",
    }
    for cell in cells:
        own = next((p for start, p in words.items() if cell.startswith(start)), "(?!)")
        exact = rf"{re.escape(cell.lower())}(?:[- ]?levels?| ?级别?)?的?(?:日志| lines?| entries)?"
        found.append(
            (
                (Filter(column=column, operator="=", values=(cell,)),),
                f"{exact}|{own}",
                None,
                True,
            )
        )
    return found


def _logins(columns):
    def says(text):
        return Filter(column=columns["message"], operator="contains", values=(text,))

    failed = (
        "登录失败指消息里有 Failed password",
        'failed logins are lines that say "Failed password"',
    )
    accepted = ("登录成功指消息里有 Accepted", 'successful logins are lines that say "Accepted"')
    return [
        ((says("failed password"),), r"tr(?:y|ied) to log ?in (?:unsuccessfully|in vain|and failed)|(?:failed|unsuccessful|wrong|bad|failing) (?:ssh )?(?:log-?\s?ins?|logons?|passwords?|password attempts?|authentications?|attempts?|tries)(?: attempts?| tries)?|(?:log-?\s?in|password|authentication) (?:failures?|errors?|guess(?:es|ing)?)|failures?|fail(?:ed|s|ing)?(?: to log ?in)?|(?:ssh|登[录陆]|认证|密码|口令|验证)*的?(?:登[录陆]|认证|密码|口令|验证)(?:尝试)?(?:失败|错误)了?的?(?:记录|次数|尝试)?|失败的?(?:登[录陆]|尝试|密码)?(?:尝试)?|(?:登|试)错|爆破|暴力破解|猜(?:测|解)?(?:的?密码)?|(?:被)?尝?试(?:探)?(?:过|了|得|的)?(?:登[录陆]|密码)?|guess(?:ed|es|ing)?|(?:try|tries|tried|trying|attempt(?:s|ed|ing)?)(?: to (?:log ?in|get in))?(?: (?:as|with))?|(?:被)?攻击|attacks?|attacked|hammer(?:s|ed|ing)?|(?:被)?拒绝?|rejected|denied|brute[- ]?forc(?:e|ed|ing)(?: attempts?)?", failed, True),
        ((says("accepted"),), r"(?:successful(?:ly)?|accepted|ok) (?:ssh )?(?:log(?:ged|ging)?[- ]?ins?(?: attempts?)?|logons?|authentications?|passwords?)|log(?:ged|s|ging)? ?in(?: successfully)?|(?<!failed )logins?(?! attempts?)|(?:successes|succeeded|successful(?:ly)?)|成功(?:地)?(?:的)?登[录陆]|登[录陆](?:上|成功)?(?:了|过)?(?!失败|尝试|错误)(?:的?次数)?|成功(?!率)(?:的)?(?:次数)?", accepted, True),
    ]  # fmt: skip


def _said_errors(column):
    """Errors and warnings of a log without levels: lines that say so."""
    found = []
    for words, pattern in (
        (("error", "错误"), r"(?:error|erroneous) (?:lines?|entries)|errors?|(?:错误|报错|出错)(?:信息|消息|日志)?的?(?!率)"),
        (("warn", "警告"), r"warning (?:lines?|entries)|warnings?|(?:警告|告警)(?:信息|消息|日志)?的?"),
    ):  # fmt: skip
        each = tuple(Filter(column=column, operator="contains", values=(w,)) for w in words)
        note = (f"{words[1]}指消息里有 {words[0]} 或 {words[1]} 的行", f"{words[0]}s are lines that say “{words[0]}”")  # fmt: skip
        found.append(((Filter(column=column, operator="any", values=each),), pattern, note, True))
    return found


def _troubles(column):
    """What a system says in words of its own."""
    says = Filter(column=column, operator="contains", values=("out of memory",))
    note = ("内存不足指消息里有 Out of memory", 'kills for want of memory are lines that say "Out of memory"')  # fmt: skip
    pattern = r"[\"“]?out[- ]of[- ]memory[\"”]?(?: (?:kill(?:s|er|ings)?|events?|errors?))?|oom(?:[- ]killer)?(?: kills?| events?)?|(?:因|由于)?(?:内存不足|内存耗尽|内存溢出|oom)(?:而)?(?:被)?(?:杀(?:死|掉)?|kill)?(?:的?(?:进程|程序|事件))?"
    return [((says,), pattern, note, True)]


_UNITS = {
    "ms": 1,
    "millisecond": 1,
    "毫秒": 1,
    "s": 1000,
    "sec": 1000,
    "second": 1000,
    "秒": 1000,
    "min": 60000,
    "minute": 60000,
    "分钟": 60000,
}
_SIZED = {
    "b": 1,
    "byte": 1,
    "字节": 1,
    "kb": 1e3,
    "mb": 1e6,
    "gb": 1e9,
    "k": 1e3,
    "m": 1e6,
    "兆": 1e6,
}
_BEYOND = r"(?:(?:that )?(?:took|take|taking|lasted|lasting|were|was|are|is)? ?(?:more|longer|slower|larger|bigger|greater|higher) than|over|above|exceeding|exceed(?:s|ed)?|at least|超过|大于|多于|高于|慢于|长于|不低于|至少|>=?)了?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<u>UNITS)s?(?![a-z])的?"


def measured_terms(table):
    """(column, scale of each unit, pattern) of what is more than so much: "over 2 seconds", "超过 1 MB"."""
    took = next((c for c in table.columns if c.name.startswith("duration")), None)
    size, found = table.column("bytes"), []
    for column, units in ((took, _UNITS), (size, _SIZED)):
        held = {"_s": 1000, "us": 0.001}.get(column.name[-2:], 1) if column else 1
        said = "|".join(sorted(units, key=len, reverse=True))
        scales = {unit: scale / held for unit, scale in units.items()}
        found += [(column, scales, _BEYOND.replace("UNITS", said))] if column else []
    return found


def bounded_words(pattern):
    """The pattern with no Latin letter or digit beside it where it begins or ends with one."""
    return rf"(?:(?<![a-z0-9_])|(?=[^a-z0-9_]))(?:{pattern})(?:(?![a-z0-9_])|(?<=[^a-z0-9_]))"


def cell_terms(table):
    """(Filter, pattern) of the cells of the columns that name things: a host, a program, a user."""
    nouns = {name: pattern for names, pattern in _DIMENSIONS for name in names}
    found = []
    for name in ("host", "program", "logger", "user", "method", "killed"):
        column = table.column(name)
        cells = {normal(str(c)) for c in (column.sample if column else ())}
        for cell in cells - {"-", ""}:
            if len(cell) < 2:
                continue
            head = cell.partition("/")[0]
            if name == "program" and head != cell:
                found.append((Filter(column=column, operator="starts_with", values=(f"{head}/",)), rf"{re.escape(head)}(?!/)"))  # fmt: skip
            noun = rf"(?:(?:the )?(?:{nouns.get(name, '(?!)')})s? ?(?:is |= ?|named )?)?"
            after = rf"(?: ?(?:{nouns.get(name, '(?!)')}|用户|账号|任务|jobs?|模块))?"
            found.append((Filter(column=column, operator="=", values=(cell,)), rf"{noun}[\[\"'“]?{re.escape(cell)}[\]\"'”]?{after}"))  # fmt: skip
    return found


def literal_terms(table):
    """(column, operator, pattern) of what is written out: a path, an address, the first part of one."""
    found = []
    if table.column("path") and not table.column("message"):
        under = r"(?:(?:paths? )?(?:starting|beginning) with|under|以)\s?"
        found.append(("path", "starts_with", rf"{under}(?P<cell>/[\w./?=&%~-]*)\*?(?:开头的?)?|(?P<cell2>/[\w./?=&%~-]*)(?:\*|\s?(?:开头的?|下面?的))"))  # fmt: skip
        found.append(("path", "=", r"(?:(?:to|for|of|on) )?(?:the )?(?:path |page |url |endpoint |路径|页面|接口)?[\"'`“]?(?P<cell>(?<![\w.])/(?:[\w./?=&%~-]*[\w/=])?)[\"'`”]?(?:\s?(?:页面|接口|路径| page| path| endpoint))?"))  # fmt: skip
    name = next((n for n in ("ip", "client") if table.column(n)), "")
    if name:
        kinds = r"(?:\s?(?:网段|开头|段)|/\d+| (?:subnet|network|range|block)|\*)*(?:的)?"
        lead = r"(?:(?:the )?(?:ip|地址|subnet|network|网段)\s?(?:address )?)?"
        found.append((name, "starts_with", rf"{lead}(?P<cell>(?:\d{{1,3}}\.){{2,3}})(?:\*|x|0/\d+)?(?:\.(?:\*|x))?(?!\d){kinds}"))  # fmt: skip
        found.append((name, "=", rf"{lead}(?P<cell>(?:\d{{1,3}}\.){{3}}\d{{1,3}})(?!\d|/)"))
    return found

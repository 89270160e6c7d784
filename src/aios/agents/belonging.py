"""Clauses that are no deed of their own: they say how what was just asked is to be done or told."""

import re

from aios.agents.deeds import EN_DEEDS, ZH_DEEDS
from aios.contracts.patterns import Pattern

_PLACE_EN = r"(?:file|page|line|section|chapter|source|document|paragraph|link|reference)s?"
_PLACE_ZH = r"(?:文件名?|页码?|行号?|章节?|段落?|出处|来源|原文|链接|依据|条款?)"
_WHERE_ZH = rf"(?:是|写|出现|记载|出自|来自)?(?:在|于)?\s*(?:哪|第几)一?(?:个|条|份|篇)?{_PLACE_ZH}"
# "Tell me the file and line", "which page says so", "注明出处", "在第几页"
_TELLS_WHERE = Pattern(
    r"(?:and\s+|also\s+|please\s+|then\s+)*(?:"
    r"(?:tell\s+me|say|give(?:\s+me)?|show(?:\s+me)?|name|state|include|add|cite|quote|mention|with)\s+"
    rf"(?:me\s+)?(?:the|its|their|your|each|which|what)?\s*(?:exact\s+)?{_PLACE_EN}"
    rf"(?:\s*(?:,|and|or|&|/)\s*(?:the\s+|its\s+)?{_PLACE_EN}){{0,3}}"
    r"(?:\s+(?:names?|numbers?|it\s+(?:is|was)\s+(?:in|on|from)|too|as\s+well|please)){0,2}"
    rf"|(?:on\s+|in\s+)?(?:which|what)\s+{_PLACE_EN}"
    rf"(?:\s*,?\s+(?:and\s+)?(?:(?:on|in)\s+)?(?:which\s+)?{_PLACE_EN})?\s*"
    r"(?:says?\s+(?:so|it|that|this)|is\s+(?:it|that|this)(?:\s+(?:in|on|from))?|(?:it|that|this)\s+is\s+(?:in|on)"
    r"|mentions?\s+(?:it|that|this)|does\s+it\s+say\s+(?:so|that)|number)?"
    r"|where\s+(?:does\s+)?(?:it|that|this)\s+(?:says?\s+so|is\s+(?:said|written)|stands?|say\s+(?:so|that))"
    r")[.。?？!！\s]*"
    rf"|(?:并|请|再|也|都|同时|顺便|最好)*(?:注明|标明|标出|写明|给出|附上|附|说明|告诉我|指出|带上|列出|显示|标上|加上)(?:一下|出)?(?:具体的?|它的|对应的?)?{_PLACE_ZH}"
    rf"(?:[和与及、]{_PLACE_ZH}){{0,3}}[。.!！\s]*"
    rf"|(?:分别)?{_WHERE_ZH}(?:(?:里|上|中)?的?[，,、和及]?\s*{_WHERE_ZH}){{0,3}}(?:里|上|中)?(?:写的|说的|提到的|的)?[。？?\s]*",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
# "只要前两页", "only the first two pages", "最多 5 条"
_BOUNDS = Pattern(
    rf"(?:只要|只看|只取|只抓|只爬|只采|仅|就|取|要|抓|看)*(?:前面?|头|最多|至多|最前面?)的?\s*{_NUMBER}\s*(?:页|条|个|篇|项)(?:就(?:行|好|可以|够)了?|即可)?[。.\s]*"
    r"|(?:and\s+|but\s+|take\s+|read\s+|get\s+|keep\s+)*(?:only|just|no\s+more\s+than|at\s+most|up\s+to)\s+(?:the\s+)?(?:first\s+|top\s+)?"
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:pages?|items?|entries|results?)[.\s]*",
    re.IGNORECASE,
)
# "put it in this folder", "保存回去": where the result goes anyway, or beside what it is
# made of
_PUTS_HERE = Pattern(
    r"(?:and\s+|then\s+)*put\s+(?:it|them|that|the\s+\w+)\s+(?:here|(?:in|into)\s+(?:this|the\s+same|the\s+current|my)\s+(?:folder|directory))[.\s]*"
    r"|(?:and\s+|then\s+)*(?:(?:save|write|put)\s+(?:it|them|that)\s+back(?:\s+in\s+place)?"
    r"|overwrite\s+(?:it|them|the\s+(?:original|file))s?)[.\s]*"
    r"|(?:并|再|然后|直接|把它|把结果)*(?:(?:保存|存|写)回(?:去|原(?:来的)?(?:文件|处|位置))?|覆盖(?:掉)?(?:原(?:来的)?)?(?:文件)?)[。.\s]*"
    r"|(?:并|再|把它|把结果)*(?:放|保?存)(?:在|到)(?:这里|这个?(?:文件夹|目录)|当前(?:文件夹|目录)|同一个?(?:文件夹|目录)|原处)(?:里|下|中)?[。.\s]*",
    re.IGNORECASE,
)
# "open each one", "逐个点进去": the details of every item are wanted
_OPENS_EACH = Pattern(
    r"(?:and\s+|then\s+)*(?:open|visit|click(?:\s+(?:on|into|through\s+to))?|go\s+(?:in)?to|follow|enter|look\s+into|read)\s+"
    r"(?:up\s+)?(?:each|every|all)(?:\s+(?:of\s+)?(?:one|single|them|the|its?|their|of))*(?:\s+(?:links?|pages?|items?|entries|details?|detail\s+pages?))?[.\s]*"
    r"|(?:and\s+|then\s+|also\s+)*(?:give|show|get|send|read|fetch|tell|collect)(?:\s+me)?\s+(?:the\s+)?(?:full\s+|whole\s+|main\s+)?"
    r"(?:text|content|body|article)s?\s+(?:of|for|from)\s+(?:each|every|all|them)(?:\s+(?:of\s+)?(?:one|them|post|article|item|story))?[.\s]*"
    r"|(?:并|再|然后|请|把|给出|给我|列出|抓取?|读取?)*(?:每|各)(?:一)?(?:篇|个|条|个人)?(?:的|文章的?)*(?:正文|全文|内容|详情)(?:也|都)?(?:给我|抓下来|抓取下来|列出来|拿到)?[。.\s]*"
    r"|(?:并|再|然后|请)*(?:逐[个条一]|一个个|挨个|依次|每[个条篇一]个?)?(?:都)?(?:点|打|进|访问)(?:开|进|入)?(?:每[一个条篇]个?|各个?|所有)?(?:链接|详情页?|页面|条目|去)?(?:里面|看看|看|去)*[。.\s]*",
    re.IGNORECASE,
)
# "看看都有啥", "and show me what comes up": what was found is shown anyway
_SHOWS_IT = Pattern(
    r"(?:并|再|然后|请|帮我|给我|麻烦)*(?:看一?下|看看|瞧瞧|告诉我|说说|列出来?|列一下|显示|展示)(?:一下)?(?:都|能|会|总共|一共)*"
    r"(?:(?:搜|找|查|抓|爬)(?:出来|到|出)|有|是|出来)了?些?(?:什么|啥|哪些)(?:结果|内容|东西)?[。.？?\s]*"
    r"|(?:and\s+|then\s+|please\s+)*(?:see|show\s+me|show|tell\s+me|list|give\s+me|let\s+me\s+know)\s+what(?:ever)?\s*"
    r"(?:(?:it|you|we|that)\s+(?:finds?|found|gets?|got|returns?|shows?|turns?\s+up|gives?)|(?:'s|\s*is|\s*are)?\s*(?:there|found|available|in\s+stock)"
    r"|comes?\s+(?:up|back|out)|turns?\s+up|shows?\s+up)[.?\s]*"
    # "watch it for a minute and tell me the highest reading"
    r"|(?:and\s+|then\s+|please\s+)*(?:show|tell|give)\s+me\s+(?:just\s+)?the\s+(?:highest|lowest|peak|top|max(?:imum)?"
    r"|min(?:imum)?|average|mean|largest|smallest)(?:\s+(?:value|reading|figure|number|one|level|usage|use|of\s+them))?[.?\s]*",
    re.IGNORECASE,
)
# "how big is it in total", "一共占多少空间": told of files and folders whenever they are listed
_SIZES_IT = Pattern(
    r"(?:and\s+)?(?:how\s+(?:big|large)\s+(?:is\s+(?:it|that|this|the\s+(?:whole\s+)?(?:folder|thing))|are\s+they)"
    r"|how\s+much\s+(?:(?:disk\s+)?space\s+)?(?:is\s+(?:it|that)|(?:does\s+(?:it|that)|do\s+they)\s+(?:take|use|occupy|hold)(?:\s+up)?)"
    r"|(?:what\s+is\s+)?(?:its|the|their)\s+total\s+size)(?:\s+(?:in\s+total|altogether|overall|all\s+in\s+all))?[.?\s]*"
    r"|(?:它们?|这些)?(?:一共|总共|合计|加起来)?(?:有多大|多大|占(?:用|了)?(?:多少|多大)(?:的?(?:磁盘)?空间)?)[。？?\s]*",
    re.IGNORECASE,
)
# "and remove duplicates": of the lines or rows of the file that the clause before works on
_DROPS_REPEATS = Pattern(
    r"(?:and\s+|then\s+|also\s+)*(?:(?:remove|drop|delete|eliminate|get\s+rid\s+of|strip)\s+(?:all\s+|the\s+|any\s+)*"
    r"(?:duplicates?|duplicated|repeated|repeats?|doubles?)(?:\s+(?:ones|lines?|rows?|entries|names|values|records))?"
    r"|de-?dup(?:e|licate)?(?:\s+(?:it|them))?)[.\s]*"
    r"|(?:并|再|然后|同时|顺便)*(?:去掉?|删掉?|删除|去除|移除)?(?:所有|全部)?(?:重复的?|去重)(?:的?(?:行|项|名字|记录|数据|值))?(?:一下|掉)?[。.\s]*",
    re.IGNORECASE,
)
# "列名改成 单号、金额", "without the salary", "只要已付款的": the table that is made.
_LONGEST_SHAPE = 100
_SHAPES_TABLE = Pattern(
    r"(?:并且?|再|请|其中|但|里面|把|将)*(?:列名|列的?顺序|字段名?|表头|列(?!出|举|表|成)|小数|金额|价格)[^?？]*?(?:只?留|只要|保留|改|换|叫|顺序|依次|是|为|[:：]|去掉|不要|用)"
    r"|(?:并且?|再|请|其中|但|里面)*(?:只要|只留|只保留|只取|只含|仅保留|不要|去掉|去除|删掉|除去|排除|剔除)[^?？]+(?:的[^，,?？]{0,6}|列|字段|行)[。.]?$"
    r"|[^,，?？]{0,12}(?:[大小高低多少新旧早晚贵]|便宜)的(?:排|放)?在?最?前面?"
    # "按班级分组：键是班级", "keyed by the id"
    r"|(?:并且?|再|请)*(?:按照?|以)[^，,。；;]{1,12}(?:分组|作为?键|为键)[:：]?(?:$|[^?？]*(?:键|key|列表|数组))"
    r"|(?:and\s+|with\s+)*(?:group(?:ed)?\s+by|keyed\s+by)\s+(?:the\s+)?\w+(?:\s\w+)?[.!]?$"
    r"|(?:and\s+|but\s+|then\s+|please\s+)*(?:keep(?:ing)?|leav(?:e|ing)\s+out|drop(?:ping)?|omit(?:ting)?|exclud(?:e|ing)|renam(?:e|ing)|without|only|just|with)\s+"
    r"(?:only\s+|just\s+|the\s+|those\s+)*(?:[\w'“”-]+[\s,]+){0,12}?(?:columns?|fields?|rows?|ones|orders|people|headings?|entries|records|to|as|out)"
    r"|(?:and\s+|the\s+)*(?:high|low|larg|small|new|old|late|earli|cheap|dear|long|short|bigg)(?:est)[^?]{0,40}first[.!]?$",
    re.IGNORECASE,
)
# "列名当键", "one object per row": the shape that records take in JSON anyway
_THING = r"[^，,。；;\s多少几]{0,6}?"
_KEY_EN = r"(?:keys?|(?:field|property|attribute)\s+names?|propert(?:y|ies)|fields?)"
_COLUMNS_EN = (
    r"(?:(?:the|its|their)\s+)?(?:(?:column|header|field)\s+(?:names?|titles?|headers?|row)"
    r"|headers?|headings?|columns?|first\s+(?:row|line))"
)
_SHAPES_IT = Pattern(
    rf"(?:并|再|用|以|把|将|也|都)*(?:列名|列标题|表头|标题行?|字段名?|首行|第一行)(?:的?(?:名字|内容))?(?:都|就)?(?:当作?|做|作为?|作成|用作|成为|变成|是)(?:每个)?(?:对象的?|json\s*的?)?(?:键名?|字段名?|属性名?|\s*keys?)[。.\s]*"
    rf"|(?:要|让|并|就是|也就是)*(?:每|一)(?:一)?(?:行|条|个|位|笔|名|项|家|本|件){_THING}(?:数据|记录)?(?:对应|变成|转成|成为|作为|存成|就是|是|为|成)?(?:一|1)个\s*(?:json\s*)?(?:对象|元素|字典|object)[。.\s]*"
    rf"|(?:and\s+|with\s+|as\s+)*(?:(?:an?|one)\s+(?:array|list)\s+(?:of\s+objects,?\s*)?(?:with\s+)?)?(?:one|an)\s+object\s+(?:per|for\s+(?:each|every))\s+\w+(?:\s+\w+)?[.\s]*"
    rf"|(?:and\s+)*(?:(?:each|every)\s+\w+(?:\s+\w+)?\s+(?:(?:as|is|becomes?|(?:should|shall|must)\s+be(?:come)?|being)\s+)an?\s+object)[.\s]*"
    rf"|(?:and\s+|with\s+|using\s+|use\s+|take\s+)*{_COLUMNS_EN}\s+(?:(?:as|for|become|becoming|being|should\s+be|are)\s+)(?:the\s+|its\s+)?{_KEY_EN}[.\s]*"
    rf"|(?:and\s+|with\s+)*(?:the\s+)?keys\s+(?:are|being|should\s+be|taken\s+from|named\s+after|from)\s+{_COLUMNS_EN}[.\s]*",
    re.IGNORECASE,
)
_FIELD_ZH = (
    r"[\u4e00-\u9fff]{0,4}?(?:名字?|名称|姓名|名单|编号|单号|号码|手机号|电话|金额|数字|数目|结果|客户|日期|地址|清单"
    r"|订单号|学号|工号)"
)
_FIELDS_ZH = rf"{_FIELD_ZH}(?:[和与及、加]{_FIELD_ZH}){{0,4}}"
# "write the names, no ids": by what the things of the answer are called.
_NAMES_THEM = Pattern(
    r"(?:请|最好|结果|都|只|并|里)*(?:写|用|显示|给|列|按)出?(?:姓名|名字|名称|品名)(?:就行|即可|显示|就好)?[,，、\s]*"
    r"(?:(?:不要|别|不用|而不是|不写)(?:写|用|给|显示)?(?:工号|学号|编号|代码|号码|货号|id))?[。.\s]*"
    # "写班级名字就行", "把订单号和客户给我就好", "用百分比表示"
    rf"|(?:请|麻烦|只|就|直接|光)*(?:要|需要?|写|给|列|说|回|显示|返回|告诉)(?:我|出|一下)?{_FIELDS_ZH}(?:就行|就好|就可以|就够|就成|即可)了?[。.\s]*"
    rf"|把{_FIELDS_ZH}(?:都)?(?:列|给|发|告诉|写)(?:给|一下|出来)?我?(?:看看|一下)?(?:就行|就好|就可以|即可)?了?[。.\s]*"
    r"|(?:请|都)*(?:用|以|写成|换成)百分[比数](?:的?形式)?(?:来?表示|显示|给出|写|呈现)?(?:就行|即可)?[。.\s]*"
    r"|(?:and\s+|please\s+)*(?:show|use|write|give|list)\s+(?:me\s+)?(?:the\s+|their\s+)?names?,?\s+"
    r"(?:not|instead\s+of|rather\s+than|no)\s+(?:the\s+|their\s+)?(?:\w+\s+)?(?:ids?|codes?|numbers?)[.\s]*",
    re.IGNORECASE,
)
# "and how much is it?", "它多少钱": of the one thing that the clause before asks for
_ASKS_OF_IT = Pattern(
    r"(?:and\s+|also\s+)*(?:how\s+(?:much|many|old|big|long|far|good)|what|what's|who|whose|when|where|which)\b[^,;?]{0,30}?"
    r"\b(?:it|its|that(?:\s+one)?|they|their|them)\b(?:\s+\w+){0,3}[?.\s]*"
    r"|(?:它们?|其|那[个本款件条篇]|这[个本款件条篇])?的?(?:价格|售价|单价|标价|作者|评分|链接|网址|库存|日期|时间)?"
    r"(?:又|要|是|卖|为|有|在)?(?:多少钱?|谁写的|谁|什么|几[分元块星]|哪[里儿])(?:呢|啊|来着)?[？?。\s]*",
    re.IGNORECASE,
)
# "save name and price to prices.json", "汇总成 Excel", "quote the sentence": the form in which what
# a page says is wanted.
_FORM_ZH = r"(?:csv|json|jsonl|excel|xlsx|markdown|md|tsv|表格?|清单|列表|电子表格|工作簿)"
_KEEPS_OF_PAGE = Pattern(
    r"(?:and\s+|then\s+|please\s+|finally\s+)*(?:save|store|export|write|put|collect|output|return|dump|give\s+me|list|show)\b"
    r"[^?;]{0,50}?\b(?:to|into|in|as)\s+(?:an?\s+|one\s+|the\s+)?(?:file\s+)?(?:(?:csv|json|jsonl|excel|xlsx|markdown|md|tsv|spreadsheet|table|workbook)"
    r"(?:\s+(?:file|table|sheet|list))?|[\"'“]?[\w-]+\.(?:csv|json|jsonl|xlsx|md|tsv|txt)[\"'”]?)(?:\s+please)?[.\s]*"
    r"|(?:and\s+|please\s+)*(?:quote|cite)\s+(?:me\s+)?(?:the|that|its|their)\b[^,;]{0,30}"
    rf"|(?:请|再|并|最后|然后|帮我|给我|麻烦)*(?:把|将)?[^，,。；;？?统算画]{{0,20}}?(?:汇总|整理|保存|列|做|存|导出|写|输出|生成|转|放)(?:成|为|到|进|出)(?:一[个张份])?\s*"
    rf"(?:{_FORM_ZH}(?:\s*(?:文件|格式|表格?|里))?|[\w-]+\.(?:csv|json|jsonl|xlsx|md|tsv|txt))(?:就行|即可|给我|吧|里)*[。.\s]*"
    r"|(?:请|并|再|帮我)*(?:把|将)?(?:那|这)?(?:一)?[句]?(?:原句|原文|原话|出处)[^，,]{0,4}(?:引|摘|抄|写|列|给|贴|标|注)[^，,]{0,6}[。.\s]*"
    r"|(?:请|并|再|帮我)*(?:引用|摘录|摘抄|给出|注明|写明|标明)(?:一下|出)?(?:那|这)?[句]?(?:原句|原文|原话|出处)[。.\s]*",
    re.IGNORECASE,
)
# "retry until it works", "失败就重试", "每次间隔 1 秒": how a page is to be asked for.
_ASKS_AGAIN = Pattern(
    r"(?:and\s+|so\s+|then\s+|please\s+|just\s+)*(?:re-?try|try\s+(?:it\s+)?again|keep\s+trying)\b[^,;?]{0,50}"
    r"|(?:and\s+|please\s+|then\s+)*(?:wait|pause|sleep|leave)\s[^,;?]{0,20}\bbetween\s[^,;?]{0,20}"
    r"|(?:如果|若|遇到|要是|一旦)?[^，,。；;]{0,6}(?:失败|出错|报错|50[0-4]|超时|不成功)[^，,。；;]{0,6}?(?:重试|再试|多试|重新请求)[^，,。；;]{0,10}"
    r"|(?:请)?(?:多)?重试(?:几|多|\d)?次?[^，,。；;]{0,6}"
    r"|(?:每次|两次|每个?)?(?:请求|访问|页|抓取)(?:之间)?(?:间隔|停|等|隔)[^，,。；;]{0,8}秒[^，,。；;]{0,6}",
    re.IGNORECASE,
)
# "https://… often answers 503. Try again until it works": what a site is like, and nothing asked.
_UNSTEADY = Pattern(
    r"[^?？]{0,60}?(?:\b50[0-4]\b|\b(?:flaky|unstable|unreliable|overloaded|shaky|weak|slow|wobbly)\b"
    r"|\b(?:fails?|crash(?:es)?|times?\s+out|breaks?|errors?)\b|不太?稳定?|时好时坏|经常(?:报错|出错|失败|超时)|很慢|容易挂)[^?？]{0,24}"
    r"(?:[.;,。；，]\s*(?:so\s+|please\s+|just\s+)*(?:(?:re-?try|try\s+(?:it\s+)?again|keep\s+trying)\b[^.?]{0,40}"
    r"|[^，。？]{0,8}(?:重试|再试)[^，。？]{0,8}))?[.。]?",
    re.IGNORECASE,
)
# "列名不变", "keep the names as they are", "the originals should stay": it asks for nothing.
_AS_IT_IS = (
    r"(?:as\s+(?:they|it)\s+(?:are|is|were|was)|as[\s-]is|(?:exactly\s+)?where\s+(?:they|it)\s+(?:are|is)"
    r"|unchanged|(?:exactly\s+)?the\s+same|intact|untouched|in\s+place|alone)"
)
_STAYS_SO = Pattern(
    r"(?!.*(?:哪|什么|多少|几|谁|吗|是否|怎))(?:请|但是?|而|而且|并且?|注意|也)*[^，,。；;？?]{1,16}?(?:都|均|要|也|全部?|仍然?|一律|必须|应)*"
    r"(?:(?:保持|维持)(?:不变|原样|原状|一致)|不变|不要变|别变|不改变?|不要改变?|别改|照旧|原样(?:保留|不动)?)[。.!！\s]*"
    r"|(?:请|但是?|而|而且|并且?|注意|也)*(?:保持|维持|不要改[变动]?|别改[变动]?|不改[变动]?)[^，,。；;？?]{1,14}?(?:不变|原样|一致)?[。.!！\s]*"
    rf"|(?:and\s+|but\s+|with\s+|please\s+|just\s+)*(?:keep(?:ing)?|leav(?:e|ing))\s+[^,;?]{{1,50}}?\s+{_AS_IT_IS}[.!\s]*"
    r"|(?:and\s+|but\s+|please\s+)*(?:keep|preserve|retain)(?:ing)?\s+(?:(?:the|its|their|all|original|same|current)\s+)*"
    r"(?:(?:column|row|file|folder|header)\s+)?(?:order|names?|headers?|headings|structure|layout|originals?)[.!\s]*"
    r"|(?:and\s+|but\s+|with\s+)*(?:the|all|its|their|everything)\b[^,;?]{0,50}?\s"
    rf"(?:(?:should|must|shall|has\s+to|have\s+to|can|to)\s+)?(?:(?:stay|remain)s?(?:\s+{_AS_IT_IS})?"
    rf"|(?:be\s+(?:kept|left)|unchanged)(?:\s+{_AS_IT_IS})?)[.!\s]*",
    re.IGNORECASE,
)
# "发给会计用", "for my accountant": for whom it is made, by whoever asks.
_FOR_WHOM = Pattern(
    r"(?:是|我?要|准备|打算|之后|好|方便|以便)*(?:发|拿|交|传|留|寄)?给[^，,。；;？?]{1,12}?(?:用|看|的)(?:的)?[。.!！\s]*"
    r"|(?:it['’]?s\s+|this\s+is\s+|they\s+are\s+)?for\s+(?:my|our|the|his|her)\s+[a-z]+(?:\s+[a-z]+)?[.!\s]*",
    re.IGNORECASE,
)
_LONGEST = 60
REFERRING = Pattern(
    r"里面|其中|它|里头|\b(?:it|its|them|their|they|inside|these|those)\b", re.IGNORECASE
)
# "…, and tell me how much I could free up": what would come of it, not what there is now.
WOULD = Pattern(
    r"(?:能|可以?|会)(?:节?省|释放|腾|回收)|\b(?:could|would|can)\b.{1,40}\b(?:free|sav|reclaim|recover)",
    re.IGNORECASE,
)
NARROWED = Pattern(
    r"大于|小于|超过|不足|低于|高于|至少|至多|以上|以下|[<>＞＜≥≤]|等于|\d+\s*(?:到|至|-|~)\s*\d+"
    r"|\b(?:where|above|below|over|under|than|with|only)\b",
    re.IGNORECASE,
)
# The first of two questions is about groups or the best of them: the second is not about those.
RANKED = Pattern(
    r"哪|最|各|每|按|\b(?:which|most|least|each|every|per|by|top|best|worst|[a-z]{3,}est)\b",
    re.IGNORECASE,
)


# "算平均价，画图": one number is no picture; what it was reckoned of is to be drawn.
_ONE_NUMBER = Pattern(
    r"平均|均值|总[和数量额价计共]|合计|求和|中位数|\b(?:average|mean|total|sum|median)\b",
    re.IGNORECASE,
)
_DRAWS = Pattern(
    r"(?:请|再|并|也|都|然后|给我|帮我)*(?:画|绘制?|作|生成|出)(?:一?[张个幅])?(?:柱状|条形|折线|饼|直方|统计)?图表?(?:出来|看看|一下)?[。.!！\s]*"
    r"|(?:and\s+|then\s+|please\s+)*(?:plot|draw|chart|graph)(?:\s+(?:it|them|that|a|an|as|bar|line|pie|chart|graph|plot)){0,5}[.!\s]*",
    re.IGNORECASE,
)
# Questions that say enough by themselves, however few their words: "which one is the largest".
ASKS_ENOUGH = Pattern(
    r"\b(?:which|what)(?:\s+one)?(?:\s+is|'s)\s+the\s+(?:larg|bigg|small|new|old|long|short|heavi|lat)est\b"
    r"|\bhow\s+many\s+(?:files|folders|photos|pictures)\b|哪一?个最[大小新旧长短]|多少个?文件|几个文件",
    re.IGNORECASE,
)
# "what percentage of all orders is that", "那是总数的百分之几": of what was just asked.
OF_THAT = Pattern(
    r"\b(?:is|are|was|were|makes?)\s+(?:that|this|those|these|they|it)(?:\s+(?:in|as|of)\b[^,;?]{0,30})?[\s.?!]*$"
    r"|^\s*(?:那|这)(?:些|个)?(?:又|就)?(?:是|占|相当于)",
    re.IGNORECASE,
)
# How what was asked for is to stand.
_ORDERS = Pattern(
    r"(?:请|再|并|都)*(?:按照?|依)[^，,。]{1,14}(?:排序|排列|排|升序|降序|倒序)(?:一下|显示|列出)?[。.]?"
    r"|(?:and\s+|please\s+|then\s+)*(?:sort|order|rank)(?:ed)?(?:\s+(?:them|it|these|the\s+(?:results?|list|rows)))?"
    r"(?:\s+by\s+\w+(?:\s+\w+){0,2})?(?:,?\s+(?:from\s+)?(?:the\s+)?\w+\s+(?:to\s+(?:the\s+)?\w+|first)"
    r"|,?\s+(?:in\s+)?(?:de|a)scending(?:ly)?(?:\s+order)?|\s+alphabetically)?[.]?",
    re.IGNORECASE,
)
# "has the people who came" asks nothing.
RELATIVE = Pattern(r"(?<=\w)\s+(?:who|which|when|where)(?=\s+\w[^?？]*$)", re.IGNORECASE)
# "…, please delete them", "…，帮我删掉": what is done to what the clause before told of.
DOES_IT = Pattern(
    r"(?:(?:请|帮我|麻烦你?|给我|替我|你|就|都|全部|可以|直接|把它们?)\s*)*"
    rf"(?:{ZH_DEEDS})(?:一下|了|掉|吧|它们?|就行|即可|好了)*"
    r"|(?:(?:please|just|so|could\s+you|can\s+you|would\s+you)\s+)*"
    rf"(?:{EN_DEEDS})\s+(?:it|them|those|that|this)(?:\s+(?:please|for\s+me|all))*",
    re.IGNORECASE,
)
# "Kim is called Lee now. Fix that in all letters": what is to be changed was told before.
CHANGES_IT = Pattern(
    r"\W*(?:(?:please|so|and|just|could\s+you|can\s+you|would\s+you)\s+)*(?:fix|change|update|correct|adjust|replace)\s+"
    r"(?:it|that|this|them)\s+(?:in|everywhere|throughout|wherever)\b"
    r"|\W*(?:(?:please|so|and|just|could\s+you|can\s+you|would\s+you)\s+)*(?:make|give|get|create|produce|send)\s+"
    r"(?:(?:me|us)\s+)?(?:an?|one)\s+[\w .-]{1,30}?(?:copy|version)\s+of\s+(?:it|that|this|them)\b"
    # "分页.py 少了一页，帮我找出 bug": what is to be mended
    r"|\W*(?:(?:please|so|and|then|just|help\s+me|could\s+you|can\s+you|would\s+you)\s+)*"
    r"(?:find|locate|track\s+down|hunt\s+down|work\s+out|figure\s+out|fix|mend|repair|debug)\s+"
    r"(?:out\s+)?(?:and\s+(?:fix|mend|repair|correct)\s+)?(?:(?:the|its|that|this|my)\s+(?:bug|fault|mistake|error|cause|reason|problem)s?"
    r"|it|why|what(?:['’]s|\s+is)\s+wrong)\b[^,;]{0,40}$"
    r"|\W*(?:请|你|帮我?|给我|麻烦你?|帮忙|再|并)*(?:[找查看](?:[出找查看]|一?下)*|排查|定位|调试|修复|修好|检查)(?:一下|下)?(?:它|其中|里面)?的?\s*"
    r"(?:bug|错误|问题|毛病|原因|哪里?错了?|哪里(?:不对|有问题)|是?怎么回事|为什么)[^，,；;]{0,14}$",
    re.IGNORECASE,
)


def draws_what_was_reckoned(before: str, piece: str) -> bool:
    """True for a clause that only draws, after one that reckons a single number of a table."""
    single = _ONE_NUMBER.search(before) and not RANKED.search(before)
    return bool(single and _DRAWS.fullmatch(piece.strip()))


def says_how(piece: str) -> bool:
    """True for a clause on where to stop or put the result, on showing it, on its place."""
    said = piece.strip()
    short = len(said) <= _LONGEST
    hows = (_TELLS_WHERE, _BOUNDS, _PUTS_HERE, _SHOWS_IT, _SIZES_IT, _SHAPES_IT, _NAMES_THEM,
            _ASKS_AGAIN, _STAYS_SO, _FOR_WHOM)  # fmt: skip
    return short and any(how.fullmatch(said) for how in hows)


def keeps_of_page(piece: str) -> bool:
    """True for a clause on the form of what a page says: its columns, file, or quoted words."""
    said = piece.strip()
    return len(said) <= _LONGEST and bool(_KEEPS_OF_PAGE.fullmatch(said))


def tells_of_unsteady(piece: str) -> bool:
    """True for a clause that only tells that a site often fails, perhaps to try again then."""
    return bool(_UNSTEADY.fullmatch(piece.strip()))


def drops_repeats(piece: str) -> bool:
    """True for "and remove duplicates", which after work on one file is of its lines or rows."""
    said = piece.strip()
    return len(said) <= _LONGEST and bool(_DROPS_REPEATS.fullmatch(said))


def asks_of_it(piece: str) -> bool:
    """True for a question on the one thing that the clause before finds: "how much is it?"."""
    said = piece.strip()
    return len(said) <= _LONGEST and bool(_ASKS_OF_IT.fullmatch(said))


def shapes_table(piece: str) -> bool:
    """True for a clause on the columns, rows and order of the table that the clause before makes:
    "列名改成 单号、金额", "highest first", "leave out the phone numbers"."""
    said = piece.strip()
    return len(said) <= _LONGEST_SHAPE and bool(_SHAPES_TABLE.match(said))


def opens_each(piece: str) -> bool:
    """True for a clause that sends on to the page of every item of a list."""
    said = piece.strip()
    return len(said) <= _LONGEST and bool(_OPENS_EACH.fullmatch(said))


def only_orders(piece: str) -> bool:
    """True for "按大小排序", "sort them by date": how what was asked for is to stand."""
    return bool(_ORDERS.fullmatch(piece.strip()))

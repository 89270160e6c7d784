"""What people say after an answer in the words that a follow-up is read in: "and if you only count the families?"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from saving import FORMATS

_ONES = r"(?:(?:the |those |all )?(?:ones|rows|entries|records|lines) )?(?:(?:with|where|for|of|by|from|in|that (?:are|have|were)|which (?:are|have|were))(?= ) ?)?(?:the )?"
_COUNTED = r"(?:count|take|consider|include|look at|use|keep|show|tell|do|check|need|want|were to (?:count|take)|have)"
_ENGLISH = (
    # courtesies and what is only said to go on
    (r"^\W*(?:(?:ok(?:ay)?|great|thanks?|thank you|nice|good|cool|perfect|right|alright|hm+|well|so)\b[,.!;:]*\s+)+", ""),
    (r"^(?:and )?(?:can|could|would|will) (?:you|i|we) (?:please )?(?:also |now |then |just )*", "now "),
    (r"^(?:i|we)(?:'d| would) (?:like|love)(?: to (?:see|have|know))? ", "now "),
    # only some
    (rf"\b(?:(?:what|how) (?:about )?)?if (?:you|we|i|one|they)(?:'d)? (?:only|just) {_COUNTED} {_ONES}", " only "),
    (rf"\b(?:what|how) (?:about )?if (?:it(?:'s| is| was)|there (?:were|are)|we had|you had) (?:only|just) {_ONES}", " only "),
    (rf"\bonly {_COUNTED} {_ONES}", " only "),
    (rf"\b(?:restrict|limit|narrow|reduce|confine|filter)(?:ed)? (?:it |that |this |them |the \w+ )?(?:down )?(?:to|by|on|for) {_ONES}", " only "),
    (r"\b(?:(?:do|run|calculate|compute|show|give me) )?(?:that|it|this|the same(?: thing)?) (?:again|once more)(?:,? but)? (?:only |just )*(?:with|for|on|without) (?:only |just )?(?P<w>)", " only "),
    (r"\bkeep only (?P<v>.+?) and (?:redo|repeat|recalculate|recompute)(?: it| that)?\b", r" only \g<v> "),
    (r"\b(?:how|what) (?:does|do|did|would) (?:it|that|this|they|the (?:picture|result|answer)) look (?:like )?(?:if (?:you|we|i) (?:only|just) \w+|only for|just for|for|in) (?P<v>.+?)(?: alone| only| by itself| by themselves)?(?=\W*$)", r" only \g<v> "),
    (r"\b(?:how|what) (?:does|do|did|would) (?:it|that|this|they|the (?:picture|result|answer)) look (?:like )?(?=by|per|for each|for every|over|across)", " "),
    (r"^\W*(?:and |now |then |but )*(?:for |in )?(?P<v>[\w '-]{2,40}?) (?:alone|by itself|by themselves|on (?:its|their) own)\W*$", r"only \g<v>"),
    # without some
    (rf"\b(?:what |how )?(?:about )?(?:if (?:you|we|i|one) )?(?:don't|do not|didn't|did not|not) {_COUNTED} {_ONES}", " without "),
    (r"\b(?:take|leave|keep|kick|throw|strip) (?P<v>[^,.?]{2,40}?) out\b(?: of (?:it|that|this|the \w+))?", r" without \g<v> "),
    (r"\b(?:drop|remove|ignore|exclude|skip|omit|leave out|take out|disregard|discard)(?P<v> [^,.?]{2,40}?)(?: and (?:redo|repeat|recalculate|recompute|do it again)(?: it| that)?)?(?: please)?(?=\W*$)", r" without\g<v> "),
    (r"\b(?:the )?same(?: thing)?(?: again)?(?:,? but)? without\b", " without "),
    # by what
    (r"\b(?:over|across|through) the (?P<u>month|day|week|year|quarter|hour)s\b", r"by \g<u>"),
    (r"\b(?P<u>month|day|week|year|quarter|hour) (?:by|for|after) (?P=u)\b", r"by \g<u>"),
    (r"\b(?:how|what) about (?:for )?each\b", "by"),
    # plots
    (r"\b(?:make|draw|do|create|get|build|give me|show me) (?:a|an|me a) (?P<k>(?:\w+ )?)(?:chart|graph|plot|diagram)\b(?: (?:out )?of (?:it|that|this|them|those))?", r"plot it as a \g<k>chart"),
    (r"\b(?:turn|make|change|convert) (?:it|that|this|them) into an? (?P<k>(?:\w+ )?)(?:chart|graph|plot|diagram)\b", r"plot it as a \g<k>chart"),
    (r"\b(?:see|have|show) (?:it|that|this|them) (?:as|in) (?:an? )?(?P<k>(?:\w+ )?)(?:chart|graph|plot|diagram)\b", r"plot it as a \g<k>chart"),
    (r"\bplot it as a (?:nice |simple |quick |small |little )?(?:chart)\b", "plot it"),
    (r"\b(?:make|draw|do|create) (?:me )?a (?P<k>pie|bar|line)\b(?! (?:chart|graph|plot))(?: (?:out )?of (?:it|that|this|them))?", r"plot it as a \g<k> chart"),
    # in percent
    (r"\b(?:show|give|tell|express|put|write)(?: me)? (?:it|them|that|this|those|the \w+) (?:as|in) (?:a )?percent(?:age)?s?\b|\bas (?:a )?percentages?(?: of the (?:total|whole|sum))?(?=\W*$)|\bin percent\b(?: of the (?:total|whole|sum))?", " as share "),
    (r"\bwhat (?:share|part|percentage|percent|fraction|proportion)(?: of (?:the )?(?:total|whole|all|it|sum))? (?:is|does|do|did|are) (?:each|every one|they)(?: of them| one)?(?: have| make up| make| get| account for| hold)?(?: of (?:the )?(?:total|whole|all|it|sum))?", " as share "),
)  # fmt: skip
_CHINESE = (
    (r"^(?:好的?|谢谢|不错|嗯+|行|可以|那好)[，,。!！\s]+", ""),
    # only some
    (r"(?:那)?(?:如果|要是|假如|若)?(?:我们?)?(?:只|仅|光|单单?)(?:要|看|算|统计|考虑|计算|计|取|包括|保留|留|限|选|比较)(?P<v>[^，,。？?]{1,30}?)(?:的话|的时候|的情况)?(?:呢|是多少|怎么样|如何|吧)?(?P<e>[？?。]?)$", r"只看\g<v>"),
    (r"^(?:那)?就(?P<v>[^，,。？?]{1,20}?)的话(?:呢|是多少)?[？?]?$", r"只看\g<v>"),
    (r"^(?:再|重新)?(?:来|算|做)一?[遍次下][，,\s]*(?=只)", ""),
    (r"(?:把)?(?:范围|条件)?(?:限定|限制|缩小|限)(?:在|到|为)(?P<v>[^，,。？?]{1,24})", r"只看\g<v>"),
    (r"^(?:那)?(?:只有|单独)(?P<v>[^，,。？?]{1,20}?)(?:的情况|的话|的时候)?(?:呢|是多少|怎么样)?[？?]?$", r"只看\g<v>"),
    (r"^(?:那)?有(?P<v>[\u4e00-\u9fff]{1,6})的(?:人|话|患者|客户|订单)?(?:呢|是多少)?[？?]?$", r"只看\g<v>的"),
    (r"^(?:那)?没有?(?P<v>[\u4e00-\u9fff]{1,6})的(?:人|话|患者|客户|订单)?(?:呢|是多少)?[？?]?$", r"去掉\g<v>的"),
    (r"按(?P<v>[^，,。；]{1,8})汇总(?!.*[和与])", r"按\g<v>统计"),
    # without some
    (r"^(?:那)?(?:如果|要是)?(?:不要|不算上?|别算|不看|不计|不统计|撇开|抛开|扔掉|删掉)(?P<v>(?!小数|筛选|条件|限制|图|画)[^，,。？?]{1,20}?)的?(?:话|了)?(?:呢|是多少|再算一[次遍])?[？?]?$", r"去掉\g<v>"),
    # plots, percents
    (r"^(?:再|请|帮我|给我)*(?:给我)?画(?:出来|一下|出图来?)(?:看看)?$|^(?:再|请|帮我|给我)*(?:做|画|出|弄|来)(?:成|个|一?[个张幅])(?:图表?|图形)(?:看看|吧)?$", "画图"),
    (r"(?:改成|换成|变成|用|按)?百分比(?:来?(?:表示|显示|展示))?(?=[吧呢。？?]?$)", "占比"),
    (r"各自?(?:占|的占比|所占)(?:总数|总体|全部|总额|整体)?的?(?:比例|百分之几|百分之多少|多少比例|多大比例)?(?:是|有)?(?:多少|多大|几)?", "占比"),
    (r"(?:分别|各|每个)*占(?:总数|总体|全部|总额|整体)?的?(?:多大|多少|什么)?比例", "占比"),
    (r"占比(?:分别|各)*(?:是|为|有)?(?:多少|多大|几)?", "占比"),
)  # fmt: skip
_KIND = "|".join(sorted(map(re.escape, (*FORMATS, "xls", "spreadsheet")), key=len, reverse=True))
_NAME = r"[\"'“`]?(?P<name>[\w./~-]+\.(?:csv|tsv|xlsx|jsonl?|parquet|md|txt))[\"'”`]?"
_LIGHT = r"(?:\b(?:and|now|then|please|also|just|ok|great|thanks|can|could|would|you|i|we|me|us|it|that|this|them|those|these|the|a|an|as|to|into|in|out|for|of|too|result|results|table|answer|numbers|figures|list|file|format|sheet|workbook|called|named|name|under|like|need|want|have|get|give|send|save|store|write|put|export|dump|make|turn|convert|keep|output|download|d)\b|['’]|[把将请帮给我你的再也并然后最后这那个份张它们结果表格数据文件里中存保另写导出输放成为到叫做名吧一下来要变转换统计内容答案刚才])"
_KEPT = re.compile(
    rf"(?:{_LIGHT}|[\s,.;:!?，。；：！？])*(?:{_NAME}|(?P<kind>{_KIND}|电子表格))(?:{_LIGHT}|[\s,.;:!?，。；：！？])*",
    re.IGNORECASE,
)
_SAVES = r"\b(?:save|store|write|put|export|dump|output|download|as|into|to|need|want|give|send|make|turn|keep|convert)\b|存|写|导出|输出|放|成|要|换|做"


def afterwords(text):
    """The text of a follow-up in plain words; whatever is not such talk stays as it is."""
    kept = _only_kept(text)
    if kept:
        return kept
    chinese = re.search(r"[\u4e00-\u9fff]", text)
    for pattern, plain in _CHINESE if chinese else _ENGLISH:
        text = re.sub(pattern, plain, text, flags=re.IGNORECASE)
    return text.strip()


def _only_kept(text):
    """ "put that into an Excel file", "导出为out.csv": the wish to keep the answer, in plain words; or ""."""
    found = _KEPT.fullmatch(text.strip())
    if found is None or not re.search(_SAVES, text, re.IGNORECASE):
        return ""
    if found["name"]:
        return f"save as {found['name']}"
    kind = found["kind"].lower()
    return f"save as {'xlsx' if kind in ('xls', 'spreadsheet', '电子表格') else kind}"

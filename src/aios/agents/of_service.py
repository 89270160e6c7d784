"""Texts that ask how the service at an address does: whether it answers, and how fast."""

import re

from aios.contracts import mentions
from aios.contracts.patterns import Pattern

# How a service does, whatever its pages tell.
_DOES = Pattern(
    r"\b(?:health(?:y|ily)?|alive|reachable|unreachable|responsive|respond(?:s|ing)?|online|offline"
    r"|status\s+codes?|https?\s+(?:status|codes?)|response\s+times?|latenc(?:y|ies)|up\s?time"
    r"|(?:is|are)\s+(?:\S+\s+){0,6}?(?:up|down|ok|okay|fine|working)\b|milliseconds?|ms|ping|poll|probe"
    r"|(?:success|error|failure)\s+rate|(?:slowest|fastest)\s+(?:response|answer|request|one)"
    r"|how\s+(?:fast|quick(?:ly)?|slow(?:ly)?)|answers?\s+(?:faster|quicker|slower)"
    r"|needs?\s+to\s+answer|(?:takes?|took)\s+to\s+(?:answer|respond|load))\b"
    r"|\bredirect(?:s|ed|ion)?\b|跳[转到]|重定向|返回码|状态码|响应|延迟|耗时|毫秒|通不通|通吗|挂[了没]|活着|健康|可用|能不?能?访问|能不?能?打开"
    r"|打不?[得不]?开|存活|在线|连不?[得不]?[上通]|成功率|[失错][败误]率|探活|哪个[更最]?[快慢]"
    r"|[慢快]不[慢快]|正常吗|正不正常|还正常",
    re.IGNORECASE,
)
# It is asked several times, and some of the answers are counted, or measured.
_ASKED_AGAIN = Pattern(
    r"\b(?:times|requests|checks|calls|tries|attempts|every\s+(?:\w+\s+)?seconds?"
    r"|once\s+a\s+second)\b|[\d两三四五六七八九十]\s*[次遍回]|每隔?\S{0,3}秒",
    re.IGNORECASE,
)
_COUNTED = Pattern(
    r"\b(?:fail\w*|succe\w+|errors?|[2345]\d\d|slow\w*|fast\w*|longest|average|mean|median"
    r"|max(?:imum)?|p9\d|timed?\s*out|go\s+through)\b"
    r"|失败|成功|出错|报错|错误|[2345]\d\d|最[慢快]|平均|中位|超过|超时|耗时|多久",
    re.IGNORECASE,
)
# What its pages tell, or what is made of them.
_TELLS = Pattern(
    r"\b(?:titles?|headlines?|headings?|links?|tables?|rows?|products?|items?|prices?|articles?"
    r"|posts?|stories|names?|lists?|images?|pictures|download\w*|extract\w*|scrape\w*|crawl\w*"
    r"|headers?|json|fields?|users?(?!\s+(?:have|are|say|report|complain))|orders?|records?|summar\w+|script|program|function|class"
    r"|code\s+that|write\s+(?:me\s+)?an?|broken|sitemap|docker|deploy|pages?\s+say)\b"
    r"|标题|链接|表格?|商品|产品|价格|文章|新闻|名[单称字]|列表|图片|下载|提取|抓取?|爬|响应头|请求头"
    r"|字段|用户|订单|记录|总结|脚本|程序|函数|写一?个|正文",
    re.IGNORECASE,
)
_CODES = Pattern(r"\b(?:status|http|response)\s+codes?\b|状态码|返回码", re.IGNORECASE)
_REQUESTS = Pattern(r"\b(?:send|fire|make)\s+(?=(?:\w+\s+){0,3}requests?\b)", re.IGNORECASE)


def without_requests(text: str) -> str:
    """The text without the verb of "send 6 requests": nothing is sent to anybody."""
    return _REQUESTS.sub(" ", text)


def of_service(text: str) -> bool:
    """True for a text on addresses that asks how they answer, and nothing of what they tell."""
    if not mentions.urls(text):
        return False
    said = mentions.blank_urls(text)
    if _TELLS.search(_CODES.sub(" ms ", said)):
        return False
    return bool(_DOES.search(said) or (_ASKED_AGAIN.search(said) and _COUNTED.search(said)))

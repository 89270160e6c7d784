"""What a request tells of a function that asks addresses over HTTP: one or many, as JSON, text or
status, how often again and after which wait, and what stands for one that fails.
"""

import re
from dataclasses import dataclass

from paging import Pages, pages_of
from parts import header, role_of
from signatures import Signature

_ROLES = {
    "url": "url address link uri endpoint base_url start_url page_url api_url",
    "urls": "urls addresses links uris endpoints sites pages websites hosts",
    "tries": "retries max_retries tries max_tries attempts max_attempts retry times retry_count n",
    "delay": "delay wait backoff pause base_delay interval sleep seconds wait_seconds retry_delay "
    "base backoff_factor",
    "timeout": "timeout timeout_s seconds_timeout timeout_seconds",
    "workers": "workers max_workers threads concurrency limit n_threads num_threads num_workers "
    "n_workers max_threads parallel pool_size thread_count",
    "target": "path dest target filename out output file dst file_path output_path save_path",
    "folder": "folder directory dir out_dir output_dir target_dir dest_dir dest_folder save_dir",
    "headers": "headers header",
    "query": "params query query_params",
    "data": "data payload body json obj",
    "token": "token api_key key access_token",
    "most": "max_pages page_limit max_page",
}
_ASKS = re.compile(
    r"\b(?:requests?|fetch\w*|download\w*|urllib|https?|GET|POST|HEAD|crawl\w*|responses?|server"
    r"|status code|api|web ?page|check\w*|reachable)\b|请求|下载|访问|抓取|接口|状态码|网页"
    r"|服务器|连不上|能打开",
    re.IGNORECASE,
)
_NO_ASKING = re.compile(
    r"\bvalid\b|\bpars(?:e|es|ing)\b(?! (?:json|body|response))|\bdomain\b|query string|slug"
    r"|shorten"
    r"|without (?:any )?(?:request|network)|\basync\b|asyncio|aiohttp|httpx"
    r"|\b(?:with|using|use) (?:the )?requests\b|(?:用|使用) ?requests|decorator|合法"
    r"|解析(?:出)?(?:域名|参数)"
    r"|不(?:要|用)?联网|协程|异步|装饰器|\bHTML\b.{0,20}(?:links|titles?)|爬虫",
    re.IGNORECASE,
)
_GIVES = r"(?:\breturn\w*|\bgiv\w*|\bdict\w*|\bmap\w*|\blist|->|→|返回|字典|得到|列表|对应)"
# What is made of an answer, and the words for it, the more telling first.
_KINDS = [
    ("alive", rf"{_GIVES}[^.;。；]{{0,16}}?(?:\bTrue\b|\bbool|whether|布尔)"),
    ("status", rf"{_GIVES}[^.;。；]{{0,40}}?(?:status codes?|http codes?|状态码|\bstatus\b)"),
    (
        "size",
        rf"{_GIVES}[^.;。；]{{0,40}}?(?:number of bytes|size in bytes|\blength\b|字节数|长度|大小)",
    ),
    ("title", rf"{_GIVES}[^.;。；]{{0,40}}?(?:<title>|\btitles?\b|标题)"),
    ("json", r"json"),
    ("bytes", rf"{_GIVES}[^.;。；]{{0,30}}?(?:\bbytes\b|字节|二进制)"),
]  # fmt: skip
_RETRIES = re.compile(
    r"\bretr(?:y|ies|ied)|\btries\b|\btry\b|\bagain\b|attempts?|重试|再试|重新(?:请求|尝试)", re.I
)
_IN_ALL = re.compile(
    r"in total|altogether|in all\b|including the first|总共|一共|总计|共(?:尝试|调用|请求)"
    r"|包括第一次",
    re.I,
)
_SO_MANY = re.compile(
    r"at most `?\w+`? (?:attempts|tries|requests|times|calls)\b|(?:attempts|tries|requests) at most"
    r"|最多(?:请求|尝试|试|发|调用|执行|运行|跑)",
    re.I,
)
_BESIDE = re.compile(
    r"not count\w* the first|first (?:\w+ )?(?:does ?n.t|does not|is not|isn.t) count|more times"
    r"|extra"
    r"|\bretr(?:y|ies|ied|ying) (?:it |up to |at most |again )*`?\w+`? (?:more )?times"
    r"|第一次不算|不算第一次|不含第一次|不包括第一次|再重试|额外",
    re.I,
)
_DOUBLES = re.compile(
    r"doubl|exponential|twice as long|2 ?\*\* ?|翻倍|加倍|指数|两倍|1 ?s?, ?2 ?s?, ?4", re.I
)
_LINEAR = re.compile(
    r"linear|delay ?\* ?(?:attempt|n\b|i\b)|longer each time|线性|递增|依次增加", re.I
)
_FAILING = (
    r"(?:fail\w*|can ?not|can.t|could ?n.t|error\w*|unreachable|wrong|down|refused|\bdead\b"
    r"|not answer"
    r"|give up|gives up|失败|连不上|连接不上|无法(?:连接|访问)|出错|不行|不通|报错|异常|超时"
    r"|打不开|timeouts?|times out)"
)
_NONE_THERE = r"404[^.;。；,，]{0,24}None|None[^.;。；,，]{0,40}404"
_RAISED = re.compile(
    r"(?:\brais\w+|\bthrow\w*|抛出?|引发)\s*(?:an? |the |一个|出)?\s*"
    r"(?!HTTPError|URLError)([A-Z]\w*(?:Error|Exception))\b(?![^.;。；]{0,20}(?:JSON|valid|empty))"
)


@dataclass(frozen=True)
class Fetch:
    """What is wished for: the kind of answer, the roles of the parameters by name, how failing
    ends (None: raised), which codes are asked again, and how the wait grows."""

    name: str
    head: str
    roles: dict[str, str]
    kind: str
    as_dict: bool
    failed: str | None
    again: str
    total: bool
    grows: str
    missing: bool
    pages: Pages | None
    fixed: str = ""  # how often it is tried, where no parameter says so

    def given(self, role: str, default: str) -> str:
        """The parameter of this role, or what stands for it."""
        return self.roles.get(role, default)


def fetch_of(part: str, wish: Signature) -> Fetch | None:
    """What is wished for of a function that asks an address; None where none is."""
    roles = {role_of(w.name, _ROLES): w.name for w in wish.params or ()}
    address = roles.keys() & {"url", "urls"}
    if "" in roles or len(address) != 1 or len(roles) != len(wish.params or ()):
        return None
    said = f"{part} {wish.name.replace('_', ' ')}"
    if not _ASKS.search(said) or _NO_ASKING.search(part):
        return None
    pages = pages_of(part) if "url" in roles else None
    if "most" in roles and not pages:
        return None
    kind = "json" if pages else _kind(said, roles)
    return Fetch(
        wish.name,
        header(wish),
        roles,
        kind,
        _as_dict(part),
        _failed(part, kind, many="urls" in roles),
        _again(part),
        counts_first(part, roles.get("tries", "")),
        "double" if _DOUBLES.search(part) or "backoff" in roles.get("delay", "") else
        "linear" if _LINEAR.search(part) else "",
        bool(re.search(_NONE_THERE, part)),
        pages,
        _tries_told(part),
    )  # fmt: skip


def _kind(said: str, roles: dict[str, str]) -> str:
    """What is made of an answer."""
    if roles.keys() & {"target", "folder"}:
        return "saved"
    found = (kind for kind, words in _KINDS if re.search(words, said, re.IGNORECASE))
    return next(found, "text")


def _as_dict(part: str) -> bool:
    return bool(re.search(r"\bdict\w*|\bmapping\b|字典|url\s*(?:->|→|:)|映射", part, re.I))


def _failed(part: str, kind: str, *, many: bool) -> str | None:
    """What stands for an address that fails in the end, as source; None where it is raised."""
    part = re.sub(rf"{_NONE_THERE}", " ", part)
    if re.search(
        rf"{_FAILING}[^.;。；]{{0,40}}?\bFalse\b|\bFalse\b[^.;。；]{{0,40}}?{_FAILING}", part, re.I
    ):
        return "False"
    if re.search(
        rf"\bNone\b[^.;。；]{{0,60}}?{_FAILING}|{_FAILING}[^.;。；]{{0,60}}?\bNone\b", part, re.I
    ):
        return "None"
    if re.search(
        rf"{_FAILING}[^.;。；]{{0,40}}?(?:skip|left? out|ignor|跳过|忽略|不放|不要)"
        rf"|(?:skip|leav\w+ out|ignor\w+|跳过|忽略)[^.;。；]{{0,20}}?{_FAILING}",
        part,
        re.I,
    ):
        return "skip"
    if re.search(
        r"error (?:message|text)|(?:错误|异常)(?:信息|消息|文字)|message of the", part, re.I
    ):
        return "str(error)"
    if (
        re.search(r"exception (?:object|instance)|the exception (?:itself)?|异常对象", part, re.I)
        and many
    ):
        return "error"
    if kind == "alive":
        return "False"
    if raised := _RAISED.search(part):
        return f"raise {raised[1]}"
    return "None" if many and kind == "status" else None  # fmt: skip


def _again(part: str) -> str:
    """The condition on `code` under which an address is asked again."""
    near = r"(?<![\d.])(?:429|5\d\d)(?![\d.])"
    clauses = [c for c in re.split(r"[.;。；](?!\d)", part) if _RETRIES.search(c)]
    codes = sorted({c for clause in clauses for c in re.findall(near, clause)})
    if any(re.search(r"5xx|500 (?:or|and) (?:above|more)|>= ?500|50x", c, re.I) for c in clauses):
        codes = [code for code in codes if not code.startswith("5")]
        return "code >= 500" + "".join(f" or code == {code}" for code in codes)
    if re.search(
        r"any (?:error|failure|kind of)|whatever|任何(?:错误|失败|异常)", " ".join(clauses), re.I
    ):
        return "code > 0"
    if not codes:
        return "code >= 500"
    return f"code in ({', '.join([*codes, '599'])})"


_COUNT = re.compile(
    r"(\d+|two|three|four|five|两|三|四|五)\s*(?:more )?(?:attempts|tries|times|retries|次)", re.I
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "两": 2, "三": 3, "四": 4, "五": 5}


def _tries_told(part: str) -> str:
    """How often an address is asked, as the text tells it in a number; "" where it does not."""
    clauses = (c for c in re.split(r"[.;。；](?!\d)", part) if _RETRIES.search(c))
    found = next((m for clause in clauses if (m := _COUNT.search(clause))), None)
    if found is None:
        return ""
    count = _COUNTS.get(found[1].lower()) or int(found[1])
    return str(count if counts_first(part, "retries" if "retr" in found[0] else "") else count + 1)


def counts_first(part: str, name: str) -> bool:
    """Whether the number of tries counts the first one."""
    if _IN_ALL.search(part):
        return True
    if _BESIDE.search(part):
        return False
    return bool(_SO_MANY.search(part)) or "retr" not in name

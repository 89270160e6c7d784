"""What a request tells of a function that does work for many items at once: in threads, processes
or awaited, in which order, and what stands for an item that fails.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from parts import header, role_of
from signatures import Signature

_ROLES = {
    "function": "func fn function f handle handler job worker task fetch process action work call "
    "predicate transform mapper coro_func fetcher processor work_fn download",
    "items": "items urls tasks jobs values data args inputs paths files records nums numbers "
    "things elements ids lst iterable functions funcs callables coros coroutines calls steps "
    "requests "
    "names orders factories xs seq sequence list_of_items",
    "workers": "workers max_workers limit concurrency max_concurrency n_workers num_workers "
    "threads n n_threads max_concurrent pool_size num_threads thread_count max_threads processes",
    "timeout": "timeout timeout_s seconds timeout_seconds",
    "tries": "retries max_retries tries attempts max_attempts max_tries times",
    "delay": "delay wait pause backoff",
    "default": "default fallback",
    "progress": "progress on_progress callback on_done report",
}
_ASYNC = re.compile(r"\basync\b|asyncio|\bawait\w*|coroutine|协程|异步", re.I)
_PROCESSES = re.compile(r"process pool|multi-?process\w*|ProcessPool|进程", re.I)
_THREADS = re.compile(
    r"\bthread\w*|concurren\w*|\bparallel\b|at the same time|at once|simultaneous|线程|并发|并行"
    r"|同时",
    re.I,
)
_OTHER = re.compile(
    r"decorator|装饰器|depend|依赖|\bclass\b|\bdaemon\b|schedul"
    r"|first (?:one )?(?:to|that)"
    r" (?:finish|succe)|最先|第一个(?:成功|完成)",
    re.I,
)
_FED = re.compile(r"producer|consumer|生产者|消费者", re.I)
_FAILS = (
    r"(?:fail\w*|rais\w*|error\w*|exceptions?|goes wrong|crash\w*"
    r"|succe\w+|times? out|time\w*out|too long|失败|出错|报错|异常|抛|成功|超时)"
)
_IN_PLACE = (
    r"(?:exception|error) (?:object|instance|itself)|return_exceptions|异常对象|(?:放|返回|存"
    r"|记)(?:入|下)?(?:那个|该|这个|它的)?异常"
    r"|(?:the|its|that) (?:exception|error)(?: object)? (?:is |stands? |goes )?(?:put |placed "
    r"|in )?(?:in(?:to)? )?"
    r"(?:its|that|the|their)? ?(?:place|position|list|results?|slot)"
    r"|(?:exception|error) (?:\w+ ){0,3}instead of"
    r"|(?:value|result|entry) (?:\w+ ){0,4}is (?:the|its|that) (?:exception|error)\b(?! (?:message|text))"
    r"|值(?:就)?[是为](?:该|那个|这个)?异常"
    r"|(?:place|position|slot|spot|位置)(?: \w+){0,6} (?:exception|error)\b(?! (?:message|text))"
)
_BOTH = re.compile(
    r"\(\s*[`\"]?(?:results?|ok|success\w*"
    r"|done)[`\"]?\s*[,，]\s*[`\"]?(?:errors?|fail\w*)[`\"]?\s*\)"
    r"|(?:tuple of|two|both) (?:lists?|dicts?)|两个(?:列表|字典)|成功(?:的)?(?:列表|字典"
    r"|结果)?(?:和|、|，)失败",
    re.I,
)
_GUARDED = re.compile(
    r"(?:小于|不到|<) ?(?:1|一)[^.;。；]{0,12}ValueError|(?:below|less than|smaller than|under"
    r"|<) ?(?:1|one)\b"
    r"[^.;]{0,24}ValueError|ValueError[^.;]{0,30}(?:below|less than|smaller than|<) ?(?:1"
    r"|one)\b",
    re.I,
)
_FINISHED = re.compile(
    r"as (?:they|each|it|soon as)[\w ]* (?:finish|complete|done|ready)\w*"
    r"|完成(?:的)?(?:先后)?顺序|先完成|谁先|边完成", re.I
)  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """What is wished for: how the work is done, what comes back, and what stands for a failure
    (raise, skip, both, or a source)."""

    name: str
    head: str
    roles: dict[str, str]
    needed: frozenset[str]
    mode: str
    queued: bool
    failed: str
    shape: str
    finished: bool
    total: bool
    named: bool
    guarded: bool
    results: str
    errors: str

    def given(self, role: str, default: str) -> str:
        """The parameter of this role, or what stands for it."""
        return self.roles.get(role, default)

    @property
    def wide(self) -> str:
        """How many may be at work at once."""
        return self.given("workers", "8")


def spread_of(part: str, wish: Signature) -> Spread | None:
    """What is wished for of a function that does work for many items; None where none is."""
    params = wish.params or ()
    roles = {role_of(w.name, _ROLES): w.name for w in params}
    mode = next(
        (m for m, p in (("await", _ASYNC), ("processes", _PROCESSES), ("threads", _THREADS))
         if p.search(part)), ""
    )  # fmt: skip
    if not mode or "items" not in roles or "" in roles or len(roles) != len(params):
        return None
    alone = (
        r"functions|callables?|coroutines|coros|无参|函数(?:的)?列表|协程|一组函数|多个函数"
        r"|没有参数的函数"
    )
    fed = {"function", "items"} <= roles.keys()
    if (
        _OTHER.search(part)
        or (_FED.search(part) and not fed)
        or ("function" not in roles and not re.search(alone, part, re.I))
    ):
        return None
    if "function" not in roles and re.search(r"ur[li]|path|file", roles["items"]):
        return None
    return Spread(
        wish.name,
        header(wish),
        roles,
        frozenset(w.name for w in params if not w.default),
        mode,
        mode == "threads" and bool(re.search(r"queue|队列|threading\.Thread", part, re.I)),
        _failed(part, roles),
        _shape(part),
        bool(_FINISHED.search(part)),
        not re.search(r"retr", roles.get("tries", "")),
        bool(re.search(r"dict\w*[^.;。；]{0,40}(?:functions?|callables?)\b|字典[^.;。；]{0,24}函数|名(?:字"
        r"|称)?[^。；]{0,12}函数", part, re.I))
        and "function" not in roles,
        bool(_GUARDED.search(part)),
        *_both_shapes(part),
    )  # fmt: skip


def _failed(part: str, roles: dict[str, str]) -> str:
    """What stands for an item that fails."""
    clauses = [c for c in re.split(r"[.;。；](?!\d)", part) if re.search(_FAILS, c, re.I)]
    told = " . ".join(clauses)
    if "default" in roles:
        return roles["default"]
    if _BOTH.search(part):
        return "both"
    if re.search(_IN_PLACE, told, re.I):
        return "error"
    if shape := re.search(r"[\"“'`]([^\"”'`{}<>]{1,16})[<{]\w+[>}][\"”'`]", told):
        return f'f"{shape[1]}{{error}}"'
    if re.search(
        r"error (?:message|text)|错误(?:信息|消息)|异常(?:信息|消息)|\bstr\(e", told, re.I
    ):
        return "str(error)"
    if re.search(r"\bNone\b", told):
        return "None"
    if re.search(r"\bskip|leav\w+ out|left out|ignor|drop|跳过|忽略|不(?:放|要|算|包)", told, re.I):
        return "skip"
    return "raise"


def _shape(part: str) -> str:
    """What comes back: a list, pairs, or a dict from the items to the results."""
    if re.search(r"\bdict\w*|mapping|字典", part, re.I):
        return "dict"
    if re.search(r"\(\s*item\s*,|\bpairs\b|tuples? of \(?item|元组", part, re.I):
        return "pairs"
    return "list"


def _both_shapes(part: str) -> tuple[str, str]:
    """What the results and the errors are where both come back."""
    a_dict = r"\bdict\w*|mapping|字典"
    two = bool(re.search(rf"(?:two|both|两个)\s*(?:{a_dict})", part, re.I))
    said_of = r"{}\w*[`\"' ]{{0,2}}(?:is|are|是|为|=|:|：)[^.;。；]*"
    about = {n: re.search(said_of.format(n), part, re.I) for n in ("result", "error")}
    dicts = {
        n: two or bool(found and re.search(a_dict, found[0], re.I)) for n, found in about.items()
    }
    said = about["result"][0] if about["result"] else ""
    results = "dict" if dicts["result"] else "holes" if "None" in said else "list"
    by_place = dicts["error"] and re.search(r"\bindex\w*|\bposition|下标|索引|序号", part, re.I)
    return results, "places" if by_place else "dict" if dicts["error"] else "pairs"

"""Decorators and functions that try a call again, as a request tells them: how often, after which
wait, at which errors, and what comes after the last try.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from bricks import Brick
from fetches import counts_first
from parts import documented, header, role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "function": "func fn function f callback task action operation job callable call",
    "tries": "times retries max_retries tries max_tries attempts max_attempts n count retry",
    "delay": "delay wait pause base base_delay interval seconds sleep_seconds initial_delay "
    "wait_seconds",
    "factor": "backoff factor multiplier backoff_factor",
    "errors": "exceptions errors exception on catch exc exc_types error_types retry_on",
    "most": "max_delay cap max_wait",
    "jitter": "jitter max_jitter",
    "default": "default fallback",
    "notify": "on_retry callback on_error notify on_failure",
    "sleep": "sleep sleeper",
    "args": "args",
    "kwargs": "kwargs",
}
_FAILS = r"(?:fail\w*|rais\w*|exception|error|抛|出错|失败|异常|报错)"
_AGAIN = re.compile(
    r"\bretr(?:y|ies|ied|ying)\b|\bcalls? [^.;,]{0,32}\bagain\b|重试|再试|tr(?:y|ies) (?:it |the call )?again|call(?:s"
    r"|ed)? (?:it )?again"
    r"|再(?:次)?(?:调用|执行|运行)|重新(?:调用|执行|运行)|another (?:try|attempt)|(?:second|next) (?:call|try|attempt)\b"
    r"|\b(?:up to|at most) \W?\w+\W? (?:times|attempts|tries) (?:when|if|while|until|as long as)\b|最后一次(?:仍|还是|也|都)?(?:失败|出错|抛|报错|异常)|下一次(?:调用|尝试)", re.I
)  # fmt: skip
_DECORATES = re.compile(r"decorat\w*|装饰", re.I)
_OTHER = re.compile(r"\burls?\b|https?://|\bHTTP\b|网址|\bclass\b|类 ?[A-Z]|线程|threads?\b", re.I)
_DOUBLES = re.compile(
    r"doubl|exponential|twice (?:as long|the (?:previous|last))|翻倍|翻番|加倍|指数|两倍", re.I
)
_TRIPLES = re.compile(r"tripl\w*|three times (?:as long|the (?:previous|last))|三倍", re.I)
_GROWS = re.compile(
    r"(?P<times>\d+(?:\.\d+)?) ?(?:倍|times (?:as long|longer|the (?:previous|last|wait)))"
    r"|(?:multipl\w+|grows?|乘)[^.;。；\d]{0,24}?(?:by|factor of|以|上|乘) ?(?P<by>\d+(?:\.\d+)?)"
    r"|\b(?:delay|wait|base)\w* ?[*×] ?(?P<product>\d+(?:\.\d+)?)", re.I
)  # fmt: skip
_NAMED = re.compile(
    r"(?:only|just)[^.;。；]{0,30}?\b([A-Z]\w+(?:Error|Exception))|(?:只"
    r"|仅)[^.;。；]{0,16}?([A-Z]\w+(?:Error|Exception))"
    r"|(?:raises?|on|遇到|抛出?) (?:an? )?([A-Z]\w+(?:Error|Exception))[^.;。；]{0,30}?(?:again"
    r"|retr|重试|再)"
)  # fmt: skip
_LAST = re.compile(
    r"(?:last|final|all (?:\w+ )?(?:tries|attempts|retries|fail\w*)|give\w* up|still|最后|仍|还是"
    r"|都失败"
    r"|全部失败|用完)"
    r"[^.;。；]{0,60}?(?:rais\w*|抛出?|throw\w*|引发)\s*(?:出|an? |one |一个|custom |own |new |(?:custom )?(?:exception|error) "
    r"|自定义的?|异常|错误|的)*\s*([A-Z]\w+(?:Error|Exception|Failed)?)\b"
)
_NOTHING = re.compile(
    r"(?:last|final|all|give\w* up|still|never|最后|仍|还是|都失败"
    r"|全部失败)[^.;。；]{0,40}?(?:return\w*|返回)\s*(None|False)"
)
_TELLS = re.compile(
    r"\bprint\w*|打印|输出(?:一行|日志)?", re.I
)  # fmt: skip


@dataclass(frozen=True)
class Retry:
    """What is wished for: the parts of the parameters, whether it decorates, and the traits."""

    name: str
    head: str
    roles: dict[str, str]
    needed: tuple[str, ...]
    decorates: bool
    awaits: bool
    total: bool
    growth: str
    error: str
    last: str
    tells: bool
    random: str = ""

    @property
    def tries(self) -> str:
        """How many calls there are at most, as source."""
        name = self.roles.get("tries", "3")
        return name if self.total or name == "3" else f"{name} + 1"


def retrier(part: str, wish: Signature) -> Brick | None:
    """The decorator or function that tries again; None where none is told of."""
    params = wish.params or ()
    roles = {role_of(w.name, _ROLES): w.star + w.name for w in params}
    if not params or "" in roles or len(roles) != len(params) or _OTHER.search(part):
        return None
    if "delay" not in roles and "backoff" in roles.get("factor", ""):
        roles["delay"] = roles.pop("factor")
    decorates = bool(_DECORATES.search(part)) and "function" not in roles
    if not _AGAIN.search(f"{part} {wish.name}") or not re.search(_FAILS, part, re.I):
        return None
    if not roles.keys() & {"tries", "delay"} or not (decorates or "function" in roles):
        return None
    named, last, nothing = _NAMED.search(part), _LAST.search(part), _NOTHING.search(part)
    told = Retry(
        wish.name,
        header(wish),
        roles,
        tuple(w.name for w in params if not w.default and not w.star),
        decorates,
        bool(re.search(r"\basync\b|协程|异步", part, re.I)),
        counts_first(part, roles.get("tries", "")),
        roles.get("factor") or growth_told(part),
        next(filter(None, named.groups())) if named else "Exception",
        f"return {roles['default']}" if "default" in roles
        else f"return {nothing[1]}" if nothing
        else f"raise {last[1]}(str(error)) from error" if last and last[1] not in ("Exception",)
        else "raise",
        bool(_TELLS.search(part)),
        random_told(part, roles),
    )  # fmt: skip
    return made_brick(wish.name, source_of(told), "失败重试")


def growth_told(part: str) -> str:
    """How many times as long each wait is as the one before, as source; "" where it stays."""
    if number := _GROWS.search(part):
        return number["times"] or number["by"] or number["product"]
    if re.search(r"2 ?\*\*|2 ?\^|\b2 ?\* ?[a-z]", part):
        return "2"
    return "3" if _TRIPLES.search(part) else "2" if _DOUBLES.search(part) else ""


def source_of(told: Retry) -> str:
    """The source of the decorator or function."""
    lines = [f"def {told.name}({told.head}) -> Any:"]
    if told.awaits and not told.decorates:
        lines[0] = "async " + lines[0]
    lines += documented(_prose(told), _shown(told))
    if told.decorates:
        word = "async def" if told.awaits else "def"
        lines += ["", "    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:"]
        lines += ["        @functools.wraps(func)"]
        lines += [f"        {word} wrapper(*args: Any, **kwargs: Any) -> Any:"]
        lines += [f"            {line}" for line in _tried(told, "func(*args, **kwargs)")]
        lines += ["", "        return wrapper", "", "    return decorate"]
    else:
        given = ", ".join(told.roles[role] for role in ("args", "kwargs") if role in told.roles)
        lines += [f"    {line}" for line in _tried(told, f"{told.roles['function']}({given})")]
    imports = "import asyncio\nimport functools\nimport random\nimport time\n"
    imports += "from collections.abc import Callable\nfrom typing import Any\n"
    return '"""Bricks written for one request."""\n\n' + imports + "\n\n" + "\n".join(lines) + "\n"


def _prose(told: Retry) -> str:
    start = "A decorator that calls it again" if told.decorates else "Call the function again"
    ends = "the last error is raised" if told.last == "raise" else f"in the end: {told.last}"
    return f"{start} while it fails; {ends}."


def _tried(told: Retry, call: str) -> list[str]:
    """The loop of the tries."""
    tries, delay = told.tries, told.roles.get("delay", "")
    grows = bool(told.growth)
    lines = [f"waiting = {delay}"] if grows and delay else []
    lines += [f"allowed = max({tries}, 1)", "for attempt in range(1, allowed + 1):", "    try:"]
    lines += [f"        return {'await ' if told.awaits else ''}{call}"]
    bound = " as error" if told.tells or "notify" in told.roles or "error" in told.last else ""
    lines += [f"    except {told.roles.get('errors', told.error)}{bound}:"]
    lines += ["        if attempt == allowed:", f"            {told.last}"]
    if told.tells:
        lines += ['        print(f"attempt {attempt} failed: {error}")']
    if notify := told.roles.get("notify"):
        lines += [f"        if {notify}:", f"            {notify}(attempt, error)"]
    if delay:
        pause = told.roles.get("sleep") or ("await asyncio.sleep" if told.awaits else "time.sleep")
        wait = "waiting" if grows else delay
        capped = f"min({wait}, {told.roles['most']})" if "most" in told.roles else wait
        capped += _jittered(told)
        lines += [f"        {pause}({capped})"]
    if grows and delay:
        lines += [f"        waiting *= {told.growth}"]
    return [*lines, "return None"]


def _jittered(told: Retry) -> str:
    """What is added to a wait at random, as source."""
    if jitter := told.roles.get("jitter"):
        most = f"({told.roles['delay']} if {jitter} is True else float({jitter} or 0))"
        return f" + random.uniform(0, {most})"
    return f" + random.uniform(0, {told.random})" if told.random else ""


def random_told(part: str, roles: dict[str, str]) -> str:
    """Up to how much is added to each wait at random, as source; "" for nothing."""
    if not re.search(r"random|jitter|随机|抖动", part, re.I) or "jitter" in roles:
        return ""
    if re.search(
        r"(?:no|without|不加|没有|不要|不带) ?(?:any |的|加)?(?:random|jitter|随机|抖动)",
        part,
        re.I,
    ):
        return ""
    upto = re.search(
        r"(?:0 ?(?:to|and|-|~|到|和|至) ?|up to |最多 ?|不超过 ?)(\w+(?:\.\d+)?)", part
    )
    known = upto and (upto[1] in roles.values() or re.fullmatch(r"\d+(?:\.\d+)?", upto[1]))
    return upto[1] if upto and known else roles.get("delay", "")


def _shown(told: Retry) -> list[str]:
    """What a call that works gives, and one that fails."""
    values = {"tries": "2", "delay": "0", "factor": "2", "errors": "Exception", "most": "1",
              "default": "None", "jitter": "0", "notify": "None", "sleep": "time.sleep"}  # fmt: skip
    if told.awaits:
        return []
    needed = {role: name for role, name in told.roles.items() if name in told.needed}
    given = [f"{name}={values[role]}" for role, name in needed.items() if role in values]
    delay = told.roles.get("delay", "")
    quick = [f"{delay}=0"] if delay and delay not in told.needed else []
    if told.decorates:
        call = f"{told.name}({', '.join([*given, *quick])})(lambda: {{}})()"
    else:
        call = f"{told.name}({', '.join([told.roles['function'] + '=lambda: {}', *given, *quick])})"
    lines = [f">>> {call.format(1)}", "1"]
    if told.last == "raise" and "errors" not in told.roles and told.error == "Exception":
        error = "ZeroDivisionError: division by zero"
        lines += [f">>> {call.format('1 / 0')}", "Traceback (most recent call last):", error]
    return lines

"""Functions that do work for many items at once, written as a request tells them: in threads, in
processes or awaited, in which order, and what stands for an item that fails.
"""

import re
from dataclasses import dataclass

from bricks import Brick
from parts import documented, header, role_of
from ruled import made_brick
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
    r"decorator|装饰器|producer|consumer|生产者|消费者|\bclass\b|\bdaemon\b|schedul"
    r"|first (?:one )?(?:to|that)"
    r" (?:finish|succe)|最先|第一个(?:成功|完成)",
    re.I,
)
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


def spreader(part: str, wish: Signature) -> Brick | None:
    """The function that does work for many items at once; None where none is told of."""
    told = _read(part, wish)
    return None if told is None else made_brick(wish.name, source_of(told), "并发执行")


def _read(part: str, wish: Signature) -> Spread | None:
    params = wish.params or ()
    roles = {role_of(w.name, _ROLES): w.name for w in params}
    mode = next(
        (m for m, p in (("await", _ASYNC), ("processes", _PROCESSES), ("threads", _THREADS))
         if p.search(part)), ""
    )  # fmt: skip
    if not mode or "items" not in roles or "" in roles or len(roles) != len(params):
        return None
    alone = r"functions|callables|coroutines|coros|无参|函数(?:的)?列表|协程|一组函数|多个函数|字典"
    if _OTHER.search(part) or ("function" not in roles and not re.search(alone, part, re.I)):
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
        bool(re.search(r"dict\w*[^.;。；]{0,40}(?:functions|callables)|名(?:字"
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
    about = {name: re.search(rf"\b{name}\w*\W{{0,3}}(?:is|are|是|为|:|：|=)[^.;。；]*", part, re.I)
             for name in ("result", "error")}  # fmt: skip
    dicts = {
        n: two or bool(found and re.search(a_dict, found[0], re.I)) for n, found in about.items()
    }
    said = about["result"][0] if about["result"] else ""
    results = "dict" if dicts["result"] else "holes" if "None" in said else "list"
    by_place = dicts["error"] and re.search(r"\bindex\w*|\bposition|下标|索引|序号", part, re.I)
    return results, "places" if by_place else "dict" if dicts["error"] else "pairs"


def source_of(told: Spread) -> str:
    """The source of the function."""
    modules = ("asyncio", "concurrent.futures", "queue", "threading", "time")
    imports = "".join(f"import {module}\n" for module in modules)
    imports += "from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\n"
    imports += "from typing import Any\n"
    word = "async def" if told.mode == "await" else "def"
    lines = [f"{word} {told.name}({told.head}) -> Any:", *documented(_prose(told), _shown(told))]
    items = told.roles["items"]
    if told.guarded and "workers" in told.roles:
        lines += [f"    if {told.wide} < 1:"]
        lines += [
            f'        raise ValueError(f"{told.wide} must be 1 or more, not {{{told.wide}}}")'
        ]
    lines += [f"    given = list({items}.items())" if told.named else f"    given = list({items})"]
    if told.mode == "processes":
        lines += _in_processes(told)
    else:
        lines += [*_counters(told), *_one(told), *_spread(told)]
    return f'"""Bricks written for one request."""\n\n{imports}\n\n' + "\n".join(lines) + "\n"


def _prose(told: Spread) -> str:
    how = {
        "await": "Await the work for every item",
        "threads": "Do the work for every item in threads",
        "processes": "Do the work for every item in processes",
    }[told.mode]
    ends = {
        "raise": "the first error is raised", "skip": "items that fail are left out",
        "both": "the results, and the errors", "error": "an error stands in its place",
    }  # fmt: skip
    return f"{how}; {ends.get(told.failed, f'for one that fails {told.failed}')}."


def _shown(told: Spread) -> list[str]:
    """An example that every such function has."""
    if "function" not in told.roles or told.finished:
        return []
    work, results = ("abs", [1, 2]) if told.mode != "await" else (
        "lambda n: asyncio.sleep(0, abs(n))", [1, 2])  # fmt: skip
    values = {"function": work, "items": "[-1, 2]", "workers": "2", "timeout": "5", "tries": "1",
              "delay": "0", "default": "0", "progress": "print"}  # fmt: skip
    given = [f"{n}={values[r]}" for r, n in told.roles.items() if n in told.needed]
    call = f"{told.name}({', '.join(given)})"
    call = f"asyncio.run({call})" if told.mode == "await" else call
    made = {"dict": "{-1: 1, 2: 2}", "pairs": "[(-1, 1), (2, 2)]"}.get(told.shape, str(results))
    if told.failed == "both":
        return [f">>> {call}[0]", "{-1: 1, 2: 2}" if told.results == "dict" else "[1, 2]"]
    return [f">>> {call}", made]


def _counters(told: Spread) -> list[str]:
    """What the work of all items shares."""
    lines = []
    if told.mode == "await":
        lines.append(f"    gate = asyncio.Semaphore({told.wide})")
    if "progress" in told.roles:
        lines += ["    done, lock = 0, threading.Lock()"]
    return lines


def _one(told: Spread) -> list[str]:
    """The function that does the work of one item: a flag of success, and the result."""
    awaits = told.mode == "await"
    lines = ["", f"    {'async ' if awaits else ''}def one(item: Any) -> Any:"]
    inner = "        "
    if "progress" in told.roles:
        lines.append(f"{inner}nonlocal done")
    if awaits:
        lines.append(f"{inner}async with gate:")
        inner += "    "
    lines += [inner + line for line in _tried(told)]
    if progress := told.roles.get("progress"):
        lines += [f"{inner}with lock:", f"{inner}    done += 1"]
        lines += [f"{inner}    {progress}(done, len(given))"]
    return [*lines, f"{inner}return result", ""]


def _tried(told: Spread) -> list[str]:
    """The lines that try the work of one item, again where that is wished for."""
    work = _call(told)
    lines = [f"result = True, {work}"]
    kept = "error" if told.failed in ("both", "raise", "skip") else told.failed
    plain = told.failed == "raise" and not told.queued
    if tries := told.roles.get("tries"):
        most = f"max({tries}, 1)" if told.total else f"{tries} + 1"
        lines = [
            f"for attempt in range({most}):",
            "    try:",
            f"        {lines[0]}",
            "        break",
        ]
        lines += ["    except Exception as error:"]
        lines += (
            [f"        if attempt + 1 == {most}:", "            raise"]
            if plain
            else [f"        result = False, {kept}"]
        )
        if delay := told.roles.get("delay"):
            sleep = "await asyncio.sleep" if told.mode == "await" else "time.sleep"
            lines += [f"    {sleep}({delay})"]
        return lines
    if plain:
        return lines
    caught = "Exception as error" if "error" in kept else "Exception"
    return ["try:", f"    {lines[0]}", f"except {caught}:", f"    result = False, {kept}"]


def _call(told: Spread) -> str:
    """The source that does the work of one item."""
    item = "item[1]" if told.named else "item"
    call = f"{told.roles['function']}(item)" if "function" in told.roles else f"{item}()"
    if told.mode != "await":
        return call
    if "function" not in told.roles:
        call = f"({item}() if callable({item}) else {item})"
    timeout = told.roles.get("timeout")
    return f"await asyncio.wait_for({call}, {timeout})" if timeout else f"await {call}"


def _spread(told: Spread) -> list[str]:
    """The lines that give the items away and put the results together."""
    if told.mode == "await":
        if told.finished:
            return ["    for coming in asyncio.as_completed([one(item) for item in given]):",
                    "        yield (await coming)[1]"]  # fmt: skip
        return ["    results = await asyncio.gather(*map(one, given))", *_made(told)]
    if told.queued:
        return [*_QUEUED.format(wide=told.wide).strip("\n").split("\n"), *_made(told, raises=True)]
    pool = f"    with ThreadPoolExecutor(max_workers={told.wide}) as pool:"
    if told.finished:
        value = (
            "(futures[future], future.result()[1])"
            if told.shape == "pairs"
            else "future.result()[1]"
        )
        return [pool, "        futures = {pool.submit(one, item): item for item in given}",
                "        for future in concurrent.futures.as_completed(futures):",
                f"            yield {value}"]  # fmt: skip
    if timeout := told.roles.get("timeout"):
        kept = "error" if told.failed in ("both", "raise", "skip") else told.failed
        wait = [
            "    futures = [pool.submit(one, item) for item in given]", "    results = []",
            "    for future in futures:", "        try:",
            f"            results.append(future.result({timeout}))",
            "        except concurrent.futures.TimeoutError as error:",
            "            raise TimeoutError(str(error)) from error" if told.failed == "raise"
            else f"            results.append((False, {kept}))",
            "    pool.shutdown(wait=False, cancel_futures=True)",
        ]  # fmt: skip
        return [
            f"    pool = ThreadPoolExecutor(max_workers={told.wide})",
            *wait,
            *_made(told),
        ]
    return [pool, "        results = list(pool.map(one, given))", *_made(told)]


_QUEUED = """
    waiting: queue.Queue[tuple[int, Any]] = queue.Queue()
    results: list[Any] = [None] * len(given)
    for numbered in enumerate(given):
        waiting.put(numbered)

    def work() -> None:
        while True:
            try:
                place, item = waiting.get_nowait()
            except queue.Empty:
                return
            results[place] = one(item)

    threads = [threading.Thread(target=work) for _ in range(max({wide}, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def _made(told: Spread, *, raises: bool = False) -> list[str]:
    """The lines that make what is wished for of `results`."""
    item = "item[0]" if told.named else "item"
    both = "zip(given, results)"
    lines = []
    if told.failed == "raise" and raises:
        lines = [
            "    for good, result in results:",
            "        if not good:",
            "            raise result",
        ]
    if told.failed == "both":
        return [
            f"    fine = {_fine(told, item)}",
            f"    bad = {_bad(told, item)}",
            "    return fine, bad",
        ]
    only = " if good" if told.failed == "skip" else ""
    if told.shape == "dict":
        name = "good" if only else "_"
        return [*lines, f"    return {{{item}: result for item, ({name}, result) in {both}{only}}}"]
    if told.shape == "pairs":
        name = "good" if only else "_"
        return [*lines, f"    return [(item, result) for item, ({name}, result) in {both}{only}]"]
    name = "good" if only else "_"
    return [*lines, f"    return [result for {name}, result in results{only}]"]


def _fine(told: Spread, item: str) -> str:
    """The results beside the errors: by item, all in their places with holes, or what is fine."""
    if told.results == "dict":
        return f"{{{item}: result for item, (good, result) in zip(given, results) if good}}"
    if told.results == "holes":
        return "[result if good else None for good, result in results]"
    return "[result for good, result in results if good]"


def _bad(told: Spread, item: str) -> str:
    """The errors: by their places, by item, or in pairs with the items."""
    if told.errors == "places":
        return "{place: error for place, (good, error) in enumerate(results) if not good}"
    pairs = "for item, (good, error) in zip(given, results) if not good"
    if told.errors == "dict":
        return f"{{{item}: error {pairs}}}"
    return f"[({item}, error) {pairs}]"


def _in_processes(told: Spread) -> list[str]:
    """The lines that do the work in processes, to which no inner function can go."""
    kept = "error" if told.failed in ("both", "raise", "skip") else told.failed
    work = told.roles.get("function", "item")
    call = f"pool.submit({work}, item)" if "function" in told.roles else "pool.submit(item)"
    lines = [f"    with ProcessPoolExecutor(max_workers={told.wide}) as pool:"]
    lines += [f"        futures = [{call} for item in given]", "        results: list[Any] = []"]
    lines += ["        for future in futures:", "            try:"]
    lines += [f"                results.append((True, future.result({told.given('timeout', '')})))"]
    lines += ["            except Exception as error:"]
    lines += [
        "                raise"
        if told.failed == "raise"
        else f"                results.append((False, {kept}))"
    ]
    return [*lines, *_made(told)]

"""Functions that do work for many items at once, written as a request tells them."""

from bricks import Brick
from parts import documented
from ruled import made_brick
from signatures import Signature
from spreads import Spread, spread_of


def spreader(part: str, wish: Signature) -> Brick | None:
    """The function that does work for many items at once; None where none is told of."""
    told = spread_of(part, wish)
    return None if told is None else made_brick(wish.name, source_of(told), "并发执行")


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

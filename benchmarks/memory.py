"""How fast, and how well, is something found among 10,000 and 100,000 bilingual memories?

Run with `python benchmarks/memory.py [SIZE …]`; with `--embedding MODEL` also by the vectors of a
model of Ollama's, or of a GGUF file. The answer goes to `benchmarks/results/memory.json`. "Bare" is
the plain FTS5 query over the same index in the same file, asked in turn with ours: at once, and
`in_a_thread`, as a program has to that goes on meanwhile; on a busy computer that takes long.
"""

import argparse
import asyncio
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.text import terms
from aios.kernel.clock import SystemClock
from aios.kernel.memory import TABLES, MemoryManager
from aios.system import AsyncAIOS
from benchmarks.memory_conversations import Asked, conversations
from benchmarks.memory_texts import Known, memories
from benchmarks.result import save

SIZES = (10_000, 100_000)
QUERIES, PAIRS, K = 300, 200, 10
AT_ONCE = 256
SINGLES = 200
BARE = "SELECT rowid FROM text_index WHERE text_index MATCH ? ORDER BY rank LIMIT ?"
HAN = re.compile("[\u4e00-\u9fff]+")


def spread(took_s: Sequence[float]) -> dict[str, float]:
    """p50, p99 and mean in milliseconds."""
    cuts = statistics.quantiles(took_s, n=100)
    figures = {"p50_ms": cuts[49], "p99_ms": cuts[98], "mean_ms": statistics.mean(took_s)}
    return {name: round(value * 1000, 3) for name, value in figures.items()}


async def fill(memory: MemoryManager, items: Sequence[Known]) -> dict[str, float]:
    """Memories a second: many at once, which share their commits, and one after the other."""
    many, few = items[:-SINGLES], items[-SINGLES:]
    began = time.perf_counter()
    for first in range(0, len(many), AT_ONCE):
        batch = many[first : first + AT_ONCE]
        await asyncio.gather(*(memory.store(known.text) for known in batch))
    at_once = len(many) / (time.perf_counter() - began)
    began = time.perf_counter()
    for known in few:
        await memory.store(known.text)
    alone = len(few) / (time.perf_counter() - began)
    return {"at_once_per_s": round(at_once), "one_by_one_per_s": round(alone)}


class Bare:
    """The plain query over the index, on a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False)

    def search(self, query: str) -> list[tuple[int]]:
        """The rows of the best texts, without a look at whose they are, or how old."""
        words = dict.fromkeys(terms(query))
        return self._db.execute(BARE, (" OR ".join(f'"{w}"' for w in words), K)).fetchall()

    def texts(self, rows: Sequence[tuple[int]]) -> list[str]:
        """The terms of rows, to compare with those of a text."""
        sql = "SELECT terms FROM text_entries WHERE id = ?"
        return [self._db.execute(sql, row).fetchone()[0] for row in rows]


async def ask(memory: MemoryManager, bare: Bare, items: Sequence[Known]) -> dict[str, Any]:
    """Each query to both in turn: times, and whether the memory it is about is among the best."""
    took: dict[str, list[float]] = {"ours": [], "bare": [], "in_a_thread": []}
    hits = Counter[str]()
    loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(1)
    for known in random.Random(1).sample(list(items), QUERIES):
        began = time.perf_counter()
        found = await memory.search(known.query, k=K)
        took["ours"].append(time.perf_counter() - began)
        began = time.perf_counter()
        rows = bare.search(known.query)
        took["bare"].append(time.perf_counter() - began)
        began = time.perf_counter()
        await loop.run_in_executor(thread, bare.search, known.query)
        took["in_a_thread"].append(time.perf_counter() - began)
        hits["ours"] += any(item.text == known.text for item in found)
        hits["bare"] += " ".join(terms(known.text)) in bare.texts(rows)
    times: dict[str, dict[str, float]] = {who: spread(values) for who, values in took.items()}
    for who, cpu_s in (await cpu(memory, bare, items)).items():
        times[who]["cpu_ms"] = round(cpu_s * 1000, 3)
    thread.shutdown()
    return {
        **times,
        "ours_over_bare": over(times, "bare", ("p50_ms", "p99_ms", "mean_ms", "cpu_ms")),
        "ours_over_in_a_thread": over(times, "in_a_thread", ("p50_ms", "p99_ms", "mean_ms")),
        "hit_at_10": {who: round(hits[who] / QUERIES, 3) for who in ("ours", "bare")},
    }


def over(times: dict[str, dict[str, float]], who: str, names: Sequence[str]) -> dict[str, float]:
    """How many times as long ours takes."""
    return {n.removesuffix("_ms"): round(times["ours"][n] / times[who][n], 2) for n in names}


async def cpu(memory: MemoryManager, bare: Bare, items: Sequence[Known]) -> dict[str, float]:
    """Seconds of CPU for a query, all threads together: what other programs do does not count."""
    queries = [known.query for known in random.Random(3).sample(list(items), QUERIES)]
    began = time.process_time()
    for query in queries:
        await memory.search(query, k=K)
    ours = time.process_time()
    for query in queries:
        bare.search(query)
    return {"ours": (ours - began) / QUERIES, "bare": (time.process_time() - ours) / QUERIES}


async def pairs(memory: MemoryManager, items: Sequence[Known]) -> dict[str, Any]:
    """Two-character words that are in at most ten memories: how many of those are found."""
    having = Counter[str]()
    for known in items:
        runs = HAN.findall(known.text)
        having.update({run[n : n + 2] for run in runs for n in range(len(run) - 1)})
    rare = sorted(word for word, count in having.items() if count <= K)
    found = wanted = 0
    for word in random.Random(2).sample(rare, min(PAIRS, len(rare))):
        wanted += having[word]
        found += sum(word in item.text for item in await memory.search(word, k=K))
    return {"words": PAIRS, "memories_with_them": wanted, "found": round(found / wanted, 4)}


async def talked(model: str, folder: Path) -> dict[str, Any]:
    """Questions about conversations: how often the turn that answers is among the best k."""
    turns, asked = conversations()
    figures: dict[str, Any] = {"turns": len(turns), "questions": len(asked)}
    async with AsyncAIOS(folder / "by words", use_vm=False) as aios:
        figures["words"] = await recall(aios.memory_manager, turns, asked)
    figures["words_and_meaning"] = f"not measured: no model was named (--embedding), got {model!r}"
    if model:
        async with AsyncAIOS(folder / "by both", use_vm=False, embedding_model=model) as aios:
            memory = aios.memory_manager
            for turn in turns:
                await memory.store(turn)
            while (  # noqa: ASYNC110 - nobody tells when the last has its vector
                state := await memory.meanings()
            ).waiting and not state.problem:
                await asyncio.sleep(0.5)
            if state.problem:
                raise SystemExit(f"{model}: {state.problem}")
            figures["words_and_meaning"] = {
                "model": model,
                **await recall(memory, turns, asked),
            }
    return figures


async def recall(memory: Any, turns: Sequence[str], asked: Sequence[Asked]) -> dict[str, Any]:
    """recall@5, @10 and @20 for each way of asking."""
    for turn in turns:
        await memory.store(turn)
    places: dict[str, list[int]] = {}
    for question in asked:
        found = await memory.search(question.text, k=20)
        place = next((n for n, m in enumerate(found) if m.text == turns[question.turn]), 99)
        places.setdefault(question.way, []).append(place)
    return {
        way: {f"at_{k}": round(sum(n < k for n in at) / len(at), 3) for k in (5, 10, 20)}
        for way, at in places.items()
    }


async def measure(size: int, folder: Path) -> dict[str, Any]:
    """All figures of one size."""
    items = memories(size)
    store = SqliteStore(folder / "aios.db")
    await store.open(TABLES)
    memory = MemoryManager(store, SqliteTextIndex(store), SystemClock())
    try:
        inserted = await fill(memory, items)
        for known in items[:20]:
            await memory.search(known.query, k=K)  # warm
        return {
            "inserted": inserted,
            **await ask(memory, Bare(folder / "aios.db"), items),
            "two_character_words": await pairs(memory, items),
        }
    finally:
        await store.close()


async def run(sizes: Sequence[int], model: str) -> dict[str, Any]:
    """The figures of all sizes, and of the conversations."""
    figures: dict[str, Any] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            figures[f"memories_{size}"] = await measure(size, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        figures["conversations"] = await talked(model, Path(folder))
    return figures


def main() -> None:
    """Measure and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--embedding", default="", metavar="MODEL")
    told = parser.parse_args()
    figures = asyncio.run(run(told.sizes, told.embedding))
    budget = {
        "memories_100000.ours_over_bare.p50": "<= 1.5",
        "memories_100000.hit_at_10.ours": ">= bare",
        "two_character_words.found": ">= 0.99",
    }
    save("memory", {"sqlite": sqlite3.sqlite_version, "budget": budget, "figures": figures})


if __name__ == "__main__":
    main()

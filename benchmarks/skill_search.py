"""How long does it take to find the skills for a sentence among 2,500 installed ones?

Run: python benchmarks/skill_search.py. Prints one JSON object; times are milliseconds.
"""

import json
import platform
import random
import statistics
import time

from aios.contracts.skill import Action, Skill
from aios.skills.library import SkillLibrary

SKILLS = 2500
_HAN = "统计分析抓取转换检查总结翻译部署测试搜索销售网页图片日志合同发票邮件磁盘接口会议表格"
_SYLLABLES = (
    "con",
    "ver",
    "ana",
    "ly",
    "de",
    "ploy",
    "tes",
    "sea",
    "rep",
    "mai",
    "log",
    "ta",
    "bo",
)


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """Made-up words, half of them Chinese."""
    latin = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(size // 2)]
    return latin + ["".join(chance.choices(_HAN, k=2)) for _ in range(size // 2)]


def made_up(number: int, words: list[str], chance: random.Random) -> Skill:
    """A skill with about as much text as those people publish."""

    def phrase() -> str:
        # Words are as unevenly common as in a language: a few everywhere, most hardly anywhere.
        return " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(4))

    action = Action(
        name="do",
        description=phrase(),
        script="do.py",
        utterances=tuple(phrase() for _ in range(8)),
    )
    return Skill(
        id=f"skill-{number}",
        name=f"skill-{number}",
        description=f"{phrase()}. {phrase()}.",
        keywords=tuple(phrase().split()),
        actions=(action,),
        instructions=" ".join(f"{phrase()}" for _ in range(60)),
    )


def main() -> None:
    """Build once, then time each query on its own."""
    chance = random.Random(7)
    words = vocabulary(6000, chance)
    chance.shuffle(words)
    library = SkillLibrary([made_up(i, words, chance) for i in range(SKILLS)])
    queries = [" ".join(chance.choices(words, k=6)) for _ in range(50)]
    began = time.perf_counter()
    library.rank(queries[0])
    built_ms = (time.perf_counter() - began) * 1e3
    took = []
    for _ in range(4):
        for query in queries:
            began = time.perf_counter()
            library.rank(query)
            took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    print(
        json.dumps(
            {
                "skills": SKILLS,
                "first_query_with_index_ms": round(built_ms, 1),
                "query_p50_ms": round(statistics.median(took), 3),
                "query_p95_ms": round(took[int(len(took) * 0.95)], 3),
                "python": platform.python_version(),
                "machine": platform.machine(),
            }
        )
    )


if __name__ == "__main__":
    main()

"""An agent of your own: an object with `run`, which reaches the world only through calls."""

from typing import Any

from aios import AIOS, Task


class Counter:
    """Counts the words of its task; what it remembers and writes is journaled like any step."""

    name = "counting-agent"

    async def run(self, task: Task, calls: Any) -> str:
        words = task.description.split()
        artifact = await calls.write("words.txt", "\n".join(words).encode(), "text/plain")
        await calls.remember(f"A task had {len(words)} words.")
        return f"{len(words)} words, listed in {artifact.name}"


with AIOS() as aios:
    aios.create_agent(Counter())
    task = aios.execute("count the words of this sentence", agent="counting-agent")
    print(task.wait(timeout=30).answer)
    for step in task.record.steps:
        print(step.kind, step.status)

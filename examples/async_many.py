"""Many tasks at once: asynchronous, with priorities."""

import asyncio

from aios import AsyncAIOS


async def main() -> None:
    async with AsyncAIOS() as aios:

        async def greet(text: str) -> str:
            await asyncio.sleep(0.01)
            return f"Hello, {text.split()[-1]}"

        await aios.register_skill({"name": "greeter", "executor": greet, "keywords": ["greet"]})
        host = {"name": "host-agent", "type": "custom", "skills": ["greeter"], "slots": 1}
        await aios.create_agent(host)
        tasks = [
            await aios.execute(
                f"greet guest-{n}", agent="host-agent", priority="high" if n % 10 == 0 else "low"
            )
            for n in range(50)
        ]
        results = await asyncio.gather(*(task.wait(timeout=60) for task in tasks))
        print(len(results), "done;", results[0].answer)
        first = sorted(tasks, key=lambda task: task.record.started_at)[:8]
        print("among the first:", sum(task.record.priority == "high" for task in first), "high")


asyncio.run(main())

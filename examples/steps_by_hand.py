"""Take the kernel's steps yourself: choose the agent, plan, choose skills, execute, integrate."""

from pathlib import Path

from aios import AIOS

SALES = Path(__file__).parent / "data" / "sales.csv"

with AIOS() as aios:
    task = f"total sales by region in {SALES}"
    agent = aios.scheduler.select_agent(task)
    print("agent:", agent)
    results = []
    for subtask in agent.plan(task):
        skill = aios.skills_manager.select(subtask)
        print("skill:", skill)
        results.append(skill.execute(subtask))
    print(agent.integrate_results(results).answer)

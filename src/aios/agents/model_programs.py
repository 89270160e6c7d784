"""The programs a model writes: what they are given, how they ended, what is said of it."""

from collections.abc import Sequence

from aios.agents.said import files, hosts_named
from aios.agents.wording import sentence, title
from aios.contracts.machine import Bind, NetworkPolicy, Program
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls, RunResult
from aios.contracts.skill import Skill
from aios.contracts.task import TaskError

SERVER_AFTER_S = 6.0
MAX_REASON_CHARS = 300


def reach(skill: Skill | None, calls: Calls) -> tuple[str, tuple[str, ...]]:
    """In whose name a program runs, and the hosts it may reach.

    A skill that declares hosts of its own opens them to the program, which then gets no more
    than that skill's permissions; else it runs in the name of the task alone.
    """
    named = hosts_named(calls)
    if skill is None:
        return "", named
    given = skill.permissions
    declared = [host for host in given.network if host != "named"]
    covers = given.machine and (given.files != "none" or not files(calls))
    if not (declared and covers and ("named" in given.network or not named)):
        return "", named
    return skill.id, tuple(dict.fromkeys((*named, *declared)))


def program_of(
    code: str, subtask: Subtask, skill: Skill | None, made: Sequence[str], calls: Calls
) -> Program:
    """A program that may read what the task names and what was `made` before it."""
    name, hosts = reach(skill, calls)
    return Program(
        title=title(subtask.text),
        argv=("python3", "main.py"),
        source=code,
        files={"main.py": code.encode("utf-8", "replace")},
        binds=tuple(Bind(host=p) for p in dict.fromkeys([*files(calls), *made])),
        network=NetworkPolicy(hosts=hosts, private=hosts_named(calls)),
        linger_s=SERVER_AFTER_S,
        skill=name,
        idempotent=False,
    )


def worked(ran: RunResult) -> bool:
    """True for a program that ended well, or that listens and goes on."""
    ended = ran.outcome
    return (ended.exit_code == 0 or ended.running) and not (ended.timed_out or ended.oom)


def printed_by(ran: RunResult, language: str) -> str:
    """What a program that worked printed, and the ports it listens on."""
    printed = ran.outcome.stdout.strip()
    if not ran.outcome.running:
        return printed
    ports = ", ".join(map(str, ran.outcome.ports))
    return f"{printed}\n{sentence('listens', language, ports=ports)}".strip()


def ending(ran: RunResult) -> str:
    """How a program that did not work ended, in one sentence for a model."""
    ended = ran.outcome
    if ended.timed_out:
        return f"The program did not end within {ended.duration_s:.0f} s and was stopped."
    if ended.oom:
        return "The program used up its memory and was stopped."
    return f"The program failed with exit code {ended.exit_code}."


def failed(
    ran: RunResult | None, code: str, subtask: Subtask, language: str, tries: int
) -> Outcome:
    """The outcome that names the last error, or that no program was ever written."""
    hint, named = sentence("hint", language), title(subtask.text)
    if ran is None:
        wrong = sentence("missing", language, subtask=named, asked=tries)
        return Outcome(error=TaskError(code="program_missing", message=wrong, hint=hint))
    last = (ran.outcome.stderr.strip().splitlines() or [ending(ran)])[-1]
    reason = last.strip()[:MAX_REASON_CHARS]
    wrong = sentence("failed", language, subtask=named, repairs=tries - 1, reason=reason)
    error = TaskError(
        code="program_failed",
        message=wrong,
        hint=hint,
        details={"exit_code": ran.outcome.exit_code, "code": code},
    )
    return Outcome(code=code, output=ran.outcome.stderr, error=error)

"""What is said of a budget that is spent, in the language of the task."""

from aios.contracts.limits import Allowance

_UNITS = {"tokens": "token", "seconds": "秒", "calls": "次调用", "money": "元（按价目表的货币）"}
_PERIODS = {"hour": "每小时", "day": "每天", "month": "每月", "ever": ""}
_WHO = {"agent": "智能体 {}", "owner": "用户 {}"}


def spent(language: str, what: str, limit: float, of: Allowance | None = None) -> str:
    """The budget of the task, or of the allowance, has come to its limit."""
    if language == "zh":
        who = _WHO[of.of].format(of.name) if of else "这个任务"
        return f"{who}的{_PERIODS[of.per] if of else ''}预算（{limit:,.9g} {_UNITS[what]}）已用完。"
    who = f"The {of.of} {of.name}" if of else "The task"
    per = f" per {of.per}" if of and of.per != "ever" else ""
    return f"{who} has spent its budget of {limit:,.9g} {what}{per}."


def more(language: str, what: str, amount: float) -> str:
    """The question for as much again."""
    if language == "zh":
        return f"再给 {amount:,.9g} {_UNITS[what]}吗？"
    return f"May it spend {amount:,.9g} more?"

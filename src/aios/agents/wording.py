"""What the model planner says: prompts from their files, and sentences in the task's language."""

from functools import cache
from pathlib import Path

PROMPTS = Path(__file__).parent / "prompts"
LANGUAGES = {"zh": "Chinese (用中文)", "en": "English"}

_SENTENCES = {
    "explained": (
        "由模型 {model} 完成：共 {count} 个子任务，其中 {ran} 个由它编写的程序完成，"
        "程序都在隔离机器中真正运行过。",
        "Worked with {model}: of {count} subtasks, {ran} by a program it wrote and that was really "
        "run in an isolated machine.",
    ),
    "failed": (
        "“{subtask}”的程序经过 {repairs} 次修复仍然失败：{reason}",
        'The program for "{subtask}" still fails after {repairs} repairs: {reason}',
    ),
    "missing": (
        "模型没有为“{subtask}”写出程序，一共问了 {asked} 次。",
        'The model wrote no program for "{subtask}", though it was asked {asked} times.',
    ),
    "spent": (
        "模型用完了 {steps} 步，“{subtask}”仍然没有做完。",
        'The model used up its {steps} steps, and "{subtask}" is still not done.',
    ),
    "unfinished": (
        "模型在 {steps} 步之内没有说它做完了；这里是最后一个运行成功的程序的结果。",
        "The model did not say within {steps} steps that it was done; this is what the last program"
        " that worked brought.",
    ),
    "hint": (
        "请换用更大的模型，或把要求说得更具体。",
        "Use a larger model, or say more exactly what you want.",
    ),
    "listens": (
        "程序正在运行，监听端口 {ports}。",
        "The program runs and listens on port {ports}.",
    ),
}


@cache
def _file(name: str) -> str:
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8")


def prompt(name: str, **facts: object) -> str:
    """A prompt from its file, with the facts filled in."""
    return _file(name).format(**facts).strip()


def sentence(name: str, language: str, **facts: object) -> str:
    """A sentence of our own in the task's language, "zh" or "en"."""
    return _SENTENCES[name][0 if language == "zh" else 1].format(**facts)


def title(text: str) -> str:
    """A text as the title of a step: one short line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"

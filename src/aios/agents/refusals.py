"""Why the built-in planner cannot do a task, in the task's language, and how to mend it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aios.agents.choose import Fit
from aios.agents.fill import Context, Missing
from aios.agents.only_table import candidates
from aios.contracts import mentions
from aios.contracts.errors import ActionFailed, AiosError, NoModel
from aios.contracts.patterns import Pattern
from aios.contracts.task import Artifact

_TWO = Pattern(
    r"(?<![A-Za-z0-9_./-])([A-Za-z0-9][\w./-]{0,80})\s*(?:,?\s+or\s+|,?\s+vs\.?\s+|,?\s+versus\s+|\s+and\s+|还是|和|与|跟|或者?|比)\s*"
    r"([A-Za-z0-9][\w./-]{0,80}\b)"
)
_GET_ONE = {
    "zh": "启动本地模型：`ollama serve`，再 `ollama pull qwen2.5:7b`。",
    "en": "Start a local model: `ollama serve`, then `ollama pull qwen2.5:7b`.",
}


def refusal(text: str, fits: Sequence[Fit], context: Context, language: str) -> AiosError:
    """The error for a text no action can do now: what is missing, or that a model is needed."""
    for found in (f for f in fits[:1] if not f.ignored):
        for missing in found.missing:
            beside = candidates(text, fits, context.places)
            error = _for_missing(missing, text, context, language, beside)
            if error:
                return error
    if lost := _one_of_two(text, context):
        kind = "folder_missing" if context.places.is_folder(lost[0]) else "file_missing"
        return _lost(lost[1:], context, language, kind)
    shown = text.strip() if len(text.strip()) <= 60 else f"{text.strip()[:57]}…"
    if not shown:
        message = {"zh": "任务是空的。", "en": "The task is empty."}[language]
    else:
        message = {
            "zh": f"没有模型，已安装的技能都做不了这个任务：“{shown}”。",
            "en": f'Without a model, nothing installed can do this task: "{shown}".',
        }[language]
    return NoModel(message, hint=_GET_ONE[language])


def partly_done(clauses: Sequence[str], language: str) -> NoModel:
    """The error of a task of which only a part could be done."""
    zh = f"只做了一部分，这些没有做：{'；'.join(clauses)}。没有模型做不了。"
    en = f"Only a part was done; not done: {'; '.join(clauses)}. That needs a model."
    return NoModel(zh if language == "zh" else en, hint=_GET_ONE[language])


def not_done(clause: str, language: str) -> str:
    """The note on a clause that nothing installed can do, while the rest of the task was done."""
    zh = f"没有做：“{clause}”。没有模型，已安装的技能做不了这一步。{_GET_ONE['zh']}"
    en = f'Not done: "{clause}". Without a model, nothing installed can do it. {_GET_ONE["en"]}'
    return zh if language == "zh" else en


def _one_of_two(text: str, context: Context) -> tuple[str, str] | None:
    """(what is here, what is not) of two things a text asks to choose between, where one is not:
    "which is bigger, v1 or v9"."""
    for pair in (hit.groups() for hit in _TWO.finditer(text)):
        here = [name for name in pair if context.places.exists(name)]
        if len(here) == 1:
            return here[0], next(name for name in pair if name != here[0])
    return None


def _for_missing(
    missing: Missing, text: str, context: Context, language: str, beside: str
) -> ActionFailed | None:
    if missing.fill in ("path", "paths"):
        return _for_file(missing, text, context, language, beside)
    if missing.fill == "folder":
        return _lost(missing.names, context, language, "folder_missing") if missing.names else None
    if missing.fill in ("url", "urls", "site"):
        zh, en = "要抓取哪个网址？任务里没有写。", "Which address? The task names none."
        hint = ("写上网址，例如 https://example.com。", "Write it, such as https://example.com.")
        return _failed("url_needed", zh, en, hint, language)
    return None


def _for_file(
    missing: Missing, text: str, context: Context, language: str, beside: str
) -> ActionFailed:
    if missing.names:
        return _lost(missing.names, context, language, "file_missing")
    folders = mentions.folders(text, context.places.is_folder)
    folders += [w for w in re.findall(r"[\w.-]+", text) if context.places.is_folder(w)]
    if folders:
        shown = context.places.whole(folders[0])
        zh, en = f"{shown} 是文件夹，这里需要一个文件。", f"{shown} is a folder; a file is needed."
        hint = ("写上其中一个文件的名字。", "Name one of the files in it.")
        return _failed("not_a_file", zh, en, hint, language, {"path": shown})
    zh, en = "要处理哪个文件？任务里没有写。", "Which file? The task names none."
    hint = ("写上文件名，例如 sales.csv。", "Name it, such as sales.csv.")
    if beside:
        hint = (f"写上文件名，这里有：{beside}。", f"Name it. Here are: {beside}.")
    return _failed("file_needed", zh, en, hint, language)


def _lost(names: Sequence[str], context: Context, language: str, code: str) -> ActionFailed:
    name, folder = names[0], context.places.cwd
    near = context.places.nearest(name.rstrip("/\\"))
    zh = f"{name}：没有这个文件{'夹' if code == 'folder_missing' else ''}（在 {folder} 里找过）。"
    kind = "folder" if code == "folder_missing" else "file"
    en = f"{name}: no such {kind} (looked in {folder})."
    hint = (
        (f"是不是 {'、'.join(near)}？", f"Did you mean {', '.join(near)}?")
        if near
        else ("请检查名字，或写上完整路径。", "Check the name, or give its whole path.")
    )
    details = {"names": list(names), "folder": folder, "nearest": near}
    return _failed(code, zh, en, hint, language, details)


def _failed(
    code: str,
    zh: str,
    en: str,
    hint: tuple[str, str],
    language: str,
    details: Mapping[str, Any] | None = None,
) -> ActionFailed:
    chosen = language == "zh"
    return ActionFailed(
        zh if chosen else en, hint=hint[0 if chosen else 1], code=code, details=details
    )


def nothing_to_take(text: str, inputs: Sequence[Artifact], language: str) -> ActionFailed:
    """The error for a step whose earlier steps left no file it can read."""
    names = ", ".join(a.name for a in inputs)
    zh = f"“{text}” 需要前面步骤的文件，" + (
        f"而它们只留下：{names}。" if names else "但没有文件。"
    )
    en = f'"{text}" needs a file of an earlier step, ' + (
        f"and they left only: {names}." if names else "and none was left."
    )
    hint = ("在任务里写上要用的文件。", "Name the file to use in the task.")
    return _failed("input_missing", zh, en, hint, language)


def nothing_to_keep(suffix: str, language: str) -> ActionFailed:
    """The error for "save it as …" when the steps before found nothing that can be saved so."""
    zh = f"前面的步骤没有可以保存成 {suffix} 的数据。"
    en = f"The steps before left no data that can be saved as {suffix}."
    hint = ("换一种格式，例如 txt。", "Choose another format, such as txt.")
    return _failed("nothing_to_keep", zh, en, hint, language)

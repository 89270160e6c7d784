"""Hand over a tested program from the cookbook, adapted to the request, or refuse honestly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aios_skill
from adapter import Adaptation, OutOfRange, adapt, adaptation
from aios_skill import Failure, Request
from built import Built
from cookbook import Part, Recipe, read_cookbook
from finder import Match, Vocabulary, find, folded, normalize, scan, terms_pattern
from making import as_recipe, built_for, is_better
from nouns import resource
from proof import Outcome, as_unittest, run_tests
from wished import (
    identifiers,
    module_wished,
    names_wished,
    options_lacking,
    without_names,
    words_of_names,
)

_PACKAGE = r"(?:pandas|numpy|requests|flask|fastapi|django|sqlalchemy|httpx|aiohttp)"
# A package that must not be used.
WITHOUT_PACKAGE = re.compile(
    rf"[(（]?\b(?:no|without|not)\s+(?:using\s+)?{_PACKAGE}\b[)）]?"
    rf"|(?:不|别|无需|不要|不能|不许)(?:能|要|准|使?用|依赖|安?装)*\s*{_PACKAGE}(?:库|包)?",
    re.IGNORECASE,
)
NEAREST = 3
MAX_REQUEST_CHARS = 4000
# "My students forget brackets. I'd like …": who asks, and why, in sentences before the wish.
CIRCUMSTANCES = re.compile(
    r"^(?:\s*(?:I|we|my|our|he|she|they|people|some(?:body|one|thing)|there)\b"
    r"(?![^.!?]*\b(?:want|need|like|should|must|please|can|could)\b)[^.!?]*[.!?]\s+(?=\S))+"
    r"|^(?:(?:我|咱|老板|同事|公司|店里|家里)(?![^。！？]*[想要需请帮写做])[^。！？]*[。！？]\s*(?=\S))+",
    re.IGNORECASE,
)
UNITS = ("kb", "mb", "gb", "ms", "px", "rps", "qps")


@dataclass(frozen=True)
class Program:
    """A recipe cut to the request: the files, the one to start, and what was changed."""

    recipe: Recipe
    parts: list[Part]
    files: dict[str, str]
    main: str
    tests: list[str]
    change: Adaptation


class NotThere(Exception):
    """What is wished for can be built in part only."""

    def __init__(self, there: Sequence[str], lacking: Sequence[str]) -> None:
        super().__init__(", ".join(lacking))
        self.there, self.lacking = there, lacking


def write_program(request: Request) -> dict[str, Any]:
    """Find, adapt, test, hand over."""
    text = str(request.parameters.get("request") or request.text).strip()
    if not text:
        raise Failure(
            "bad_request",
            request.say("请求是空的。", "The request is empty."),
            request.say("请说明需要什么程序。", "Say which program you need."),
        )
    text = text[:MAX_REQUEST_CHARS]
    try:
        program, matches, language = chosen(text)
    except OutOfRange as problem:
        raise out_of_range(request, problem) from problem
    except NotThere as problem:
        raise not_there(request, problem) from problem
    if program is None:
        raise refusal(request, matches, language)
    title = program.recipe.title
    aios_skill.progress(request.say(f"找到：{title['zh']}", f"Found: {title['en']}"))
    outcome = run_tests(program.files, program.tests, aios_skill.progress)
    if outcome.failed or not outcome.passed:
        raise Failure(
            "tests_failed",
            request.say(
                f"程序有 {outcome.failed} 个测试没有通过，所以没有交付。",
                f"{outcome.failed} tests of the program failed, so it is not handed over.",
            ),
            request.say(
                "去掉要改的参数再试；details.output 里有失败的测试。",
                "Ask for it without changed values; the output shows the failing test.",
            ),
            {"recipe": program.recipe.id, "output": outcome.output[-4000:]},
        )
    return report(request, text, program, matches, outcome)


def chosen(text: str) -> tuple[Program | None, list[Match], str]:
    """The program that is handed over, None without one; the recipes, the likeliest first; and the
    language wanted that is not Python."""
    vocabulary, recipes = Vocabulary.read(), read_cookbook()
    matches = found_for(text, recipes, vocabulary)
    language = vocabulary.other_language(text)
    fits = matches[0].fits and not vocabulary.is_edit(text)
    built = None if language else built_for(text)
    if built is not None and built.lacking and is_better(built, fits, matches[0].misses):
        raise NotThere(built.names, built.lacking)
    if built is not None and is_better(built, fits, matches[0].misses):
        return as_program(with_unittest(built, text)), matches, ""
    return (cut(text, matches[0]) if fits and not language else None), matches, language


def with_unittest(built: Built, text: str) -> Built:
    """The same with its tests as the standard library has them, where the request asks for it."""
    simple = "fixture" not in built.tests and "tmp_path" not in built.tests
    if not simple or not re.search(r"\bunittest\b", text, re.IGNORECASE):
        return built
    return replace(built, tests=as_unittest(built.tests))


def as_program(built: Built) -> Program:
    """What was built, as a recipe cut to the request."""
    recipe = as_recipe(built)
    test = f"test_{built.stem}.py"
    files = {recipe.program: built.source, test: built.tests}
    if recipe.requirements:
        files["requirements.txt"] = "".join(f"{line}\n" for line in recipe.requirements)
    return Program(recipe, [], files, recipe.program, [test], Adaptation({}))


def found_for(text: str, recipes: list[Recipe], vocabulary: Vocabulary) -> list[Match]:
    """All recipes, the best first. Names wished for may tell of the program ("class TokenBucket")
    or not ("class Shelf"); and where nothing fits, what the text tells beforehand asks for nothing:
    students or a shop named there are no wish."""
    demands = terms_pattern(vocabulary.demanding)
    rest = CIRCUMSTANCES.sub(lambda told: demands.sub(" ", told[0].lower()), text)
    readings = [read(each) for each in (text, rest) for read in (words_of_names, without_names)]
    first: list[Match] = []
    for reading in dict.fromkeys(readings):
        matches = find(searched(reading), recipes, vocabulary)
        if matches[0].fits:
            return matches
        first = first or matches
    return first


def not_there(request: Request, problem: NotThere) -> Failure:
    """The failure for a program of which a part cannot be built: which, and what can be had."""
    names, there = ", ".join(problem.lacking), ", ".join(problem.there)
    return Failure(
        "no_model",
        request.say(
            f"要的程序里有一部分程序库里没有：{names}，所以没有交付半个程序；编写新程序需要模型。",
            f"Nothing in the cookbook does {names}, so no half of a program is handed over; "
            "writing a new one needs a model.",
        ),
        request.say(
            f"可以只要 {there}；或者启动模型：ollama serve，再执行 ollama pull qwen2.5-coder:7b。",
            f"Ask for {there} alone, or start a model: ollama serve, then ollama pull "
            "qwen2.5-coder:7b.",
        ),
        {"lacking": list(problem.lacking), "there": list(problem.there)},
    )


def out_of_range(request: Request, problem: OutOfRange) -> Failure:
    """The failure for a value that the program cannot take: what it can."""
    value, parameter = problem.value, problem.parameter
    low, high = parameter.minimum, parameter.maximum
    zh = f"{low:g} 到 {high:g}" if high is not None else f"不小于 {low:g} 的值"
    en = f"{low:g} to {high:g}" if high is not None else f"a value from {low:g} up"
    return Failure(
        "bad_request",
        request.say(
            f"{parameter.zh}不能是 {value}：超出范围。",
            f"{value} is out of range for the {parameter.en}.",
        ),
        request.say(f"请给出{zh}。", f"Name {en}."),
        {"parameter": parameter.name, "value": value},
    )


def searched(text: str) -> str:
    """The request without what are values, not wishes: addresses become "url", files their kind;
    a package that must not be used means the standard library."""
    text = WITHOUT_PACKAGE.sub(" standard library only ", text)
    text = re.sub(r"https?://\S+", " url ", text)
    kinds = r"csv|json|jsonl|db|sqlite3?|txt|log|md|html"
    text = re.sub(rf"[\w./~-]+\.({kinds})\b", r" \1 ", text, flags=re.IGNORECASE | re.ASCII)
    text = re.sub(r"[\w./~-]+\.py\b", " ", text, flags=re.ASCII)
    return re.sub(r"(?<![\w/])/[\w/-]+", " ", text, flags=re.ASCII)


def cut(text: str, best: Match) -> Program:
    """The files of the recipe that the request asks for, with its values in place."""
    recipe = best.recipe
    parts = asked_parts(text, best) or asked_parts(words_of_names(text), best)
    programs = [part.program for part in parts] or [recipe.program]
    tests = [part.test for part in parts] or recipe.tests
    sources = {
        name: (recipe.folder / name).read_text(encoding="utf-8") for name in [*programs, *tests]
    }
    change = adaptation(text, recipe, "\n".join(sources.values()))
    change.modules.update(module_wished(text, programs[0], tests))
    entry = parts[0].entry if parts else recipe.entry
    change.names.update(names_wished(text, programs[0], sources[programs[0]], entry))
    if best.noun:
        change.values[recipe.noun] = resource(best.noun)
    files = adapt(sources, recipe, change)
    stem = programs[0].removesuffix(".py")
    main = change.modules.get(stem, stem) + ".py"
    if recipe.requirements:
        files["requirements.txt"] = "".join(f"{line}\n" for line in recipe.requirements)
    return Program(recipe, parts, files, main, tests, change)


def asked_parts(text: str, best: Match) -> list[Part]:
    """The parts of a collection that the request names, in the order it names them, and those that
    are for what it says: a queue that forgets the oldest is a ring buffer."""
    parts = best.recipe.parts
    owners = {folded(word): part for part in parts for word in part.words}
    pattern = terms_pattern(frozenset(word for part in parts for word in part.words))
    found = scan(normalize(text), pattern, dict.fromkeys(owners, "part"), "part")
    meant = [purpose.program for purpose in best.purposes]
    named = {owners[word].program: owners[word] for word in found}
    return list(
        {**named, **{part.program: part for part in parts if part.program in meant}}.values()
    )


def refusal(request: Request, matches: list[Match], language: str) -> Failure:
    """No program fits: say so, name the nearest, and how to get a model that writes new ones."""
    speaks = request.language
    by_likeness = sorted(matches, key=lambda m: (m.score, m.likeness), reverse=True)
    nearest = [m.recipe for m in by_likeness if m.likeness > 0][:NEAREST]
    names = "、" if speaks == "zh" else "; "
    titles = names.join(recipe.title[speaks] for recipe in nearest)
    if language:
        why = request.say(
            f"程序库里只有 Python 程序，没有 {language} 程序",
            f"The cookbook holds Python programs only, not {language}",
        )
    else:
        why = request.say(
            "程序库里没有符合这个要求的程序", "Nothing in the cookbook is what you asked for"
        )
    message = why + request.say("；编写新程序需要模型。", "; writing a new program needs a model.")
    hint = request.say(
        "启动模型：ollama serve，再执行 ollama pull qwen2.5-coder:7b。",
        "Start one: ollama serve, then ollama pull qwen2.5-coder:7b.",
    )
    if titles:
        hint += request.say(
            f"最接近的现成程序：{titles}。", f" The nearest ready programs: {titles}."
        )
    details = {"nearest": [recipe.id for recipe in nearest], "language": language or "Python"}
    if matches[0].misses and not language:
        details["not_covered"] = list(matches[0].misses[:8])
    return Failure("no_model", message, hint, details)


def report(
    request: Request, text: str, program: Program, matches: list[Match], outcome: Outcome
) -> dict[str, Any]:
    recipe, best = program.recipe, matches[0]
    explanation = explain(request.language, program, outcome)
    seconds = f"{outcome.seconds:.1f}"
    files = {**program.files, "README.md": explanation + "\n"}
    for name, content in files.items():
        Path(request.out, name).write_text(content, encoding="utf-8")
    title = request.say("、", ", ").join(p.title[request.language] for p in program.parts)
    title = title or recipe.title[request.language]
    return {
        "answer": request.say(
            f"{title}：{program.main}，{outcome.passed} 个测试全部通过，用时 {seconds} 秒。",
            f"{title}: {program.main} passed {tests_in_words(outcome)} in {seconds} s.",
        ),
        "code": code_of(program),
        "explanation": explanation,
        "output": outcome.output,
        "origin": f"cookbook/{recipe.id}",
        "notes": notes(request, text, best, program),
        "data": {
            "recipe": recipe.id,
            "program": program.main,
            "files": sorted(files),
            "parameters": program.change.values,
            "tests": {
                "passed": outcome.passed,
                "failed": outcome.failed,
                "seconds": round(outcome.seconds, 2),
            },
            "score": round(best.score, 3),
            "runners_up": [
                {"recipe": m.recipe.id, "score": round(m.score, 3)}
                for m in matches[1 : NEAREST + 1]
            ],
        },
    }


def tests_in_words(outcome: Outcome) -> str:
    return "1 test" if outcome.passed == 1 else f"{outcome.passed} tests"


def code_of(program: Program) -> str:
    """The main program; of a collection, all the programs asked for, one after the other."""
    names = [name for name in program.files if name.endswith(".py") and name not in program.tests]
    if len(names) == 1:
        return program.files[program.main]
    return "\n\n".join(f"# ===== {name} =====\n{program.files[name]}" for name in names)


def notes(request: Request, text: str, best: Match, program: Program) -> list[str]:
    """What of the request the program may not honour; a unit is told of with its number."""
    there = identifiers(program.files[program.main]) | set(UNITS)
    options = options_lacking(text, there)
    told = there | {option.strip("-") for option in options} | set(program.change.taken.split())
    missed = () if program.recipe.id.startswith("bricks/") else best.misses
    alone = (word for word in missed if len(word) > 1 and word not in told)
    words = ", ".join([*alone, *options, *program.change.unset])
    if not words:
        return []
    return [
        request.say(
            f"请求中的这些字词没有改变程序：{words}",
            f"These words of the request changed nothing in the program: {words}",
        )
    ]


def explain(language: str, program: Program, outcome: Outcome) -> str:
    recipe = program.recipe
    texts = TEXTS[language]
    descriptions = [part.description[language] for part in program.parts]
    lines = [*(descriptions or [recipe.description[language]]), ""]
    if recipe.requirements:
        lines.append(texts["install"].format(packages="pip install -r requirements.txt"))
    lines.append(texts["run"].format(command=recipe.run.format(program=program.main)))
    lines.append(texts["test"].format(tests=" ".join(program.tests)))
    lines.append(adapted(language, program))
    tested = texts["tested"].format(count=outcome.passed, what=recipe.tested[language])
    return "\n".join([*lines, tested])


def adapted(language: str, program: Program) -> str:
    """One line: what of the request was set in the program."""
    set_to = program.change.values
    named = {p.name: p.zh if language == "zh" else p.en for p in program.recipe.parameters}
    facts = [f"{named[name]} = {value}" for name, value in set_to.items()]
    facts += [f"{old}.py → {new}.py" for old, new in program.change.modules.items()]
    facts += [f"{old} → {new}" for old, new in program.change.names.items()]
    texts = TEXTS[language]
    return texts["adapted"].format(what=texts["comma"].join(facts)) if facts else texts["as_is"]


TEXTS = {
    "zh": {
        "install": "安装依赖：{packages}",
        "run": "运行：{command}",
        "test": "测试：python -m pytest {tests}",
        "adapted": "按你的要求设置：{what}",
        "as_is": "没有需要改动的参数，按默认值给出。",
        "tested": "测试（{count} 个，已实际运行并通过）覆盖：{what}。",
        "comma": "，",
    },
    "en": {
        "install": "Install: {packages}",
        "run": "Run: {command}",
        "test": "Test: python -m pytest {tests}",
        "adapted": "Set as you asked: {what}",
        "as_is": "The request names no values to change; the defaults stand.",
        "tested": "The {count} tests, really run and passed, cover: {what}.",
        "comma": ", ",
    },
}


if __name__ == "__main__":
    aios_skill.main({"write_program": write_program})

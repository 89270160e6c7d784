"""Questions that name no document are put to those at hand, when nothing else is surely meant."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.documented import asks_of_files, tells_of
from aios.agents.places import Places
from aios.agents.questions import Questions, asks, asks_of_a_page
from aios.agents.steps import Stepper
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.skills.library import SkillLibrary

READER = Skill(
    id="reader",
    name="reader",
    description="Quotes documents.",
    actions=(
        Action(
            name="quote",
            description="Quotes what answers.",
            script="quote.py",
            utterances=("who is responsible according to docs",),
            parameters={
                "type": "object",
                "required": ["question"],
                "properties": {
                    "question": {"type": "string", "x-fill": "text", "x-asks": True},
                    "files": {
                        "type": "array",
                        "items": {"type": "string"},
                        "x-fill": "paths",
                        "x-suffixes": [".md", ".pdf"],
                    },
                },
            },
        ),
    ),
)
FINDER = Skill(
    id="finder",
    name="finder",
    description="Finds text in files.",
    actions=(
        Action(
            name="find",
            description="Finds lines.",
            script="find.py",
            utterances=("search the folder logs for ERROR",),
            parameters={
                "type": "object",
                "required": ["folder"],
                "properties": {
                    "folder": {
                        "type": "string",
                        "x-fill": "folder",
                        "x-default": "cwd",
                        "x-blind": [".pdf"],
                    },
                },
            },
        ),
    ),
)


def chosen(folder: Path, text: str, *skills: Skill) -> list[str]:
    """The actions of the steps for a text in a folder."""
    chooser = Chooser(SkillLibrary(skills), lambda t: Route(task=t, type="none"))
    stepper = Stepper(chooser=chooser, places=Places(str(folder)))
    steps = Questions(stepper=stepper).answered(text, stepper.steps(text))
    return [step.fit.action.name if step.fit else "" for step in steps]


@pytest.mark.parametrize("text", ["住宿标准是多少？", "食堂在几楼", "how high is the allowance?"])
def test_a_bare_question_is_put_to_documents_at_hand(tmp_path: Path, text: str) -> None:
    assert chosen(tmp_path, text, READER) == []
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "rules.md").write_text("x")
    assert chosen(tmp_path, text, READER) == ["quote"]


@pytest.mark.parametrize("text", ["写一首关于春天的诗", "write me a poem", "把它发给老板好吗？"])
def test_what_asks_nothing_of_them_is_not(tmp_path: Path, text: str) -> None:
    (tmp_path / "rules.md").write_text("x")
    assert chosen(tmp_path, text, READER) == []


def test_a_folder_of_documents_is_left_to_the_one_that_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    text = "search the folder for 30 days"
    assert chosen(tmp_path, text, READER, FINDER) == ["find"]
    (tmp_path / "b.pdf").write_text("x")
    assert chosen(tmp_path, text, READER, FINDER) == ["quote"]
    (tmp_path / "c.py").write_text("x")
    assert chosen(tmp_path, text, READER, FINDER) == ["find"]


def test_documents_tell_of_a_matter_whose_words_they_have(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Rules\n\nNew dogs stay ten days.\n")
    assert tells_of("tell me how long a new dog stays apart", [str(tmp_path)])
    assert not tells_of("tell me what a room costs", [str(tmp_path)])
    assert asks_of_files("how many files mention dogs") and not asks_of_files("how long is it")


def test_asking() -> None:
    assert asks("谁负责备份") and asks("can I keep a dog") and asks("年假有规定吗？")
    assert not asks("统计 sales.csv") and not asks("list the files")


METER = Skill(
    id="meter",
    name="meter",
    description="Measures this computer.",
    keywords=("uptime",),
    actions=(
        Action(
            name="measure",
            description="How long the computer has been up.",
            script="measure.py",
            utterances=("what is the uptime of this computer", "开机多久了"),
            words=("uptime",),
        ),
    ),
)
EXPLAINER = Skill(
    id="explainer",
    name="explainer",
    description="Explains errors of programs.",
    actions=(
        Action(
            name="explain",
            description="Explains an error.",
            script="explain.py",
            utterances=("ValueError 是什么意思", "what does this error mean"),
            words=("什么意思", "error"),
            parameters={
                "type": "object",
                "properties": {
                    "text": {"type": "string", "x-fill": "text", "x-holds": "[a-z]error"},
                },
            },
        ),
    ),
)
MATCHER = Skill(
    id="matcher",
    name="matcher",
    description="Compares two folders.",
    actions=(
        Action(
            name="match",
            description="What two folders have in common.",
            script="match.py",
            utterances=("对比 a 和 b 两个文件夹", "compare the folders a and b"),
            words=("对比", "compare"),
            parameters={
                "type": "object",
                "required": ["folders"],
                "properties": {
                    "folders": {
                        "type": "array",
                        "minItems": 2,
                        "items": {"type": "string"},
                        "x-fill": "folder",
                        "x-default": "cwd",
                    },
                },
            },
        ),
    ),
)


def test_what_is_promised_or_strange_to_a_skill_is_written_somewhere(tmp_path: Path) -> None:
    (tmp_path / "sla.md").write_text("x")
    assert chosen(tmp_path, "what's the uptime?", READER, METER) == ["measure"]
    assert chosen(tmp_path, "what's the guaranteed uptime?", READER, METER) == ["quote"]
    text = "how long do silver customers wait for a computer?"
    assert chosen(tmp_path, text, READER, METER) == ["quote"]


def test_an_explainer_of_errors_needs_one(tmp_path: Path) -> None:
    (tmp_path / "manual.md").write_text("x")
    assert chosen(tmp_path, "KeyError 是什么意思", READER, EXPLAINER) == ["explain"]
    assert chosen(tmp_path, "故障代码 E3 是什么意思", READER, EXPLAINER) == ["quote"]


def test_a_matter_compared_in_one_folder_compares_no_folders(tmp_path: Path) -> None:
    for name in ("简历", "旧简历"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text("x")
    assert chosen(tmp_path, "对比 简历 和 旧简历 两个文件夹", READER, MATCHER) == ["match"]
    text = "对比 简历 文件夹里两个人的期望薪资"
    assert chosen(tmp_path, text, READER, MATCHER) == ["quote"]


def test_what_is_sought_in_a_folder_of_documents_is_put_to_them(tmp_path: Path) -> None:
    (tmp_path / "学校").mkdir()
    (tmp_path / "学校" / "a.md").write_text("x")
    assert chosen(tmp_path, "在学校里找“奖学金”", READER) == ["quote"]


def test_a_matter_of_a_few_words_is_put_to_documents_unless_it_begins_with_a_verb(
    tmp_path: Path,
) -> None:
    (tmp_path / "hotel.md").write_text("x")
    assert chosen(tmp_path, "late check out fee", READER) == ["quote"]
    assert chosen(tmp_path, "write a short poem", READER) == []
    assert chosen(tmp_path, ". .", READER) == []


@pytest.mark.parametrize(
    "text",
    [
        "请阅读 http://x.example/leave ，告诉我年假有几个工作日",
        "read http://x.example/leave and tell me how many days of sick leave there are",
        "看看 http://x.example/leave，婚假几天？",
        "open http://x.example/terms, when does the trial end?",
    ],
)
def test_a_question_for_one_fact_of_a_page_that_is_opened(text: str) -> None:
    assert asks_of_a_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "打开 http://x.example/shop，哪个商品最便宜",
        "open http://x.example/shop and list all products with their prices",
        "看看 http://x.example/ 的标题是什么",
        "visit http://x.example and save the page",
        "read notes.md and tell me how many days of leave there are",
    ],
)
def test_what_a_page_lists_is_no_single_fact(text: str) -> None:
    assert not asks_of_a_page(text)


@pytest.mark.parametrize(
    ("content", "prose"),
    [
        ("Dear all,\n\nthe boiler is new. It hums.\nPay by Friday.\n", True),
        ("各位好：\n停水一天。\n请储水。\n", True),
        ("item,price\ntea,3\nmilk,2\n", False),
        ("tea\nmilk\nbread\n", False),
        ("2025-01-01 10:00 started.\n2025-01-01 10:05 ended.\n", False),
        ("", False),
    ],
)
def test_a_letter_is_told_from_a_table(tmp_path: Path, content: str, prose: bool) -> None:
    (tmp_path / "a.txt").write_text(content, "utf-8")
    assert Places(str(tmp_path)).is_prose("a.txt") is prose

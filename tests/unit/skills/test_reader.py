"""Skill folders of every make: what loads, what warns, what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.errors import BadRequest
from aios.skills.reader import SkillsFolder, read_all, read_skill, usual_folders, validate

GOOD = "---\nname: {name}\ndescription: Counts rows. Use it for tables.\n---\n# How\nCount.\n"
TOML = """
version = "1.0.0"
keywords = ["csv", "表格"]
[permissions]
files = "named"
machine = true
[[actions]]
name = "count"
description = "Count rows"
script = "scripts/count.py"
utterances = ["数一下 a.csv 的行数", "count the rows of a.csv"]
[actions.parameters]
type = "object"
required = ["file"]
[actions.parameters.properties.file]
type = "string"
x-fill = "path"
"""


def make(root: Path, name: str, markdown: str = GOOD, toml: str = "") -> Path:
    home = root / name
    (home / "scripts").mkdir(parents=True)
    (home / "scripts" / "count.py").write_text("print(1)\n", encoding="utf-8")
    (home / "SKILL.md").write_bytes(markdown.replace("{name}", name).encode())
    if toml:
        (home / "skill.toml").write_text(toml, encoding="utf-8")
    return home


def test_a_whole_skill(tmp_path: Path) -> None:
    skill = read_skill(make(tmp_path, "row-count", toml=TOML), source="bundled")

    assert (skill.id, skill.version, skill.source) == ("row-count", "1.0.0", "bundled")
    assert skill.keywords == ("csv", "表格")
    assert skill.permissions.files == "named" and skill.permissions.machine
    assert skill.actions[0].script == "scripts/count.py"
    assert skill.instructions == "# How\nCount."
    assert skill.warnings == ()
    assert validate(tmp_path / "row-count") == []


def test_a_skill_of_another_client_needs_no_toml(tmp_path: Path) -> None:
    front = "name: x\nversion: 2\ndescription: Does x\nmetadata:\n  openclaw: {os: [linux]}"
    markdown = f"---\n{front}\n---\nDo.\n"
    skill = read_skill(make(tmp_path, "x", markdown))

    assert skill.actions == () and skill.permissions.files == "none"
    assert "openclaw" in skill.metadata
    assert {p.key for p in validate(tmp_path / "x")} == {"version", "metadata"}


@pytest.mark.parametrize(
    "markdown",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "---\nname: {name}\ndescription: Use when: rows are counted\n---\nDo.",
        "---\nname: {name}\ndescription: 数行数。用于表格\n---\n",
        "---\nname: {name}\ndescription: >\n  folded\n  text\n---\nDo.",
    ],
)
def test_oddly_written_front_matter_loads(tmp_path: Path, markdown: str) -> None:
    assert read_skill(make(tmp_path, "row-count", markdown)).description


def test_a_name_that_differs_from_the_folder_is_a_warning(tmp_path: Path) -> None:
    skill = read_skill(make(tmp_path, "folder", GOOD.replace("{name}", "other")))

    assert skill.id == "other"
    assert "differs from the folder" in skill.warnings[0]


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# no front matter", "no front matter"),
        ("---\nname: x\n---\nbody", "description"),
        ("---\n[1, 2\n---\n", "no YAML"),
        ("---\njust text\n---\n", "no fields"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, markdown: str, said: str) -> None:
    home = make(tmp_path, "x", markdown)
    with pytest.raises(BadRequest, match=said) as caught:
        read_skill(home)
    assert caught.value.code == "bad_skill" and caught.value.hint
    assert validate(home)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"1.0.0"', '"one"', "version"),
        ('files = "named"', 'files = "all"', "permissions.files"),
        ("machine = true", "machines = true", "permissions.machines"),
        ("machine = true", "machine = false", "permissions.machine"),
        ('"scripts/count.py"', '"scripts/none.py"', "actions[0].script"),
        ('"scripts/count.py"', '"../../etc/passwd"', "actions[0].script"),
        ("script =", "tool =", "actions[0].tool"),
        ('"path"', '"file"', "actions[0].parameters.properties.file.x-fill"),
        ('["file"]', '["fil"]', "actions[0].parameters.required"),
        ('keywords = ["csv", "表格"]', "keywords = 3", "keywords"),
        ('[[actions]]\nname = "count"', "[[actions]]", "actions[0].name"),
        ('type = "string"', 'type = "text"', "actions[0].parameters.properties.file.type"),
        ("[permissions]", "[permissions", ""),
    ],
)
def test_a_wrong_skill_toml_names_the_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    home = make(tmp_path, "x", toml=TOML.replace(old, new, 1))
    with pytest.raises(BadRequest) as caught:
        read_skill(home)
    assert caught.value.details == {"file": str(home / "skill.toml"), "key": key}
    assert caught.value.hint


def test_a_script_may_not_be_a_link_out_of_the_folder(tmp_path: Path) -> None:
    home = make(tmp_path, "x", toml=TOML)
    (home / "scripts" / "count.py").unlink()
    (tmp_path / "out.py").write_text("")
    (home / "scripts" / "count.py").symlink_to(tmp_path / "out.py")
    with pytest.raises(BadRequest, match="link out"):
        read_skill(home)


def test_one_broken_skill_hides_no_other(tmp_path: Path) -> None:
    make(tmp_path, "good")
    make(tmp_path, "bad", "nothing")
    make(tmp_path, "worse", toml="version = ")
    (tmp_path / "binary").mkdir()
    (tmp_path / "binary" / "SKILL.md").write_bytes(b"---\n\xff\xfe\n---\n")

    skills, warnings = SkillsFolder(path=tmp_path).read()

    assert [s.id for s in skills] == ["good"]
    assert len(warnings) == 3


def test_a_later_place_shadows_an_earlier_one_and_says_so(tmp_path: Path) -> None:
    make(tmp_path / "a", "same")
    make(tmp_path / "b", "same")
    places = [
        SkillsFolder(path=tmp_path / "a", source="bundled"),
        SkillsFolder(path=tmp_path / "nowhere"),
        SkillsFolder(path=tmp_path / "b", source="user"),
    ]

    skills, warnings = read_all(places)

    assert [s.source for s in skills] == ["user"]
    assert "shadows" in warnings[0]


def test_nested_folders_are_searched_to_a_depth(tmp_path: Path) -> None:
    make(tmp_path / "a" / "b", "near")
    make(tmp_path / "1" / "2" / "3" / "4" / "5", "far")
    make(tmp_path / ".git", "hidden")

    assert [s.id for s in SkillsFolder(path=tmp_path).read()[0]] == ["near"]


def test_bundled_skills_come_first_and_the_workspace_last(tmp_path: Path) -> None:
    places = usual_folders(tmp_path / "bundled", tmp_path / "ws", tmp_path / "home", tmp_path / "p")
    assert places[0].source == "bundled" and places[-1].path == tmp_path / "ws" / "skills"


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: f"---\n{t}\n---\n".encode()))
def test_no_content_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    home = tmp_path_factory.mktemp("s")
    (home / "SKILL.md").write_bytes(content)
    skills, warnings = SkillsFolder(path=home).read()
    assert len(skills) + len(warnings) == 1
    validate(home)


def test_what_is_bundled_is_read_once_and_what_is_not_each_time(tmp_path: Path) -> None:
    make(tmp_path, "tea")
    bundled, own = (SkillsFolder(path=tmp_path, source=s) for s in ("bundled", "user"))
    first, mine = bundled.read()[0], own.read()[0]
    make(tmp_path, "coffee")
    assert [a is b for a, b in zip(first, bundled.read()[0], strict=True)] == [True]
    assert [len(mine), len(own.read()[0])] == [1, 2]

"""What is Python and what is a shell command, when nobody said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.machines import language, toolchains
from aios.contracts.errors import BadRequest

PROGRAMS = {"ls", "cd", "echo", "python3", "import", "cat", "pip", "for", "if"}


def detect(text: str) -> str:
    return language.detect(text, is_program=language.first_word(text) in PROGRAMS)


@pytest.mark.parametrize(
    "text",
    [
        "ls -la",  # valid Python: ls minus la
        "cd /workspace\nls -la",  # two lines of it
        "# list\nls",
        "ls;pwd",
        "echo '你好' | cat",
        "FOO=1 ls",
        "FOO=1 BAR='a b' python3 x.py",
        "for i in 1 2 3; do echo $i; done",
        "if [ -f x ]; then cat x; fi",
        "import -window root shot.png",  # ImageMagick's
        "echo 'an open quote",
        "cat <<END\n1\nEND",
        "ls>out.txt",
    ],
)
def test_a_program_first_makes_a_shell_command(text: str) -> None:
    assert detect(text) == "shell"


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nprint(sys.version)",
        "print(1)",
        "print('你好')",
        "import sys; print(sys.path)",  # a keyword, though `import` is a program here
        "ls = 1\nprint(ls)",
        "1 + 1",
        "nosuchprogram --help",
        "def f(:\n  broken",
        "'text'",
        "你好",
    ],
)
def test_anything_else_is_python(text: str) -> None:
    assert detect(text) == "python"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", ""),
        ("   \n\n", ""),
        ("# only a comment", ""),
        ("A=1", ""),
        ("A=1 b=2 make all", "make"),
        ("'my program' x", "my program"),
        ("./run.sh --now", "./run.sh"),
        ("cat<in", "cat"),
    ],
)
def test_the_first_word(text: str, word: str) -> None:
    assert language.first_word(text) == word


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200), st.booleans())
def test_every_text_has_a_language(text: str, is_program: bool) -> None:
    assert language.detect(text, is_program=is_program) in ("python", "shell")


@pytest.mark.parametrize(
    ("name", "word"), [("Python3", "python"), ("bash", "shell"), ("sh", "shell")]
)
def test_names_of_languages(name: str, word: str) -> None:
    assert language.named(name) == word


def test_a_language_no_machine_runs() -> None:
    with pytest.raises(BadRequest, match="ruby") as caught:
        language.named("ruby")
    assert "python" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "flush"),
    [
        ("\n    import sys\n    if 1:\n        print(1)\n", "\nimport sys\nif 1:\n    print(1)\n"),
        ("x = '''\n   \n'''", "x = '''\n   \n'''"),
        ("if 1:\n    pass", "if 1:\n    pass"),
        ("", ""),
    ],
)
def test_shared_indentation_is_taken_off(text: str, flush: str) -> None:
    assert language.flush(text) == flush


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_what_is_not_indented_is_not_touched(text: str) -> None:
    if not text.lstrip("\n")[:1].isspace():
        assert language.flush(f"x{text}") == f"x{text}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#!/usr/bin/env node\nconsole.log(1)", "javascript"),
        ("#!/usr/bin/env python3.11\nls", "python"),
        ("#!/bin/bash\nprint(1)", "shell"),
        ("#!/usr/bin/env -S python3\nprint(1)", "python"),
        ("#!/usr/bin/ruby\nputs 1", "python"),  # not known: as if the line were not there
    ],
)
def test_a_first_line_tells(text: str, told: str) -> None:
    assert detect(text) == told


@pytest.mark.parametrize(
    ("named", "word"),
    [("JS", "javascript"), ("node", "javascript"), ("cpp", "c++"), ("C", "c"), ("golang", "go")],
)
def test_languages_by_their_usual_names(named: str, word: str) -> None:
    assert language.named(named) == word


@pytest.mark.parametrize(
    "text",
    ["ls", "ls -la", "cd /tmp", "cat a.txt | head", "pip install x", "./run.sh", "echo '你好'"],
)
def test_where_python_is_alone_a_command_is_known_for_what_it_is(text: str) -> None:
    assert language.detect_alone(text) == "shell"


@pytest.mark.parametrize(
    "text",
    ["1 + 1", "print(1)", "x = 1", "len", "def f(:\n  broken", "import os\nos.getcwd()", "'a'"],
)
def test_where_python_is_alone_python_stays_python(text: str) -> None:
    assert language.detect_alone(text) == "python"


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("class A {}\npublic class B { public static void main(String[] a) {} }", "B.java"),
        ("public final class 形状 {}", "形状.java"),
        ("  public sealed interface Shape permits Sq {}\nfinal class Sq {}", "Shape.java"),
        ("public record P(int x) {}", "P.java"),
        ("class A { public static class Inner {} }", "Program.java"),
        ("class A {} // public class B", "Program.java"),
    ],
)
def test_a_java_file_is_named_as_its_public_class(text: str, file: str) -> None:
    assert toolchains.file_of("java", text) == file


def test_a_compiled_program_is_told_what_memory_it_has() -> None:
    *_, tool, source, built, heap_mb = toolchains.argv_of("java", ".program-1/A.java", "java", 1000)
    assert (tool, source, built) == ("java", ".program-1/A.java", "/tmp/program-1")
    assert 500 <= int(heap_mb) <= 800

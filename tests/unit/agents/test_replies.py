"""What models reply, in every wrapping they come up with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.agents.replies import calls_in, code_in, json_in, words_in

BLOCK = "```python\nprint(1)\n```"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("plain", "plain"),
        ("<think>a\nb</think>\nanswer", "answer"),
        ("<THINKING>a</THINKING> 答案", "答案"),
        ("only closed</think>answer", "answer"),
        ("<think>never closed", ""),
        ("one <think>a</think>two<think>b</think> three", "one two three"),
    ],
)
def test_words_are_what_is_left_without_thinking(reply: str, words: str) -> None:
    assert words_in(reply) == words


@pytest.mark.parametrize(
    "reply",
    [
        '{"a": [1]}',
        'Sure!\n```json\n{"a": [1]}\n```\nDone {x}.',
        '```\n{"a": [1]}\n```',
        'The {plan} is: {"a": [1]} and more',
        '<think>{"a": 2}</think>{"a": [1]}',
        '好的：{"a": [1]}。',
    ],
)
def test_json_is_found_in_any_wrapping(reply: str) -> None:
    assert json_in(reply) == {"a": [1]}


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        ("", "no JSON"),
        ("nothing here", "no JSON"),
        ('{"a": ', "broken"),
        ("{'a': 1}", "broken"),
        ("[" * 100_000, "deep"),
        ("{" * 100_000, "broken"),
    ],
)
def test_what_is_no_json_is_said(reply: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        json_in(reply)


@pytest.mark.parametrize(
    "reply",
    [
        BLOCK,
        f"Text before\n\n{BLOCK}\n\nand after.",
        "```py\nprint(1)\n```",
        "```Python\nprint(1)\n```",
        "```python3 title=main.py\r\nprint(1)\n```".replace("\r", ""),
        "~~~python\nprint(1)\n~~~",
        "```\nprint(1)\n```",
        "````python\nprint(1)\n````",
        "```python\nprint(1)",
        "1. Do this:\n\n   ```python\n   print(1)\n   ```",
        f"```bash\npip install a very long list of packages\n```\n{BLOCK}",
        f"```\na longer block without any label\n```\n{BLOCK}",
        f"<think>```python\nprint('no, this is wrong')\n```</think>\n{BLOCK}",
        f"```python\nx\n```\n{BLOCK}",
        "print(1)",
    ],
)
def test_the_program_is_found(reply: str) -> None:
    assert code_in(reply) == "print(1)\n"


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "42",
        "Sorry",
        "抱歉，我不能。",
        "I cannot: no",
        "```bash\nls\n```",
        "```json\n{}\n```",
        "```python\n```",
    ],
)
def test_where_there_is_no_program_none_is_made_up(reply: str) -> None:
    assert code_in(reply) == ""


def test_fences_inside_lines_do_not_end_a_program() -> None:
    code = 'print("""a ``` b""")\nprint("`")\n'
    assert code_in(f"```python\n{code}```") == code


def test_indentation_inside_a_program_stays() -> None:
    code = "def f():\n    return 1\n\n\nprint(f())\n"
    assert code_in(f"```python\n{code}```") == code


WISH = '{"name": "run", "arguments": {"x": 1}}'


@pytest.mark.parametrize(
    "reply",
    [
        WISH,
        f"I use a tool.\n```json\n{WISH}\n```",
        f"<think>hm</think><tool_call>\n{WISH}\n</tool_call>",
        f"<tool_call>{WISH}",
        f"[{WISH}]",
        '{"function": {"name": "run", "arguments": "{\\"x\\": 1}"}}',
        '{"tool": "run", "args": {"x": 1}}',
        '{"action": "run", "input": {"x": 1}}',
    ],
)
def test_wishes_for_tools_are_read_in_every_spelling(reply: str) -> None:
    [call] = calls_in(reply, {"run"})
    assert (call.name, call.arguments) == ("run", {"x": 1})


def test_several_wishes_are_read_in_order() -> None:
    other = WISH.replace("1", "2")
    marked = f"<tool_call>{WISH}</tool_call>\n<tool_call>{other}</tool_call>"
    for reply in (marked, f"[{WISH}, {other}]"):
        assert [call.arguments["x"] for call in calls_in(reply, {"run"})] == [1, 2]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "run",
        '{"name": "rocket", "arguments": {}}',
        '{"name": "run", "arguments": [1]}',
        '{"name": "run", "arguments": "{broken"}',
        f"```python\nprint('{WISH}')\n```",
        '{"subtasks": [{"text": "run"}]}',
        '[1, null, "run"]',
    ],
)
def test_what_is_no_wish_for_a_known_tool_is_none(reply: str) -> None:
    assert calls_in(reply, {"run"}) == ()


PIECES = st.sampled_from(["{", "}", "[", '"name"', ":", '"run"', ",", "<tool_call>", "```json\n"])


@given(st.lists(PIECES | st.text(max_size=20), max_size=20).map("".join))
def test_any_wish_is_borne(reply: str) -> None:
    assert all(call.name == "run" for call in calls_in(reply, {"run"}))


@given(st.text(max_size=300))
def test_any_reply_is_borne(reply: str) -> None:
    assert isinstance(code_in(reply), str)
    assert isinstance(words_in(reply), str)
    try:
        json_in(reply)
    except ValueError as error:
        assert str(error)

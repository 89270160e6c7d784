"""The list, its file and the command line."""

from pathlib import Path

import pytest
from todo import DEFAULT_FILE, Item, TodoError, TodoList, main


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / DEFAULT_FILE


def test_items_survive_in_the_file(path: Path) -> None:
    TodoList(path).add("买牛奶")
    assert TodoList(path).items == [Item(1, "买牛奶")]


def test_done_items_leave_the_open_list(path: Path) -> None:
    todo = TodoList(path)
    todo.add("a")
    todo.add("b")
    todo.complete(1)
    assert [item.text for item in TodoList(path).open_items()] == ["b"]


def test_an_id_is_never_used_again(path: Path) -> None:
    todo = TodoList(path)
    todo.add("a")
    todo.remove(1)
    assert TodoList(path).add("b").id == 2


@pytest.mark.parametrize("method", ["complete", "remove"])
def test_an_unknown_id_is_refused(path: Path, method: str) -> None:
    with pytest.raises(TodoError, match="no item 7"):
        getattr(TodoList(path), method)(7)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_text_is_refused(path: Path, text: str) -> None:
    with pytest.raises(TodoError):
        TodoList(path).add(text)
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"items": [{"x": 1}], "next_id": 2}'])
def test_a_broken_file_is_named_and_kept(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(TodoError, match=path.name):
        TodoList(path)
    assert path.read_text() == content


def test_a_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    todo = TodoList(path)
    todo.add("a")
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        todo.add("b")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_command_line_from_add_to_remove(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in ("add buy  milk", "add 写代码", "done 1", "list", "list --all", "remove 2"):
        assert main(line.split(" ")) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "  1 [ ] buy milk",
        "  2 [ ] 写代码",
        "  1 [x] buy milk",
        "  2 [ ] 写代码",
        "  1 [x] buy milk",
        "  2 [ ] 写代码",
        "removed: 写代码",
    ]


def test_an_empty_list_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr().out == "Nothing to do.\n"


def test_an_error_goes_to_stderr_with_exit_code_1(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["done", "3"]) == 1
    assert capsys.readouterr().err == "error: There is no item 3.\n"

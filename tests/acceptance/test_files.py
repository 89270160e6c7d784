"""Questions about files in the user's own words, by the installed command, in a machine."""

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Shell

pytestmark = [pytest.mark.machine, pytest.mark.image]


@pytest.fixture
def tree(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to stand in, with files of known content; the workspace lies elsewhere."""
    shell.env["AIOS_WORKSPACE"] = str(tmp_path_factory.mktemp("ws"))
    folder = shell.folder
    (folder / "src" / "深").mkdir(parents=True)
    (folder / "logs").mkdir()
    (folder / "src" / "a.py").write_text("import os\n\n# TODO: 改\nprint(os)\n")
    (folder / "src" / "深" / "b.py").write_text("timeout = 3\n# TODO\n")
    (folder / "logs" / "app.log").write_text("ERROR 密码\nok\nERROR\n")
    (folder / "people.csv").write_bytes("编号,姓名,金额\n007,张三,1.5\n008,李四,\n".encode("gbk"))
    (folder / "big.bin").write_bytes(os.urandom(2_000_000))
    return folder


def state(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def ask(shell: Shell, tree: Path) -> Any:
    """Run a task that succeeds; its result. The user's files stay as they were."""

    def run(text: str) -> dict[str, Any]:
        before = state(tree)
        done = shell.run(text).json
        assert state(tree) == before
        assert done["status"] == "completed", done["error"]
        result: dict[str, Any] = done["result"]
        return result

    return run


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("这个目录有多少个 py 文件", ["2 个 *.py 文件"]),
        ("count the .log files in logs/", ["1 *.log file"]),
        ("how many lines of Python are in src", ["6 lines"]),
        ("找出大于 1MB 的文件", ["big.bin", "2,000,000 字节"]),
        ("files modified in the last 7 days", ["src/a.py", "people.csv"]),
        ("最大的文件是哪个", ["big.bin"]),
        ("哪个文件夹最大", ["src", "文件夹"]),
        ("在 src 里找 TODO", ["a.py:3:", "深/b.py:2:", "TODO 2"]),
        ("find 'timeout' in all .py files", ["src/深/b.py:1: timeout = 3"]),
        ("哪些文件里提到了 密码", ["logs/app.log:1: ERROR 密码"]),
        ("print the last 2 lines of logs/app.log", ["ok\nERROR"]),
    ],
)
def test_questions(ask: Any, text: str, parts: list[str]) -> None:
    result = ask(text)
    assert [part for part in parts if part not in result["answer"]] == []
    compile(result["code"], "program.py", "exec")


def test_a_checksum(ask: Any, tree: Path) -> None:
    digest = hashlib.sha256((tree / "big.bin").read_bytes()).hexdigest()
    assert digest in ask("计算 big.bin 的 sha256")["answer"]


def test_a_table_converted_there_and_back(ask: Any, tree: Path) -> None:
    result = ask("把 people.csv 转成 json，保存成 人.json")
    [artifact] = [a for a in result["artifacts"] if a["name"] == "人.json"]
    assert json.loads(Path(artifact["path"]).read_text("utf-8")) == [
        {"编号": "007", "姓名": "张三", "金额": 1.5},
        {"编号": "008", "姓名": "李四", "金额": None},
    ]
    shutil.copy(artifact["path"], tree / "人.json")
    back = ask("convert 人.json to csv")
    [table] = [a for a in back["artifacts"] if a["name"] == "人.csv"]
    with Path(table["path"]).open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["007", "张三", "1.5"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("delete all .log files", {"changes_not_granted"}),
        ("把所有图片重命名", {"nothing_found", "rule_unclear"}),
        ("convert nothing.csv to json", {"file_missing"}),
        ("count the files in the nowhere/ folder", {"folder_missing"}),
        ("search for 'no such words' in logs", {"nothing_found"}),
    ],
)
def test_what_cannot_be_done_fails_honestly(
    shell: Shell, tree: Path, text: str, codes: set[str]
) -> None:
    before = state(tree)
    ran = shell.run(text)
    assert ran.exit_code != 0
    assert ran.json["error"]["code"] in codes and ran.json["error"]["hint"]
    assert state(tree) == before


def test_a_list_is_given_but_nothing_is_deleted(shell: Shell, tree: Path) -> None:
    before = state(tree)
    done = shell.run("find all files larger than 1 MB and delete them").json
    said = (done["result"] or {}).get("answer", "")
    assert "Not done" in said or done["status"] == "failed"
    assert state(tree) == before

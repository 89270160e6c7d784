"""Questions to the skill, and tables made of random rows to ask about."""

import csv
import json
import os
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

import aios

PACKAGE = Path(aios.__file__).parent
SCRIPTS = PACKAGE / "skills" / "bundled" / "data-analysis" / "scripts"
SEED = int(os.environ.get("AIOS_TEST_SEED", "20240305"))


@dataclass(frozen=True)
class Reply:
    """What an action gave back: a result, or an error."""

    raw: dict[str, Any]
    out: Path

    @property
    def error(self) -> dict[str, Any]:
        assert "error" in self.raw, self.raw["result"]["answer"]
        error: dict[str, Any] = self.raw["error"]
        return error

    @property
    def result(self) -> dict[str, Any]:
        assert "error" not in self.raw, self.raw["error"]
        result: dict[str, Any] = self.raw["result"]
        return result

    @property
    def answer(self) -> str:
        return str(self.result["answer"])

    @property
    def rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = self.result["data"]["rows"]
        return rows

    @property
    def value(self) -> Any:
        """The only number of the result."""
        [[value]] = self.rows
        return value

    def table(self) -> dict[Any, Any]:
        """The result's first column to its second."""
        return {row[0]: row[1] for row in self.rows}


Act = Callable[..., Reply]
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def server(guest_python: tuple[str, str]) -> Iterator[subprocess.Popen[str]]:
    python, packages = guest_python
    search = [str(SCRIPTS), BESIDE, packages]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, search))}
    with subprocess.Popen(
        [python, "-W", "ignore", str(Path(__file__).with_name("serve.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"},
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def act(server: subprocess.Popen[str], tmp_path: Path) -> Ask:
    """Call `act(action, parameters, language=…, text=…)`."""
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)

    def call(
        action: str, parameters: dict[str, Any], language: str = "en", text: str = ""
    ) -> Reply:
        assert server.stdin
        assert server.stdout
        request = {"action": action, "parameters": parameters, "language": language, "text": text}
        server.stdin.write(json.dumps({**request, "cwd": str(tmp_path), "out": str(out)}) + "\n")
        server.stdin.flush()
        reply = json.loads(server.stdout.readline())
        assert "crash" not in reply, reply["crash"]
        return Reply(reply, out)

    return call


@pytest.fixture
def ask(act: Ask) -> Ask:
    """Call `ask(path, question)`; the language is the question's."""

    def call(path: Path, question: str) -> Reply:
        language = "zh" if re.search(r"[\u4e00-\u9fff]", question) else "en"
        return act("analyze", {"file": str(path), "question": question}, language, question)

    return call


Rows = list[dict[str, Any]]


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def english_sales(seed: int = SEED, size: int = 200) -> Rows:
    """Orders with every tenth sales cell empty."""
    chance = random.Random(seed)
    return [
        {
            "order_id": 1000 + number,
            "date": f"2024-{chance.randint(1, 6):02d}-{chance.randint(1, 28):02d}",
            "region": chance.choice(["West", "East", "North", "South"]),
            "product": chance.choice(["Widget", "Gadget", "Gizmo"]),
            "units": chance.randint(1, 50),
            "price": chance.choice([9.5, 20.0, 35.25]),
            "sales": "" if number % 10 == 0 else round(chance.uniform(10, 900), 2),
        }
        for number in range(size)
    ]


def chinese_sales(seed: int = SEED, size: int = 150) -> Rows:
    """Orders of a Chinese shop, dates as 2024年3月5日."""
    chance = random.Random(seed + 1)
    return [
        {
            "订单号": f"A{number:05d}",
            "日期": f"2024年{chance.randint(1, 6)}月{chance.randint(1, 28)}日",
            "地区": chance.choice(["华东", "华南", "华北"]),
            "产品名称": chance.choice(["手机", "电脑", "平板"]),
            "数量": chance.randint(1, 60),
            "销售额(元)": round(chance.uniform(100, 9000), 1),
        }
        for number in range(size)
    ]


def staff(seed: int = SEED, size: int = 80) -> Rows:
    """People of a company."""
    chance = random.Random(seed + 2)
    return [
        {
            "姓名": f"{chance.choice('赵钱孙李周吴')}{chance.choice('伟芳娜敏静')}{number}",
            "部门": chance.choice(["研发部", "市场部", "人事部"]),
            "工资": chance.randint(3000, 20000),
            "年龄": chance.randint(20, 60),
            "性别": chance.choice("男女"),
        }
        for number in range(size)
    ]


def requests(seed: int = SEED, size: int = 200) -> Rows:
    """A web server's log."""
    chance = random.Random(seed + 3)
    return [
        {
            "ts": f"2024-05-{chance.randint(1, 9):02d}T{chance.randint(0, 23):02d}:30:00Z",
            "method": chance.choice(["GET", "POST"]),
            "path": chance.choice(["/api/users", "/api/orders", "/login"]),
            "status": chance.choice([200, 200, 404, 500]),
            "latency_ms": round(chance.uniform(1, 400), 1),
            "user": {"city": chance.choice(["Paris", "Rome"])},
        }
        for _ in range(size)
    ]


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "sales.csv", english_sales())


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "销售.csv", chinese_sales(), encoding="gbk")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "员工.csv", staff(), encoding="utf-8-sig")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in requests()), encoding="utf-8")
    return path

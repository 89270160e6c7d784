"""The main job without a model, on inputs made at test time, in Chinese and English."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import Shell
from tests.acceptance.pages import News, served

pytestmark = [pytest.mark.machine, pytest.mark.image]
Write = Callable[[str, str], Path]
SHAPE = {
    "id",
    "status",
    "type",
    "agent",
    "skills",
    "result",
    "error",
    "usage",
    "steps",
    "isolation",
}


@pytest.fixture
def sales(write: Write) -> Counter[str]:
    chance = random.Random(tuple(range(3)).__hash__())
    totals: Counter[str] = Counter()
    lines = ["date,region,units,sales"]
    for day in range(1, 29):
        region, units = chance.choice(["West", "East", "North"]), chance.randint(1, 40)
        totals[region] += units * 3
        lines.append(f"2026-03-{day:02},{region},{units},{units * 3}")
    write("sales.csv", "\n".join(lines) + "\n")
    return totals


def is_png(path: str) -> bool:
    return Path(path).read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize(
    "task",
    ["which region sold most in sales.csv? plot it", "sales.csv 里哪个地区卖得最多？画个柱状图"],
)
def test_a_question_about_a_table(shell: Shell, sales: Counter[str], task: str) -> None:
    ran = shell.run(task)
    assert ran.exit_code == 0, ran
    told = ran.json
    [(region, total)] = sales.most_common(1)
    assert told.keys() >= SHAPE
    assert (told["status"], told["type"], told["agent"]) == (
        "completed",
        "data_analysis",
        "analyst-agent",
    )
    assert region in told["result"]["answer"]
    assert str(total) in told["result"]["answer"].replace(",", "")
    assert any(is_png(a["path"]) for a in told["result"]["artifacts"])
    [step] = told["steps"]
    assert (step["kind"], step["status"], step["exit_code"]) == ("run", "completed", 0)
    code = told["result"]["code"]
    assert step["program_sha256"] == hashlib.sha256(code.encode()).hexdigest()
    assert told["isolation"]["level"] >= 30


def test_a_task_of_three_steps_passes_its_files_on(shell: Shell) -> None:
    news = News(seed=11)
    with served(news.html()) as address:
        ran = shell.run(f"抓取 {address}/news 的前10条新闻的标题和分数，保存成 CSV，然后画图")
    assert ran.exit_code == 0, ran
    told = ran.json
    artifacts = {a["name"]: a["path"] for a in told["result"]["artifacts"]}
    table = next(Path(p).read_text("utf-8-sig") for n, p in artifacts.items() if n.endswith(".csv"))
    assert all(title in table for title in news.titles[:10])
    assert news.titles[10] not in table
    assert any(is_png(path) for path in artifacts.values())


@pytest.mark.parametrize(
    "task", ["写一个爬虫，抓取 {}/news 的前5条新闻", "scrape the top 5 story titles from {}/news"]
)
def test_a_crawler_is_written_and_really_run(shell: Shell, task: str) -> None:
    news = News(seed=12)
    with served(news.html()) as address:
        ran = shell.run(task.format(address))
    assert ran.exit_code == 0, ran
    result = ran.json["result"]
    assert [item["title"] for item in result["data"]["items"]] == news.titles[:5]
    compile(result["code"], "scraper.py", "exec")
    assert "requests" in result["code"]
    reached = [access for step in ran.json["steps"] for access in step["network"]]
    assert reached and all(a["allowed"] and f"{a['host']}:{a['port']}" in address for a in reached)
    assert sum(access["received"] for access in reached) >= len(news.html().encode())


def test_the_seeds_flask_program_is_tested_before_it_is_returned(shell: Shell) -> None:
    ran = shell.run("写一个 Flask API，实现用户注册和登录功能")
    assert ran.exit_code == 0, ran
    result = ran.json["result"]
    compile(result["code"], "api.py", "exec")
    assert "flask" in result["code"].lower()
    assert result["data"]["tests"]["passed"] > 5
    assert result["data"]["tests"]["failed"] == 0
    [step] = ran.json["steps"]
    assert step["origin"].startswith("cookbook/")


def test_the_host_is_monitored(shell: Shell) -> None:
    ran = shell.run("磁盘还剩多少空间，超过 1% 就告警")
    assert ran.exit_code == 0, ran
    assert ran.json["result"]["data"]["over_threshold"]
    assert "超过阈值 1%" in ran.json["result"]["answer"]


@pytest.mark.parametrize("task", ["写一首关于秋天的诗", "asdkjh qwe", "book me a flight to Paris"])
def test_what_nothing_can_do_fails_honestly(shell: Shell, task: str) -> None:
    ran = shell.run(task)
    assert ran.exit_code == 4, ran
    assert ran.json["status"] == "failed"
    assert ran.json["error"]["code"] == "no_model"
    assert "ollama" in ran.json["error"]["hint"]


BAD: list[tuple[str, tuple[str, ...], int, str, str]] = [
    ("", (), 2, "task_empty", "empty"),
    ("total sales in nothing.csv", (), 1, "file_missing", "nothing.csv"),
    ("average temprature in sales.csv", (), 1, "column_unknown", "temprature"),
    ("total sales in sales.csv", ("--agent", "analist"), 2, "agent_unknown", "analist"),
    ("total sales in sales.csv", ("--priority", "asap"), 2, "priority_unknown", "asap"),
    ("total sales in empty.csv", (), 1, "file_empty", "empty.csv"),
    ("total sales in folder.csv", (), 1, "not_a_file", "folder.csv"),
    ("抓取 http://127.0.0.1:9/news 的前10条", (), 1, "connection_refused", "127.0.0.1:9"),
]


@pytest.mark.usefixtures("sales")
@pytest.mark.parametrize(("task", "words", "exit_code", "code", "said"), BAD)
def test_bad_input_gets_one_clear_error(
    shell: Shell, task: str, words: tuple[str, ...], exit_code: int, code: str, said: str
) -> None:
    (shell.folder / "empty.csv").touch()
    (shell.folder / "folder.csv").mkdir()
    ran = shell.run(task, *words)
    error = json.loads(ran.stdout)["error"]
    assert (ran.exit_code, error["code"]) == (exit_code, code), ran
    assert said in error["message"]
    assert error["hint"]
    human = shell.aios("run", task, *words)
    assert human.exit_code == exit_code


def test_an_unwritable_workspace_is_one_sentence(shell: Shell, write: Write) -> None:
    place = write("not-a-folder", "x")
    ran = shell.aios("run", "how much memory is free", "--workspace", str(place))
    assert ran.exit_code == 1
    assert str(place) in ran.stderr
    assert len(ran.stderr.splitlines()) <= 2


def test_no_file_of_the_user_is_changed(shell: Shell, sales: Counter[str]) -> None:
    before = (shell.folder / "sales.csv").read_bytes()
    shell.run("summarise sales.csv and plot it")
    assert (shell.folder / "sales.csv").read_bytes() == before
    assert {p.name for p in shell.folder.iterdir()} == {"sales.csv", ".ws"}


def test_piped_output_has_no_colour_and_names_every_file(shell: Shell, sales: Counter[str]) -> None:
    ran = shell.aios("run", "按地区统计 sales.csv 的销售额，画柱状图")
    assert ran.exit_code == 0, ran
    assert "\x1b" not in ran.stdout
    for word in ("计划", "答案", "证据", "sha256"):
        assert word in ran.stdout
    [path] = [line.split()[0] for line in ran.stdout.splitlines() if ".png" in line]
    assert is_png(path)

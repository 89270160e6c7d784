"""What is planned of texts about programs and documents, with the bundled skills and the router."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.questions import Questions
from aios.agents.steps import Stepper
from aios.kernel.router import Router
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"
FILES = (
    "ci.yml",
    "src/util.py",
    "stats.py",
    "avg.py",
    "meeting.md",
    "prices.txt",
    "test_stats.py",
    "contracts/a.txt",
    "offers/b.md",
    "发布.sh",
)


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    return Chooser(SkillLibrary(SkillsFolder(path=BUNDLED).read()[0]), Router().route)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x\n")
    return tmp_path


def planned(chooser: Chooser, folder: Path, text: str) -> list[str]:
    """The actions of the steps for a text."""
    stepper = Stepper(chooser=chooser, places=Places(str(folder)))
    steps = Questions(stepper=stepper).answered(text, stepper.steps(text))
    return [step.fit.action.name if step.fit else "" for step in steps]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("explain what stats.py does", "explain"),
        ("Can stats.py be put online as it stands? Show me a repaired version.", "review"),
        ("stats.py 里有 eval，改成安全的写法，输出不能变", "review"),
        ("stats.py 漏掉了第一行，帮我查查原因并改好。", "debug"),
        ("stats.py counts the last customer twice. Find the bug and fix it.", "debug"),
        ("stats.py does not start. Which line is wrong, and how should it look?", "debug"),
        ("The tests in test_stats.py fail. What is wrong in stats.py?", "debug"),
        ("stats.py never ends. Where is the mistake?", "debug"),
        ("test_stats.py does not pass. Find the mistake in stats.py.", "debug"),
        ("发布.sh 的语法有没有错误？错在哪里？", "check_syntax"),
        ("What is stats.py good for? My boss wants it in plain words.", "explain"),
        ("A friend gave me stats.py. Can I trust it, what should I worry about?", "review"),
        ("stats.py 里有没有多余的导入", "facts"),
        ("Can anything in stats.py be thrown away?", "review"),
        ("stats.py: any functions without type hints?", "facts"),
        ("stats.py complains about NoneType, no idea what that is", "debug"),
        ("My stats.py shows two rows and then dies, why?", "debug"),
        ("stats.py 打印了几行然后就崩了，帮我看看", "debug"),
        ("Did I make a mistake in ci.yml? GitHub refuses to load it.", "check_syntax"),
        ("ci.yml 老是报错，哪一行写错了", "check_syntax"),
        (
            "I need a cache in memory, entries should expire and the oldest go first",
            "write_program",
        ),
        (
            "set up logging for my shop, to the screen and to a file called shop.log",
            "write_program",
        ),
        (
            "I have to implement a linked list with insert, search and delete. Call it ll.py",
            "write_program",
        ),
        ("设置都在 app.yaml 里，环境变量优先，给我写一段读取的代码", "write_program"),
        ("写个爬虫，把列表页的标题抓下来存成 csv，要有超时", "write_program"),
        ("Our team argues about stats.py. Which function is the most complex?", "facts"),
        ("how many classes are there in stats.py", "facts"),
        ("stats.py 的缩进乱七八糟，排版一下，功能不变", "layout"),
        ("reformat stats.py, please", "layout"),
        ("our server can't load ci.yml, on which line is the fault", "check_syntax"),
        ("Our club meets on Fridays. Make me a small thing that draws a winner.", "write_program"),
        ("I want a tool in Python that gives my scans new names by date.", "write_program"),
        ("库存老是数不清，帮我弄个小工具登记进出", "write_program"),
        ("用 Python 写一个脚本，列出文件夹里每种后缀有几个文件、共多大", "write_program"),
        ("用 Python 实现一个类，统计日志里每小时的报错条数", "write_program"),
        ("what does stats.py do?", "explain"),
        ("how do I run stats.py", "explain"),
        ("stats.py 这个文件是干什么的？怎么运行", "explain"),
        ("帮我解释一下 stats.py", "explain"),
        ("Can you review stats.py before it goes live? What's wrong with it?", "review"),
        ("stats.py goes to a client. Please look it over and say what's wrong with it.", "review"),
        ("stats.py 是同事写的，上线之前帮我看看有没有问题。", "review"),
        ("what's wrong with ci.yml", "check_syntax"),
        ("我常合并 CSV。能不能写个小程序？给它一个文件夹，它输出合并的表。", "write_program"),
        ("stats.py crashes, what's wrong with it?", "debug"),
        ("stats.py 里有哪些函数", "explain"),
        ("explain this code: squares = [x*x for x in range(10)]\nprint(sum(squares))", "explain"),
        ("这段代码什么意思：\nfor i in range(3):\n    print(i)", "explain"),
        ("explain why avg.py crashes", "debug"),
        ("review avg.py", "review"),
        ("write tests for stats.py", "write_tests"),
        ("给 stats.py 写单元测试", "write_tests"),
        ("write a test for the slug function in avg.py", "write_tests"),
        ("运行 test_stats.py 的测试，看看哪些失败了", "debug"),
        ("need what does 'list index out of range' mean", "debug"),
        ("list index out of range 是什么意思", "debug"),
        ('what does "too many values to unpack (expected 2)" mean?', "debug"),
        ("python 提示 maximum recursion depth exceeded 怎么办", "debug"),
        ("write me an operating system kernel", "write_program"),
        ("写一个 logger，输出 json 格式，文件超过 10MB 就轮转，保留 5 个", "write_program"),
        ("what's wrong with ci.yml", "check_syntax"),
        ("explain src/util.py", "explain"),
        ("compare the totals in offers and tell me the cheapest", "compare_sources"),
        ("is avg.py secure", "review"),
        ("这段代码有什么问题：\ndef f(items=[]):\n    items.append(1)\n    return items", "review"),
        ("ci.yml 有没有格式错误", "check_syntax"),
        ("when are you open on saturday? look at meeting.md", "search_folder"),
        ("compare the fees of the contracts, who has the most", "compare_sources"),
        ("build me a compiler for a small language", "write_program"),
        ("which contracts end before 2027", "search_folder"),
        ("which of the offers give a warranty longer than 2 years", "search_folder"),
        ("prices.txt 里单价超过100元的有哪些", "search_files"),
        # What documents say is asked, not how they are as files.
        ("We got bids, they are in offers. Who builds fastest?", "search_folder"),
        ("which of the offers has the longest warranty?", "search_folder"),
        ("whom do I ring when the heating fails? (meeting.md)", "search_folder"),
        ("which of the files in offers is the largest?", "largest_files"),
        ("meeting.md 有多少行", "show_file"),
    ],
)
def test_what_is_asked_of_programs_and_documents(
    chooser: Chooser, folder: Path, text: str, action: str
) -> None:
    assert planned(chooser, folder, text) == [action]


@pytest.mark.parametrize("text", ["write a report on meeting.md", "write an essay about dogs"])
def test_what_is_no_program_is_not_written_as_one(
    chooser: Chooser, folder: Path, text: str
) -> None:
    assert "write_program" not in planned(chooser, folder, text)


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        (
            "scrape the table at http://127.0.0.1:8000/t, compute the average population, plot it"
            " and save it as excel",
            ["scrape_table", "analyze", "analyze"],
        ),
        (
            "抓取 http://127.0.0.1:8000/t 的表格，算平均价，画图，存成 excel",
            ["scrape_table", "analyze", "analyze"],
        ),
        ("抓取 http://127.0.0.1:8000/t 的表格，算每种的平均价，画图", ["scrape_table", "analyze"]),
    ],
)
def test_one_number_and_its_picture_are_two_steps(
    chooser: Chooser, folder: Path, text: str, actions: list[str]
) -> None:
    assert planned(chooser, folder, text) == actions


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("top page by visits in visits.csv, then plot visits per day", 2),
        ("total visits per page in visits.csv, then plot it", 1),
        ("统计 visits.csv 每个页面的访问量，然后画饼图", 1),
        ("统计 visits.csv 每个页面的访问量，然后按日期画折线图", 2),
    ],
)
def test_a_picture_of_other_groups_is_a_question_of_its_own(
    chooser: Chooser, folder: Path, text: str, steps: int
) -> None:
    (folder / "visits.csv").write_text("date,page,visits\n2026-01-01,a,1\n")
    assert planned(chooser, folder, text) == ["analyze"] * steps

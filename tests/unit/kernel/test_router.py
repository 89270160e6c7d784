"""The router: what it takes for what, names said outright, the user's own skills, bad input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.contracts.agent import Agent
from aios.contracts.skill import Action, Skill
from aios.kernel.router import AGENT_OF_TYPE, TYPE_OF_SKILL, Router


@pytest.fixture(scope="module")
def router() -> Router:
    return Router()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("read this log and tell me which endpoint is slowest", "data-analysis"),
        ("画个饼图", "data-analysis"),
        ("为什么这段代码报错", "debugging"),
        ("爬虫报错了", "debugging"),
        ("review my PR diff", "code-review"),
        ("看看磁盘还剩多少", "system-monitoring"),
        ("端口 8080 被谁占了", "system-monitoring"),
        ("哪个文件最大", "file-operations"),
        ("find all TODO in the repo", "file-operations"),
        ("把这个 csv 转成 json", "file-operations"),
        ("抓取网页表格存成csv", "web-scraping"),
        ("summarise this folder of pdfs and cite pages", "document-research"),
        ("调研一下国产数据库，附上来源", "web-research"),
        ("写个脚本监控CPU", "code-generation"),
        ("CSV 解析函数怎么写", "code-generation"),
    ],
)
def test_what_a_text_is_about_counts_not_its_keywords(
    router: Router, text: str, skill: str
) -> None:
    route = router.route(text)
    assert route.skills[0] == skill
    assert route.type == TYPE_OF_SKILL[skill]
    assert route.agent == AGENT_OF_TYPE[route.type]
    assert 0 < route.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "  \n", "???", "😀", "12345", "\x00\x01", "。。。", "asdfghjkl"),
        *("ok", "继续", "取消", "hi", "你好", "謝謝你", "写一首诗", "what is the meaning of life"),
        *("帮我订机票", "play music"),
    ],
)
def test_talk_and_nonsense_are_no_task(router: Router, text: str) -> None:
    route = router.route(text)
    assert (route.type, route.agent, route.skills) == ("none", "", ())
    assert route.reasons


def test_steps_name_their_skills_in_order(router: Router) -> None:
    route = router.route("抓取 https://example.com/prices，保存成 CSV，然后画柱状图")
    assert route.skills[:2] == ("web-scraping", "data-analysis")
    assert route.agent == "coder-agent"


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("/data-analysis whatever this is", "data-analysis"),
        ("$code_review 你好", "code-review"),
        ("请用 /web-scraping 处理", "web-scraping"),
    ],
)
def test_a_skill_said_outright_wins(router: Router, text: str, skill: str) -> None:
    route = router.route(text)
    assert route.skills == (skill,)
    assert route.confidence == 1.0


@pytest.mark.parametrize("text", ["@monitor-agent 写一首诗", "请@monitor-agent看看", "@monitor go"])
def test_an_agent_said_outright_wins(router: Router, text: str) -> None:
    assert router.route(text).agent == "monitor-agent"
    assert router.route(text).skills == ("system-monitoring",)


@pytest.mark.parametrize(
    "text", ["list /home/data-analysis", "mail me@coder-agent.example", "ls a/debugging"]
)
def test_paths_and_addresses_name_nobody(router: Router, text: str) -> None:
    assert router.route(text).confidence < 1.0


def invoices(**changes: object) -> Skill:
    return Skill(
        id="invoice-ocr",
        name="Invoice OCR",
        description="Reads amounts off scanned invoices.",
        keywords=("发票", "invoice", "data"),
        actions=(Action(name="read", description="", utterances=("把这些票据里的金额读出来",)),),
    ).but(**changes)


def test_a_skill_of_ones_own_is_found_by_name_keyword_and_example() -> None:
    router = Router(skills=[invoices()])
    for text in (
        "识别这张發票",
        "read the invoices in scans.csv",
        "use invoice ocr on a.png",
        "把这些票据里的金额读出来",
        "/invoice_ocr a.png",
    ):
        assert router.route(text).skills[0] == "invoice-ocr", text
        assert router.route(text).type == "custom"


def test_a_common_keyword_of_a_market_skill_takes_no_tasks_away() -> None:
    route = Router(skills=[invoices()]).route("plot the data in sales.csv by month")
    assert route.skills[0] == "data-analysis"


def test_any_keyword_of_a_registered_skill_is_meant() -> None:
    router = Router(skills=[invoices(source="registered")])
    assert router.route("plot the data in sales.csv").skills[0] == "invoice-ocr"


def test_the_words_of_a_registered_name_may_stand_apart() -> None:
    reverse = Skill(id="reverse_text", name="reverse_text", description="", source="registered")
    assert Router(skills=[reverse]).route("reverse the text 'abc'").skills == ("reverse-text",)


def test_words_of_a_market_name_that_stand_apart_count_once() -> None:
    other = Skill(id="text-tools", name="text tools", description="", source="bundled")
    router = Router(skills=[other])
    asked = "write a Python tool that reads a text file and counts its lines"
    assert router.route(asked).skills[0] == "code-generation"
    assert router.route("use the text tools").skills[0] == "text-tools"


def test_the_skill_with_more_of_its_words_in_the_text_comes_first() -> None:
    other = invoices(id="scan-cleaner", name="scan cleaner", keywords=("scan",), actions=())
    route = Router(skills=[other, invoices()]).route("clean the scan of this invoice, 发票")
    assert route.skills[:2] == ("invoice-ocr", "scan-cleaner")


def test_a_task_nobody_else_takes_goes_to_the_skill_that_half_fits() -> None:
    poems = invoices(id="poems", name="verse", keywords=("诗", "poem"), actions=())
    assert Router(skills=[poems]).route("写一首诗").skills == ("poems",)


def test_the_agent_is_the_first_that_lists_the_skill() -> None:
    clerk = Agent(id="clerk", name="clerk", type="custom", skills=("invoice_ocr",))
    second = Agent(id="second", name="second", type="custom", skills=("invoice-ocr",))
    router = Router(skills=[invoices()], agents=[clerk, second])
    assert router.route("识别这张发票").agent == "clerk"
    assert router.route("@second 做一下").skills == ("invoice-ocr",)
    assert router.route("plot sales.csv").agent == ""


def test_a_category_gives_the_type_and_the_agent() -> None:
    route = Router(skills=[invoices(category="data_analysis")]).route("识别这张发票")
    assert (route.type, route.agent) == ("data_analysis", "analyst-agent")


def test_skills_that_are_not_installed_are_not_offered() -> None:
    only = Skill(id="data-analysis", name="data-analysis", description="")
    route = Router(skills=[only]).route("抓取 https://a.example/list，保存成 CSV，然后画图")
    assert route.skills == ("data-analysis",)


def test_reasons_are_sentences_in_the_texts_language(router: Router) -> None:
    chinese = router.route("画出 sales.csv 的折线图").reasons
    english = router.route("plot revenue by month from sales.csv").reasons
    assert all(reason.endswith("。") for reason in chinese)
    assert all(reason.endswith(".") and reason.isprintable() for reason in english)
    assert "“plot”" in english[0]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("幫我統計各地區的銷售額", "帮我统计各地区的销售额"),
        ("檢查程式碼為什麼報錯", "检查代码为什么报错"),
        ("找出資料夾裡最大的檔案", "找出文件夹里最大的文件"),
        ("硬碟空間還剩多少", "硬盘空间还剩多少"),
    ],
)
def test_traditional_and_simplified_go_the_same_way(
    router: Router, traditional: str, simplified: str
) -> None:
    one, other = router.route(traditional), router.route(simplified)
    assert (one.type, one.agent, one.skills) == (other.type, other.agent, other.skills)
    assert one.type != "none"


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_route(text: str) -> None:
    route = Router().route(text)
    assert route.task == text
    assert route.reasons
    assert 0 <= route.confidence <= 1
    assert (route.type == "none") == (not route.agent) == (not route.skills)


def test_a_very_long_text_is_read_at_both_ends(router: Router) -> None:
    def quickest_s(lines: int) -> float:
        taken = []
        for mark in "xyz":  # no two texts are equal, so that none is remembered
            text = "为什么这段代码报错\n" + f"{mark} = compute(y)\n" * lines
            began = time.process_time()
            assert router.route(text).skills[0] == "debugging"
            taken.append(time.process_time() - began)
        return min(taken)

    assert quickest_s(20_000) < 8 * max(quickest_s(5_000), 0.002)


def formed() -> tuple[Skill, Agent]:
    """A skill for questions of one form, and the agent that owns it."""
    whole = {"type": "string", "x-whole": r"(?:what\s+is\s+)?\d+\s*furlongs|\d+浪"}
    parameters = {"type": "object", "properties": {"question": whole}}
    action = Action(name="measure", description="", tool="measure", parameters=parameters)
    skill = Skill(id="old-lengths", name="old-lengths", description="", actions=(action,))
    return skill, Agent(id="ruler-agent", name="ruler", type="custom", skills=("old_lengths",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" What is 18 furlongs ", "The whole text has the form of a question for old-lengths."),
        ("18浪", "整句话正是 old-lengths 的提问形式。"),
    ],
)
def test_a_text_of_a_skills_form_goes_to_the_agent_that_owns_it(text: str, reason: str) -> None:
    skill, agent = formed()
    route = Router(skills=[skill], agents=[agent]).route(text)
    assert (route.agent, route.skills, route.reasons) == (agent.id, ("old-lengths",), (reason,))
    assert route.confidence == 1.0


def test_a_text_with_more_in_it_than_the_form_is_weighed() -> None:
    skill, agent = formed()
    router = Router(skills=[skill], agents=[agent])
    for text in ("plot the 18 furlongs in sales.csv by month", "18 furlongs " + "x" * 300):
        assert "form of" not in " ".join(router.route(text).reasons)

"""What is planned of texts about web lists of which only a part is wanted."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Stepper
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"
SHOP = "http://127.0.0.1:8000/shop"


@pytest.fixture(scope="module")
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])


@pytest.mark.parametrize(
    "text",
    [
        f"Scrape {SHOP} and save only the products that cost less than $50 to a csv",
        f"scrape the products of {SHOP}, keep only those with a price below 50",
        f"抓取 {SHOP} 的商品，只保留价格低于 50 的",
    ],
)
def test_what_is_chosen_of_a_list_is_chosen_by_who_reads_it(
    library: SkillLibrary, text: str
) -> None:
    skills = ("web-scraping", "data-analysis")
    route = Route(task=text, type="research", skills=skills, confidence=0.9)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.action.name == "scrape_list"
    assert "50" in only.fit.parameters["question"]


@pytest.mark.parametrize(
    "text",
    [
        "recipes under 45 minutes at http://127.0.0.1:8000/r, best rated first",
        "quotes about love on http://127.0.0.1:8000/q",
        "who works in IT according to http://127.0.0.1:8000/staff",
        "make a csv with name and email of everyone on http://127.0.0.1:8000/staff",
        "http://127.0.0.1:8000/tongzhi 最近三条通知",
        "write a python scraper for http://127.0.0.1:8000/forum that saves topics to a.csv",
        "save the text of http://127.0.0.1:8000/visit to visit.txt",
    ],
)
def test_what_is_wanted_of_a_page_s_list_is_scraped(library: SkillLibrary, text: str) -> None:
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.6)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.skill is not None
    assert only.fit.skill.id == "web-scraping"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("把 http://127.0.0.1:8000/a 的正文给我，订阅和页脚都不要。", "scrape_page"),
        (f"What's the dearest thing on {SHOP} and what does it cost?", "scrape_list"),
        (f"Which novel on {SHOP} has the best rating, and who wrote it?", "scrape_list"),
        (f"{SHOP} 上评分最高的是哪本书，它的作者是谁？", "scrape_list"),
        (f"{SHOP} has a search box. Look for lamp there and list what it finds.", "search_site"),
        (f"Our shop runs at {SHOP}. Could you look for broken links there?", "check_links"),
        (f"{SHOP} 是我们的商城，有个搜索框。搜一下台灯，把名称和价格列出来。", "search_site"),
    ],
)
def test_a_page_described_and_more_asked_of_what_is_found_are_one_task(
    library: SkillLibrary, text: str, action: str
) -> None:
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.7)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.action.name == action


@pytest.mark.parametrize(
    "text",
    [
        "read http://127.0.0.1:8000/menu and tell me which dishes are vegan",
        "check http://127.0.0.1:8000/help for broken links and say which",
        "what is the fare according to http://127.0.0.1:8000/ferry, and what's the last one",
        "打开 http://127.0.0.1:8000/bangzhu 查一下失效的链接，告诉我是哪几个",
    ],
)
def test_a_question_after_a_page_is_put_to_that_page(library: SkillLibrary, text: str) -> None:
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.6)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.skill is not None
    assert only.fit.parameters["question"] == text


def test_what_is_gathered_into_a_file_need_not_be_there(library: SkillLibrary) -> None:
    text = "gather the phone numbers on http://127.0.0.1:8000/team, one per line, into phones.txt"
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.6)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.parameters["output"] == "phones.txt"


def test_decimals_are_no_count_of_things(library: SkillLibrary) -> None:
    text = f"{SHOP} 的商品平均多少钱？保留一位小数。"
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.6)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and "count" not in only.fit.parameters


@pytest.mark.parametrize(
    "text",
    [
        "Take the camps on http://127.0.0.1:8000/c, follow the pages, save name and fee to c.json",
        "How many tenders does http://127.0.0.1:8000/t list? Put their titles into a CSV file.",
        "http://127.0.0.1:8000/t often gives 502. Keep trying, then list tenders with deadline.",
        "list all berths with their length on http://127.0.0.1:8000/berths",
        "打开 http://127.0.0.1:8000/jg 里每家机构的页面，把名称、床位数整理成 Excel",
        "http://127.0.0.1:8000/cd 上的书名和作者，请列成表格",
        "http://127.0.0.1:8000/qa 里说押金多久退？请摘录原句",
        "抓取 http://127.0.0.1:8000/pl 的品种和产地，网站不太稳定，出错就再试，两次请求之间隔 2 秒",
        "I'm putting together a leaflet. Get the fee of every camp on http://127.0.0.1:8000/c."
        " Give me an Excel file.",
        "http://127.0.0.1:8000/fy 上有哪些房源？帮我列出名称、面积，整理成 CSV 给我",
    ],
)
def test_how_a_page_is_asked_and_kept_is_no_task_of_its_own(
    library: SkillLibrary, text: str
) -> None:
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.6)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.skill is not None
    assert only.fit.skill.id == "web-scraping"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (
            f"Get the names and prices of all lamps at {SHOP} and save them as lamps.csv",
            "scrape_list",
        ),
        (f"Search {SHOP} for lamps and save the names and prices as lamps.csv", "search_site"),
        (f"在 {SHOP} 搜一下台灯", "search_site"),
    ],
)
def test_a_site_is_searched_only_where_searching_is_spoken_of(
    library: SkillLibrary, text: str, action: str
) -> None:
    route = Route(task=text, type="research", skills=("web-scraping",), confidence=0.9)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places("/nowhere"))
    (only,) = stepper.steps(text)
    assert only.fit is not None and only.fit.action.name == action

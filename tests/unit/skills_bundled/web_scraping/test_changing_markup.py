"""Lists whose pages call things otherwise, sayings in markup without names, and single articles."""

import random
from typing import Any

import pytest

NOUNS = "Lamp Kettle Chair Mug Clock Desk Rug Fan Bowl Vase Tray Stool".split()  # noqa: SIM905


def listing(site: Any, goods: list[tuple[str, float]], item: str, by: int) -> None:
    """The goods on pages of `by`; {n} in the template is the page's number."""
    pages = [goods[i : i + by] for i in range(0, len(goods), by)]
    for number, part in enumerate(pages, start=1):
        rows = "".join(item.format(n=number, name=n, price=p) for n, p in part)
        more = f'<a href="/{number + 1}">Next</a>' if number < len(pages) else ""
        nav = '<div><a href="/">Home</a> <a href="/about">About</a></div>'
        site.pages[f"/{number}"] = f"<html><body>{nav}<main id=g>{rows}</main>{more}</body></html>"


@pytest.mark.parametrize(
    "item",
    [
        '<div class="c{n}a"><a href="/i/{name}"><b>{name}</b></a>'
        ' <i class="p{n}">${price}</i></div>',
        '<section><h3><a href="/i/{name}">{name}</a></h3><span class="zz-{n}q">${price}</span>'
        "<s>$999.00</s></section>",
        '<li class="v{n}row"><a href="/i/{name}">{name}</a><em class="w-{n}u">${price}</em></li>',
    ],
)
def test_what_later_pages_call_otherwise_is_found_there(site: Any, scrape: Any, item: str) -> None:
    chance = random.Random(item)
    goods = [
        (f"{noun} {chance.randint(10, 99)}", chance.randint(100, 9999) / 100) for noun in NOUNS
    ]
    listing(site, goods, item, 4)
    result = scrape(
        "scrape_list",
        f"scrape all pages with names and prices {site.url}/1",
        "en",
        url=f"{site.url}/1",
    )
    found = [(row["title"], row["price"]) for row in result["data"]["items"]]
    assert found == goods


def test_a_count_goes_over_pages_that_call_things_otherwise(site: Any, scrape: Any) -> None:
    goods = [(noun, 1.0 + i) for i, noun in enumerate(NOUNS)]
    listing(site, goods, '<div class="k{n}z"><h3><a href="/i/{name}">{name}</a></h3></div>', 5)
    result = scrape("scrape_list", "how many products are there", "en", url=f"{site.url}/1")
    assert len(result["data"]["items"]) == len(goods)


SAID = [
    ("Patience is the companion of wisdom and of time", "Ann Lee"),
    ("Simplicity is the final achievement of all craft", "Bo Chan"),
    ("A river cuts through rock by persistence alone", "Cy Diaz"),
    ("What we learn with pleasure we never forget again", "Ann Lee"),
]


@pytest.mark.parametrize(
    "item",
    [
        "<div><p>{0}.</p><p>— {1}</p></div>",
        "<div><p>{0}</p><p>{1}</p></div>",
        "<div><div>{0}.</div><div>{1}</div></div>",
        "<li><blockquote>{0}</blockquote><cite>{1}</cite></li>",
    ],
)
def test_sayings_and_who_said_them(site: Any, scrape: Any, item: str) -> None:
    nav = '<div><a href="/">Home</a><a href="/about">About us</a></div>'
    site.pages["/q"] = (
        f"<body>{nav}<section>{''.join(item.format(*s) for s in SAID)}</section></body>"
    )
    result = scrape(
        "scrape_list", "collect the quotes and their authors", "en", url=f"{site.url}/q"
    )
    found: list[dict[str, Any]] = result["data"]["items"]
    assert [(row["title"].rstrip("."), row["author"]) for row in found] == SAID


@pytest.mark.parametrize(
    "text",
    [
        "get me just the text of this article, no menus or ads",
        "only the main text please, without navigation",
        "只要这篇文章的正文，不要广告和菜单",
        "提取该新闻的正文",
    ],
)
def test_one_article_is_no_list(site: Any, scrape: Any, text: str) -> None:
    links = "".join(f'<li><a href="/{i}">Another story number {i}</a></li>' for i in range(9))
    body = "".join(
        f"<p>Sentence {i} of the story, which goes on for a while.</p>" for i in range(6)
    )
    site.pages["/a"] = f"<body><ul>{links}</ul><div><h1>Bridge opens</h1>{body}</div></body>"
    result = scrape(
        "scrape_details", f"{text} {site.url}/a", "en", question=text, url=f"{site.url}/a"
    )
    taken = result["files"]["page.md"]
    assert "Sentence 5 of the story" in taken
    assert "Another story" not in taken


FRAME = (
    "<div class=hd><a href='/'>首页</a> | <a href='/us'>关于我们</a> | <a href='/in'>登录</a></div>"
    "{}<div class=ft><p>版权所有 测试站 <a href='/p'>隐私政策</a></p></div>"
)
TEAS = [("龙井", "48"), ("碧螺春", "96"), ("毛峰", "35")]


@pytest.mark.parametrize(
    "entry",
    [
        "<div class=q7><h3>{}</h3><p>价格：{}元</p></div>",
        "<dl><dt>{}</dt><dd>价格：{}元</dd></dl>",
        "<li><strong>{}</strong><br>规格 250 克<br>{} 元</li>",
        "<li><span>{}</span><i>¥{}</i></li>",
    ],
)
def test_menus_without_names_are_no_list(entry: str, site: Any, scrape: Any) -> None:
    entries = "".join(entry.format(*tea) for tea in TEAS)
    site.pages["/"] = FRAME.format(f"<h1>茶叶</h1>{entries}")
    url = f"{site.url}/"
    result = scrape("scrape_list", f"{url} 的茶名和价格", "zh", url=url, question="茶名称和价格")
    found = [(item["title"], item["price"]) for item in result["data"]["items"]]
    assert found == [(name, int(price)) for name, price in TEAS]


def test_a_saying_is_the_title_and_not_who_said_it(site: Any, scrape: Any) -> None:
    said = [("Rain is the gardener of roofs and of gutters too.", "Abe Moor"),
            ("Nobody ever thanked a hinge for its silence.", "Bea Tarn"),
            ("Lend your ladder, keep your lamp close to you.", "Cal Wick")]  # fmt: skip
    site.pages["/"] = "<h1>Said</h1>" + "".join(
        f"<blockquote><p>{words}</p><footer>— {who}</footer></blockquote>" for words, who in said
    )
    url = f"{site.url}/"
    asked = f"the quotes and authors on {url}"
    result = scrape("scrape_list", asked, "en", url=url, question=asked)
    assert [(item["title"], item["author"]) for item in result["data"]["items"]] == said


def test_boxes_of_further_links_are_no_part_of_an_article(site: Any, scrape: Any) -> None:
    text = "".join(f"<p>第{n}段，说的是茶山上的一天，从清晨采摘到傍晚炒制。</p>" for n in "一二三")
    box = "<div class=zz><h4>热门文章</h4><ul><li><a href='/1'>另一篇旧文</a></li></ul></div>"
    site.pages["/"] = FRAME.format(f"<div><h1>茶山一日</h1>{text}</div>{box}")
    url = f"{site.url}/"
    asked = f"{url} 这篇文章的正文存成 md，文件名叫 茶山.md"
    result = scrape("scrape_page", asked, "zh", url=url, question=asked)
    assert "茶山.md" in result["files"]
    assert "第三段" in result["files"]["茶山.md"]
    assert not any(w in result["files"]["茶山.md"] for w in ("另一篇", "首页", "版权"))

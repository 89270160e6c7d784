"""Pages in markup made by chance: other tags, other class names, other noise with every seed."""

# ruff: noqa: SIM905 - lists of words are read more easily as texts

import random
from collections.abc import Mapping, Sequence

SYLLABLES = "ba co di fu ga hel ko lu mi ner pos qui ra sto tum ver wix zan".split()
ADJECTIVES = "Amber Brisk Copper Dusty Early Foggy Gentle Hollow Ivory Jolly".split()
NOUNS = "Lantern Kettle Compass Blanket Chair Bottle Mirror Basket Clock Ladder".split()
ZH_ADJECTIVES = "轻便 复古 静音 折叠 防水 加厚 智能 迷你 环保 北欧".split()
ZH_NOUNS = "台灯 水壶 背包 毛毯 椅子 雨伞 闹钟 书架 拖鞋 音箱".split()
EN_WORDS = (
    "river market winter glass engine harvest signal letter mountain garden paper "
    "bridge silver morning captain window forest number village history song table "
    "light story "
).split()
ZH_WORDS = "城市 河流 工厂 学校 春天 数据 市场 火车 灯光 图书 计划 研究 海岸 居民 音乐".split()


def name(chance: random.Random) -> str:
    """A class name that says nothing."""
    return "".join(chance.sample(SYLLABLES, 2)) + "-" + chance.choice("abcdefgh")


def titles(chance: random.Random, count: int, zh: bool = False) -> list[str]:
    """Names of things, all different."""
    first, second = (ZH_ADJECTIVES, ZH_NOUNS) if zh else (ADJECTIVES, NOUNS)
    pairs = [(a, b) for a in first for b in second]
    return [(a + b) if zh else f"{a} {b}" for a, b in chance.sample(pairs, count)]


def prose(chance: random.Random, zh: bool = False, words: int = 40) -> str:
    """A paragraph."""
    if zh:
        half = [chance.choice(ZH_WORDS) for _ in range(words)]
        return "，".join("".join(half[i : i + 5]) for i in range(0, words, 5)) + "。"
    text = " ".join(chance.choice(EN_WORDS) for _ in range(words))
    return f"{text[0].upper()}{text[1:]}."


def listing(
    chance: random.Random,
    items: Sequence[Mapping[str, str]],
    *,
    title: str = "Things",
    more: str = "",
    kind: str = "",
) -> str:
    """A page with a list of items: `title`, `link` and any further texts, in order.

    `kind` is "div", "li", "article" or "tr"; by chance when it is not given.
    """
    kind = kind or chance.choice(("div", "li", "article", "tr"))
    box, head, cells = name(chance), name(chance), {}
    parts = []
    for number, item in enumerate(items):
        link = f'<a href="{item["link"]}">{item["title"]}</a>'
        rest = [
            (cells.setdefault(key, name(chance)), value)
            for key, value in item.items()
            if key not in ("title", "link")
        ]
        if kind == "tr":
            row = "".join(f'<td class="{c}">{v}</td>' for c, v in rest)
            parts.append(f"<tr><td>{link}</td>{row}</tr>")
        else:
            inner = "".join(f'<span class="{c}">{v}</span> ' for c, v in rest)
            parts.append(f'<{kind} class="{box}"><h3 class="{head}">{link}</h3>{inner}</{kind}>')
        if number and number % 4 == 0 and kind == "div":
            parts.append(
                f'<div class="{name(chance)}"><b>Sponsored</b> <a href="/ad">Buy!</a></div>'
            )
    wrap = {"li": "ul", "tr": "table"}.get(kind, "section")
    return page(title, f"<{wrap}>{''.join(parts)}</{wrap}>{more}")


def page(title: str, body: str, head: str = "") -> str:
    """A page with navigation and a footer around its body."""
    nav = "".join(f'<li><a href="/{n}">{n.title()}</a></li>' for n in ("home", "about", "help"))
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>"
        f"<nav><ul>{nav}</ul></nav><main><h1>{title}</h1>{body}</main>"
        "<footer><p>Copyright notice, all rights reserved.</p></footer></body></html>"
    )


def article(chance: random.Random, title: str, paragraphs: Sequence[str], head: str = "") -> str:
    """An article with a sidebar."""
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    side = "<aside><h4>Subscribe now</h4><p>Our newsletter offers</p></aside>"
    return page(title, f'<div class="{name(chance)}"><article>{text}</article></div>{side}', head)


def feed(title: str, entries: Sequence[Mapping[str, str]]) -> str:
    """An RSS 2.0 feed; entries have title, link, date (RFC 822) and summary."""
    items = "".join(
        f"<item><title>{e['title']}</title><link>{e['link']}</link>"
        f"<pubDate>{e['date']}</pubDate><description>{e['summary']}</description></item>"
        for e in entries
    )
    head = f"<title>{title}</title><link>http://x.example/</link><description>d</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def atom(title: str, entries: Sequence[Mapping[str, str]]) -> str:
    """An Atom feed; entries have title, link and date (ISO 8601)."""
    items = "".join(
        f"<entry><title>{e['title']}</title><link href='{e['link']}'/><id>{e['link']}</id>"
        f"<updated>{e['date']}</updated></entry>"
        for e in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{items}</feed>"


def sitemap(urls: Sequence[str], tag: str = "url") -> str:
    """A sitemap, or with `tag="sitemap"` an index of sitemaps."""
    root = "urlset" if tag == "url" else "sitemapindex"
    inner = "".join(f"<{tag}><loc>{url}</loc></{tag}>" for url in urls)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'

"""Markup of well-known kinds of sites: link boards, quotes, glossaries, forums, sections."""

from typing import Any


def test_a_card_is_taken_whole_so_that_its_score_beside_the_title_is_found(
    site: Any, scrape: Any
) -> None:
    site.pages["/"] = "<div id='all'>" + "".join(
        f'<div class="thing"><div class="mid"><div class="score dislikes" title="{n}98">12k</div>'
        f'<div class="score unvoted" title="{n}99">12.0k</div></div><div class="entry"><p class='
        f'"title"><a class="title" href="/t{n}">A fact number {n} to know</a></p><p class="tag">'
        f'by <a class="author" href="/u{n}">user{n}</a></p><a class="talk" href="/c{n}">{n} '
        "comments</a></div></div>"
        for n in range(1, 8)
    )
    items = scrape("scrape_list", "title, score, author", "en", url=f"{site.url}/")["data"]["items"]
    assert [(i["score"], i["author"]) for i in items] == [
        (int(f"{n}99"), f"user{n}") for n in range(1, 8)
    ]


def test_a_line_of_small_links_is_no_title(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<ol>" + "".join(
        f'<li class="story"><a class="upvoter">{n}</a><span class="link"><a href="/s{n}">Part {n}'
        f'</a></span><div class="byline"><a href="/~al">the avatar</a> via <a href="/~al">alice'
        f'</a> {n} hours ago | <a href="/t">{n} comments</a> and more words</div></li>'
        for n in range(1, 9)
    )
    items = scrape("scrape_list", "score and comments", "en", url=f"{site.url}/")["data"]["items"]
    assert [(i["title"], i["score"], i["comments"]) for i in items] == [
        (f"Part {n}", n, n) for n in range(1, 9)
    ]


def test_the_differing_parts_of_an_item_are_no_items(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="quote"><span class="text">“A word of wisdom, number {n}.”</span><span>by '
        f'<small class="author">Author {n}</small></span><div class="tags">Tags: <a>life</a>'
        f"<a>t{n}</a></div></div>"
        for n in range(1, 8)
    )
    items = scrape("scrape_list", "名言、作者、标签", url=f"{site.url}/")["data"]["items"]
    assert items == [
        {
            "title": f"“A word of wisdom, number {n}.”",
            "author": f"Author {n}",
            "tags": f"life, t{n}",
        }
        for n in range(1, 8)
    ]


def test_terms_and_their_definitions(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<dl>" + "".join(
        f"<dt>Term {n} of art</dt><dd>It means the number {n}.</dd>" for n in range(6)
    )
    items = scrape("scrape_list", "list the terms", "en", url=f"{site.url}/")["data"]["items"]
    assert items[2] == {"title": "Term 2 of art", "definition": "It means the number 2."}


def test_only_the_section_that_is_named(site: Any, scrape: Any) -> None:
    lists = {"Latest news": 5, "Popular articles": 8}
    site.pages["/"] = "".join(
        f"<h2>{name}</h2><ul>"
        + "".join(f'<li><a href="/{size}{n}">{name} entry {n}</a></li>' for n in range(size))
        + "</ul>"
        for name, size in lists.items()
    )
    for name, size in lists.items():
        result = scrape("scrape_list", f"抓取 {name} 的标题", url=f"{site.url}/")
        assert len(result["data"]["items"]) == size


def test_the_columns_of_a_forum_s_table_are_fields(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        "<table><tr><th>标题</th><th>作者</th><th>回复</th></tr>"
        + "".join(
            f'<tr><td><a href="/{n}">求助第{n}步怎么做</a></td><td>网友{n}</td><td>{n}</td></tr>'
            for n in range(1, 7)
        )
        + "</table>"
    )
    result = scrape("scrape_list", "帖子标题、作者、回复数", url=f"{site.url}/")
    assert [(i["author"], i["comments"]) for i in result["data"]["items"]] == [
        (f"网友{n}", n) for n in range(1, 7)
    ]

"""RSS and Atom, dates, several feeds, and what is no feed."""

import csv
import json
from pathlib import Path

import pytest
from feed_reader import FeedError, main, moment, newest, parse

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>First &amp; best</title><link>http://x/1</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0800</pubDate>
<description>&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;</description></item>
<item><title>第二条</title><link>http://x/2</link></item></channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry>
<title>Post</title><link rel="edit" href="http://y/edit"/><link href="http://y/1"/>
<updated>2024-03-06T09:00:00Z</updated><summary>Short</summary></entry></feed>"""


def test_rss() -> None:
    first, second = parse(RSS)
    assert (first.title, first.link, first.feed) == ("First & best", "http://x/1", "News")
    assert (first.published, first.summary) == ("2024-03-05T02:00:00+00:00", "Hello you")
    assert (second.title, second.published) == ("第二条", "")


def test_atom() -> None:
    (only,) = parse(ATOM)
    assert (only.title, only.link, only.published[:10]) == ("Post", "http://y/1", "2024-03-06")
    assert (only.summary, only.feed) == ("Short", "Blog")


def test_the_newest_first_and_each_once() -> None:
    entries = newest([*parse(RSS), *parse(ATOM), *parse(RSS)])
    assert [each.link for each in entries] == ["http://y/1", "http://x/1", "http://x/2"]
    assert len(newest(entries, 1)) == 1


@pytest.mark.parametrize(
    ("date", "wanted"),
    [("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"), ("soon", ""), ("", "")],
)
def test_dates(date: str, wanted: str) -> None:
    assert moment(date) == wanted


@pytest.mark.parametrize("raw", [b"", b"<html><body>no</body></html>", b"hello",
                                 b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>'])  # fmt: skip
def test_what_is_no_feed(raw: bytes) -> None:
    with pytest.raises(FeedError):
        parse(raw, "it")


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xml").write_bytes(RSS)
    (tmp_path / "b.xml").write_bytes(ATOM)
    feeds = [str(tmp_path / name) for name in ("a.xml", "b.xml")]
    assert main([*feeds, "-o", str(tmp_path / "news.csv")]) == 0
    with (tmp_path / "news.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Post", "First & best", "第二条"]
    assert main([feeds[0], str(tmp_path / "none.xml"), "-o", str(tmp_path / "n.json")]) == 1
    assert len(json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))) == 2
    assert "none.xml" in capsys.readouterr().err

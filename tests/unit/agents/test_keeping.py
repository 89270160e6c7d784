"""Which clauses only want kept what came before, and in which format."""

import pytest

from aios.agents.split import wish


@pytest.mark.parametrize(
    ("text", "suffix", "name"),
    [
        ("great, can you put that into an Excel file", "xlsx", ""),
        ("put that in a spreadsheet", "xlsx", ""),
        ("could you save this as json?", "json", ""),
        ("give me that as a csv", "csv", ""),
        ("generate an excel file from this", "xlsx", ""),
        ("ok now save that to result.csv", "csv", "result.csv"),
        ("帮我导出成csv吧", "csv", ""),
        ("好的，给我导成 Excel", "xlsx", ""),
        ("放到一个 Excel 里", "xlsx", ""),
        ("结果给我一个csv", "csv", ""),
    ],
)
def test_what_is_to_be_kept(text: str, suffix: str, name: str) -> None:
    wanted = wish(text)
    assert wanted is not None
    assert (wanted.suffix, wanted.name) == (suffix, name)


@pytest.mark.parametrize(
    "text",
    [
        "and as csv please",
        "a csv of the logs in data",
        "转成 csv",
        "write a csv parser",
        "写一个 csv 解析器",
    ],
)
def test_more_than_that(text: str) -> None:
    assert wish(text) is None

"""One change of the files in a folder, told in several clauses, is one order."""

import pytest

from aios.agents.folder_work import ordered
from aios.agents.listing import lists_files


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("In docs there are files with one content. Keep the newest, delete the rest.", "delete"),
        ("docs 里 60 天以上没改过的日志都删掉，别的文件别动", "delete"),
        ("The file names in docs hold a date. Make a folder for each month and move them.", "sort"),
        ("docs 太乱了，按后缀建子文件夹，把文件分别放进去", "sort"),
        ("Move the PDFs in docs to docs/old. Don't rename anything.", "place"),
        ("All .jpeg files in docs should end in .jpg instead", "rename"),
        ("In every txt file under docs, change 8080 to 9090", "text"),
        ("which files in docs should be deleted?", ""),
        ("docs 里各种文件分别有几个", ""),
        ("Move the PDFs in docs to old, then zip it", ""),
    ],
)  # fmt: skip
def test_the_deed_that_is_ordered(text: str, deed: str) -> None:
    assert ordered(text) == deed


@pytest.mark.parametrize(
    ("clause", "light"),
    [
        ("列出来就行", True),
        ("按后缀统计，子文件夹也算", True),
        ("I need file, line number and text", True),
        ("zip them", False),
    ],
)
def test_what_only_says_how_files_are_told(clause: str, light: bool) -> None:
    assert lists_files(clause) == light

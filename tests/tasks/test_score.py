"""The count of tasks done, and the page that tells it."""

from pathlib import Path

import pytest

from tests.tasks import score
from tests.tasks.case import Asked, Case
from tests.tasks.score import Score, main, page, table
from tests.tasks.world import World


def scored(area: str, language: str, reason: str = "") -> Score:
    """A task of the group kept_4 that was done, or failed for a reason."""

    def never(_world: World) -> Asked:
        raise NotImplementedError

    return Score(Case(f"{area}_{language}", f"kept_4.{area}", language, never), reason)


SCORES = [scored("files", "zh"), scored("files", "en", "AssertionError: no"), scored("code", "en")]


def test_done_of_all_by_area_and_language() -> None:
    assert table(SCORES).splitlines()[2:] == [
        "| code | 0/0 | 1/1 | 1/1 |",
        "| files | 1/1 | 0/1 | 1/2 |",
        "| all | 1/1 | 1/2 | 2/3 |",
    ]


def test_a_page_keeps_the_other_group_and_replaces_its_own() -> None:
    first = page("", "kept_4", SCORES)
    both = page(first, "cases", SCORES[:1])
    again = page(both, "kept_4", SCORES[2:])
    assert "2 of 3 done" in both and "1 of 1 done" in both
    assert again.count("1 of 1 done") == 2 and again.count("\n## ") == 2
    assert page(again, "kept_4", SCORES[2:]) == again


@pytest.mark.parametrize(("options", "told"), [([], False), (["--why"], True)])
def test_why_a_task_kept_aside_failed_is_told_when_asked(
    options: list[str], told: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(score, "measured", lambda *_asked: SCORES)
    main(["kept_4", *options])
    out = capsys.readouterr().out
    assert "failed: files/files_en" in out and ("AssertionError: no" in out) is told


def test_a_part_of_a_group_is_not_written_down(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["kept_4", "--area", "files", "--write", str(tmp_path / "page.md")])

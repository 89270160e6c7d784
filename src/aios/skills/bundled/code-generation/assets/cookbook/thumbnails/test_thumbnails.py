"""Sizes, proportions, turned photographs, and what is no image."""

import os
from pathlib import Path

import pytest
from PIL import Image
from thumbnails import SIZE, main, make_thumbnails


def draw(path: Path, width: int, height: int, mode: str = "RGB") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, (width, height)).save(path)
    return path


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_proportions_are_kept_and_small_ones_stay(tmp_path: Path) -> None:
    draw(tmp_path / "in" / "宽.png", 800, 400)
    draw(tmp_path / "in" / "deep" / "tall.jpg", 300, 900)
    draw(tmp_path / "in" / "small.png", 10, 20)
    report = make_thumbnails(tmp_path / "in", tmp_path / "out", 100)
    assert len(report.made) == 3
    assert size_of(tmp_path / "out" / "宽.png") == (100, 50)
    assert size_of(tmp_path / "out" / "deep" / "tall.jpg") == (33, 100)
    assert size_of(tmp_path / "out" / "small.png") == (10, 20)


def test_a_photograph_is_turned_as_it_was_taken(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn
    Image.new("RGB", (400, 200)).save(tmp_path / "in" / "a.jpg", exif=turned)
    make_thumbnails(tmp_path / "in", tmp_path / "out", 100)
    assert size_of(tmp_path / "out" / "a.jpg") == (50, 100)


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    image = draw(tmp_path / "in" / "a.png", 500, 500)
    target = tmp_path / "in" / "thumbs"
    assert len(make_thumbnails(tmp_path / "in", target).made) == 1
    again = make_thumbnails(tmp_path / "in", target)
    assert (len(again.made), len(again.kept)) == (0, 1)
    later = (target / "a.png").stat().st_mtime + 10
    os.utime(image, (later, later))
    assert len(make_thumbnails(tmp_path / "in", target).made) == 1
    assert max(size_of(target / "a.png")) == min(SIZE, 500)


def test_what_is_no_image_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw(tmp_path / "in" / "good.png", 5, 5)
    (tmp_path / "in" / "bad.png").write_bytes(b"no image")
    (tmp_path / "in" / "notes.txt").write_text("x")
    assert main([str(tmp_path / "in"), str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert said.out == "1 made, 0 up to date, 1 failed\n"
    assert "bad.png" in said.err


def test_a_folder_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none"), str(tmp_path / "out")]) == 1
    assert "is no folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path), str(tmp_path / "out"), "--size", "0"])

"""Makes freshly installed packages into a guest image: plots in Chinese, fast imports.

Run by the interpreter the image is for, as `python prepare.py SITE FONT`.
"""

import compileall
import importlib
import os
import py_compile
import re
import shutil
import sys
from pathlib import Path
from typing import Any

GUEST_FONTS = Path(__file__).parent / "guest_fonts.py"
PLOT_SETTINGS = {
    "backend": "Agg",
    "font.family": "sans-serif",
    "font.sans-serif": "Noto Sans SC, DejaVu Sans",
    "axes.unicode_minus": "False",
    "savefig.bbox": "tight",
}


def trim(site: Path) -> None:
    """Drop what no program imports: the packages' own tests, and scripts with host paths.

    Compiled programs (ruff, shellcheck) stay in `bin`.
    """
    for tests in [path for path in site.rglob("tests") if path.is_dir()]:
        shutil.rmtree(tests, ignore_errors=True)
    for program in [path for path in (site / "bin").glob("*") if not _compiled(path)]:
        shutil.rmtree(program) if program.is_dir() else program.unlink()


def _compiled(program: Path) -> bool:
    """True for a program of machine code; the others are scripts that name this host's paths."""
    return program.is_file() and program.read_bytes()[:2] != b"#!"


def settle_plots(site: Path, font: Path) -> None:
    """Install the font, write the defaults, and make the list of fonts once for all machines."""
    data = site / "matplotlib" / "mpl-data"
    if not data.is_dir():
        return
    shutil.copy(font, data / "fonts" / "ttf" / font.name)
    settings = data / "matplotlibrc"
    known = re.compile(rf"#*\s*(?:{'|'.join(map(re.escape, PLOT_SETTINGS))})\s*:")
    kept = [
        line for line in settings.read_text(encoding="utf-8").splitlines() if not known.match(line)
    ]
    kept += [f"{key}: {value}" for key, value in PLOT_SETTINGS.items()]
    settings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    _write_font_list(data / "fontlist")
    shutil.copy(GUEST_FONTS, site / "matplotlib" / "_guest_fonts.py")
    with (site / "matplotlib" / "__init__.py").open("a", encoding="utf-8") as package:
        package.write("\n\nfrom matplotlib import _guest_fonts  # noqa\n")


def _write_font_list(folder: Path) -> None:
    font_manager: Any = importlib.import_module("matplotlib.font_manager")  # from the image
    find = font_manager.findSystemFonts

    def bundled_only(paths=None, fontext="ttf"):  # type: ignore[no-untyped-def]
        """Fonts of this host would not be there in a machine."""
        return find(paths, fontext) if paths else []

    font_manager.findSystemFonts = bundled_only
    folder.mkdir()
    fonts = font_manager.FontManager()
    name = f"fontlist-v{font_manager.FontManager.__version__}.json"
    font_manager.json_dump(fonts, str(folder / name))


def open_to_all(site: Path) -> None:
    """Readable by the unprivileged user that programs run as."""
    for folder, _, names in os.walk(site):
        os.chmod(folder, 0o755)
        for name in names:
            runs = folder == str(site / "bin")
            os.chmod(os.path.join(folder, name), 0o755 if runs else 0o644)


def main(site: Path, font: Path) -> None:
    sys.path.insert(0, str(site))
    trim(site)
    settle_plots(site, font)
    # The image never changes: bytecode need not be compared with its source at each import.
    compileall.compile_dir(
        str(site),
        quiet=2,
        workers=0,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    open_to_all(site)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))

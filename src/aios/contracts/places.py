"""Where a program's data belongs on this platform; nothing is opened or made."""

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Where the platform keeps AIOS's data for one user."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "aios"

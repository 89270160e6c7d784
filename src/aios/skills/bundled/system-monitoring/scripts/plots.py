"""The program that draws samples over time: the fixed part with its settings, and its run."""

import os
import re
import subprocess
import sys

import aios_skill
from wishes import files_of

DRAWING = os.path.join(os.path.dirname(os.path.abspath(__file__)), "parts", "drawing.py")
PLOT_S = 60


def names_of(request, stem):
    """What the table and the picture are called: as the request says, else by the stem."""
    table, picture = f"{stem}.csv", f"{stem}.{request.parameters.get('picture') or 'png'}"
    named = [n for n in files_of(request) if n.lower().endswith((".png", ".svg", ".pdf", ".jpg"))]
    picture = named[0] if named else picture
    said = os.path.basename(request.parameters.get("output") or "")
    if said.lower().endswith(".csv"):
        return said, picture
    return table, said if said.lower().endswith((".png", ".svg", ".pdf", ".jpg")) else picture


def program_of(settings):
    """The program whole: settings (TABLE, PICTURE, TITLE, ACROSS, SERIES, LIMITS), then the rest.

    It reads the columns of SERIES from the CSV file TABLE beside it, and writes PICTURE.
    """
    with open(DRAWING, encoding="utf-8") as file:
        body = file.read()
    for name, value in settings.items():
        line = f"{name} = {value!r}"
        body = re.sub(rf"^{name} = .*$", lambda _, line=line: line, body, count=1, flags=re.M)
    return body


def run(program, request):
    """Run the program in the folder of the artifacts; a failure says what it said."""
    done = subprocess.run(
        [sys.executable, "-"],
        input=program,
        cwd=request.out,
        text=True,
        capture_output=True,
        timeout=PLOT_S,
        check=False,
    )
    if done.returncode:
        raise aios_skill.Failure(
            "plot_failed",
            request.say("画图没有成功。", "The plot could not be drawn."),
            request.say("测量值在 CSV 里。", "The samples are in the CSV."),
            {"stderr": done.stderr[-2000:]},
        )

"""Draw the samples of a table over time, one panel per unit; run it beside the table."""

import csv

from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

TABLE = "samples.csv"
PICTURE = "samples.png"
TITLE = "samples"
ACROSS = "seconds"
SERIES = {"cpu_percent": ("CPU use", "%")}
LIMITS = {}

WANTED = ["Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei"]
known = {font.name for font in font_manager.fontManager.ttflist}
rcParams["font.family"] = [name for name in WANTED if name in known] + ["DejaVu Sans"]
rcParams["axes.unicode_minus"] = False

with open(TABLE, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
seconds = [float(row["seconds"]) for row in rows]
panels = {}
for column, (label, unit) in SERIES.items():
    panels.setdefault(unit or label, []).append(column)

figure = Figure(figsize=(9, 1.2 + 2.8 * len(panels)), layout="constrained")
shown = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
for axes, (unit, columns) in zip(shown, panels.items(), strict=True):
    for column in columns:
        values = [float(row[column] or "nan") for row in rows]
        axes.plot(seconds, values, label=SERIES[column][0], marker="o", markersize=3)
        if column in LIMITS:
            axes.axhline(LIMITS[column], color="crimson", linestyle="--", linewidth=1)
    if unit == "%":
        axes.set_ylim(0, max(100, axes.get_ylim()[1]))
    elif unit.startswith("B"):
        axes.yaxis.set_major_formatter(EngFormatter(unit=unit))
        axes.set_ylim(bottom=0)
    axes.set_ylabel(unit)
    axes.grid(alpha=0.3)
    axes.legend(loc="best")
shown[-1].set_xlabel(ACROSS)
figure.suptitle(TITLE)
figure.savefig(PICTURE, dpi=120)

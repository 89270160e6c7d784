"""The plotting part of a program, as text: bar, line, pie, histogram, scatter, box, heat map."""

# ruff: noqa: E501 - the lines of the written program

_START = """
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure

WANTED = ["Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Zen Hei"]
{drawn}
known = {{font.name for font in font_manager.fontManager.ttflist}}
rcParams["font.family"] = [name for name in WANTED if name in known] + ["DejaVu Sans"]
rcParams["axes.unicode_minus"] = False
"""
_SHORT = '''

def short(label, most=24):
    """A label that leaves room for the picture."""
    if isinstance(label, float) and label.is_integer():
        label = int(label)
    text = {nothing!r} if label is None else str(label)
    return text if len(text) <= most else text[: most - 1] + "…"

'''
_FOLD = """
MOST = {most}
if len(drawn) > MOST:
    rest = drawn[MOST - 1:]
    drawn = [*drawn[: MOST - 1], ({others!r}.format(len(rest)), {folded})]
"""
_BAR = """
labels = [short(row[0]) for row in drawn]
series = {series}
sideways = {lying}
figure = Figure(figsize=(9, max(4, 0.36 * len(labels) + 1.5)) if sideways else (9 if len(labels) <= 12 else 12, 5), layout="constrained")
axes = figure.add_subplot()
width = 0.8 / len(series)
for place, (name, values) in enumerate(series.items()):
    at = [i + (place - (len(series) - 1) / 2) * width for i in range(len(labels))]
    draw = axes.barh if sideways else axes.bar
    bars = draw(at, [value or 0 for value in values], width, label=name)
    if len(labels) * len(series) <= 20:
        axes.bar_label(bars, [f"{{round(value, 2):,.10g}}" if value is not None else "" for value in values], padding=2, fontsize=8)
if sideways:
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set(ylabel={x!r}, xlabel={y!r}, title={title!r})
else:
    axes.set_xticks(range(len(labels)), labels, rotation=45 if len(labels) > 12 else 0)
    axes.set_xlim(min(-0.6, len(labels) / 2 - 2), max(len(labels) - 0.4, len(labels) / 2 + 1))
    axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
(axes.xaxis if sideways else axes.yaxis).set_major_formatter("{{x:,.10g}}")
axes.margins(**({{"x": 0.08, "y": 0.02}} if sideways else {{"y": 0.12}}))
if len(series) > 1:
    axes.legend()
"""
_STACKED = """
labels = [short(row[0]) for row in drawn]
series = {series}
figure = Figure(figsize=(9 if len(labels) <= 12 else 12, 5), layout="constrained")
axes = figure.add_subplot()
below = [0] * len(labels)
for name, values in series.items():
    axes.bar(range(len(labels)), [value or 0 for value in values], 0.7, bottom=below, label=name)
    below = [sum(pair) for pair in zip(below, (value or 0 for value in values))]
slanted = len(labels) > 12 or max(map(len, labels), default=0) > 10
axes.set_xticks(range(len(labels)), labels, rotation=30 if slanted else 0, ha="right" if slanted else "center")
axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
axes.yaxis.set_major_formatter("{{x:,.10g}}")
axes.legend()
"""
_LINE = """
labels = list(dict.fromkeys(short(row[0]) for row in drawn))
series = {series}
figure = Figure(figsize=(10, 5), layout="constrained")
axes = figure.add_subplot()
for name, values in series.items():
    axes.plot(range(len(labels)), [float("nan") if v is None else v for v in values], label=name,
              marker="o" if len(labels) <= 60 else None, markersize=4)
step = max(1, -(-len(labels) // 16))
axes.set_xticks(range(0, len(labels), step), labels[::step], rotation=45 if len(labels) > 6 else 0,
                ha="right" if len(labels) > 6 else "center")
axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
axes.yaxis.set_major_formatter("{{x:,.10g}}")
axes.grid(alpha=0.3)
if len(series) > 1:
    axes.legend()
"""
_CUT = """
if len(rows) > len(drawn):
    axes.set_title({title!r} + {some!r}.format(len(drawn), len(rows)))
"""
_MARK = """
answers = {{row[0] for row in rows}}
for bar, row in zip(bars, drawn):
    bar.set_facecolor("tab:orange" if row[0] in answers else "tab:blue")
"""
_EVERY = '''
# What the answer stands out from.
_, drawn = ask("""
{every}
""")'''
_PIE = """
slices = [(short(row[0]), row[1]) for row in drawn if row[1] and row[1] > 0]
figure = Figure(figsize=(8, 6), layout="constrained")
axes = figure.add_subplot()
axes.pie([value for _, value in slices], labels=[label for label, _ in slices], autopct="%.1f%%",
         startangle=90, counterclock=False)
axes.set_title({title!r})
"""
_BOX = '''
_, boxes = ask("""
{points}
""")
figure = Figure(figsize=(max(6, min(16, 0.7 * len(boxes) + 3)), 5), layout="constrained")
axes = figure.add_subplot()
axes.bxp([
    dict(label=short(name), q1=q1, med=med, q3=q3, whislo=low, whishi=high, fliers=beyond or [])
    for name, q1, med, q3, low, high, beyond in boxes
], patch_artist=True, boxprops=dict(facecolor="tab:blue", alpha=0.5), flierprops=dict(markersize=4))
axes.tick_params(axis="x", rotation=45 if len(boxes) > 8 else 0)
axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
axes.yaxis.set_major_formatter("{{x:,.10g}}")
axes.grid(axis="y", alpha=0.3)
'''
_HEAT = """
{cells}
figure = Figure(figsize=(max(6, min(18, 0.62 * len(across) + 3)), max(4, min(14, 0.42 * len(down) + 2))), layout="constrained")
axes = figure.add_subplot()
values = [[float("nan") if v is None else v for v in row] for row in held]
drawn = axes.imshow(values, aspect="auto", cmap={colours})
figure.colorbar(drawn, ax=axes, label={y!r}, format="{{x:,.10g}}")
axes.set_xticks(range(len(across)), [short(key, 16) for key in across], rotation=45 if len(across) > 6 else 0)
axes.set_yticks(range(len(down)), [short(key) for key in down])
if len(down) * len(across) <= 200:
    low, high = drawn.get_clim()
    for y, row in enumerate(values):
        for x, value in enumerate(row):
            if value == value:
                dark = not {pale} and value > (low + high) / 2
                text = f"{{value:.2f}}" if {pale} else f"{{value:,.4g}}" if abs(value) < 1000 else f"{{round(value):,}}"
                axes.text(x, y, text, ha="center", va="center", fontsize=8, color="white" if dark else "black")
axes.set(xlabel={x!r}, ylabel={down!r}, title={title!r})
"""
_SPREAD_CELLS = (
    """down, held = [row[0] for row in rows], [row[1 : 1 + len(across)] for row in rows]"""
)
_PAIRED_CELLS = """# Every pair on both sides of the diagonal.
across = down = list(dict.fromkeys(name for row in rows for name in row[:2]))
pairs = {(one, other): value for a, b, value, *_ in rows for one, other in ((a, b), (b, a))}
held = [[1 if a == b else pairs.get((a, b)) for b in across] for a in down]"""
_HISTOGRAM = """
figure = Figure(figsize=(9, 5), layout="constrained")
axes = figure.add_subplot()
axes.bar([low for low, _, _ in drawn], [count for _, _, count in drawn],
         [high - low for low, high, _ in drawn], align="edge", edgecolor="white")
axes.yaxis.get_major_locator().set_params(integer=True)
axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
"""
_SCATTER = '''
_, points = ask("""
{points}
""")
figure = Figure(figsize=(8, 6), layout="constrained")
axes = figure.add_subplot()
axes.scatter([x for x, _ in points], [y for _, y in points], s=14, alpha=0.6)
axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
axes.grid(alpha=0.3)
'''
_END = """figure.savefig(os.path.join(OUT, {picture!r}), dpi=120)
"""
_TWO_GROUPS = '''

def by_second(rows, most=8):
    """Rows of (x, name, value) as one list of values per name, the largest names first."""
    totals, cells = {{}}, {{}}
    for x, name, *_, value in rows:
        totals[name] = totals.get(name, 0) + abs(value or 0)
        cells[x, name] = value
    names = sorted(totals, key=totals.get, reverse=True)[:most]
    places = list(dict.fromkeys(row[0] for row in rows)){some}
    return places, {{short(name): [cells.get((x, name)) for x in places] for name in names}}


places, grouped = by_second([(*row[:2], row[{value}]) for row in rows])
drawn = [(place,) for place in places]
'''
_SHAPES = {
    "bar": _BAR, "line": _LINE, "pie": _PIE, "histogram": _HISTOGRAM, "scatter": _SCATTER, "box": _BOX, "stacked": _STACKED,
}  # fmt: skip
_MOST = {"bar": 40, "pie": 9}
_LYING = "len(labels) > 12 or max(map(len, labels), default=0) > 10"


def chart_code(kind, *, title, x, y, picture, groups, series, zh, points="", every="", timed=False):
    """Python text that draws `rows`.

    `series` are (label, where in a row the value is); `groups` says how many columns stand before
    the values. `every` is a statement for rows to be drawn in their place, of which `rows` stand out.
    """
    others = "其他 {} 项" if zh else "{} others"
    drawn = _EVERY.format(every=every) if every else "drawn = rows"
    parts = [_start(drawn, zh)]
    lines = "{" + ", ".join(f"{n!r}: [row[{at}] for row in drawn]" for n, at in series) + "}"
    if groups > 1 and kind in ("bar", "line", "stacked"):
        some = "" if kind == "line" else "[:25]"
        parts.append(_TWO_GROUPS.format(some=some, value=series[-1][1]))
        lines = "grouped"
    elif kind in _MOST:
        parts.append(_folding(kind, len(series), others))
    lying = "False" if timed else _LYING
    shape = _SHAPES[kind].format(title=title, x=x, y=y, series=lines, points=points, lying=lying)
    if every and kind == "bar":
        shape += _MARK.format()
    elif groups == 1 and kind == "bar":
        shape += _CUT.format(
            title=title, some="（前 {} 项，共 {} 项）" if zh else " (first {} of {})"
        )
    return "".join([*parts, shape, _END.format(picture=picture)])


def heat_code(*, title, x, down, y, picture, zh, paired=False):
    """Python text that draws the cross table `rows`, or with `paired` the pairs of columns in it."""
    shape = _HEAT.format(
        title=title, x=x, y=y, down=down, cells=_PAIRED_CELLS if paired else _SPREAD_CELLS, pale=paired,
        colours='"coolwarm", vmin=-1, vmax=1' if paired else '"Blues"',
    )  # fmt: skip
    return _start("", zh) + shape + _END.format(picture=picture)


def _start(drawn, zh):
    return _START.format(drawn=drawn) + _SHORT.format(nothing="（空）" if zh else "(missing)")


def _folding(kind, measures, others):
    if kind == "bar":  # a bar of all others would dwarf them
        return f"\ndrawn = drawn[:{_MOST[kind]}]\n"
    sums = ", ".join(f"sum(row[{i}] or 0 for row in rest)" for i in range(1, measures + 1))
    return _FOLD.format(most=_MOST[kind], others=others, folded=sums)

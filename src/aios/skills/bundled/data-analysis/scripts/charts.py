"""The plotting part of a program, as text: bar, line, pie, histogram, scatter."""

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
sideways = len(labels) > 12 or max(map(len, labels), default=0) > 10
figure = Figure(figsize=(9, max(4, 0.36 * len(labels) + 1.5)) if sideways else (9, 5), layout="constrained")
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
    axes.set_xticks(range(len(labels)), labels)
    axes.set_xlim(min(-0.6, len(labels) / 2 - 2), max(len(labels) - 0.4, len(labels) / 2 + 1))
    axes.set(xlabel={x!r}, ylabel={y!r}, title={title!r})
(axes.xaxis if sideways else axes.yaxis).set_major_formatter("{{x:,.10g}}")
axes.margins(**({{"x": 0.08, "y": 0.02}} if sideways else {{"y": 0.12}}))
if len(series) > 1:
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
_ONE_SERIES = "{columns[place]: [row[place] for row in drawn] for place in range(1, 1 + VALUES)}"
_TWO_GROUPS = '''

def by_second(rows, most=8):
    """Rows of (x, name, value) as one list of values per name, the largest names first."""
    totals, cells = {{}}, {{}}
    for x, name, value, *_ in rows:
        totals[name] = totals.get(name, 0) + abs(value or 0)
        cells[x, name] = value
    names = sorted(totals, key=totals.get, reverse=True)[:most]
    places = list(dict.fromkeys(row[0] for row in rows)){some}
    return places, {{short(name): [cells.get((x, name)) for x in places] for name in names}}


places, grouped = by_second(rows)
drawn = [(place,) for place in places]
'''
_SHAPES = {"bar": _BAR, "line": _LINE, "pie": _PIE, "histogram": _HISTOGRAM, "scatter": _SCATTER}
_MOST = {"bar": 40, "pie": 9}


def chart_code(kind, *, title, x, y, picture, groups, measures, zh, points="", every=""):
    """Python text that draws `rows`; `groups` and `measures` say how many columns each has.

    `every` is a statement for rows to be drawn in their place, of which `rows` stand out.
    """
    nothing, others = ("（空）", "其他 {} 项") if zh else ("(missing)", "{} others")
    drawn = _EVERY.format(every=every) if every else "drawn = rows"
    parts = [_START.format(drawn=drawn), _SHORT.format(nothing=nothing)]
    series = _ONE_SERIES.replace("VALUES", str(measures))
    if groups > 1 and kind in ("bar", "line"):
        parts.append(_TWO_GROUPS.format(some="[:25]" if kind == "bar" else ""))
        series = "grouped"
    elif kind in _MOST:
        parts.append(_folding(kind, measures, others))
    shape = _SHAPES[kind].format(title=title, x=x, y=y, series=series, points=points)
    if every and kind == "bar":
        shape += _MARK.format()
    elif groups == 1 and kind == "bar":
        shape += _CUT.format(
            title=title, some="（前 {} 项，共 {} 项）" if zh else " (first {} of {})"
        )
    return "".join([*parts, shape, _END.format(picture=picture)])


def _folding(kind, measures, others):
    if kind == "bar":  # a bar of all others would dwarf them
        return f"\ndrawn = drawn[:{_MOST[kind]}]\n"
    sums = ", ".join(f"sum(row[{i}] or 0 for row in rest)" for i in range(1, measures + 1))
    return _FOLD.format(most=_MOST[kind], others=others, folded=sums)

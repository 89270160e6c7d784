"""What a study of columns found, in words."""

# ruff: noqa: E501 - a sentence in two languages is one line

from answers import SHOWN, number_text
from studies import identifying
from studysql import ROW

MOST_IN_A_LINE = 8
OF_EACH = 10  # rows told of each of several columns


def study_text(words, columns, rows, others):
    """The answer of a study; `words` is the Answer, `others` the results of its other statements."""
    return _TEXTS[words.query.kind](words, columns, rows, others)


def _told(words, value):
    """A correlation with the decimals that are wished, else four."""
    digits = words.query.measures[0].digits
    return f"{value:.{4 if digits is None else digits}f}"


def _correlations(words, columns, rows, others):
    say, query = words.say, words.query
    method = {"pearson": "Pearson", "spearman": "Spearman"}[query.method]
    known = [row for row in rows if row[2] is not None]
    if not known:
        return say("没有可用的成对数值。", "There are no pairs of numbers to correlate.")
    one, other, value, pairs = known[0]
    if query.shown:
        head = say(
            f"与 {one} 相关最强的列是 {other}：{method} 相关系数 {_told(words, value)}（{_strength(value, say)}，{pairs} 对）{words.where()}。",
            f"{other} correlates most with {one}: {method} r = {_told(words, value)} ({_strength(value, say)}, {pairs} pairs){words.where()}.",
        )
    else:
        head = say(
            f"{len(rows)} 对列的 {method} 相关系数{words.where()}，最强的是 {one} 与 {other}：{_told(words, value)}（{_strength(value, say)}）。",
            f"{method} correlation of {len(rows)} pair{'s' if len(rows) > 1 else ''} of columns{words.where()}; the strongest is {one} and {other}: {_told(words, value)} ({_strength(value, say)}).",
        )
    lines = [
        f"- {a}{say(' 与 ', ' and ')}{b}{say('：', ': ')}{'–' if r is None else f'{_told(words, r)}'}{say(f'（{n} 对）', f' ({n} pairs)')}"
        for a, b, r, n in rows[:SHOWN]
    ]
    return "\n".join([head, *lines])


def _strength(value, say):
    """How strong a correlation is, and which way."""
    size = abs(value)
    if size < 0.1:
        return say("几乎不相关", "almost none")
    zh, en = (
        ("强", "strong") if size >= 0.7 else ("中等", "moderate") if size >= 0.4 else ("弱", "weak")
    )
    return say(
        f"{zh}{'正' if value > 0 else '负'}相关", f"{en}, {'positive' if value > 0 else 'negative'}"
    )


def relation_text(words, row):
    """Two columns: how they go together, and the line through them."""
    say = words.say
    x, y = (measure.column.name for measure in words.query.measures)
    correlation, slope, intercept, pairs = row
    if correlation is None or correlation != correlation:
        return say(
            f"{x} 与 {y} 没有可用的成对数值。",
            f"{x} and {y} have no pairs of numbers to correlate.",
        )
    return say(
        f"{x} 与 {y} 的相关系数：{_told(words, correlation)}（Pearson，{_strength(correlation, say)}，{pairs} 对）{words.where()}；拟合 {y} ≈ {number_text(slope)} × {x} + {number_text(intercept)}。",
        f"The correlation of {x} and {y} is {_told(words, correlation)} (Pearson, {_strength(correlation, say)}, {pairs} pairs){words.where()};"
        f" {y} ≈ {number_text(slope)} × {x} + {number_text(intercept)}.",
    )


def _outliers(words, columns, rows, others):
    say, query = words.say, words.query
    (_, main), (_, other), *apart = others
    told = [_limits(words, row, query.method) for row in main]
    second = "zscore" if query.method == "iqr" else "iqr"
    lines = []
    if len(query.measures) == 1:
        lines = [
            f"- {_row(words.table, query.measures[0].column, columns, row, say)}"
            for row in rows[:SHOWN]
        ]
        if len(rows) > SHOWN:
            lines.append(say(f"……共 {len(rows)} 行", f"… {len(rows)} rows in all"))
    lines += _of_each(words, apart)
    counts = say("；", "; ").join(f"{row[0]} {row[4] or 0}" for row in other)
    by_other = say(
        f"按 {_METHODS[second][0]} 则为：{counts}。",
        f"By {_METHODS[second][1]} they would be: {counts}.",
    )
    return "\n".join([*told, *lines, by_other])


def _of_each(words, apart):
    """The rows that stand out in each of several columns, the farthest first."""
    lines = []
    for measure, (names, rows) in zip(words.query.measures, apart, strict=False):
        told = rows[:OF_EACH]
        lines += [f"- {_row(words.table, measure.column, names, row, words.say)}" for row in told]
        if len(rows) > OF_EACH:
            more, name = len(rows) - OF_EACH, measure.column.name
            lines.append(words.say(f"……{name} 另有 {more} 行", f"… {more} more rows of {name}"))
    return lines


_METHODS = {
    "iqr": ("IQR 法（四分位距的 1.5 倍之外）", "the IQR rule (beyond 1.5 interquartile ranges of the quartiles)"),
    "zscore": ("z 分数法（离均值 3 个标准差之外）", "z-scores (beyond 3 standard deviations of the mean)"),
}  # fmt: skip


def _limits(words, row, method):
    say, (name, values, low, high, outside) = words.say, row
    if low is None:
        return say(f"{name} 没有数值。", f"{name} has no numbers.")
    bounds = f"{number_text(low)} – {number_text(high)}"
    return say(
        f"{name} 有 {outside} 个异常值（{_METHODS[method][0]}；正常范围 {bounds}，共 {values} 个值）{words.where()}{'：' if outside else '。'}",
        f"{name} has {outside} outlier{'s' if outside != 1 else ''} by {_METHODS[method][1]}: the limits are {bounds}, of {values} values{words.where()}.",
    )


def _row(table, column, columns, row, say):
    """A row as its number, what identifies it, and the value that stands out."""
    held = dict(zip(columns, row, strict=True))
    marks = [c.name for c in identifying(table) if c is not column]
    rest = [n for n in columns if n not in (ROW, column.name, *marks)]
    shown = [column.name, *marks, *rest][:5]
    cells = ", ".join(f"{name}={number_text(_plain(held[name]))}" for name in shown)
    return say(f"第 {held[ROW]} 行：{cells}", f"row {held[ROW]}: {cells}")


def _plain(value):
    told = value is None or isinstance(value, int | float)
    return value if told else str(value).removesuffix(" 00:00:00")


def _duplicates(words, columns, rows, others):
    say, query = words.say, words.query
    names = say("、", ", ").join(m.column.name for m in query.measures)
    extra = sum(row[-2] - 1 for row in rows)
    touched = sum(row[-2] for row in rows)
    if not rows:
        return say(
            f"{names} 没有重复的值{words.where()}。"
            if names
            else f"没有完全重复的行{words.where()}。",
            f"No value of {names} occurs twice{words.where()}."
            if names
            else f"No row occurs twice{words.where()}.",
        )
    head = say(
        f"{names} 有 {len(rows)} 个值重复出现，共 {touched} 行，去重后可少 {extra} 行{words.where()}："
        if names else f"有 {len(rows)} 组完全相同的行，共 {touched} 行，其中 {extra} 行是多余的{words.where()}：",
        f"{len(rows)} value{'s' if len(rows) != 1 else ''} of {names} occur{'s' if len(rows) == 1 else ''} more than once, in {touched} rows, {extra} of them repeats{words.where()}:"
        if names else f"{len(rows)} row{'s' if len(rows) != 1 else ''} occur{'s' if len(rows) == 1 else ''} more than once: {touched} rows, {extra} of them repeats{words.where()}:",
    )  # fmt: skip
    lines = []
    for row in rows[:SHOWN]:
        value = " / ".join(number_text(_plain(v)) for v in row[:-2][:MOST_IN_A_LINE])
        at = (
            ", ".join(str(n) for n in row[-1])
            if isinstance(row[-1], list)
            else str(row[-1]).strip("[]")
        )
        lines.append(
            say(f"- {value}：{row[-2]} 次（第 {at} 行）", f"- {value}: {row[-2]} times (rows {at})")
        )
    if len(rows) > SHOWN:
        lines.append(say(f"……共 {len(rows)} 个", f"… {len(rows)} in all"))
    return "\n".join([head, *lines])


def _missing(words, columns, rows, others):
    say = words.say
    empty = [row for row in rows if row[1]]
    if not empty:
        return say(
            f"{len(rows)} 列都没有缺失值。", f"None of the {len(rows)} columns has missing values."
        )
    cells = sum(row[1] for row in empty)
    head = say(
        f"{len(rows)} 列中有 {len(empty)} 列有缺失值，共 {cells} 个单元格：",
        f"{len(empty)} of {len(rows)} columns have missing values, {cells} cell{'s' if cells != 1 else ''} in all:",
    )
    lines = [
        say(
            f"- {name}：缺失 {count} 个（{share:.2f}%）",
            f"- {name}: {count} missing ({share:.2f}%)",
        )
        for name, count, share in empty
    ]
    return "\n".join([head, *lines])


_TEXTS = {
    "correlations": _correlations,
    "outliers": _outliers,
    "duplicates": _duplicates,
    "missing": _missing,
}

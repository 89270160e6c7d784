"""A report as one HTML page with its plots inside; the program of a report carries these functions."""

# ruff: noqa: E501 - a style and a tag are read as one line


def number(value):
    """A cell as a person writes it."""
    if value is None:
        return "–"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return (
        f"{value:,}"
        if isinstance(value, int)
        else f"{value:,.2f}"
        if abs(value) >= 1
        else f"{value:.4g}"
    )


def table(columns, rows):
    """Rows as an HTML table, numbers to the right."""
    from html import escape

    def cell(value):
        kind = (
            ' class="n"' if isinstance(value, int | float) and not isinstance(value, bool) else ""
        )
        return f"<td{kind}>{escape(number(value))}</td>"

    head = "".join(f"<th>{escape(str(name))}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return (
        f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def plot(kind, title, columns, rows):
    """Rows as a picture inside the page; "" where there is nothing to draw."""
    import base64
    import io
    from html import escape

    from matplotlib import font_manager, rcParams
    from matplotlib.figure import Figure

    known = {font.name for font in font_manager.fontManager.ttflist}
    rcParams["font.family"] = [
        n for n in ("Noto Sans SC", "Microsoft YaHei", "PingFang SC") if n in known
    ] + ["DejaVu Sans"]
    rcParams["axes.unicode_minus"] = False
    tall = 1 + 0.3 * len(rows) if kind in ("bars", "heat") else 3
    figure = Figure(figsize=(7, max(2.2, tall)), layout="constrained")
    axes = figure.add_subplot()
    if kind == "bars":
        labels = [number(row[0])[:28] for row in rows]
        axes.barh(range(len(rows)), [row[1] for row in rows])
        axes.set_yticks(range(len(rows)), labels)
        axes.invert_yaxis()
    elif kind == "histogram":
        axes.bar(
            [row[0] for row in rows],
            [row[2] for row in rows],
            [(row[1] - row[0]) or 1 for row in rows],
            align="edge",
            edgecolor="white",
        )
    elif kind == "line":
        axes.plot(
            range(len(rows)),
            [float("nan") if row[-1] is None else row[-1] for row in rows],
            marker="o" if len(rows) < 60 else None,
        )
        step = -(-len(rows) // 12)
        axes.set_xticks(
            range(0, len(rows), step), [row[0] for row in rows[::step]], rotation=30, ha="right"
        )
        axes.set_ylabel(columns[-1])
    elif kind == "heat":
        names = list(dict.fromkeys(row[0] for row in rows))
        held = {(row[0], row[1]): row[2] for row in rows}
        grid = [
            [held.get((a, b)) if held.get((a, b)) is not None else float("nan") for b in names]
            for a in names
        ]
        figure.colorbar(axes.imshow(grid, vmin=-1, vmax=1, cmap="RdBu_r"))
        axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
        axes.set_yticks(range(len(names)), names)
    if kind in ("bars", "histogram"):
        (axes.xaxis if kind == "bars" else axes.yaxis).set_major_formatter("{x:,.10g}")
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=100)
    coded = base64.b64encode(held.getvalue()).decode()
    return f'<img alt="{escape(title)}" src="data:image/png;base64,{coded}">'


def page(title, language, lead, sections):
    """The whole page; `sections` are (heading, HTML)."""
    from html import escape

    style = (
        "body{font:15px/1.6 system-ui,'Noto Sans SC','Microsoft YaHei',sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#1c2733}"
        "h1{font-size:1.6rem}h2{font-size:1.15rem;border-bottom:1px solid #dde3ea;padding-bottom:.2rem;margin-top:2rem}"
        "table{border-collapse:collapse;font-size:13px}th,td{border:1px solid #dde3ea;padding:.25rem .6rem;text-align:left}th{background:#f3f6f9}"
        ".n{text-align:right;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}img{max-width:100%}summary{cursor:pointer;color:#567}pre{white-space:pre-wrap;font-size:12px;background:#f6f8fa;padding:.6rem}"
    )
    links = " · ".join(
        f'<a href="#s{i}">{escape(heading)}</a>' for i, (heading, _) in enumerate(sections)
    )
    body = "".join(
        f'<section id="s{i}"><h2>{escape(heading)}</h2>{html}</section>'
        for i, (heading, html) in enumerate(sections)
    )
    told = "".join(f"<p>{escape(line)}</p>" for line in lead)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body><h1>{escape(title)}</h1>{told}<nav>{links}</nav>{body}</body></html>\n"
    )

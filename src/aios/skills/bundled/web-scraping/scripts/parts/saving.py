"""Save the items as JSON, CSV, Excel, Markdown, JSON Lines or text, and say what was found."""

import csv
import json
import sys
from math import isfinite


def save(items, *files):
    """Write the items to each file, in the format its name ends with."""
    writers = {"json": write_json, "jsonl": write_lines, "csv": write_csv, "tsv": write_csv,
               "xlsx": write_xlsx, "md": write_markdown}  # fmt: skip
    columns = list(dict.fromkeys(name for item in items for name in item))
    for name in files:
        writers.get(name.rpartition(".")[2].lower(), write_text)(items, columns, name)


def write_json(items, columns, name):
    """An array of the items."""
    with open(name, "w", encoding="utf-8") as file:
        json.dump(items, file, ensure_ascii=False, indent=2)


def write_lines(items, columns, name):
    """An item in each line."""
    with open(name, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def write_csv(items, columns, name):
    """A table with a header; tabs part the cells of a .tsv."""
    with open(name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter="\t" if name.endswith("tsv") else ",")
        writer.writeheader()
        writer.writerows(items)


def write_xlsx(items, columns, name):
    """A workbook with one sheet: a bold header that stays in sight, columns as wide as their text.

    Text that begins with = is text, not a formula.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.append(columns)
    for row, item in enumerate(items, 2):
        for column, key in enumerate(columns, 1):
            value = item.get(key)
            value = value if value is None or isinstance(value, int | float) else str(value)
            exact = isinstance(value, float) and isfinite(value)  # openpyxl would cut off digits
            text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:32767]
            cell = sheet.cell(row, column, text if exact or isinstance(value, str) else value)
            cell.data_type = "n" if exact else "s" if isinstance(value, str) else cell.data_type
    for column, key in enumerate(columns, 1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max([len(str(item.get(key) or "")) for item in items[:200]] + [len(key)])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, 60)
    sheet.freeze_panes = "A2"
    book.save(name)


def write_articles(items, name):
    """Each item as an article: its title, what is known of it, its text."""
    parts = []
    for item in items:
        facts = [
            f"{k}: {v}" for k, v in item.items() if k not in ("title", "text") and v is not None
        ]
        head = "# " if name.endswith(("md", "markdown")) else ""
        pieces = [f"{head}{item.get('title') or ''}", "\n".join(facts), item.get("text") or ""]
        parts.append("\n\n".join(piece for piece in pieces if piece))
    with open(name, "w", encoding="utf-8") as file:
        file.write("\n\n---\n\n".join(parts) + "\n")


def write_markdown(items, columns, name):
    """A table of the items, or, where they have texts, the texts."""
    if "text" in columns:
        write_articles(items, name)
        return
    rows = [[str(item.get(key) if item.get(key) is not None else "") for key in columns]
            for item in items]  # fmt: skip
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    table = [columns, ["---"] * len(columns), *cells]
    with open(name, "w", encoding="utf-8") as file:
        file.writelines(f"| {' | '.join(row)} |\n" for row in table)


def write_text(items, columns, name):
    """An item in each line, its values parted by dashes, or, where they have texts, the texts."""
    if "text" in columns:
        write_articles(items, name)
        return
    with open(name, "w", encoding="utf-8") as file:
        file.writelines(
            " — ".join(str(v) for v in i.values() if v is not None) + "\n" for i in items
        )


def report(items, pages, stopped, files, figures=()):
    """Say what was found and where it lies."""
    for number, item in enumerate(items[:20], 1):
        values = [str(value) for value in item.values() if value is not None]
        print(f"{number}. " + " — ".join(values))
    for what, field, group, value, counted, without in figures:
        print(f"{what} {field} {group}: {value} ({counted} counted, {without} without)")
    print(f"{len(items)} items from {pages} page(s), saved to {' and '.join(files)}")
    if stopped:
        print(f"stopped early: {stopped}", file=sys.stderr)

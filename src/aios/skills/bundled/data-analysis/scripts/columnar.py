"""Parquet files: DuckDB reads them itself; cells become text and are judged as in other files."""

from aios_skill import Failure
from cells import judge
from table import Table, literal, quote

SAMPLE_ROWS = 1000


def parquet_table(path, size, say):
    """The Table of a Parquet file; Failures `parquet_broken`, and `file_empty` without rows."""
    import duckdb

    file = f"read_parquet({literal(path)})"
    with duckdb.connect(config={"memory_limit": "400MB", "threads": 1}) as db:
        try:
            kinds = {
                row[0]: row[1] for row in db.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()
            }
            cells = ", ".join(
                f"{_text(name, kind)} AS {quote(name)}" for name, kind in kinds.items()
            )
            rows = db.execute(f"SELECT {cells} FROM {file} LIMIT {SAMPLE_ROWS}").fetchall()
        except duckdb.Error as problem:
            cause = str(problem).splitlines()[0]
            raise Failure(
                "parquet_broken",
                say(
                    f"{path} 不是完好的 Parquet 文件：{cause}",
                    f"{path} is not a whole Parquet file: {cause}",
                ),
                say("请重新生成或重新下载它。", "Write or download it again."),
                {"path": path},
            ) from None
    if not rows:
        raise Failure(
            "file_empty",
            say(f"{path} 里没有数据行。", f"{path} has no rows."),
            say("请换一个文件。", "Give a file with rows."),
            {"path": path, "columns": list(kinds)},
        )
    columns = tuple(judge(n, c) for n, c in zip(kinds, zip(*rows, strict=True), strict=True))
    source = f"(SELECT {cells} FROM read_parquet(getvariable('file')))"
    return Table(path=path, columns=columns, size=size, source=source, layout="Parquet")


def _text(name, kind):
    """The cell as text; moments with a zone in UTC."""
    moment = quote(name)
    return (
        f"({moment} AT TIME ZONE 'UTC')::VARCHAR" if "TIME ZONE" in kind else f"{moment}::VARCHAR"
    )

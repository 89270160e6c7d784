"""The typed query a model writes: the same engine, nothing guessed."""

import statistics
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, english_sales
from tests.unit.skills_bundled.data_analysis.test_english import best, grouped, total

ROWS = english_sales()
SOLD = [row for row in ROWS if row["sales"] != ""]


@pytest.fixture
def query(act: Ask, sales: Path) -> Ask:
    return lambda **parameters: act("query", {"file": str(sales), **parameters})


AGGREGATES = {
    "sum": sum,
    "mean": statistics.fmean,
    "median": statistics.median,
    "min": min,
    "max": max,
    "std": statistics.stdev,
    "var": statistics.variance,
    "count": len,
    "distinct": lambda values: len(set(values)),
}


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_aggregates(query: Ask, aggregate: str) -> None:
    expected = AGGREGATES[aggregate]([row["sales"] for row in SOLD])
    assert query(measure=["sales"], aggregate=aggregate).value == pytest.approx(expected)


@pytest.mark.parametrize(
    ("condition", "keeps"),
    [
        ({"column": "units", "op": ">", "value": 25}, lambda r: r["units"] > 25),
        ({"column": "units", "op": "between", "value": [5, 9]}, lambda r: 5 <= r["units"] <= 9),
        ({"column": "region", "op": "=", "value": "west"}, lambda r: r["region"] == "West"),
        ({"column": "region", "op": "!=", "value": "West"}, lambda r: r["region"] != "West"),
        (
            {"column": "region", "op": "in", "value": ["West", "East"]},
            lambda r: r["region"] in ("West", "East"),
        ),
        (
            {"column": "region", "op": "not_in", "value": ["West", "East"]},
            lambda r: r["region"] not in ("West", "East"),
        ),
        ({"column": "product", "op": "contains", "value": "dge"}, lambda r: "dge" in r["product"]),
        (
            {"column": "product", "op": "starts_with", "value": "g"},
            lambda r: r["product"][0] == "G",
        ),
        ({"column": "sales", "op": "missing"}, lambda r: r["sales"] == ""),
        ({"column": "sales", "op": "present"}, lambda r: r["sales"] != ""),
        (
            {"column": "date", "op": ">=", "value": "2024-03-01"},
            lambda r: r["date"] >= "2024-03-01",
        ),
        ({"column": "date", "op": "months", "value": [1, 2]}, lambda r: r["date"] < "2024-03"),
    ],
)
def test_filters(query: Ask, condition: dict[str, Any], keeps: Any) -> None:
    assert query(aggregate="count", filters=[condition]).value == len([r for r in ROWS if keeps(r)])


def test_groups_order_and_limit(query: Ask) -> None:
    reply = query(
        measure=["sales"], aggregate="sum", group_by=["product"], order="descending", limit=2
    )
    assert [row[0] for row in reply.rows] == best(ROWS, "product", total, 2)


def test_time_units(query: Ask) -> None:
    reply = query(measure=["sales"], aggregate="sum", group_by=["date"], time_unit="month")
    assert reply.table() == pytest.approx(grouped(ROWS, lambda row: row["date"][:7], total))


def test_rows(query: Ask) -> None:
    reply = query(measure=["sales"], aggregate="none", order="descending", limit=3)
    assert [row[-1] for row in reply.rows] == sorted((r["sales"] for r in SOLD), reverse=True)[:3]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"measure": ["salez"], "aggregate": "sum"}, "column_unknown"),
        ({"measure": ["sales"], "aggregate": "summ"}, "parameter_invalid"),
        ({"measure": ["region"], "aggregate": "sum"}, "not_numeric"),
        ({"aggregate": "count", "group_by": ["colour"]}, "column_unknown"),
        (
            {"aggregate": "count", "filters": [{"column": "units", "op": "~", "value": 1}]},
            "parameter_invalid",
        ),
        (
            {"aggregate": "count", "filters": [{"column": "units", "op": ">", "value": "many"}]},
            "parameter_invalid",
        ),
        (
            {"aggregate": "count", "filters": [{"column": "date", "op": ">", "value": "soon"}]},
            "parameter_invalid",
        ),
        (
            {"aggregate": "count", "filters": [{"column": "units", "op": "between", "value": [1]}]},
            "parameter_invalid",
        ),
        ({"aggregate": "count", "filters": [{"column": "units", "op": "="}]}, "parameter_invalid"),
        ({"aggregate": "count", "chart": "map"}, "parameter_invalid"),
        ({"aggregate": "count", "group_by": ["date"], "time_unit": "decade"}, "parameter_invalid"),
    ],
)
def test_wrong_parameters(query: Ask, parameters: dict[str, Any], code: str) -> None:
    error = query(**parameters).error
    assert error["code"] == code
    assert error["hint"]

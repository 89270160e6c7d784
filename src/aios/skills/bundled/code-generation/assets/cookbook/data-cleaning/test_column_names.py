"""Words, signs, names that become the same."""

import pytest
from column_names import clean_column_names, clean_name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Order ID", "order_id"), ("unitPrice (USD)", "unit_price_usd"), ("HTTPStatus", "http_status"),
     ("  Total  Amount ", "total_amount"), ("Discount %", "discount_percent"),
     ("客户 名称", "客户_名称"),
     ("\ufeffdate", "date"), ("a-b.c/d", "a_b_c_d"), ("#", "number"), ("", "column"),
     ("___", "column"),
     ("line2Total", "line2_total")],
)  # fmt: skip
def test_one_name(name: str, wanted: str) -> None:
    assert clean_name(name) == wanted


def test_names_stay_apart() -> None:
    assert clean_column_names(["Qty", "qty", "QTY", "qty_2"]) == [
        "qty",
        "qty_2",
        "qty_3",
        "qty_2_2",
    ]
    assert clean_column_names([]) == []

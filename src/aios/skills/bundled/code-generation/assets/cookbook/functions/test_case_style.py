"""Every style from every style."""

import pytest
from case_style import to_camel_case, to_kebab_case, to_pascal_case, to_snake_case


@pytest.mark.parametrize(
    "name",
    ["userFirstName", "UserFirstName", "user_first_name", "user-first-name", "User first name"],
)
def test_any_style_becomes_any(name: str) -> None:
    assert to_snake_case(name) == "user_first_name"
    assert to_camel_case(name) == "userFirstName"
    assert to_pascal_case(name) == "UserFirstName"
    assert to_kebab_case(name) == "user-first-name"


@pytest.mark.parametrize(
    ("name", "wanted"), [("", ""), ("parseHTTPUrl", "parse_http_url"), ("x", "x"), ("__a__", "a")]
)
def test_edges(name: str, wanted: str) -> None:
    assert to_snake_case(name) == wanted

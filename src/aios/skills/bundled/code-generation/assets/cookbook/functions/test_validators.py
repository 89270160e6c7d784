"""What each validator takes and refuses."""

import pytest
from validators import (
    is_card_number,
    is_date,
    is_email,
    is_identity_number,
    is_ip_address,
    is_phone,
    is_url,
    password_weaknesses,
)


@pytest.mark.parametrize("text", ["ada@example.com", "a.b+c@mail.example.cn", "x_1@a-b.io"])
def test_emails(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    ["", "ada", "@x.com", "a@b", "a..b@x.com", ".a@x.com", "a@-x.com", "a b@x.com", "a@x.com\n"],
)
def test_no_emails(text: str) -> None:
    assert not is_email(text)


def test_phones() -> None:
    assert is_phone("13800138000")
    assert is_phone("+86 13800138000")
    assert not any(
        map(is_phone, ["", "12800138000", "1380013800", "138001380000", "１３８00138000"])
    )


def test_identity_numbers() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("110105194913310020")


def test_ip_addresses() -> None:
    assert all(map(is_ip_address, ["127.0.0.1", "::1", "255.255.255.255"]))
    assert not any(map(is_ip_address, ["", "256.1.1.1", "1.2.3", "1.2.3.4.5"]))


def test_urls() -> None:
    assert all(map(is_url, ["https://example.com", "http://127.0.0.1:80/a?b=c#d"]))
    bad = ["", "example.com", "ftp://x.com", "http://", "http://a b.com", "http://x:99999"]
    assert not any(map(is_url, bad))


def test_card_numbers() -> None:
    assert is_card_number("4111 1111 1111 1111")
    assert not any(map(is_card_number, ["", "4111111111111112", "411", "4111x11111111111"]))


def test_dates() -> None:
    assert is_date("2024-02-29") and is_date("31/12/2024", "%d/%m/%Y")
    assert not any(map(is_date, ["", "2023-02-29", "2024-13-01", "29.02.2024"]))


def test_passwords() -> None:
    assert password_weaknesses("Secret-42") == []
    assert password_weaknesses("secret") == [
        "8 characters", "an upper-case letter", "a digit", "a special character",
    ]  # fmt: skip

"""Good tokens, and every kind of bad one."""

import pytest
from tokens import LIFETIME_S, InvalidToken, encoded, mac, packed, sign, verify

SECRET = b"k" * 32


def forged(head: dict[str, object], claims: dict[str, object]) -> str:
    text = f"{packed(head)}.{packed(claims)}"
    return f"{text}.{encoded(mac(text, SECRET))}"


def test_there_and_back() -> None:
    claims = verify(sign({"sub": "艾达", "admin": True}, SECRET), SECRET)
    assert (claims["sub"], claims["admin"], claims["exp"] - claims["iat"]) == (
        "艾达",
        True,
        LIFETIME_S,
    )


def test_the_published_signature() -> None:
    head = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
        "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    )
    assert (
        encoded(mac(head, b"your-256-bit-secret")) == "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
    )


@pytest.mark.parametrize("place", range(3))
def test_every_changed_part_is_noticed(place: int) -> None:
    parts = sign({"sub": "ada"}, SECRET).split(".")
    parts[place] = parts[place][:-2] + ("AA" if not parts[place].endswith("AA") else "BB")
    with pytest.raises(InvalidToken):
        verify(".".join(parts), SECRET)


def test_another_secret_does_not_open_it() -> None:
    with pytest.raises(InvalidToken, match="signature"):
        verify(sign({}, SECRET), b"x" * 32)


@pytest.mark.parametrize("algorithm", ["none", "HS512", "", None])
def test_other_algorithms_are_refused(algorithm: object) -> None:
    with pytest.raises(InvalidToken, match="signature"):
        verify(forged({"alg": algorithm}, {"exp": 9e12}), SECRET)


def test_times() -> None:
    with pytest.raises(InvalidToken, match="expired"):
        verify(sign({}, SECRET, -1), SECRET)
    assert verify(sign({"sub": "a"}, SECRET, -1), SECRET, leeway_s=60)["sub"] == "a"
    with pytest.raises(InvalidToken, match="not valid yet"):
        verify(sign({"nbf": 9e12}, SECRET), SECRET)
    with pytest.raises(InvalidToken, match="never expires"):
        verify(forged({"alg": "HS256"}, {"sub": "a"}), SECRET)


@pytest.mark.parametrize(
    "token", ["", "a", "a.b.c", "...", "é.é.é", "e30.e30.", ".", "bnVsbA.e30.e30"]
)
def test_broken_tokens_are_refused(token: str) -> None:
    with pytest.raises(InvalidToken):
        verify(token, SECRET)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sign({}, b"short")

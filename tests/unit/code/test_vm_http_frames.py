"""HTTP heads and bodies: what is ambiguous is refused."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.machines import http_frames as http


def head(*lines: str, start: str = "GET http://a.test/ HTTP/1.1") -> http.Head:
    return http.parse_head("\r\n".join([start, *lines, "", ""]).encode("latin-1"))


def test_a_head_is_read() -> None:
    parsed = head("Host: a.test", "X-A:  1 ", "x-a: 2")
    assert parsed.start == ("GET", "http://a.test/", "HTTP/1.1")
    assert parsed.get("x-a") == ["1", "2"]


@pytest.mark.parametrize(
    "line", ["no colon", ": empty", "a b: c", " folded: x", "a: b\nc: d", "a: b\0"]
)
def test_crooked_header_lines(line: str) -> None:
    with pytest.raises(http.Malformed):
        head(line)


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 3", "Transfer-Encoding: chunked"),
        ("Content-Length: 3", "Content-Length: 4"),
        ("Content-Length: -1",),
        ("Content-Length: ３",),
        ("Transfer-Encoding: gzip, chunked",),
    ],
)
def test_ambiguous_bodies(lines: tuple[str, ...]) -> None:
    with pytest.raises((http.Malformed, UnicodeEncodeError)):
        http.body_of(head(*lines), default=http.Body(length=0))


def test_headers_for_this_hop_only_stay_here() -> None:
    parsed = head("Connection: x-secret, close", "X-Secret: 1", "Proxy-Authorization: b", "X-B: 2")
    assert parsed.passed_on(("host", "a.test")) == b"x-b: 2\r\nhost: a.test\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "target"),
    [
        ("GET http://A.test HTTP/1.1", ("a.test", 80, "/", "A.test")),
        ("GET http://u:p@a.test:81/x?y=1 HTTP/1.1", ("a.test", 81, "/x?y=1", "a.test:81")),
        ("CONNECT a.test:443 HTTP/1.1", ("a.test", 443, "", "")),
        ("CONNECT [::1]:443 HTTP/1.1", ("::1", 443, "", "")),
    ],
)
def test_targets(start: str, target: tuple[object, ...]) -> None:
    assert tuple(http.target_of(head(start=start)))[:4] == target


@pytest.mark.parametrize(
    "start",
    [
        "GET /path HTTP/1.1",
        "GET https://a.test/ HTTP/1.1",
        "GET http://a.test/ HTTP/2",
        "GET http:///x HTTP/1.1",
        "GET http://a.test:x/ HTTP/1.1",
        "CONNECT a.test HTTP/1.1",
        "CONNECT : HTTP/1.1",
        "GET http://[::1/ HTTP/1.1",
    ],
)
def test_targets_that_are_none(start: str) -> None:
    with pytest.raises(http.Malformed):
        http.target_of(head(start=start))


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with contextlib.suppress(http.Malformed):
        http.target_of(http.parse_head(data))

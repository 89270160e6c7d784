"""Which hosts and addresses a policy lets a machine reach."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.machines.allowlist import AllowList, is_public, normal_host, split_host
from aios.contracts.errors import BadRequest
from aios.contracts.machine import NetworkPolicy


@pytest.mark.parametrize(
    ("entry", "host", "port", "admitted"),
    [
        ("example.com", "example.com", 80, True),
        ("example.com", "example.com", 22, True),
        ("example.com:443", "example.com", 443, True),
        ("example.com:443", "example.com", 80, False),
        ("EXAMPLE.com.", "example.com", 80, True),
        ("example.com", "www.example.com", 80, False),
        ("*.example.com", "www.example.com", 80, True),
        ("*.example.com", "a.b.example.com", 80, True),
        ("*.example.com", "example.com", 80, False),
        ("*.example.com", "evilexample.com", 80, False),
        ("*.example.com:443", "www.example.com", 80, False),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s", 80, True),
        ("[::1]:8000", "::1", 8000, True),
        ("[0:0::1]", "::1", 1, True),
        ("10.0.0.1", "10.0.0.1", 80, True),
    ],
)
def test_entries(entry: str, host: str, port: int, admitted: bool) -> None:
    allowed = AllowList(NetworkPolicy(hosts=(entry,)))
    assert allowed.admits(host, port) is admitted
    assert not allowed.admits_private(host, port)
    assert AllowList(NetworkPolicy(private=(entry,))).admits_private(host, port) is admitted


@pytest.mark.parametrize(
    "entry",
    ["", "a b", "http://x.com", "x.com:0", "x.com:99999", "a..b", "[::1", "x\r\ny"],
)
def test_entries_that_are_none(entry: str) -> None:
    with pytest.raises(BadRequest):
        AllowList(NetworkPolicy(hosts=(entry,)))


def test_an_empty_policy_admits_nothing() -> None:
    assert not AllowList(NetworkPolicy()).admits("example.com", 80)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "0.0.0.0", "224.0.0.1", "239.1.1.1", "255.255.255.255",
        "198.18.0.1", "168.63.129.16",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "::7f00:1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_closed_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_open_addresses(address: str) -> None:
    assert is_public(address)


@settings(deadline=None)  # the machine may be busy
@given(st.ip_addresses(v=4))
def test_wrapping_never_opens_a_closed_address(address: ipaddress.IPv4Address) -> None:
    six_to_four = ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))
    wrapped = (f"::ffff:{address}", f"64:ff9b::{address}", str(six_to_four))
    if not is_public(str(address)):
        assert not any(is_public(each) for each in wrapped)


@settings(deadline=None)  # the machine may be busy
@given(st.ip_addresses(v=6))
def test_forms_of_an_address_are_one(address: ipaddress.IPv6Address) -> None:
    assert normal_host(address.exploded.upper()) == normal_host(address.compressed)
    assert split_host(f"[{address.exploded}]:80", default_port=None) == (address.compressed, 80)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        host, _ = split_host(text, default_port=None)
    except ValueError:
        return
    assert host == normal_host(host)


def test_a_star_is_every_host_but_no_private_one() -> None:
    allowed = AllowList(NetworkPolicy(hosts=("*",)))
    assert allowed.admits("news.example.org", 443)
    assert not allowed.admits_private("localhost", 80)

"""What a person is told of hosts that a program did not reach."""

from typing import Any

from aios.contracts.machine import Access
from aios.interfaces.cli.machine_exec import MOST_HOSTS, unreached


def access(host: str, reason: str = "") -> dict[str, Any]:
    return Access(machine_id="m", host=host, port=80, allowed=not reason, reason=reason).to_dict()


def test_only_what_failed_is_told_and_once() -> None:
    tried = [access("a.test"), *[access("b.test", "not listed")] * 3]
    assert unreached(tried) == ["b.test:80 was not reached: not listed."]
    assert unreached([access("a.test")]) == []


def test_a_long_list_is_cut() -> None:
    told = unreached([access(f"{n}.test", "not listed") for n in range(MOST_HOSTS + 20)])
    assert len(told) == MOST_HOSTS + 1
    assert told[-1] == "… and 20 more hosts."

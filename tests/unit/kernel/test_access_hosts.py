"""Which hosts a task's programs may reach: named in it, or declared by their skill."""

import pytest

from aios.contracts.errors import Denied
from aios.contracts.machine import NetworkPolicy, Program
from aios.contracts.skill import Permissions
from aios.contracts.task import TaskSpec
from aios.kernel.access import Access

DECLARED = Permissions(network=("named", "news.example.com", "api.example.com:443"))


def reach(host: str, text: str = "top 10 stories", declared: Permissions = DECLARED) -> None:
    access = Access(TaskSpec(description=text), permissions_of=lambda _: declared)
    program = Program(title="t", argv=("true",), skill="s", network=NetworkPolicy(hosts=(host,)))
    access.check_program(program)


@pytest.mark.parametrize(
    "host",
    ["news.example.com", "www.news.example.com", "news.example.com:8080", "api.example.com:443"],
)
def test_what_the_skill_declares_with_and_without_www(host: str) -> None:
    reach(host)


@pytest.mark.parametrize(
    "host", ["example.com", "api.example.com", "www.evil.com", "news.example.com.evil.com"]
)
def test_nothing_else(host: str) -> None:
    with pytest.raises(Denied, match=host):
        reach(host)


def test_what_the_task_names_where_the_skill_may() -> None:
    reach("www.shop.org", "prices of https://shop.org/list")
    with pytest.raises(Denied, match=r"shop\.org"):
        reach("shop.org", "prices of https://shop.org/list", Permissions(network=("a.com",)))

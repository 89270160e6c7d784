"""What agents and owners may spend: counted over periods, restarts and clocks that jump."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import BadRequest, LimitReached
from aios.contracts.limits import Allowance, Budget, allowance, allowance_from
from aios.contracts.messages import Usage
from aios.contracts.questions import Question
from aios.kernel.allowances import TABLES, Allowances
from aios.kernel.asking import Asking
from aios.kernel.drawing import Drawing

WALKS = allowance({"calls": 3}, agent="walker")


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 28, 22, 30, tzinfo=UTC))


@pytest.fixture
def book(store: SqliteStore, clock: ManualClock) -> Allowances:
    return Allowances(store, clock)


def drawing(book: Allowances, clock: ManualClock, asking: Asking | None = None) -> Drawing:
    return Drawing(book, clock, "walker", "me", asking)


async def walk(drawn: Drawing, book: Allowances, **used: float) -> None:
    """A call that uses so much."""
    seconds = used.pop("seconds", 0.0)
    await book.count(drawn.end(await drawn.begin(), Usage(**used), seconds))  # type: ignore[arg-type]


async def spent(book: Allowances) -> Budget:
    [balance] = await book.list()
    return balance.spent


async def test_calls_are_refused_beyond_the_limit_and_count_for_nobody_else(
    book: Allowances, clock: ManualClock
) -> None:
    await book.keep(WALKS)
    for _ in range(3):
        await walk(drawing(book, clock), book)
    with pytest.raises(LimitReached) as refused:
        await drawing(book, clock).begin()
    assert refused.value.code == "budget_spent"
    assert refused.value.details["name"] == "walker" and refused.value.details["used"] == 3
    await Drawing(book, clock, "other", "me", None).begin()
    assert (await spent(book)).calls == 3


async def test_however_many_race_no_call_too_many_begins(
    store: SqliteStore, clock: ManualClock
) -> None:
    books = [Allowances(store, clock) for _ in range(3)]  # as in three processes
    await books[0].keep(WALKS.but(budget=Budget(calls=7)))
    wishes = (drawing(books[n % 3], clock).begin() for n in range(30))
    told = await asyncio.gather(*wishes, return_exceptions=True)
    assert [type(refused) for refused in told if not isinstance(refused, list)] == [
        LimitReached
    ] * 23
    assert (await spent(books[1])).calls == 7


async def test_tokens_seconds_and_money_of_agent_and_owner_outlive_the_process(
    store: SqliteStore, clock: ManualClock
) -> None:
    first = Allowances(store, clock)
    await first.keep(allowance({"tokens": 100, "money": 5}, agent="walker"))
    await first.keep(allowance({"seconds": 60}, owner="me", per="month"))
    await walk(drawing(first, clock), first, tokens_in=60, tokens_out=39, cost=1.5, seconds=2.5)
    later = Allowances(store, clock)
    [agents, owners] = await later.list()
    assert (agents.spent.tokens, agents.spent.money, agents.spent.calls) == (99, 1.5, 1)
    assert (owners.spent.seconds, owners.period) == (2.5, "2026-03")
    await walk(drawing(later, clock), later, tokens_in=5)
    with pytest.raises(LimitReached) as refused:
        await drawing(later, clock).begin()
    assert (refused.value.details["budget"], refused.value.details["used"]) == ("tokens", 104)


async def test_a_day_ends_at_midnight_of_its_zone(book: Allowances, clock: ManualClock) -> None:
    await book.keep(WALKS.but(zone="Europe/Berlin"))  # 23:30 there
    for _ in range(3):
        await walk(drawing(book, clock), book)
    await clock.advance(29 * 60)
    with pytest.raises(LimitReached):
        await drawing(book, clock).begin()
    await clock.advance(60)
    await walk(drawing(book, clock), book)
    assert (await spent(book)).calls == 1


async def test_a_clock_that_is_set_back_gives_nothing_away(
    book: Allowances, clock: ManualClock
) -> None:
    await book.keep(WALKS)
    for _ in range(3):
        await walk(drawing(book, clock), book)
    clock.set(clock.now() + timedelta(days=2))
    await walk(drawing(book, clock), book)
    clock.set(clock.now() - timedelta(days=2))
    with pytest.raises(LimitReached):
        await drawing(book, clock).begin()


class Person:
    """Answers what is asked, when told to."""

    def __init__(self, clock: ManualClock, language: str = "en") -> None:
        self.asked: list[Question] = []
        self.answers: asyncio.Queue[bool] = asyncio.Queue()
        self.asking = Asking(language, self._decide, clock)

    async def _decide(self, question: Question) -> bool:
        self.asked.append(question)
        return await self.answers.get()


async def until_asked(people: list[Person]) -> None:
    async with asyncio.timeout(10):
        while not all(person.asked for person in people):  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_who_waits_goes_on_when_anyone_is_given_more(
    book: Allowances, clock: ManualClock
) -> None:
    await book.keep(WALKS)
    people = [Person(clock) for _ in range(3)]
    for _ in range(3):
        await walk(drawing(book, clock), book)
    begun = [asyncio.ensure_future(drawing(book, clock, p.asking).begin()) for p in people]
    await until_asked(people)
    assert people[0].asked[0].text == (
        "The agent walker has spent its budget of 3 calls per day. May it spend 3 more?"
    )
    assert not people[0].asked[0].covered, "--yes grants no budget"
    people[1].answers.put_nowait(True)
    await asyncio.wait_for(begun[1], 5)
    await clock.advance(1)  # the others look
    await asyncio.wait_for(asyncio.gather(*begun), 5)
    [balance] = await book.list()
    assert (balance.limits.calls, balance.spent.calls) == (6, 6)


async def test_one_yes_counts_once_and_a_no_ends(book: Allowances, clock: ManualClock) -> None:
    await book.keep(WALKS)
    [balance] = await book.list()
    await asyncio.gather(*(book.grant_again(balance, "calls") for _ in range(5)))
    [raised] = await book.list()
    assert raised.limits.calls == 6
    await book.grant_again(raised, "calls")
    assert (await book.list())[0].limits.calls == 9
    for _ in range(9):
        await walk(drawing(book, clock), book)
    person = Person(clock, "zh")
    person.answers.put_nowait(False)
    with pytest.raises(LimitReached, match="智能体 walker的每天预算（9 次调用）已用完"):
        await drawing(book, clock, person.asking).begin()


async def test_forgotten_it_holds_no_longer_and_one_of_the_settings_stays(
    store: SqliteStore, clock: ManualClock
) -> None:
    configured = allowance_from({"owner": "me", "calls": 1, "per": "ever"})
    book = Allowances(store, clock, [configured])
    await book.keep(WALKS)
    assert await book.forget(WALKS.id) and not await book.forget(WALKS.id)
    assert not await book.forget(configured.id)
    await drawing(book, clock).begin()
    with pytest.raises(LimitReached, match="The owner me has spent its budget of 1 calls\\."):
        await drawing(book, clock).begin()


BAD: list[dict[str, Any]] = [
    {"tokens": 5},
    {"agent": "a", "owner": "b", "tokens": 5},
    {"agent": "a"},
    {"agent": "a", "tokens": 0},
    {"agent": "a", "tokens": -1},
    {"agent": "a", "tokens": True},
    {"agent": "a", "tokens": "many"},
    {"agent": "a", "tokens": float("nan")},
    {"agent": "a", "tokens": 5, "per": "minute"},
    {"agent": "a", "beers": 5},
    {"agent": 7, "calls": 5},
]


@pytest.mark.parametrize("given", BAD, ids=str)
def test_bad_input_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadRequest) as refused:
        allowance_from(given)
    assert refused.value.code == "budget_malformed" and refused.value.hint


@given(
    limit=st.integers(1, 6),
    wishes=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=25),
)
def test_never_more_than_the_limit_in_any_day(limit: int, wishes: list[tuple[int, int]]) -> None:
    """Whatever days the clock jumps to, and whichever process asks."""

    async def days() -> None:
        opened, clock = SqliteStore(None), ManualClock()
        await opened.open(TABLES)
        start, begun = clock.now(), dict[int, int]()
        books = [Allowances(opened, clock) for _ in range(3)]
        await books[0].keep(
            Allowance(id="x", of="agent", name="walker", budget=Budget(calls=limit))
        )
        for process, day in wishes:
            clock.set(start + timedelta(days=day))
            try:
                await drawing(books[process], clock).begin()
            except LimitReached:
                assert begun.get(day, 0) == limit
            else:
                begun[day] = begun.get(day, 0) + 1
        assert all(count <= limit for count in begun.values())
        await opened.close()

    asyncio.run(days())

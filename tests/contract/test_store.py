"""What every Store promises, asked of SQLite on a file and in memory."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import BadRequest, Bug, Conflict, StoreFailed
from aios.contracts.ports import Add, Drop, Put, Store, Table
from aios.contracts.task import Status

TABLES = (Table(name="things", indexes=("status", "owner", "size")), Table(name="others"))


@pytest.fixture(params=["file", "memory"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    opened = SqliteStore(tmp_path / "库 1" / "aios.db" if request.param == "file" else None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


def put(key: str, expect: dict[str, object] | None = None, **doc: object) -> Put:
    return Put(table="things", key=key, doc={"key": key, **doc}, expect=expect)


async def keys(store: Store, **how: object) -> list[str]:
    return [doc["key"] for doc in await store.scan("things", **how)]  # type: ignore[arg-type]


async def test_a_document_comes_back_as_it_was_written(store: Store) -> None:
    doc = {"text": "报告 \x00 \U0001f600", "n": 2**70, "f": 1.5, "none": None, "deep": [{"a": []}]}
    await store.write(Put(table="things", key="钥匙", doc=doc))
    assert await store.get("things", "钥匙") == doc


async def test_what_is_not_there_is_none(store: Store) -> None:
    assert await store.get("things", "nothing") is None


async def test_a_second_put_replaces_the_document_whole(store: Store) -> None:
    await store.write(put("a", status="new", extra=1))
    await store.write(put("a", status="old"))
    assert await store.get("things", "a") == {"key": "a", "status": "old"}
    assert await keys(store, where={"status": "new"}) == []


async def test_changes_of_one_write_are_made_together(store: Store) -> None:
    await store.write(put("a"), put("b"), Put(table="others", key="a", doc={}))
    await store.write(Drop(table="things", key="a"), put("c"))
    assert await keys(store) == ["b", "c"]
    assert await store.get("others", "a") == {}


def add(key: str, most: float | None = None, **amounts: float) -> Add:
    at_most = {} if most is None else dict.fromkeys(amounts, most)
    return Add(table="things", key=key, amounts=amounts, doc={"owner": "me"}, at_most=at_most)


async def test_numbers_are_added_up_by_however_many(store: Store) -> None:
    await asyncio.gather(*(store.write(add("sum", size=1, seconds=0.5)) for _ in range(40)))
    assert await store.get("things", "sum") == {"owner": "me", "size": 40, "seconds": 20.0}
    assert len(await store.scan("things", where={"owner": "me", "size": 40})) == 1


async def test_no_number_becomes_larger_than_it_may(store: Store) -> None:
    told = await asyncio.gather(
        *(store.write(add("sum", most=7, size=1), put(f"beside{n}")) for n in range(20)),
        return_exceptions=True,
    )
    assert [type(refused) for refused in told if refused] == [Conflict] * 13
    assert (await store.get("things", "sum") or {})["size"] == 7
    assert len([key for key in await store.scan("things") if "key" in key]) == 7


async def test_a_total_counts_documents_that_are_alike_once(store: Store) -> None:
    await store.write(
        put("a", owner="x", size=5, status="new"),
        put("b", owner="x", size=5, status="new"),
        put("c", owner="y", size=2, status="new"),
        put("d", owner="z", size=9, status="old"),
        put("e", owner="w", status="new"),
        put("f", owner="z", size=4, status="old"),
        put("g", owner="z", size=3, status="held"),
    )
    assert await store.total("things", "size", once_per=["owner"]) == 16
    assert await store.total("things", "size", once_per=["owner"], where={"status": "new"}) == 7
    assert await store.total("things", "size", once_per=["owner"], where={"status": "none"}) == 0
    assert await store.total("things", "size", once_per=["owner", "status"]) == 19
    with pytest.raises(Bug):
        await store.total("things", "key", once_per=["owner"])


async def test_dropping_what_is_not_there_is_no_error(store: Store) -> None:
    await store.write(Drop(table="things", key="nothing"))


async def test_an_empty_expect_wants_a_new_key(store: Store) -> None:
    await store.write(put("a", {}, size=1))
    with pytest.raises(Conflict, match="exists already"):
        await store.write(put("a", {}, size=2))
    assert await store.get("things", "a") == {"key": "a", "size": 1}


async def test_an_expect_compares_the_stored_fields(store: Store) -> None:
    await store.write(put("a", owner="one", status=Status.PENDING))
    await store.write(put("a", {"owner": "one", "status": Status.PENDING}, owner="two"))
    for wrong in ({"owner": "one"}, {"owner": "two", "status": "pending"}, {"owner": None}):
        with pytest.raises(Conflict):
            await store.write(put("a", wrong, owner="three"))
    await store.write(put("a", {"owner": "two", "status": None}, owner="four"))


async def test_an_expect_of_a_missing_document_fails(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.write(put("a", {"owner": "one"}))


async def test_a_failed_expect_keeps_nothing_of_its_write_and_all_of_the_others(
    store: Store,
) -> None:
    await store.write(put("taken"))
    answers = await asyncio.gather(
        store.write(put("a")),
        store.write(put("b"), put("taken", {})),
        store.write(put("c")),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [type(None), Conflict, type(None)]
    assert await keys(store) == ["taken", "a", "c"]


async def test_of_many_who_compare_and_set_one_wins(store: Store) -> None:
    await store.write(put("a", owner="dead"))
    answers = await asyncio.gather(
        *(store.write(put("a", {"owner": "dead"}, owner=f"p{n}")) for n in range(50)),
        return_exceptions=True,
    )
    assert sum(answer is None for answer in answers) == 1


async def test_scan_filters_by_value_by_any_of_several_and_by_none(store: Store) -> None:
    await store.write(put("a", status="x", size=1), put("b", status="y"), put("c", size=2))
    assert await keys(store, where={"status": "x"}) == ["a"]
    assert await keys(store, where={"status": ("x", "y")}) == ["a", "b"]
    assert await keys(store, where={"status": ("y", None)}) == ["b", "c"]
    assert await keys(store, where={"status": None}) == ["c"]
    assert await keys(store, where={"status": ()}) == []
    assert await keys(store, where={"status": "x", "size": 2}) == []


async def test_scan_orders_and_limits(store: Store) -> None:
    await store.write(put("a", size=10), put("b", size=9), put("c", size=10), put("d", size=1.5))
    assert await keys(store) == ["a", "b", "c", "d"]
    assert await keys(store, order="size") == ["d", "b", "a", "c"]
    assert await keys(store, order="size", descending=True, limit=2) == ["c", "a"]
    assert await keys(store, limit=0) == []


async def test_values_are_never_read_as_sql(store: Store) -> None:
    nasty = "'; DROP TABLE things; --"
    await store.write(put(nasty, status=nasty), put("b", status="%"))
    assert await keys(store, where={"status": nasty}) == [nasty]
    assert await keys(store, where={"status": "_"}) == []


async def test_booleans_and_times_are_indexed_too(store: Store) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    await store.write(put("a", status=True, owner=at.isoformat()))
    assert await keys(store, where={"status": True, "owner": at}) == ["a"]


@pytest.mark.parametrize("doc", [{"x": object()}, {"x": "\ud800"}])
async def test_what_json_cannot_hold_is_refused_before_anything_is_written(
    store: Store, doc: dict[str, object]
) -> None:
    with pytest.raises(BadRequest, match="cannot be kept as JSON"):
        await store.write(put("a"), Put(table="things", key="b", doc=doc))
    assert await keys(store) == []


async def test_an_unknown_table_or_index_is_a_bug(store: Store) -> None:
    with pytest.raises(Bug, match="nowhere"):
        await store.get("nowhere", "a")
    with pytest.raises(Bug, match="colour"):
        await store.scan("things", where={"colour": "red"})


async def test_a_cancelled_write_disturbs_nobody(store: Store) -> None:
    impatient = asyncio.ensure_future(store.write(put("a")))
    patient = asyncio.ensure_future(store.write(put("b")))
    await asyncio.sleep(0)
    impatient.cancel()
    await patient
    assert "b" in await keys(store)


async def test_what_was_accepted_before_the_close_is_finished(store: Store) -> None:
    writes = [asyncio.ensure_future(store.write(put(f"k{n}"))) for n in range(200)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*writes) == [None] * 200


async def test_a_closed_store_says_so_and_closes_again(store: Store) -> None:
    await store.close()
    await store.close()
    for attempt in (store.write(put("a")), store.get("things", "a"), store.scan("things")):
        with pytest.raises(StoreFailed, match="closed"):
            await attempt


async def test_using_a_store_that_was_never_opened_is_a_bug() -> None:
    with pytest.raises(Bug):
        await SqliteStore(None).get("things", "a")

"""Raw answers in pieces: thoughts told apart, and every token with the text it belongs to."""

from hypothesis import given
from hypothesis import strategies as st

from aios.code.models.pieces import Pieces
from aios.contracts.messages import ModelChunk

LETTERS = st.lists(st.sampled_from([*"<>/think \n答a", "<think>", "</think>"]), max_size=30)


def read(texts: list[str], pieces: Pieces) -> list[ModelChunk]:
    """The pieces of an answer whose tokens are 0, 1, 2, …"""
    told = [pieces.add(text, (n,)) for n, text in enumerate(texts)]
    return [chunk for chunk in (*told, pieces.rest()) if chunk is not None]


def joined(chunks: list[ModelChunk]) -> tuple[str, str]:
    return "".join(c.thinking for c in chunks), "".join(c.text for c in chunks)


def test_thoughts_and_the_answer_are_told_apart() -> None:
    chunks = read(["<th", "ink>", "我", "想</", "think>\n", "\n", "答", "案"], Pieces())
    assert joined(chunks) == ("我想", "答案")


def test_an_answer_without_thoughts_is_told_as_it_is() -> None:
    assert joined(read([" <", "b>", "hi</b>"], Pieces())) == ("", " <b>hi</b>")


def test_thoughts_that_the_prompt_began_need_no_mark() -> None:
    assert joined(read(["so", "</think>", "yes"], Pieces(thinking=True))) == ("so", "yes")


def test_what_is_held_to_a_schema_has_no_marks() -> None:
    assert joined(read(['"<think>', '"'], Pieces(marks=False))) == ("", '"<think>"')


def test_tokens_that_are_not_known_are_told_no_more() -> None:
    pieces = Pieces(marks=False)
    first, second = pieces.add("a", (1,)), pieces.add("b", (2, 3), known=False)
    third = pieces.add("c", (4,))
    assert [c.tokens for c in (first, second, third) if c] == [(1,), (), ()]


@given(LETTERS)
def test_however_it_is_cut_the_same_is_read(texts: list[str]) -> None:
    whole = "".join(texts)
    assert joined(read(texts, Pieces())) == joined(read(list(whole), Pieces()))
    assert joined(read(texts, Pieces())) == joined(read([whole], Pieces()))


@given(LETTERS)
def test_tokens_come_in_order_and_none_twice(texts: list[str]) -> None:
    told = [token for chunk in read(texts, Pieces()) for token in chunk.tokens]
    assert told == list(range(len(told)))


@given(LETTERS, st.integers(0, 30))
def test_it_goes_on_after_a_break_as_if_there_were_none(texts: list[str], cut: int) -> None:
    pieces = Pieces()
    before = [c for n, t in enumerate(texts[:cut]) if (c := pieces.add(t, (n,))) is not None]
    told = sum(len(chunk.tokens) for chunk in before)
    again = Pieces()
    again.add("".join(texts[:told]), tuple(range(told)))
    again.rest()
    after = [c for t in texts[told:] if (c := again.add(t, (0,))) is not None]
    after += [c for c in [again.rest()] if c is not None]
    assert joined(before + after) == joined(read(texts, Pieces()))


def parts(texts: list[str]) -> list[ModelChunk]:
    """What a server's chunks become, the last of which has the end of the answer."""
    pieces = Pieces()
    chunks = [
        *(ModelChunk(text=text) for text in texts),
        ModelChunk(done=True, finish_reason="stop"),
    ]
    return [pieces.part(chunk) for chunk in chunks]


@given(LETTERS)
def test_a_servers_chunks_are_parted_alike_however_they_are_cut(texts: list[str]) -> None:
    whole = "".join(texts)
    assert joined(parts(texts)) == joined(parts(list(whole))) == joined(read([whole], Pieces()))


@given(LETTERS)
def test_the_end_of_a_servers_answer_is_its_last_chunk_alone(texts: list[str]) -> None:
    chunks = parts(texts)
    assert [chunk.done for chunk in chunks] == [False] * len(texts) + [True]
    assert chunks[-1].finish_reason == "stop"


def test_marks_within_an_answer_are_the_answers() -> None:
    said = ['{"tag": "<th', 'ink>"', ', "end": "</think>"}']
    assert joined(parts(said)) == ("", "".join(said))


def test_thoughts_never_ended_are_thoughts() -> None:
    assert joined(parts([" <think>", "so, ", "</thin"])) == ("so, </thin", "")


def test_what_a_server_tells_apart_itself_is_kept() -> None:
    pieces = Pieces()
    told = [
        pieces.part(ModelChunk(thinking="hm")),
        pieces.part(ModelChunk(text="<think>so</think>yes")),
    ]
    assert joined(told) == ("hmso", "yes")

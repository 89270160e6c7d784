"""From the tokens of a raw answer to its pieces: whole letters, thoughts told apart."""

from aios.contracts.messages import ModelChunk

OPEN, CLOSE = "<think>", "</think>"


class Pieces:
    """Puts pieces together so that each has a text and exactly the tokens of it.

    Thoughts stand between marks at the beginning; where the prompt has opened them already,
    `thinking` says so. What may still become a mark waits until that is decided.
    """

    def __init__(self, *, thinking: bool = False, marks: bool = True) -> None:
        self._state = "thinking" if thinking else "start" if marks else "answer"
        self._text = ""
        self._tokens: list[int] = []
        self._known = True

    def add(self, text: str, tokens: tuple[int, ...], *, known: bool = True) -> ModelChunk | None:
        """The next piece, None when it is not decided yet; tokens not `known` are told no more."""
        self._text += text
        self._tokens += tokens
        self._known = self._known and known
        return None if self._waits() else self.rest()

    def part(self, chunk: ModelChunk) -> ModelChunk:
        """A chunk with its thoughts told apart; the last one has what was not decided yet."""
        if self._state == "answer" and not self._text:
            return chunk
        told = [self.add(chunk.text, chunk.tokens)] if chunk.text else []
        told += [self.rest()] if chunk.done else []
        return chunk.but(
            text="".join(piece.text for piece in told if piece is not None),
            thinking="".join([chunk.thinking, *(p.thinking for p in told if p is not None)]),
        )

    def rest(self) -> ModelChunk | None:
        """What is left, decided or not; None when it is nothing."""
        if not self._text:
            return None
        thinking, text = self._parted(self._text)
        self._text = ""
        if not (thinking or text):
            return None
        tokens = tuple(self._tokens) if self._known else ()
        self._tokens = []
        return ModelChunk(text=text, thinking=thinking, tokens=tokens)

    def _waits(self) -> bool:
        begun = self._text.lstrip()
        if self._state == "start" and not begun.startswith(OPEN):
            return OPEN.startswith(begun)
        if self._state in ("start", "thinking"):
            return any(begun.endswith(CLOSE[:n]) for n in range(1, len(CLOSE)))
        return False

    def _parted(self, text: str) -> tuple[str, str]:
        """The thoughts and the answer in a text, by the state, which goes on."""
        if self._state == "start":
            begun = text.lstrip()
            self._state = "thinking" if begun.startswith(OPEN) else "answer"
            text = begun.removeprefix(OPEN) if self._state == "thinking" else text
        if self._state == "thinking":
            thoughts, closed, text = text.partition(CLOSE)
            self._state = "blank" if closed else "thinking"
            return thoughts, self._answer(text)
        return "", self._answer(text)

    def _answer(self, text: str) -> str:
        """After the thoughts come blank lines, which are no part of the answer."""
        if self._state == "blank":
            text = text.lstrip()
            self._state = "answer" if text else "blank"
        return text

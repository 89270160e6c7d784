"""What came of a task, and the questions a judge asks of it."""

import re
from pathlib import Path
from typing import Any

from aios.contracts.task import Status, Task

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


class Answered:
    """A task that has ended; every check raises AssertionError that shows the answer."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.result = task.result
        self.answer = task.result.answer if task.result else ""

    def _shown(self) -> str:
        error = f" [{self.task.error.code}] {self.task.error.message}" if self.task.error else ""
        return f"{self.task.status.value}{error}: {self.answer[:1500]}"

    def completed(self) -> "Answered":
        """It was done, whole."""
        assert self.task.status is Status.COMPLETED, self._shown()
        return self

    def failed(self, *codes: str) -> "Answered":
        """It was refused or failed, with one of these codes, a message and a mend."""
        error = self.task.error
        assert error is not None and self.task.status is Status.FAILED, self._shown()
        assert not codes or error.code in codes, self._shown()
        assert error.message and error.hint, self._shown()
        return self

    def says(self, *texts: str) -> "Answered":
        """The answer has every one of these texts, in any case, thousands' commas aside."""
        plain = self.answer.replace(",", "").lower()
        for text in texts:
            assert text.replace(",", "").lower() in plain, f"{text!r} not in: {self._shown()}"
        return self

    def says_any(self, *texts: str) -> "Answered":
        """The answer has one of these texts."""
        assert any(t.lower() in self.answer.lower() for t in texts), f"{texts}: {self._shown()}"
        return self

    def says_not(self, *texts: str) -> "Answered":
        """The answer has none of these texts."""
        for text in texts:
            assert text.lower() not in self.answer.lower(), f"{text!r} in: {self._shown()}"
        return self

    def says_number(self, value: float, rel: float = 0.006) -> "Answered":
        """A number in the answer is this one, as far as it is written."""
        told = [float(m.replace(",", "")) for m in _NUMBER.findall(self.answer)]
        near = any(abs(n - value) <= max(abs(value) * rel, 1e-9) for n in told)
        assert near, f"{value} not in: {self._shown()}"
        return self

    def in_order(self, *texts: str) -> "Answered":
        """The answer has these texts, each after the one before."""
        at = -1
        for text in texts:
            at = self.answer.find(text, at + 1)
            assert at >= 0, f"{text!r} not in order: {self._shown()}"
        return self

    def file(self, suffix: str) -> Path:
        """The path of the artifact whose name ends so; it is there and has content."""
        artifacts = self.result.artifacts if self.result else ()
        found = [Path(a.path) for a in artifacts if a.name.lower().endswith(suffix)]
        assert found, f"no {suffix} among {[a.name for a in artifacts]}: {self._shown()}"
        assert found[0].stat().st_size > 0
        return found[0]

    def picture(self) -> "Answered":
        """A PNG of some size was drawn."""
        content = self.file(".png").read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) > 3000
        return self

    @property
    def data(self) -> Any:
        """The result's data."""
        return self.result.data if self.result else None

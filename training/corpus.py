"""Reads the utterances: hand-written files and held-out splits."""

from dataclasses import dataclass
from pathlib import Path

from aios.kernel.router import FAMILIES

HERE = Path(__file__).parent
HEADS = {member: head for head, members in FAMILIES.items() for member in members}
RESEARCH = {"document-research", "web-research"}


@dataclass(frozen=True)
class Utterance:
    """One task as somebody would write it; `skills`: the primary one, then others as right."""

    text: str
    skills: tuple[str, ...]
    kind: str = "plain"
    by_hand: bool = True

    @property
    def label(self) -> str:
        """The primary skill, both kinds of research as one: structure tells them apart."""
        first = self.skills[0]
        return "research" if first in RESEARCH else HEADS.get(first, first)


def hand_written() -> list[Utterance]:
    """All files of `utterances/`: `[skill]` heads a section; `=> +skill` names a second skill."""
    found: list[Utterance] = []
    for path in sorted((HERE / "utterances").glob("*.txt")):
        skill = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("# "):
                continue
            if line.startswith("[") and line.endswith("]"):
                skill = line[1:-1]
                continue
            text, _, more = line.partition(" => +")
            found.append(Utterance(text, (skill, *more.split()), kind=path.stem))
    return found


def held_out(name: str) -> list[Utterance]:
    """A split that is never trained on: kind, skills joined by "|", text, between tabs."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Utterance(text, tuple(skills.split("|")), kind=kind) for kind, skills, text in rows]

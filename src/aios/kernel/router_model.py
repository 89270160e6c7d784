"""The linear model that `training/train.py` fits: read from a data file, scored in plain Python."""

import base64
import gzip
import json
import math
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aios.kernel.router_features import Features

MODEL_FILE = Path(__file__).with_name("router_model.json.gz")


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One row of small integers a feature, one column a label; `scale` makes them weights again."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    rows: dict[str, int]
    weights: "array[int]"

    def probabilities(self, features: Features) -> dict[str, float]:
        """How likely each label is; they add up to 1."""
        totals = list(self.bias)
        for value, names in features:
            for column, total in enumerate(self._sums(names)):
                totals[column] += total * value * self.scale
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}

    def weight(self, name: str, label: str) -> float:
        """How strongly a feature speaks for a label; 0.0 for one never seen."""
        at = self.rows.get(name)
        return self.weights[at + self.labels.index(label)] * self.scale if at is not None else 0.0

    def _sums(self, names: tuple[str, ...]) -> list[int]:
        width = len(self.labels)
        known = [
            self.weights[at : at + width] for name in names if (at := self.rows.get(name, -1)) >= 0
        ]
        return [sum(column) for column in zip(*known, strict=True)]


@cache
def load_model(path: Path = MODEL_FILE) -> LinearModel:
    """The model in `path`, read once in a process."""
    data = json.loads(gzip.decompress(path.read_bytes()))
    names = data["features"].split("\n")
    width = len(data["labels"])
    return LinearModel(
        labels=tuple(data["labels"]),
        bias=tuple(data["bias"]),
        scale=data["scale"],
        rows=dict(zip(names, range(0, len(names) * width, width), strict=True)),
        weights=array("b", base64.b64decode(data["weights"])),
    )


def save_model(
    path: Path, labels: list[str], bias: list[float], weights: dict[str, list[float]]
) -> None:
    """Write a model as 8-bit integers; the same model gives the same bytes."""
    scale = max(abs(weight) for row in weights.values() for weight in row) / 127
    names = sorted(weights)
    small = array("b", (round(weight / scale) for name in names for weight in weights[name]))
    data = {
        "labels": labels,
        "bias": [round(value, 6) for value in bias],
        "scale": scale,
        "features": "\n".join(names),
        "weights": base64.b64encode(small.tobytes()).decode("ascii"),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))

"""The linear model that `training/train.py` fits: read from a data file, scored in plain Python."""

import base64
import gzip
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import Struct, unpack_from

from aios.kernel.router_features import Features

LEAST_WEIGHT = 5  # of 127; a feature below this for every label changes no route
MODEL_FILE = Path(__file__).with_name("router_model.json.gz")


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One row of small integers a feature, one column a label; `scale` makes them weights."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    rows: dict[str, int]
    weights: bytes

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
        return self.row(at)[self.labels.index(label)] * self.scale if at is not None else 0.0

    def row(self, at: int) -> tuple[int, ...]:
        """The integers of the feature that stands at this byte."""
        return unpack_from(f"{len(self.labels)}b", self.weights, at)

    def _sums(self, names: tuple[str, ...]) -> list[int]:
        rows, read, weights = self.rows, Struct(f"{len(self.labels)}b").unpack_from, self.weights
        known = [read(weights, rows[name]) for name in names if name in rows]
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
        weights=base64.b64decode(data["weights"]),
    )


def save_model(
    path: Path, labels: list[str], bias: list[float], weights: dict[str, list[float]]
) -> None:
    """Write a model as 8-bit integers, without rows that hardly count; same model, same bytes."""
    scale = max(abs(weight) for row in weights.values() for weight in row) / 127
    rows = {name: [round(weight / scale) for weight in weights[name]] for name in sorted(weights)}
    rows = {name: row for name, row in rows.items() if max(map(abs, row)) >= LEAST_WEIGHT}
    data = {
        "labels": labels,
        "bias": [round(value, 6) for value in bias],
        "scale": scale,
        "features": "\n".join(rows),
        "weights": base64.b64encode(pack_rows(rows.values())).decode("ascii"),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def pack_rows(rows: Iterable[Iterable[int]]) -> bytes:
    """Rows of integers between -127 and 127, one byte each, one after the other."""
    return b"".join(number.to_bytes(1, "big", signed=True) for row in rows for number in row)

"""Trains the router's model from the utterances, writes the data file and `REPORT.md`.

Run it from the repository: `uv run --group train python training/train.py`. The same utterances
give the same file.
"""

import math
import time
from collections import Counter

from corpus import HERE, Utterance, hand_written, held_out
from report import report
from sklearn.feature_extraction import DictVectorizer
from sklearn.svm import LinearSVC
from templates import generated

from aios.kernel.router_features import features
from aios.kernel.router_model import MODEL_FILE, save_model

# Chosen on heldout.tsv, heldout_second.tsv and heldout_third.tsv.
STRENGTH = 1.0  # inverse of the regularisation
TEMPLATE_WEIGHT = 0.1  # of one generated utterance beside one written by hand
RARITY_POWER = 2.0  # how much more a rare feature counts than a common one
RARITY_SCALE = 4.0  # the logarithm at which rarity is 1
SHARPNESS = 3.0  # margins times this are the logarithms of the odds
SPLITS = ("heldout.tsv", "heldout_second.tsv", "heldout_third.tsv", "heldout_fresh.tsv")


def values(text: str) -> dict[str, float]:
    """Every feature of a text with its value."""
    return {name: value for value, names in features(text) for name in names}


def rarities(utterances: list[Utterance]) -> dict[str, float]:
    """How rare each feature is among the hand-written utterances, to the chosen power."""
    by_hand = [values(u.text) for u in utterances if u.by_hand]
    seen = Counter(name for row in by_hand for name in row)
    names = {name for u in utterances for name in values(u.text)}
    whole = len(by_hand) + 1
    return {n: (math.log(whole / (seen[n] + 1)) / RARITY_SCALE) ** RARITY_POWER for n in names}


def train(utterances: list[Utterance]) -> None:
    """Fit the model and write it where the kernel reads it; rarity goes into the weights."""
    rarity = rarities(utterances)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{n: value * rarity[n] for n, value in values(u.text).items()} for u in utterances]
    )
    matrix.indices = matrix.indices.astype("int32")
    matrix.indptr = matrix.indptr.astype("int32")
    weights = [1.0 if u.by_hand else TEMPLATE_WEIGHT for u in utterances]
    model = LinearSVC(C=STRENGTH, random_state=0)
    model.fit(matrix, [u.label for u in utterances], sample_weight=weights)
    rows = {
        name: [SHARPNESS * rarity[name] * weight for weight in row]
        for name, row in zip(vectors.get_feature_names_out(), model.coef_.T.tolist(), strict=True)
    }
    bias = [SHARPNESS * value for value in model.intercept_.tolist()]
    save_model(MODEL_FILE, model.classes_.tolist(), bias, rows)


def main() -> None:
    """Train, then measure what was written on the splits that were not trained on."""
    start = time.perf_counter()
    by_hand, templates = hand_written(), generated()
    train(by_hand + templates)
    splits = {name: held_out(name) for name in SPLITS}
    text = report(by_hand, templates, splits)
    (HERE / "REPORT.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"{MODEL_FILE.stat().st_size / 1024:.0f} KiB in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()

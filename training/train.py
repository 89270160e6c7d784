"""Trains the router's model from the utterances, writes the data file and `REPORT.md`.

Run it from the repository: `uv run --group train python training/train.py`. The same utterances
give the same file.
"""

import time

from corpus import HERE, Utterance, hand_written, held_out
from report import report
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from templates import generated

from aios.kernel.router_features import features
from aios.kernel.router_model import MODEL_FILE, save_model

STRENGTH = 100.0  # inverse of the regularisation, chosen on heldout.tsv
TEMPLATE_WEIGHT = 0.1  # of one generated utterance beside one written by hand
SPLITS = ("heldout.tsv", "heldout_second.tsv", "heldout_third.tsv", "heldout_fresh.tsv")


def values(text: str) -> dict[str, float]:
    """Every feature of a text with its value."""
    return {name: value for value, names in features(text) for name in names}


def train(utterances: list[Utterance]) -> None:
    """Fit the model and write it where the kernel reads it."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([values(u.text) for u in utterances])
    matrix.indices = matrix.indices.astype("int32")
    matrix.indptr = matrix.indptr.astype("int32")
    weights = [1.0 if u.by_hand else TEMPLATE_WEIGHT for u in utterances]
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(matrix, [u.label for u in utterances], sample_weight=weights)
    rows = dict(zip(vectors.get_feature_names_out(), model.coef_.T.tolist(), strict=True))
    save_model(MODEL_FILE, model.classes_.tolist(), model.intercept_.tolist(), rows)


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

"""Counts tokens of our own pages and code with real tokenizers, for the tests of our estimate.

Run once with `tiktoken` and `tokenizers` installed, and the wheels of `dashscope` (qwen) and
`litellm` (gpt, deepseek) unpacked into the folder given: both bring vocabularies, so no network
is needed. Writes tests/unit/kernel/token_counts.json.
"""

import base64
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "tests" / "unit" / "kernel" / "token_counts.json"
CHARS = 1000
OF_EACH = 10
QWEN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
GPT = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+"
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SOURCES = {
    "zh": ["README.zh-CN.md", "src/aios/skills/bundled/document-research/**/*.md"],
    "en": ["README.md", "docs/**/*.md"],
    "code": ["src/aios/kernel/*.py", "src/aios/code/**/*.py", "src/aios/skills/bundled/**/*.py"],
}


def counters(wheels: Path) -> dict[str, Callable[[str], int]]:
    """A counting function by family."""
    from tiktoken import Encoding
    from tokenizers import Tokenizer

    def bpe(path: Path, pattern: str) -> Callable[[str], int]:
        lines = (line.split() for line in path.read_bytes().splitlines() if line)
        ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
        made = Encoding(name=path.name, pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
        return lambda text: len(made.encode(text, disallowed_special=()))

    folder = wheels / "litellm" / "litellm_core_utils" / "tokenizers"
    deepseek = Tokenizer.from_file(str(folder / "deepseek_tokenizer.json"))
    return {
        "qwen": bpe(wheels / "dashscope" / "resources" / "qwen.tiktoken", QWEN),
        "gpt": bpe(folder / "fb374d419588a4632f3f557e76b4b70aebbca790", GPT),
        "deepseek": lambda text: len(deepseek.encode(text, add_special_tokens=False).ids),
    }


def chunks(kind: str) -> Iterator[str]:
    """Pieces of CHARS characters, spread over the files of this kind."""
    files = sorted(path for pattern in SOURCES[kind] for path in ROOT.glob(pattern))
    whole = "\n".join(path.read_text(encoding="utf-8") for path in files)
    if kind == "zh":
        whole = "\n".join(line for line in whole.splitlines() if _mostly_chinese(line))
    step = len(whole) // OF_EACH
    for start in range(0, step * OF_EACH, step):
        yield whole[start : start + CHARS]


def _mostly_chinese(line: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in line) * 3 > len(line)


def main(wheels: Path) -> None:
    """Write the counts of every chunk by every tokenizer."""
    count = counters(wheels)
    rows = [
        {"kind": kind, "text": text, "tokens": {name: f(text) for name, f in count.items()}}
        for kind in SOURCES
        for text in chunks(kind)
    ]
    TARGET.write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

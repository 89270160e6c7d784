"""Count the words of all texts of a folder, with a process for each core.

python parallel_word_count.py texts --top 20
python parallel_word_count.py texts --pattern "*.md" --workers 4 --output counts.csv
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

PATTERN = "*.txt"
WORKERS = 0  # 0: as many as there are cores
TOP = 20
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+(?:['’-][^\W_\u4e00-\u9fff]+)*")


def count_file(path: Path) -> Counter[str]:
    """How often each word stands in a file, case aside; read line by line."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            counts.update(WORD.findall(line.lower()))
    return counts


def tried(path: Path) -> tuple[Path, Counter[str], str]:
    """The counts of a file, or why it cannot be read."""
    try:
        return path, count_file(path), ""
    except OSError as error:
        return path, Counter(), error.strerror or str(error)


def files_in(folder: Path, pattern: str = PATTERN) -> list[Path]:
    """The files of a folder and those below it that match, by name."""
    return sorted(path for path in folder.rglob(pattern) if path.is_file())


def count_all(
    files: Iterable[Path], workers: int = WORKERS
) -> tuple[Counter[str], dict[Path, str]]:
    """The words of all files together, and the files that cannot be read with the reason."""
    listed = list(files)
    total: Counter[str] = Counter()
    failed: dict[Path, str] = {}
    if not listed:
        return total, failed
    with ProcessPoolExecutor(workers or None) as pool:
        chunk = max(1, len(listed) // 64)  # many small files: fewer messages between processes
        for path, counts, problem in pool.map(tried, listed, chunksize=chunk):
            total.update(counts)
            if problem:
                failed[path] = problem
    return total, failed


def save(counts: Counter[str], path: Path) -> None:
    """All words as a CSV, the most common first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["word", "count"])
        rows.writerows(counts.most_common())


def main(argv: list[str] | None = None) -> int:
    """Count and report; 1 where there is nothing to count, or a file cannot be read."""
    parser = argparse.ArgumentParser(description="Count the words of a folder in parallel.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pattern", default=PATTERN, help="which files, such as *.md")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes; 0: one per core")
    parser.add_argument("--top", type=int, default=TOP, help="how many words to show")
    parser.add_argument("--output", type=Path, help="a CSV for all words")
    given = parser.parse_args(argv)
    files = files_in(given.folder, given.pattern)
    if not files:
        print(f"{given.folder} has no {given.pattern}", file=sys.stderr)
        return 1
    counts, failed = count_all(files, given.workers)
    for path, problem in failed.items():
        print(f"{path}: {problem}", file=sys.stderr)
    print(f"{len(files) - len(failed)} files, {counts.total()} words, {len(counts)} different")
    for word, number in counts.most_common(given.top):
        print(f"{number:>8}  {word}")
    if given.output:
        save(counts, given.output)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

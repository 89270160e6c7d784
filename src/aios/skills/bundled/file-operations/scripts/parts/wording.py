"""Count how often each word stands in texts."""

import os
import re
from collections import Counter

from parts.decoding import SAMPLE_BYTES, encoding_of, lines_in, open_file
from parts.walking import shown

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WESTERN = re.compile(rf"[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)*|\d+(?:\.\d+)?")
CHINESE = re.compile(f"[{HAN}]+")


def frequencies(walk, most, signs, without):
    """The commonest words in lower case; Chinese is counted by `signs` signs at a time."""
    words, han, files, binary = Counter(), Counter(), 0, 0
    for found in walk:
        if found.is_folder or not found.size:
            continue
        with open_file(os.path.join(walk.folder, found.path)) as file:
            encoding = encoding_of(file.read(SAMPLE_BYTES))
            if not encoding:
                binary += 1
                continue
            file.seek(0)
            files += 1
            for _, line in lines_in(file, encoding):
                words.update(WESTERN.findall(line.lower()))
                for run in CHINESE.findall(line):
                    pairs = range(len(run) - signs + 1)
                    han.update(run[at : at + signs] for at in pairs)
    for word in without:
        words.pop(word, None)
    total = {"words": words.total(), "distinct": len(words), "chinese": han.total()}
    rows = {
        "western": [{"word": shown(w), "count": n} for w, n in ranked(words)[:most]],
        "han": [{"word": w, "count": n} for w, n in ranked(han)[:most]],
    }
    return {**rows, **total, "signs": signs, "files": files, "binary": binary, **walk.report()}


def ranked(counter):
    """(word, how often), the commonest first, equal ones by the alphabet."""
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))

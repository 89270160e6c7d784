"""Checksums of files, compared with one that is given."""

import re

import answers
from asked import WALK, need, question_of, refuse_changes, result, tree_of, usable_file
from compose import compose, run
from failures import failed

MOST_HASHES = 5000
DIGESTS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}


def hash_file(request):
    """Checksums of files, compared with one that is given."""
    text, files = question_of(request), request.parameters.get("files") or []
    refuse_changes(request, text)
    given = re.search(r"(?<![0-9A-Za-z])[0-9a-fA-F]{20,128}(?![0-9A-Za-z.])", text)
    expected = given.group().lower() if given else ""
    if expected and len(expected) not in DIGESTS:
        raise failed(request, "digest_bad", digest=expected)
    said = request.parameters.get("algorithm")
    algorithm = said or DIGESTS.get(len(expected), "sha256")
    if files:
        settings = {"PATHS": [usable_file(request, file) for file in files], "ALGORITHM": algorithm}
        parts, expression = ("walking", "decoding", "hashing"), "hash_files(PATHS, ALGORITHM)"
    elif request.parameters.get("folder"):
        settings = {**tree_of(request, text), "ALGORITHM": algorithm, "MOST": MOST_HASHES}
        parts = ("walking", "decoding", "hashing")
        expression = f"hash_folder({WALK}, ALGORITHM, MOST)"
    else:
        raise failed(request, "file_needed")
    program = compose("Compute the checksums of files.", parts, settings, expression)
    found = run(program, request)
    need(request, found, len(found["files"]), settings)
    if expected:
        found |= {
            "expected": expected,
            "equal": any(f["digest"] == expected for f in found["files"]),
        }
    return result(request, program, found, answers.digests(request, found))

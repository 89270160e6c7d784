"""Ask a question about a table; no model, no network."""

from pathlib import Path

from aios import AIOS

SALES = Path(__file__).parent / "data" / "sales.csv"

with AIOS() as aios:
    result = aios.execute(f"which region sold most in {SALES}? plot it").wait(timeout=120)
    print(result.answer)
    for artifact in result.artifacts:
        print(artifact.path, artifact.bytes, "bytes")

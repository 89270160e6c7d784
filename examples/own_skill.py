"""Teach AIOS something: a Python function becomes a skill, and tasks are routed to it."""

from aios import AIOS


def pack(weight_kg: float) -> dict[str, object]:
    """Which box a parcel of this weight needs."""
    box = "S" if weight_kg <= 2 else "M" if weight_kg <= 10 else "L"
    return {"answer": f"A parcel of {weight_kg:g} kg goes into box {box}.", "data": {"box": box}}


with AIOS() as aios:
    aios.register_skill(
        {
            "name": "parcel-packing",
            "description": "Say which box a parcel needs",
            "executor": pack,
            "keywords": ["parcel", "box", "包裹", "箱子"],
            "utterances": ["which box for a parcel of 3 kg", "3 公斤的包裹用哪个箱子"],
            "parameters": {
                "type": "object",
                "required": ["weight_kg"],
                "properties": {"weight_kg": {"type": "number", "x-fill": "number"}},
            },
        }
    )
    for text in ("which box do I need for a parcel of 7 kg", "12 公斤的包裹用哪个箱子？"):
        result = aios.execute(text).wait(timeout=30)
        print(result.answer, result.data)

"""Lay a Python program out anew, as ruff formats it; what it does stays the same."""

import ast
import subprocess
from pathlib import Path
from typing import Any

import aios_skill
import mending
import ruffing
from aios_skill import Failure, Request
from explain import parsed
from source import code_of


def layout(request: Request) -> dict[str, Any]:
    """The program laid out, as a file beside the user's own."""
    code, path = code_of(request)
    name = Path(path).name or "code.py"
    parsed(request, code, name)
    after = formatted(request, code)
    if after == code:
        already = request.say(f"{name} 的排版已经是规范的。", f"{name} is laid out well already.")
        return {"answer": already, "code": code, "data": {"file": path, "changed": False}}
    if ast.dump(ast.parse(after)) != ast.dump(ast.parse(code)):
        raise Failure(
            "format_failed",
            request.say(
                "排版后程序的含义会变，所以没有交付。",
                "It would not mean the same, so it is not given.",
            ),
            request.say("请把出问题的部分单独给我。", "Give the part by itself."),
        )
    output = f"{Path(name).stem}_formatted.py"
    Path(request.out, output).write_text(after, encoding="utf-8")
    diff = mending.difference(code, after, name)
    return {
        "answer": request.say(
            f"{name} 已重新排版，含义不变（语法树相同）：{output}（你的文件没有动）。\n{diff}",
            f"{name} laid out anew; it means the same (the same syntax tree): {output} (your file "
            f"is untouched).\n{diff}",
        ),
        "code": after,
        "data": {"file": path, "changed": True, "formatted": output, "diff": diff},
    }


def formatted(request: Request, code: str) -> str:
    """The code as ruff lays it out; a failure where there is no ruff."""
    words = [
        ruffing.program(),
        "format",
        "--isolated",
        "--no-cache",
        "--stdin-filename",
        "code.py",
        "-",
    ]
    ran = (
        subprocess.run(
            words,
            input=code,
            capture_output=True,
            text=True,
            timeout=ruffing.DEADLINE_S,
            check=False,
        )
        if words[0]
        else None
    )
    if ran is None or ran.returncode:
        raise Failure(
            "format_failed",
            request.say(
                "这台机器上没有 ruff，不能排版。", "It cannot be formatted: there is no ruff here."
            ),
            request.say("安装：pip install ruff。", "Install it: pip install ruff."),
        )
    return ran.stdout


if __name__ == "__main__":
    aios_skill.main({"layout": layout})

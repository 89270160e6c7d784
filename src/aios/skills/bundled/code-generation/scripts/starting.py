"""The `main` of a program made of a brick: it reads the arguments, calls the brick, shows or saves
the result and ends with the exit status that the request tells."""

import ast
import re
from collections.abc import Sequence

from bricks import Brick
from cmdline import AS_JSON, Slot, parameters_of, reads_stdin
from printing import as_json, ordered

_STATUS = re.compile(
    r"(?:exit\w*|ends?)\s*(?:with\s+)?(?:(?:a|the)\s+)?(?:status|code)*\s*(?:of\s+)?([1-9])\b"
    r"|退出码\s*(?:为|是)?\s*([1-9])",
    re.IGNORECASE,
)
NONE_FOUND = re.compile(
    r"exit\w* code 0 (?:with|if|when)[^.;]{0,30}?1 (?:without|if none|otherwise|when)|like grep"
    r"|(?:no (?:hits?|match\w*|results?)|nothing (?:is )?found|没有(?:找到|匹配|命中|结果))"
    r"[^.。;；]{0,25}?(?:exit|退出码)",
    re.IGNORECASE,
)


def status_told(text: str) -> int:
    """The exit status of a program that fails, as the text tells it; else 1."""
    codes = {next(filter(None, code)) for code in _STATUS.findall(text)}
    return int(codes.pop()) if len(codes) == 1 else 1


_PRINTS = re.compile(r"\bprints?\b|\bshows?\b|\boutputs?\b|打印|输出|显示", re.IGNORECASE)


def main_of(brick: Brick, slots: Sequence[Slot], name: str, text: str = "") -> str:
    """The source of `main` for the brick, and of what starts it."""
    status = status_told(text)
    lines = ["def main() -> None:", f'    """{brick.prose.split(chr(10))[0]}"""']
    lines.append("    parser = argparse.ArgumentParser(description=__doc__)")
    piped = reads_stdin(brick, text)
    lines += [f"    {_added(slot)}" for slot in slots if not (piped and slot.param == "text")]
    lines += ["    args = parser.parse_args()", "    try:"]
    order = [p.name for p in parameters_of(brick)]
    given = ", ".join(f"{p}=args.{p}" for p in order if any(s.param == p for s in slots))
    if reads_stdin(brick, text):
        given = given.replace("text=args.text", "text=sys.stdin.read()")
    lines.append(f"        result = {name}({given})")
    if order_line := ordered(brick, text):
        lines.append(order_line)
    if any(slot.param == "" for slot in slots):
        lines += _saved(next(slot for slot in slots if slot.param == ""), brick)
    elif any(slot.param == AS_JSON for slot in slots):
        made = as_json(brick, text)
        told = f"json.dumps({made}, ensure_ascii=False)"
        lines.append(f"        show({told} if args.json else result)")
    elif brick.inplace and not _PRINTS.search(text):
        lines.append('        args.source.write_text(result, encoding="utf-8")')
    else:
        lines.append("        show(result)")
    if NONE_FOUND.search(text):
        lines += ["        if not result:", "            sys.exit(1)"]
    lines += ["    except (OSError, ValueError, LookupError) as error:"]
    if status == 1:
        lines += ['        sys.exit(f"error: {error}")', "", ""]
    else:
        told = '        print(f"error: {error}", file=sys.stderr)'
        lines += [told, f"        sys.exit({status})", "", ""]
    lines += ['if __name__ == "__main__":', "    main()"]
    return "\n".join(lines)


def _saved(slot: Slot, brick: Brick) -> list[str]:
    returns = getattr(brick.node, "returns", None)
    lines = returns is not None and ast.unparse(returns) == "list[str]"
    text = r'"".join(f"{line}\n" for line in result)' if lines else "result"
    written = f'args.target.write_text({text}, encoding="utf-8")'
    if slot.default is None:
        return [f"        {written}"]
    return [
        "        if args.target:",
        f"            {written}",
        "        else:",
        "            show(result)",
    ]


def _added(slot: Slot) -> str:
    """The line that adds the argument to the parser."""
    name = slot.param or "target"
    parts = [f'"{flag}"' for flag in slot.flags] or [f'"{name}"']
    if slot.flags and slot.flags[-1].lstrip("-").replace("-", "_") != name:
        parts.append(f'dest="{name}"')
    if slot.kind == "bool" and slot.default == "True":
        parts.append("default=True, action=argparse.BooleanOptionalAction")
        return f"parser.add_argument({', '.join(parts)})"
    if slot.kind == "bool":
        parts.append('action="store_true"')
        return f"parser.add_argument({', '.join(parts)})"
    if slot.param == "suffixes":
        return f'parser.add_argument({", ".join(parts)}, nargs="*", default={slot.default})'
    kind = next((k for k in ("Path", "int", "float") if k in slot.kind), "")
    parts += [f"type={kind}"] if kind else []
    if slot.many:
        parts.append('nargs="+"' if slot.default is None else 'nargs="*"')
    elif not slot.flags and slot.default is not None:
        parts.append('nargs="?"')
    if slot.flags and slot.default is None:
        parts.append("required=True")
    if slot.default is not None and slot.default != "None":
        parts.append(f"default={slot.default}")
    return f"parser.add_argument({', '.join(parts)})"

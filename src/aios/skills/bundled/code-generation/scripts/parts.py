"""What generators of functions share: which part a parameter plays by its name, and the head."""

from collections.abc import Mapping, Sequence

from signatures import Signature


def role_of(name: str, roles: Mapping[str, str]) -> str:
    """The part that a parameter of this name plays, "" for none."""
    low = name.lower()
    return next((role for role, names in roles.items() if low in names.split()), "")


def documented(prose: str, examples: Sequence[str] = ()) -> list[str]:
    """The lines of a docstring with examples, as they stand in a function."""
    if not examples:
        return [f'    """{prose}"""']
    return [f'    """{prose}', "", *(f"    {line}" for line in examples), '    """']


def header(wish: Signature) -> str:
    """The parameters as they stand in the head of the function."""
    shown, optional = [], False
    for param in wish.params or ():
        default = param.default or ("None" if optional and not param.star else "")
        optional = optional or bool(default)
        kind = "" if param.star else ": Any"
        shown.append(f"{param.star}{param.name}{kind}" + (f" = {default}" if default else ""))
    return ", ".join(shown)

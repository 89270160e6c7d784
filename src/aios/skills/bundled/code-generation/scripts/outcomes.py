"""What a program is to do where there is no ordinary answer: raise this error, return that value.

A brick marks such a statement with `# else`: "get(key) returns -1 if it is missing" or "pop raises
IndexError when the stack is empty" replaces it.
"""

import builtins
import re

MARK = re.compile(r"^(?P<indent>\s*)(?P<code>\S.*?)\s*# else(?: (?P<kind>\w+))?$", re.MULTILINE)
_RAISES = re.compile(
    r"(?:\b(?:rais(?:e|es|ing)|throws?)|抛出?|引发|触发|报错?)\s*(?:出|一个|an?\s+|the\s+)?\s*"
    r"(?:(?:own|new|custom|self-defined)\s+(?:exception|error)?\s*|自定义的?(?:异常|错误)?类?\s*)?"
    r"(?P<error>[A-Z][A-Za-z]*)(?:异常|错误)?",
)
# "KeyError if it is not there", with no word for raising.
_NAMED_ERROR = re.compile(
    r"\b([A-Z][a-z]\w*Error)\s+(?:\([^()]*\)\s*)?(?:if|when|for|unless)\b"
    r"|\b(?:is|are|gets?|gives)\s+an?\s+([A-Z][a-z]\w*Error)\b"
)
_RETURNS = re.compile(
    r"(?:\b(?:returns?|returning|gives?|yields?|or(?= (?:None\b|\())|else(?= None\b))|返回"
    r"|得到|为|给|[→>])\s*(?:an?\s+)?"
    r"(?P<value>\((?:None|-1|0|float\([^()]*\)),\s*(?:None|\[\])\)|None|-1|False|True|0|\[\]|\{\}"
    r"|\"\"|''|空列表|空字符串|空"
    r"|empty (?:list|string)|null|nothing)"
    r"(?!\w|\.\w|\[)"
)
_WHEN = re.compile(
    r"\b(?:if|when|whenever|for|on|unless|otherwise|missing|empty|unknown|not found|absent|invalid"
    r"|expired|else"
    r"|no (?:such|more|path|route|way)|unreachable|cannot be (?:reached|found|parsed)|can't be \w+"
    r"|impossible)\b|到不了|无法|走不通|没有|不存在|为空|空|找不到|过期|不足"
    r"|失败|否则|不够|超过|不合法|无效|非法"
    r"|走不到|走不了|不可达|达不[到了]|没路|无路|时(?=\s*[,，]?\s*(?:就|则|应|要)?(?:返回|抛|给))"
    r"|不是|查不到|没找到|如果|不能|不到|不在|不懂|乱",
    re.IGNORECASE,
)
# A condition that a comma parts from what is done: "If it is no date, return None".
_CONDITION = re.compile(
    r"\s*(?:and |but )?(?:if|when|whenever|for|unless|otherwise|in case)\b"
    r"|\s*(?:如果|若|当|遇到|对于)",
    re.I,
)
_VALUES = {
    "空列表": "[]",
    "空字符串": '""',
    "空": "None",
    "empty list": "[]",
    "empty string": '""',
    "null": "None",
    "nothing": "None",
}
_PIECES = re.compile(
    r"(?<=[.;。；\n])\s+|[;。；\n]|(?<=[,，、])(?![^()]*\))"
    r"|(?<=[）)])(?![^()]*\))(?!\s*(?:if|when|unless)\b)|(?<![A-Za-z0-9_])"
    r"(?<!返回)(?<!返回 )(?<!returns )(?<!return )(?<! or )(?=[（(](?![^()（）]*[)）]\s*(?:->"
    r"|=)))"
)


def pieces(text: str) -> list[str]:
    """The clauses of the text."""
    return [piece for piece in _PIECES.split(text) if piece and piece.strip()]


def outcome_for(text: str, names: list[str], alone: bool) -> str:
    """The statement that the text wants for the special case of what is called by these names, or
    "". Where the text is about one thing alone, every clause is about it."""
    about = before = ""
    for piece in pieces(text):
        if any(
            re.search(rf"(?<![A-Za-z]){re.escape(name)}", piece, re.IGNORECASE) for name in names
        ):
            about = "it"
        elif re.search(r"(?<![\w.])[a-z_]\w+\(|(?<![a-z])[a-z]+_[a-z]+(?![a-z])", piece):
            about = ""
        told = f"{before} {piece}" if _CONDITION.match(before) else piece
        if (alone or about) and (statement := _statement(piece) or _statement(told)):
            return statement
        before = piece if piece.rstrip().endswith((",", "，")) else ""
    return ""


# Which of the special cases of a brick ("# else short") the text is about.
KINDS_SAID = {
    "missing": r"missing|unknown|not (?:there|found|exist|in\b|known)|n[o']t (?:exist|know|have)"
    r"|no such|never|不存在|没有(?:这|该|此)|从没|从未|未知|找不到|没入过",
    "short": r"not enough|insufficient|more than|exceed|too (?:many|few|little)|fewer"
    r"|不足|不够|超过|超出|大于|多于",
}


def outcomes_by_kind(text: str, names: list[str]) -> dict[str, str]:
    """The statements for each kind of special case: as the clauses about what is called by these
    names tell, else those of which it is not said what they are about."""
    found: dict[str, str] = {}
    own: set[str] = set()
    about = ""
    for piece in pieces(text):
        called = re.findall(r"(?<![\w.])([a-zA-Z_]\w*)\(", piece) or re.findall(
            rf"(?<![A-Za-z])({'|'.join(map(re.escape, names))})(?![A-Za-z])", piece
        )
        about = called[-1] if called else about
        statement = _statement(piece)
        kinds = {k for k, said in KINDS_SAID.items() if re.search(said, piece, re.I)} - own
        if statement.startswith("raise") and about in names:
            own |= kinds
            found |= dict.fromkeys(kinds, statement)
        elif statement.startswith("raise"):
            found = dict.fromkeys(kinds, statement) | found
    return found


def _statement(piece: str) -> str:
    if raised := _RAISES.search(piece):
        return f"raise {raised['error']}"
    if named := _NAMED_ERROR.search(piece):
        return f"raise {named[1] or named[2]}"
    returned = _RETURNS.search(piece)
    usual = returned and returned["value"] == "True" and re.search(r"\benough\b|足够|成功", piece)
    if returned and not usual and _WHEN.search(piece):
        return f"return {_VALUES.get(returned['value'], returned['value'])}"
    return ""


def with_outcome(source: str, statement: str, kind: str = "") -> str:
    """The source of a function with its special case (of a kind) as wished for; a message of its
    own stays."""
    if not statement:
        return source
    marks = [mark for mark in MARK.finditer(source) if not mark["code"].startswith(">>>")]
    first = next((mark for mark in marks if not kind or mark["kind"] == kind), None)
    if first is None:
        return source
    if statement.startswith("raise"):
        message = (
            re.search(r"\((.*)\)$", first["code"]) if first["code"].startswith("raise") else None
        )
        statement += f"({message[1]})" if message else '("there is none")'
    changed = f"{first['indent']}{statement}"
    return source[: first.start()] + changed + source[first.end() :]


def unmarked(source: str) -> str:
    """The source without marks."""
    return MARK.sub(lambda found: found["indent"] + found["code"], source)


def own_errors(source: str) -> list[str]:
    """Names of errors that are raised and neither defined nor Python's own."""
    raised = re.findall(r"\braise ([A-Z]\w*)", source)
    return [
        name
        for name in dict.fromkeys(raised)
        if not hasattr(builtins, name) and not re.search(rf"class {name}\b", source)
    ]

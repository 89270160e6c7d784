"""What a person says about how they want things from now on, taken out of the words of a task."""

import re

MAX_WISHES = 3
MAX_CHARS = 300

_SENTENCE = re.compile(r"[^。！？!?\n；;.]+(?:\.(?!\s|$)[^。！？!?\n；;.]*)*[。！？!?；;.]?")
# What is quoted, or stands in code, somebody else said.
_QUOTED = re.compile(r"```.*?(?:```|$)|`[^`]*`|\"[^\"]*\"|“[^”]*”|「[^」]*」|『[^』]*』", re.DOTALL)
_ASKS = re.compile(r"[?？吗呢]\s*$")
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:请|麻烦)?(?:你)?(?:帮我)?(?:记住|记得|记一下)(?:[：:，,\s]|我|这|以后|今后).+",
        r"^(?:请)?从(?:现在起|现在开始|今以后|今往后|今天起).+",
        r"^(?:请)?(?:今后|以后)(?:[，,]|请|都|一律|总是|默认|每次|凡是|不要|别).+",
        r"^我(?:一般|通常|总是|更|最|比较)?(?:喜欢|偏好|偏爱|习惯|讨厌|不喜欢|不想要).+",
        r"^(?:please\s+)?(?:remember|keep in mind|note)(?:\s+that\b|\s*[:,]).+",
        r"^(?:please\s*,?\s+)?(?:from now on|from here on|going forward|in (?:the )?future\s*,).+",
        r"^i\s+(?:always\s+|usually\s+|really\s+|generally\s+)?"
        r"(?:prefer|like|love|dislike|hate|don't like)\b.+",
    )
)


def wishes_in(text: str) -> list[str]:
    """The sentences in which the person says what they like, or what is to be remembered.

    Quotations and code are left out, and so are questions; at most a few, each bounded.
    """
    own = _QUOTED.sub(" ", text)
    sentences = (match.group().strip() for match in _SENTENCE.finditer(own))
    found = [s for s in sentences if not _ASKS.search(s) and any(p.match(s) for p in _SAID)]
    return [sentence[:MAX_CHARS] for sentence in dict.fromkeys(found)][:MAX_WISHES]

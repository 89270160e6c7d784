"""What a column of hours is called in a question: "学习时间" for 每周学习小时."""

import re

from table import NUMBER

_SPENT = (
    r"(?:每[周天日月年]|平均|累计|日均|周)?(?P<what>[\u4e00-\u9fff]{2,4}?)"
    r"(?:时间|时长|用时|(?:小时|分钟|天)数?)"
)


def time_words(kind, name):
    """The words for what takes the time; none for another column."""
    spent = re.fullmatch(_SPENT, name) if kind == NUMBER else None
    return [f"{spent['what']}{word}" for word in ("时间", "时长", "用时")] if spent else []

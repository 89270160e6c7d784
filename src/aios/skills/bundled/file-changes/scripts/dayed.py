"""The day that the name of a file tells: "app-2024-01-17.log", "IMG_20230504.jpg"."""

import re
import time

NAMED_DAY = (
    r"(?<!\d)((?:19|20)\d\d)(?P<sign>[-_.]?)(0[1-9]|1[0-2])"
    r"(?:(?P=sign)(0[1-9]|[12]\d|3[01]))?(?!\d)"
)


def by_name(items):
    """The files whose names tell a day, as if changed then."""
    for item in items:
        found = re.search(NAMED_DAY, item.name)
        if found:
            day = (int(found[1]), int(found[3]), int(found[4] or 1), 0, 0, 0, 0, 0, -1)
            yield item._replace(modified=time.mktime(day))

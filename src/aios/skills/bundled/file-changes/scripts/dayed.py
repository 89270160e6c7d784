"""Files as of the day that their names tell: "app-2024-01-17.log", "IMG_20230504.jpg"."""

from aios_file_words import day_told


def by_name(items):
    """The files whose names tell a day, as if changed then."""
    for item in items:
        moment = day_told(item.name)
        if moment is not None:
            yield item._replace(modified=moment)

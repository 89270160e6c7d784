"""Runs at every Python start in a machine: hands matplotlib its font list, which is slow to make.

The list is copied into matplotlib's cache folder just before it looks there, so programs that
do not plot pay nothing.
"""

import sys


class FontList:
    """A finder that finds nothing, but notices when matplotlib is about to want its fonts."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):  # type: ignore[no-untyped-def]
        if name == "matplotlib.font_manager":
            sys.meta_path.remove(cls)
            cls.copy()

    @staticmethod
    def copy() -> None:
        import os
        import shutil

        matplotlib = sys.modules["matplotlib"]  # whose part is being imported
        source = os.path.join(matplotlib.get_data_path(), "fontlist")
        try:
            for name in os.listdir(source):
                shutil.copyfile(
                    os.path.join(source, name), os.path.join(matplotlib.get_cachedir(), name)
                )
        except OSError:
            pass  # matplotlib then makes the list itself: slower, not wrong


sys.meta_path.insert(0, FontList)

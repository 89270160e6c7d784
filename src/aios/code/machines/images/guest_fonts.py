"""Hands matplotlib its list of fonts, which is slow to make; part of the image's matplotlib.

The list was made with the image. It is copied to where matplotlib looks for it: its cache folder,
which in a machine is new and empty.
"""

import os
import shutil
import sys


def hand_over() -> None:
    """Copy the list, unless a list is there."""
    matplotlib = sys.modules["matplotlib"]  # which imports this module last
    source = os.path.join(matplotlib.get_data_path(), "fontlist")
    try:
        for name in os.listdir(source):
            target = os.path.join(matplotlib.get_cachedir(), name)
            if not os.path.exists(target):
                shutil.copyfile(os.path.join(source, name), target)
    except OSError:
        pass  # matplotlib then makes the list itself: slower, not wrong


hand_over()

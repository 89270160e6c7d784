"""A plan of changes: collected, checked for collisions before anything, and told as data."""

import os
import re
from collections import Counter

from failures import failed

MOST_BYTES = 200 << 20
MOST_WRITTEN = 2_000  # files; so many are handed over at once
PUTTING = ("move", "copy", "write")


class Plan:
    """Changes of files below `scope`'s folders; `rows` show them, `notes` say what was decided."""

    def __init__(self, request, scope):
        self.request, self.scope = request, scope
        self.changes, self.rows, self.notes = [], [], []
        self.count = self.bytes = self.written = self.handed_over = 0

    def move(self, item, target):
        """Take a file elsewhere."""
        end, size = ("/", 0) if os.path.isdir(item.path) else ("", item.size)
        self._add(
            {"kind": "move", "path": item.path, "to": target, "seen": item.seen},
            f"{self.shown(item.path)}{end} -> {self.shown(target)}{end}", size,
        )  # fmt: skip

    def delete(self, item):
        """Remove a file."""
        self._add(
            {"kind": "delete", "path": item.path, "seen": item.seen},
            self.shown(item.path),
            item.size,
        )

    def delete_folder(self, path, size=0):
        """Remove a folder with what is in it."""
        self._add({"kind": "delete", "path": path}, f"{self.shown(path)}/", size)

    def make_folder(self, path):
        """Make a folder."""
        self._add({"kind": "make_folder", "path": path}, f"{self.shown(path)}/", 0)

    def write(self, path, content, seen="", row=""):
        """Put bytes into a file, new or not."""
        self.written += len(content)
        if self.written > MOST_BYTES:
            raise failed(self.request, "too_large", bytes=self.written, limit=MOST_BYTES)
        self.handed_over += 1
        if self.handed_over > MOST_WRITTEN:
            raise failed(self.request, "too_many", limit=MOST_WRITTEN)
        stem = re.sub(r"[^\w.-]", "_", os.path.basename(path))
        name = f"{len(self.changes) + 1:04}-{stem}"
        with open(os.path.join(self.request.out, name), "wb") as file:
            file.write(content)
        change = {"kind": "write", "path": path, "source": name}
        self._add(change | ({"seen": seen} if seen else {}), row or self.shown(path), len(content))

    def copy(self, item, target):
        """A file of the same content elsewhere, with its times."""
        self._add(
            {"kind": "copy", "path": item.path, "to": target, "seen": item.seen},
            f"{self.shown(item.path)} -> {self.shown(target)}", item.size,
        )  # fmt: skip

    def free(self, target, item, taken):
        """The target, or the first of "name (2).txt", "name (3).txt" … that nothing has."""
        stem, kind = os.path.splitext(target)
        number, wanted = 2, target
        while wanted in taken or (os.path.lexists(wanted) and wanted != item.path):
            wanted, number = f"{stem} ({number}){kind}", number + 1
        if wanted != target:
            self.notes.append(
                self.request.say(
                    f"{self.shown(target)} 已有同名文件，改放为 {os.path.basename(wanted)}。",
                    f"{self.shown(target)} is there already: {os.path.basename(wanted)} instead.",
                )
            )
        taken.add(wanted)
        return wanted

    def shown(self, path):
        """A path below the folder the task is about as its user would write it."""
        folder = self.scope.folder
        inside = path.startswith(folder.rstrip("/") + "/") and not self.scope.more
        return os.path.relpath(path, folder if inside else self.scope.cwd)

    def check(self):
        """Fail when two files would have one name, a name is taken, or one lies outside."""
        targets = [c.get("to") or c["path"] for c in self.changes if c["kind"] in PUTTING]
        gone = {c["path"] for c in self.changes if c["kind"] in ("move", "delete")}
        twice = [target for target, many in Counter(targets).items() if many > 1]
        moved = [c["to"] for c in self.changes if c["kind"] in ("move", "copy")]
        taken = twice + [t for t in moved if os.path.lexists(t) and t not in gone]
        if taken:
            shown = ", ".join(map(self.shown, dict.fromkeys(taken[:5])))
            raise failed(self.request, "name_taken", taken=shown)
        own = [c["path"] for c in self.changes if c["kind"] != "copy"]
        for path in [*targets, *own]:
            if not any(path.startswith(root.rstrip("/") + "/") for root in self.scope.roots):
                raise failed(self.request, "outside_refused", folder=os.path.dirname(path))

    def _add(self, change, row, size):
        self.changes.append(change)
        self.rows.append(row)
        self.count, self.bytes = self.count + 1, self.bytes + size

"""Access: who may do what, decided in one place.

Covered:
- files: readable are those the user named in the task or granted, the task's own artifacts and
  the folders of installed skills; links are resolved before comparing
- where the task names nothing at all and one single table lies in the user's folder, that table
- hosts: reachable are those the user named or granted, and those an installed skill declares
- what a task follows counts as said by its user: the files and hosts named there, its artifacts
- a skill gets no more than its permissions say, and no more than the user named
- tools that write ask first, unless the user said yes beforehand
- changed are only files the user named, or inside folders they named or stand in, when granted

Not covered:
- what a Python function the user registered does: it runs on the host, as the user
- what a program does with data it was allowed to read and a host it was allowed to reach
"""

import os
from collections.abc import Callable, Container, Iterable, Mapping
from urllib.parse import urlsplit

from aios.contracts import mentions
from aios.contracts.changes import Change
from aios.contracts.errors import BadRequest, Denied
from aios.contracts.machine import NetworkPolicy, Program
from aios.contracts.skill import Permissions
from aios.contracts.stems import only_table, with_extensions
from aios.contracts.task import TaskSpec, Turn

Hosts = tuple[str, ...]
UNSKILLED = Permissions(files="named", network=("named",), machine=True)


def checked_path(path: str) -> str:
    """The path; BadRequest where no file can have it."""
    if not isinstance(path, str) or "\0" in path:
        raise BadRequest(
            f"{path!r:.200} is no path.", hint="A path is a text without NUL characters."
        )
    return path


def _real(path: str) -> str:
    return os.path.realpath(os.path.expanduser(checked_path(path)))


def _entry(path: str) -> str:
    """The path with the links on its way resolved, but not the one it may itself be."""
    folder, name = os.path.split(os.path.normpath(os.path.expanduser(checked_path(path))))
    return os.path.join(os.path.realpath(folder), name)


def _inside(path: str, folders: Iterable[str]) -> bool:
    return any(path == f or path.startswith(f.rstrip(os.sep) + os.sep) for f in folders)


def host_entry(url: str) -> str:
    """The policy entry for a URL: host, and the port when it names one."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.hostname or ""
    return f"{host}:{parts.port}" if parts.port else host


def _paths_named(spec: TaskSpec) -> list[str]:
    cwd = spec.cwd or os.curdir

    def exists(path: str) -> bool:
        return os.path.lexists(os.path.join(cwd, os.path.expanduser(path)))

    text = with_extensions(spec.description, cwd, exists)
    named = [*mentions.paths(text, exists), *mentions.folders(text, exists)]
    named += filter(None, [only_table(text, cwd, exists)])
    given = [v for v in spec.parameters.values() if isinstance(v, str) and exists(v)]
    return [os.path.join(cwd, os.path.expanduser(p)) for p in (*named, *given)]


class Access:
    """What one task may do. `own` tells the paths of artifacts the task has made or was given.

    `before` are the tasks it follows; `protected` the folders that no task may change.
    """

    def __init__(
        self,
        spec: TaskSpec,
        *,
        permissions_of: Callable[[str], Permissions],
        readable: Iterable[str] = (),
        before: Iterable[Turn] = (),
        own: Callable[[], Iterable[str]] = tuple,
        protected: Iterable[str] = (),
    ) -> None:
        self._spec = spec
        self._permissions_of = permissions_of
        self._own = own
        self._protected = tuple(_real(p) for p in protected)
        turns = tuple(before)
        made = [a.path for turn in turns if turn.task.result for a in turn.task.result.artifacts]
        self._readable = tuple(_real(p) for p in (*readable, *made))
        specs = (*(turn.spec for turn in turns), spec)
        self._named = tuple(p for s in specs for p in _paths_named(s))
        self._named_paths = tuple(map(_real, self._named))
        urls = [url for s in specs for url in (*mentions.urls(s.description), *s.hosts)]
        named = [host_entry(url) for url in urls]
        twins = [twin for host in named if (twin := mentions.twin(host))]
        self.named_hosts: Hosts = tuple(dict.fromkeys((*named, *twins)))

    def may_read(self, path: str, files: str = "named") -> bool:
        """True for a path the task may read; `files` is what the skill's permissions say."""
        allowed = (*self._readable, *map(_real, self._own()))
        if files != "none":
            allowed = (*allowed, *self._named_paths, *map(_real, self._spec.grants))
        if files == "folder" and self._spec.cwd:
            allowed = (*allowed, _real(self._spec.cwd))
        return _inside(_real(path), allowed)

    def may_change(self, path: str, files: str = "named") -> bool:
        """True for a file or folder the task may move, delete or write, if that is granted.

        It is one that was named or granted, or is inside one; for a skill that works on whole
        folders, anything inside the folder the user stands in. Links on the way are resolved, a
        link itself may be changed as such. Never what AIOS keeps for itself.
        """
        whole = _entry(path)
        if any(_inside(own, (whole,)) or _inside(whole, (own,)) for own in self._protected):
            return False
        folder = _real(self._spec.cwd) if files == "folder" and self._spec.cwd else ""
        if folder and whole != folder and _inside(whole, (folder,)):
            return True
        return _inside(whole, (*self._named_paths, *map(_entry, self._named), *self._granted()))

    def check_changes(self, changes: Iterable[Change], skill: str = "") -> None:
        """Denied (`change_denied`) unless the task may change every path of these."""
        given = self._permissions_of(skill) if skill else UNSKILLED
        own = {_real(path) for path in self._own()}
        for change in changes:
            for path in change.touched:
                if not self.may_change(path, given.files):
                    raise Denied(
                        f"The task may not change {path}: it was not named in the task.",
                        hint="Name the file or folder in the task, or run it in that folder.",
                        code="change_denied",
                        details={"path": path, "skill": skill},
                    )
            read = change.read
            if read and _real(read) not in own and not self.may_read(read, given.files):
                raise _not_readable(read, skill)

    def granted(self, changes: Iterable[Change]) -> bool:
        """True when the user granted every path of these changes beforehand."""
        paths = [path for c in changes for path in c.touched]
        granted = self._granted()
        return all(_inside(_entry(path), granted) for path in paths)

    def _granted(self) -> tuple[str, ...]:
        grants = [os.path.join(self._spec.cwd, os.path.expanduser(g)) for g in self._spec.grants]
        return tuple(_real(path) for path in grants)

    def check_program(self, program: Program) -> None:
        """Denied unless every file and host of the program is allowed."""
        given = self._permissions_of(program.skill) if program.skill else UNSKILLED
        for bind in program.binds:
            if not self.may_read(bind.host, given.files):
                raise _not_readable(bind.host, program.skill)
        for host in (*program.network.hosts, *program.network.private):
            self._check_host(host, given.network)

    def _check_host(self, host: str, declared: Hosts) -> None:
        allowed = {h for h in declared if h != "named"}
        if "named" in declared:
            allowed |= set(self.named_hosts)
        allowed |= {mentions.twin(known) for known in allowed}
        if host not in allowed and host.rsplit(":", 1)[0] not in allowed:
            raise Denied(
                f"The task may not reach {host}: it was not named in the task.",
                hint="Write its address in the task.",
                code="host_denied",
                details={"host": host},
            )

    def opened(self, asked: NetworkPolicy, configured: Hosts = ()) -> NetworkPolicy:
        """The policy in force: private are only the hosts that the user named or configured."""
        hosts = tuple(dict.fromkeys((*asked.hosts, *asked.private, *configured)))
        own = {*self.named_hosts, *configured}
        return NetworkPolicy(hosts=hosts, private=tuple(h for h in hosts if h in own))

    def given_to(self, skill: str, known: Mapping[str, str]) -> dict[str, str]:
        """Those of the user's settings that the skill's permissions name."""
        names = self._permissions_of(skill).secrets if skill else ()
        return {name: known[name] for name in names if known.get(name)}

    def secrets_for(
        self, skill: str, known: Container[str], network: NetworkPolicy
    ) -> tuple[str, ...]:
        """Those of the secrets that are set up (`known`) that the skill's permissions name."""
        names = self._permissions_of(skill).secrets if skill and not network.closed else ()
        return tuple(name for name in names if name in known)


def _not_readable(path: str, skill: str) -> Denied:
    return Denied(
        f"The task may not read {path}: it was not named in the task.",
        hint="Name the file in the task.",
        code="read_denied",
        details={"path": path, "skill": skill},
    )

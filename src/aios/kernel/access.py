"""Access: who may do what, decided in one place.

Covered:
- files: readable are those the user named in the task or granted, the task's own artifacts and
  the folders of installed skills; links are resolved before comparing
- hosts: reachable are those the user named or granted, and those an installed skill declares
- what a task follows counts as said by its user: the files and hosts named there, its artifacts
- a skill gets no more than its permissions say, and no more than the user named
- tools that write ask first, unless the user said yes beforehand

Not covered:
- what a Python function the user registered does: it runs on the host, as the user
- what a program does with data it was allowed to read and a host it was allowed to reach
"""

import os
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from aios.contracts import mentions
from aios.contracts.errors import Denied
from aios.contracts.machine import NetworkPolicy, Program
from aios.contracts.skill import Permissions
from aios.contracts.task import TaskSpec, Turn

Hosts = tuple[str, ...]
UNSKILLED = Permissions(files="named", network=("named",), machine=True)


def _real(path: str) -> str:
    return os.path.realpath(os.path.expanduser(path))


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

    named = mentions.paths(spec.description, exists)
    named += mentions.folders(spec.description, exists)
    given = [v for v in spec.parameters.values() if isinstance(v, str) and exists(v)]
    return [os.path.join(cwd, os.path.expanduser(p)) for p in (*named, *given)]


class Access:
    """What one task may do. `own` tells the paths of artifacts the task has made or was given.

    `before` are the tasks it follows.
    """

    def __init__(
        self,
        spec: TaskSpec,
        *,
        permissions_of: Callable[[str], Permissions],
        readable: Iterable[str] = (),
        before: Iterable[Turn] = (),
        own: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._spec = spec
        self._permissions_of = permissions_of
        self._own = own
        turns = tuple(before)
        made = [a.path for turn in turns if turn.task.result for a in turn.task.result.artifacts]
        self._readable = tuple(_real(p) for p in (*readable, *made))
        specs = (*(turn.spec for turn in turns), spec)
        self._named_paths = tuple(_real(p) for s in specs for p in _paths_named(s))
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

    def may_write(self, path: str) -> bool:
        """True for a path of the user's the caller granted."""
        return _inside(_real(path), map(_real, self._spec.grants))

    def check_program(self, program: Program) -> None:
        """Denied unless every file and host of the program is allowed."""
        given = self._permissions_of(program.skill) if program.skill else UNSKILLED
        for bind in program.binds:
            if not self.may_read(bind.host, given.files):
                raise Denied(
                    f"The task may not read {bind.host}: it was not named in the task.",
                    hint="Name the file in the task.",
                    code="read_denied",
                    details={"path": bind.host, "skill": program.skill},
                )
        for host in (*program.network.hosts, *program.network.private):
            self._check_host(host, given.network)

    def _check_host(self, host: str, declared: Hosts) -> None:
        allowed = {h for h in declared if h != "named"}
        if "named" in declared:
            allowed |= set(self.named_hosts)
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

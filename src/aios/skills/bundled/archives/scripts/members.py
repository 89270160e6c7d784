"""What is in an archive, the same for every kind of it: members, and their contents as streams.

Covered:
- the kind is told by the content, not by the name
- names in GBK, in archives that do not say in which encoding they are

Not covered:
- archives in several volumes, rar, and zip members encrypted with AES
"""

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass

BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    OSError,
)
STREAMS = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
SEVEN = b"7z\xbc\xaf\x27\x1c"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
UTF8_NAME = 0x800


class Unknown(Exception):
    """The file is no archive of a kind that can be read."""


class NeedsPassword(Exception):
    """A member is encrypted; `wrong` when the password given does not open it."""

    def __init__(self, wrong=False):
        super().__init__("password")
        self.wrong = wrong


class Unsupported(Exception):
    """A member is packed or encrypted in a way that cannot be undone here."""


@dataclass
class Member:
    """One entry: its name, its size in bytes, and what it is: file, folder, link or other."""

    name: str
    size: int
    kind: str = "file"
    locked: bool = False
    raw: object = None


def opened(path, password=""):
    """The archive in the file; Unknown for other contents."""
    with open(path, "rb") as file:
        head = file.read(8)
    if head.startswith(ZIPS):
        return Zip(path, password)
    if head.startswith(SEVEN):
        return Seven(path, password)
    if _is_tar(path):
        return Tar(path)
    for magic, read in STREAMS.items():
        if head.startswith(magic):
            return Stream(path, read)
    raise Unknown(path)


def _is_tar(path):
    """True for a tar, packed or not; a packed file of zeros looks like one without members."""
    if not tarfile.is_tarfile(path):
        return False
    with tarfile.open(path) as file:
        return file.next() is not None or path.lower().endswith((".tar", ".tgz", ".tar.gz"))


class Zip:
    """A zip file."""

    kind = "zip"

    def __init__(self, path, password):
        self._file = zipfile.ZipFile(path)
        self._password = password.encode() or None

    def __iter__(self):
        for info in self._file.infolist():
            mode = info.external_attr >> 16
            kind = "folder" if info.is_dir() else "link" if stat.S_ISLNK(mode) else "file"
            yield Member(_zip_name(info), info.file_size, kind, bool(info.flag_bits & 1), info)

    def read(self, members):
        """(member, open stream) of each of these."""
        for member in members:
            if member.locked and not self._password:
                raise NeedsPassword
            try:
                with self._file.open(member.raw, pwd=self._password) as stream:
                    yield member, stream
            except NotImplementedError as problem:
                raise Unsupported(str(problem)) from problem
            except RuntimeError as problem:  # zipfile's way of saying so
                raise NeedsPassword(wrong=True) from problem

    def close(self):
        """Let go of it."""
        self._file.close()


class Tar:
    """A tar file, packed or not."""

    kind = "tar"

    def __init__(self, path):
        self._file = tarfile.open(path)  # noqa: SIM115 - closed by close()

    def __iter__(self):
        for info in self._file:
            kind = "file" if info.isfile() else "folder" if info.isdir() else "other"
            kind = "link" if info.islnk() or info.issym() else kind
            yield Member(_readable(info.name), info.size, kind, raw=info)

    def read(self, members):
        """(member, open stream) of each of these."""
        for member in members:
            with self._file.extractfile(member.raw) as stream:
                yield member, stream

    def close(self):
        """Let go of it."""
        self._file.close()


class Seven:
    """A 7z file; it is unpacked into a folder of its own first."""

    kind = "7z"

    def __init__(self, path, password):
        import py7zr

        self._path = path
        self._password = password or None
        self._py7zr = py7zr
        try:
            self._file = py7zr.SevenZipFile(path, password=self._password)
        except py7zr.exceptions.PasswordRequired as problem:
            raise NeedsPassword(wrong=bool(password)) from problem
        except (py7zr.exceptions.ArchiveError, TypeError, IndexError, ValueError) as problem:
            raise zipfile.BadZipFile(str(problem)) from problem

    def __iter__(self):
        locked = self._file.needs_password()
        for info in self._file.list():
            link = bool(getattr(info, "is_symlink", False))
            kind = "link" if link else "folder" if info.is_directory else "file"
            yield Member(info.filename, info.uncompressed or 0, kind, locked, info)

    def read(self, members):
        """(member, open stream) of each of these."""
        wanted = {member.name: member for member in members}
        if any(m.locked for m in wanted.values()) and not self._password:
            raise NeedsPassword
        with tempfile.TemporaryDirectory(dir=os.environ.get("HOME") or None) as folder:
            self._unpack(folder, list(wanted))
            for name, member in wanted.items():
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, "rb") as stream:
                        yield member, stream
                    os.unlink(path)

    def _unpack(self, folder, names):
        problems = self._py7zr.exceptions
        try:
            self._file.extract(path=folder, targets=names)
        except problems.UnsupportedCompressionMethodError as problem:
            raise Unsupported(str(problem)) from problem
        except (problems.ArchiveError, lzma.LZMAError, zlib.error, EOFError) as problem:
            if self._password:
                raise NeedsPassword(wrong=True) from problem
            raise zipfile.BadZipFile(str(problem)) from problem

    def close(self):
        """Let go of it."""
        self._file.close()


class Stream:
    """One packed file: app.log.gz."""

    kind = "stream"

    def __init__(self, path, read):
        self._path = path
        self._read = read

    def __iter__(self):
        name = os.path.basename(self._path)
        yield Member(os.path.splitext(name)[0] or name, -1)

    def read(self, members):
        """(member, open stream) of the one there is."""
        for member in members:
            with self._read(self._path, "rb") as stream:
                yield member, stream

    def close(self):
        """There is nothing to let go of."""


def _zip_name(info):
    """The name as it was meant: what does not say that it is UTF-8 is often GBK."""
    if info.flag_bits & UTF8_NAME:
        return _readable(info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return _readable(info.filename)
    return _decoded(raw)


def _readable(name):
    """A name without bytes that are no UTF-8."""
    raw = name.encode("utf-8", "surrogateescape")
    return _decoded(raw)


def _decoded(raw):
    for encoding in ("utf-8", "gb18030", "cp437"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")

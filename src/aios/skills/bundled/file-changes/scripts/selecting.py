"""Which files a change is about: folder, kinds, names, sizes, ages; links are never followed."""

import fnmatch
import math
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

import sparing
from aios_file_words import (
    FLAGS,
    PHOTOS,
    THINGS_ZH,
    bare_kinds_of,
    by_names,
    dates,
    photo_kinds_of,
    says,
    size_bounds,
    time_bounds,
    without_quotations,
)
from dayed import by_name
from excepting import EXCEPT, category_kinds, excluded, kept_of, kinds_apart
from failures import failed
from namely import dotted_kinds_of, name_patterns, subject_of
from passing import MOST, left_out
from ranking import ALIKE, Rank, rank_of
from words import asks

SKIP = (".git", "node_modules", "__pycache__", ".venv")
NEVER = (
    r"/(?:home(?:/[^/]+)?|root|Users(?:/[^/]+)?)?|/(?:etc|usr|bin|sbin|lib\w*|boot|dev"
    r"|proc|sys|run)(?:/.*)?|/(?:var|opt|srv|mnt|media|tmp)"
)
WIDE = r"/(?:home/[^/]+|root|Users/[^/]+)"
PICTURES = r"images?|pictures?|videos?|图片|图像|视频|压缩包"
OTHER_KINDS = (
    r"(?:[几段个所有全部][段个]?|的|里)(?:视频|录像|音频|录音|安装包)|\b(?:the|all|every"
    r"|any)\s+(?:videos?|movies|songs|audio\s+files|installers)\b"
)
TEMPORARY = ("*.tmp", "*.temp", "*~")
TONGUES = {"下载": "downloads", "桌面": "desktop"}
PERSONAL = r"(?<=整理)下载|下载(?:文件夹|目录|里)|桌面(?!壁纸)|(?<![\w./])(?:downloads|desktop)\b"
# "比如 a.docx.txt", "such as a.docx.txt" shows what the others are like.
EXAMPLE = (
    r"(?:比如说?|例如|譬如|像|\b(?:such\s+as|for\s+example|for\s+instance|e\.?g\.?|like))"
    r"[,，:：]?\s*([^，,。；;]+)"
)
INNER = (
    r"(?:里面?|里头|其中|下面|底下|中)的\s*(?:那个"
    r"|这个)?\s*([^\s，,。；;移放复拷挪搬和按分]{1,20}?)\s*(?:这个|那个)?(?:子?文件夹"
    r"|子?目录)(?![里中下内])"
    r"|\b(?:the|my)\s+([\w.-]+)\s+(?:sub-?)?(?:folder|directory)\s+(?:in(?:side)?|within|of"
    r"|from|under)\b"
)
AIMED = r"(?:移动?|放|挪|搬|复制|拷贝?|归|收|存|备份|转移|整理)(?:一份)?[到进入至][^，,。；;]*$"
SOME_FOLDERS = r"空\S*|所有|全部|每[个一]\S*|各个?|这些|重复|(?:empty|whole|entire|same|this|that)"


class Item(NamedTuple):
    """A file as it was found; `seen` is its fingerprint."""

    path: str
    size: int
    modified: float
    seen: str

    @property
    def name(self):
        """Its name without folders."""
        return os.path.basename(self.path)


@dataclass
class Scope:
    """What the sentence says of the files that are meant."""

    text: str
    folder: str
    cwd: str
    roots: tuple
    files: tuple = ()
    kinds: list = field(default_factory=list)
    names: list = field(default_factory=list)
    without: list = field(default_factory=list)
    sizes: tuple = (0, math.inf)
    times: tuple = (-math.inf, math.inf)
    rank: Rank | None = None
    deep: bool = False
    patterned: bool = False
    left_out: dict = field(default_factory=dict)
    more: tuple = ()
    spared: "Scope | None" = None
    left_folders: tuple = ()
    gone: frozenset = frozenset()

    @property
    def folders(self):
        """All folders the sentence is about; `folder` is the first."""
        return (self.folder, *self.more)

    @property
    def narrowed(self):
        """True when the sentence says which files of the folder are meant."""
        bounds = (self.sizes, self.times) != ((0, math.inf), (-math.inf, math.inf))
        told = self.files or self.kinds or self.names or self.rank or self.spared
        return bool(told or bounds)


def scope_of(request, text, target=""):
    """The scope of a text; `target` is where things are put, which is no source."""
    cwd = os.path.abspath(request.cwd or ".")
    roots = [os.path.abspath(f) for f in request.parameters.get("folders") or [cwd]]
    if asks("whole_disk", without_quotations(text)):
        raise failed(request, "outside_refused", folder="/")
    named = [root for root in dict.fromkeys(roots) if root not in (cwd, target)]
    if target and len(named) > 1:
        named = [root for root in named if not root.startswith(target + os.sep)] or named
    folder = inner_of(request, text, named[0] if named else cwd, target)
    for place in (folder, *named[1:]):
        if re.fullmatch(NEVER, place) and not re.fullmatch(WIDE, place):
            raise failed(request, "outside_refused", folder=place)
        if not os.path.isdir(place):
            raise failed(request, "folder_missing", folder=place)
    prose = without_quotations(text)
    lost = re.search(PERSONAL, prose, FLAGS) if folder == cwd and not files_of(request) else None
    word = lost.group() if lost else ""
    if lost and (there := below(cwd, word) or below(cwd, TONGUES.get(word[:2], word))):
        folder, lost = there, None  # "Downloads 的 PDF": the folder is here after all
    if lost and lost.group().lower() not in cwd.lower():
        raise failed(request, "folder_missing", folder=lost.group())
    patterns = [PurePath(p).name for p in request.parameters.get("patterns") or ()]
    places = [os.path.basename(root) for root in (*roots, target) if root and root != cwd]
    places_said = [*places, *(os.path.relpath(root, cwd) for root in roots)]
    rest = without_names(prose, places_said)
    files = files_of(request)
    scope = Scope(text=text, folder=folder, cwd=cwd, roots=tuple({*roots, cwd}), files=files)
    scope.more = tuple(f for f in named[1:] if not f.startswith(folder + os.sep))
    scope.kinds = kinds_of(patterns, rest, places) or other_kinds_of(text)
    if asks("temporary", rest):
        scope.kinds = list(dict.fromkeys([*scope.kinds, *TEMPORARY]))
    scope.patterned = bool(patterns and scope.kinds)
    scope.names = name_patterns(without_names(text, places_said))
    scope.names = scope.names or subject_of(text, folder)
    scope.without = [p for found in re.finditer(EXCEPT, text, FLAGS) for p in excluded(found)]
    apart = sparing.spared(request.parameters.get("question") or request.text)
    scope.left_folders = apart.folders
    scope.without += apart.patterns
    scope.kinds = (
        [k for k in scope.kinds if k not in scope.without]
        if len(scope.kinds) > 1
        else ([] if scope.kinds == scope.without else scope.kinds)
    )
    left_alone = [pattern.lower() for pattern in scope.without]
    scope.files = tuple(f for f in files if os.path.basename(f).lower() not in left_alone)
    sized = re.sub(r"\bempty (?:out )?(?:the|my|all)\b", " ", rest, flags=FLAGS)
    scope.sizes, scope.times = size_bounds(sized), time_bounds(rest)
    rank = rank_of(rest)
    scope.rank = None if scope.names and not (rank and rank.others) else rank
    whole = without_quotations(request.parameters.get("question") or request.text)
    scope.deep = asks("deep", prose) and not (asks("flat", prose) or asks("flat", whole))
    spare(scope, rest, text)
    if re.fullmatch(WIDE, folder) and not scope.narrowed:
        raise failed(request, "outside_refused", folder=folder)
    return scope


def spare(scope, prose, text):
    """Note what a text wants left of the files, where it says that by kind, name, size or age."""
    kept, outer = kept_of(text)
    if not kept or scope.rank or scope.files or re.search(ALIKE, text, FLAGS):
        return
    left, besides = kinds_apart(scope.kinds, kept, outer)
    told = replace(
        scope,
        kinds=left or bare_kinds_of(kept) or category_kinds(kept),
        names=name_patterns(kept),
        without=[],
        left_out={},
    )
    told.sizes, told.times = size_bounds(kept), time_bounds(kept)
    if told.narrowed:
        scope.spared, scope.kinds, scope.without = told, besides, []
        scope.names = [name for name in scope.names if name not in told.names]
        scope.sizes, scope.times = size_bounds(outer), time_bounds(outer)


def inner_of(request, text, folder, target):
    """The folder, or the one in it that the text speaks of: "docs 里面的 old 目录", "the old folder
    in it"; a failure where there is none, lest the outer one be taken for it."""
    text = without_quotations(text)
    found = re.search(INNER, text, FLAGS)
    if found and (
        re.search(AIMED, text[: found.start()]) or re.search(r"[到进入成]", found[1] or "")
    ):
        return folder  # that is where things go
    name = next(filter(None, found.groups()), "") if found else ""
    inner = os.path.join(folder, name)
    known = not name or re.fullmatch(SOME_FOLDERS, name, FLAGS)
    if known or name == os.path.basename(folder) or inner == target:
        return folder
    if not os.path.isdir(inner):
        raise failed(request, "folder_missing", folder=inner)
    return inner


def below(folder, name):
    """The folder so called, in any case, directly below another; "" where none is."""
    names = (each for each in os.listdir(folder) if each.lower() == name.lower())
    return next(filter(os.path.isdir, (os.path.join(folder, each) for each in names)), "")


def files_of(request):
    """The files that are named, absolute; none that is only an example."""
    text = request.parameters.get("question") or request.text
    shown = " ".join(found[1] for found in re.finditer(EXAMPLE, text, FLAGS))
    named = (os.path.abspath(f) for f in request.parameters.get("files") or ())
    return tuple(path for path in named if os.path.basename(path) not in shown)


def without_names(text, names):
    """A text without the names of folders, which are no kinds of files: "docs", "图片"."""
    for name in sorted(set(filter(None, names)), key=len, reverse=True):
        edge = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])") if name.isascii() else ("", "")
        # "名字带“水费”的移到 水费": it is a part of names here, and a folder there
        pattern = rf"(?<![带含有])(?<![带含有][“\"「]){edge[0]}{re.escape(name)}{edge[1]}"
        # a folder "2023" does not make "2023 年的照片" any other photos
        if re.search(f"{PHOTOS}|{THINGS_ZH}", name, FLAGS) and len(re.findall(pattern, text)) > 1:
            # "把图片移到 图片 文件夹": one of them is the folder
            pattern += r"(?=[\s”\"」]*(?:文件夹|目录|里|folder|director))"
        text = re.sub(pattern, " ", text) if len(name) > 1 and not name.isdigit() else text
    return text


def other_kinds_of(text):
    """Patterns for films, sounds and the like, which a text speaks of: "把几段视频挪到 …"."""
    rest = re.sub(PHOTOS, " ", text, flags=FLAGS)
    return category_kinds(rest) if says(OTHER_KINDS, text) else []


def kinds_of(patterns, text, places):
    """The kinds of files meant: patterns and kinds spoken of; `places` are names of folders."""
    bare = list(dict.fromkeys([*bare_kinds_of(text), *dotted_kinds_of(text)]))
    if any(re.fullmatch(PICTURES, place, FLAGS) for place in places) and not says(PICTURES, text):
        patterns = [one for one in patterns if one in bare or one[1:].lower() in text.lower()]
    if not patterns and not bare and (photos := photo_kinds_of(text)):
        return photos
    simple = all(re.fullmatch(r"\*\.\w+", pattern) for pattern in patterns)
    return list(dict.fromkeys([*patterns, *(bare if simple else ())]))


def item_of(path):
    """A file as it is now."""
    stat = os.lstat(path)
    return Item(path, stat.st_size, stat.st_mtime, f"{stat.st_size}:{stat.st_mtime_ns}")


def selected(request, scope, deep=None):
    """The files that are meant, in natural order; a failure when there are none."""
    deep = scope.deep if deep is None else deep
    if scope.files:
        items = [item_of(path) for path in scope.files if os.path.isfile(path)]
    else:
        items = [item for item in walked(scope, deep) if fits(item, scope)]
    by_days = not scope.files and dates(scope.text) and (not items or days_in_names(scope, deep))
    if by_days:
        items = [item for item in by_name(walked(scope, deep)) if fits(item, scope)]
    if scope.rank:
        items = scope.rank.of(items)
    elif not scope.files and not by_days:
        other_reading(scope, items, deep)
    if not items:
        what = ", ".join([*scope.kinds, *scope.names]) or request.say("任何文件", "any file")
        raise failed(
            request,
            "nothing_found",
            folder=scope.folder,
            what=what,
            left_out=left_out(request, scope),
        )
    return sorted(items, key=lambda item: natural(os.path.relpath(item.path, scope.folder)))


def days_in_names(scope, deep):
    """Whether the dates that a text names are those in the names of the files meant."""
    whenever = replace(scope, left_out={}, times=(-math.inf, math.inf))
    names = [item.name for item in walked(whenever, deep) if fits(item, whenever)]
    return by_names(scope.text, names)


def other_reading(scope, items, deep):
    """Count what the reading with subfolders would take more."""
    if not deep:
        aside = replace(scope, left_out={})
        everywhere = sum(fits(item, scope) for item in walked(aside, True))
        scope.left_out["deeper"] = everywhere - len(items)


def walked(scope, deep):
    """The files below the folders of a scope; hidden ones and links are counted, not given."""
    for top in scope.folders:
        yield from walked_below(top, scope, deep)


def walked_below(top, scope, deep):
    """Those below one of the folders."""
    hidden = any(p.startswith(".") for p in (*scope.kinds, *scope.names))
    counts = scope.left_out
    for place, folders, files in os.walk(top):
        counts["links"] = counts.get("links", 0) + sum(
            os.path.islink(os.path.join(place, name)) for name in (*folders, *files)
        )
        left = (*SKIP, *scope.left_folders)
        folders[:] = sorted(name for name in folders if name not in left and name[:1] != ".")
        for name in files:
            path = os.path.join(place, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            if name.startswith(".") and not hidden:
                counts["hidden"] = counts.get("hidden", 0) + 1
                continue
            if counts.setdefault("seen", 0) >= MOST:
                counts["stopped"] = 1
                return
            counts["seen"] += 1
            yield item_of(path)
        if not deep:
            return


def fits(item, scope):
    """Whether a file is one of those meant."""
    name = item.name.lower()

    def like(patterns):
        return any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in patterns)

    return (
        (not scope.kinds or like(scope.kinds))
        and (not scope.names or like(scope.names))
        and not like(scope.without)
        and not (sparing.NO_KIND in scope.without and "." not in name)
        and item.path not in scope.gone
        and not (scope.spared and fits(item, scope.spared))
        and scope.sizes[0] <= item.size <= scope.sizes[1]
        and scope.times[0] <= item.modified < scope.times[1]
    )


def natural(name):
    """A key by which "a2" comes before "a10"."""
    return [
        (not part.isdigit(), int(part) if part.isdigit() else part.lower())
        for part in re.split(r"(\d+)", name)
        if part
    ]

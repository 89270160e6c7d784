"""Pack, unpack, convert and look into archives."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

import aios_skill
from adding import add
from failures import failed
from members import BROKEN, Member, NeedsPassword, Unknown, Unsupported, opened
from packing import pack
from picking import Wanted, matches, parents
from repacking import repack, split
from safety import HANDED_OVER, TooMuch, is_safe, sorted_out, write_out
from where import changes_for, left_as, size_text

SHOWN = 30
MOST_ARCHIVES = 50
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".7z", ".rar")
NAMED = 8


def look_into(request):
    """What is in the archive, without unpacking it."""
    path = archive_of(request)
    files, folders, left_out = guarded(request, path, sorted_out)
    asked = Wanted(request, path, files)
    wanted = [m for m in files if asked.picks(m)]
    folders = {m.name.rstrip("/") for m in folders} | {p for m in files for p in parents(m.name)}
    return {
        "answer": _lacks(request, path, asked)
        + _contents(request, path, wanted, folders, files, asked.described),
        "data": [{"name": m.name, "bytes": m.size} for m in wanted],
        "notes": _unsafe(request, left_out),
        "origin": path,
    }


def unpack(request):
    """The files of the archive, all or some, as files of the task."""
    path = archive_of(request)
    done, left_out, more = guarded(request, path, lambda a, size: _unpacked(request, a, size, path))
    changes, where = changes_for(request, [name for name, _ in done])
    result = {
        "answer": _unpacked_text(request, path, done) + _counted(request, path, done) + where,
        "data": [{"name": name, "bytes": size} for name, size in done],
        "notes": _unsafe(request, left_out) + _more(request, more),
        "origin": path,
    }
    return {**result, "changes": changes} if changes else result


def unpack_all(request):
    """The files of every archive of a folder, each archive's in a folder of its own name."""
    folder = request.parameters.get("folder") or request.cwd
    paths = [p for p in sorted(entry.path for entry in os.scandir(folder)) if _is_archive(p)]
    if not paths:
        raise failed(request, "archive_needed")
    told, data, notes = [], [], []
    for path in paths[:MOST_ARCHIVES]:
        inner = split(os.path.basename(path))[0]
        done, left_out, more = guarded(
            request, path, lambda a, size, p=path, i=inner: _unpacked(request, a, size, p, i)
        )
        told.append(_unpacked_text(request, path, done))
        data += [{"name": name, "bytes": size} for name, size in done]
        notes += _unsafe(request, left_out) + _more(request, more)
    head = request.say(f"解压了 {len(told)} 个压缩包：", f"{len(told)} archives unpacked:")
    changes, where = changes_for(request, [row["name"] for row in data])
    result = {
        "answer": "\n".join([head, *told]) + where,
        "data": data,
        "notes": notes,
        "origin": ", ".join(paths),
    }
    return {**result, "changes": changes} if changes else result


def _is_archive(path):
    return os.path.isfile(path) and path.lower().endswith(ARCHIVES)


def convert(request):
    """The archive as one of another kind."""
    return repack(request, archive_of(request), guarded)


def archive_of(request):
    """The archive of the request."""
    found = [request.parameters.get("file"), *(i["path"] for i in request.inputs)]
    path = next((p for p in found if p and os.path.isfile(p)), None)
    if path is None:
        raise failed(request, "archive_needed")
    return path


def guarded(request, path, work):
    """What `work(archive, bytes)` gives; what is wrong with the archive as one sentence."""
    name, size = os.path.basename(path), os.path.getsize(path)
    try:
        archive = opened(path, request.parameters.get("password") or "")
        try:
            return work(archive, size)
        finally:
            archive.close()
    except Unknown:
        raise failed(request, "archive_kind_unknown", file=name) from None
    except NeedsPassword as problem:
        code = "password_wrong" if problem.wrong else "password_needed"
        raise failed(request, code, file=name) from None
    except Unsupported as problem:
        raise failed(request, "password_unsupported", file=name, said=str(problem)) from None
    except TooMuch as problem:
        raise failed(request, problem.code, file=name, **problem.facts) from None
    except BROKEN as problem:
        raise failed(request, "archive_broken", file=name, said=str(problem)) from None


def _unpacked(request, archive, packed, path, inner=""):
    files, _folders, left_out = sorted_out(archive, packed)
    asked = Wanted(request, path, files)
    wanted = [m for m in files if asked.picks(m)]
    name = os.path.basename(path)
    if not wanted and asked.described and files:
        raise failed(request, "nothing_matches", file=name, patterns=asked.described)
    climbing = [m for m in left_out if not is_safe(m.name)]
    if (climbing and not asked.described) or (left_out and not wanted):
        named = ", ".join(m.name for m in (climbing or left_out)[:NAMED])
        raise failed(request, "archive_unsafe", file=name, names=named)
    done, total = {}, 0  # of two members of one name, the later one is what counts
    for member, stream in archive.read(wanted[:HANDED_OVER]):
        parts = [inner, *re.split(r"[/\\]", member.name)]
        goal = "/".join(part for part in parts if part not in ("", "."))
        before = total
        path = os.path.join(request.out, *left_as(request, goal).split("/"))
        total = write_out(stream, path, total, packed)
        done[goal] = total - before
    return list(done.items()), left_out, max(0, len(wanted) - HANDED_OVER)


def _lacks(request, path, asked):
    if not asked.lacking:
        return ""
    name, names = os.path.basename(path), ", ".join(asked.lacking)
    return request.say(f"没有：{name} 里没有 {names}。\n", f"No: {names} is not in {name}.\n")


def _contents(request, path, files, folders, every, asked):
    total = sum(m.size for m in files if m.size > 0)
    packed = os.path.getsize(path)
    name = os.path.basename(path)
    of_all = request.say(f"（共 {len(every)} 个）", f" of {len(every)}") if asked else ""
    which = f" ({asked})" if asked else ""
    many, many_folders = len(files), len(folders)
    lines = [
        request.say(
            f"{name}{which} 里有 {many} 个文件{of_all}、{many_folders} 个文件夹；解压后 {size_text(total)}"
            f"（{total:,} 字节），压缩包 {size_text(packed)}（{packed:,} 字节）。",
            f"{name}{which} holds {many}{of_all} file{'s' * (many != 1 or bool(asked))} and {many_folders} "
            f"folder{'s' * (many_folders != 1)}; unpacked {size_text(total)} ({total:,} bytes), "
            f"the archive itself {size_text(packed)} ({packed:,} bytes).",
        )
    ]
    largest = sorted(files, key=lambda m: (-m.size, m.name))
    if len(files) > 1:
        top = largest[0]
        lines.append(
            request.say(
                f"最大的是 {top.name}（{top.size:,} 字节）。",
                f"The largest is {top.name} ({top.size:,} bytes).",
            )
        )
    shown = [m for m in files if m in largest[:SHOWN]] if len(files) > SHOWN else files
    lines += [f"- {m.name}  {m.size:,} B" if m.size >= 0 else f"- {m.name}" for m in shown]
    if len(files) > SHOWN:
        rest = len(files) - SHOWN
        lines.append(request.say(f"…… 还有 {rest} 个较小的文件", f"… and {rest} smaller files"))
    return "\n".join(lines)


def _unpacked_text(request, path, done):
    total, name = sum(size for _, size in done), os.path.basename(path)
    lines = [
        request.say(
            f"从 {name} 解压出 {len(done)} 个文件（{size_text(total)}，{total:,} 字节）：",
            f"{len(done)} file{'s' * (len(done) != 1)} out of {name} ({size_text(total)}, {total:,} bytes):",
        )
    ]
    lines += [f"- {goal}  {size:,} B" for goal, size in done[:SHOWN]]
    if len(done) > SHOWN:
        lines.append(f"… +{len(done) - SHOWN}")
    return "\n".join(lines)


def _counted(request, path, done):
    """How many of what was unpacked are of the kinds that are to be counted."""
    names = [name for name, _ in done]
    kinds = Wanted(request, path, [Member(name, size) for name, size in done]).counted
    many = {kind: sum(matches(name, [kind]) for name in names) for kind in kinds}
    told = [request.say(f"其中 {k}：{n} 个", f"of these {k}: {n}") for k, n in many.items()]
    return "".join(f"\n{line}" for line in told)


def _unsafe(request, left_out):
    if not left_out:
        return []
    named = ", ".join(m.name for m in left_out[:NAMED])
    return [
        request.say(
            f"{len(left_out)} 个成员不安全，不予解压（路径越界、名字过长、链接或设备）：{named}",
            f"{len(left_out)} members are unsafe and stay packed (path outside, name too long, link or device): {named}",
        )
    ]


def _more(request, more):
    if not more:
        return []
    return [
        request.say(
            f"一次最多交付 {HANDED_OVER:,} 个文件，还有 {more} 个没有解压；可以只解压其中一类，例如 *.csv。",
            f"{more} more files were not unpacked: {HANDED_OVER:,} are handed over at most; "
            "ask for some of them, such as *.csv.",
        )
    ]


if __name__ == "__main__":
    aios_skill.main(
        {
            "pack": pack,
            "unpack": unpack,
            "unpack_all": unpack_all,
            "look_into": look_into,
            "convert": convert,
            "add": lambda request: add(request, guarded),
        }
    )

"""The actions on several files: a question to them as one table, and what they differ in."""

import os

import aios_skill
from aios_skill import Failure
from analyze import answered, asked, result_name
from comparing import compared
from joining import combined
from query import Query
from saving import wished
from sentence import normal


def combine(request):
    """Join or stack the files, then answer what is asked of the whole; else give the table."""
    text = request.parameters.get("question") or request.text
    table, rest = combined(_paths(request), text, request.say)
    export = wished(normal(rest))[2] or result_name(request)
    if wished(normal(rest))[0].strip(" ,，。.;；并且and"):
        return asked(request, table, rest)
    name = export or request.say("合并.csv", "combined.csv")
    return answered(request, table, Query(kind="rows", export=name), [])


def compare_tables(request):
    """Tell what two files differ in, or have in common."""
    text = request.parameters.get("question") or request.text
    return compared(_paths(request), text, request.say)


def _paths(request):
    here = request.cwd or os.getcwd()
    paths = [os.path.join(here, path) for path in request.parameters.get("files") or ()]
    paths = list(dict.fromkeys(paths))
    if len(paths) > 1:
        return paths
    raise Failure(
        "files_needed",
        request.say("这需要两个以上的文件。", "This needs two files or more."),
        request.say("请写出每个文件的名字。", "Name every file."),
    )


if __name__ == "__main__":
    aios_skill.main({"combine": combine, "compare_tables": compare_tables})

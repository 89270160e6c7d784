"""Several pages that one sentence names: their lists as one, or one thing of each, side by side."""

import re
import tempfile

import aios_skill
from answers import figure_lines, line
from arrange import arrangement, implied_fields
from compose import Plan
from detailing import place_details
from detect import find_list
from fields import place_fields
from kinds import KINDS, WORDS, asked_fields
from looking import digits_said, file_names, how_much, look, visit, wanted_file, wording
from making import DIRECTIONS, carry_out, told
from parts.arranging import arrange, summarise
from parts.listing import parse
from parts.saving import save

SHOWN = 20  # lines of each page
# Of two things one is asked for: "which is cheaper", "哪个更便宜".
MORE = {
    r"\b(cheap|dear|long|short|fast|slow|new|old|light|small|tall|high|low|young)er\b": r"\1est",
    r"\b(heav)ier\b": r"\1iest",
    r"\b(big)ger\b": r"\1gest",
    r"\b(?:more|less) (expensive|costly|popular)\b": r"most \1",
    r"\bbetter[ -](?=rated|paid)": "best ",
    r"(?:更|比较|要)?(便宜|贵|重|轻|长|短|快|慢|新)(?:一?些|一?点)?(?=[？?。，,\s]|$)": r"最\1",
    r"(?:更)(大|小|高|低|多|少)(?:一?些|一?点)?": r"最\1",
}


_START = r"[\"'`“]?https?://[^/\s\"'`”，。?？]+(?P<path>/[^\s\"'`”，。?？]*)[\"'`”]?"


def with_starts(text):
    """ "that begin with https://a.b/c/" as the part that an address holds: no page is meant."""
    begins = rf"\b(?:begin|start)\w*\s+(?:with|by|in)\s+{_START}"
    text = re.sub(begins, r'contain "\g<path>"', text)
    return re.sub(rf"以\s*{_START}\s*(?:开头|开始|打头|为前缀)", r"包含“\g<path>”", text)


def addresses(request):
    """The addresses of pages that a request names, each once."""
    named = (url.rstrip("/") for url in re.findall(r"https?://[!-~]*[\w/]", request.text))
    return list(dict.fromkeys(named))


def read_each(request, urls, read):
    """The items that `read` takes of each page, in one list with the page of each."""
    results, failures, out = {}, {}, request.out
    for url in urls:
        with tempfile.TemporaryDirectory() as folder:
            request.parameters["url"], request.out = url, folder
            try:
                results[url] = read(request)
            except aios_skill.Failure as failure:
                failures[url] = failure
    request.out = out
    if not results:
        raise next(iter(failures.values()))
    return joined(request, results, failures)


def joined(request, results, failures):
    """The results of several pages as one, with the page of each item in a column of its own."""
    items = [
        {**named_alike(item, results), "page": url}
        for url, result in results.items()
        for item in result["data"]["items"]
    ]
    asked = arrangement(wording(request), items, how_much(request)[0])
    ordered = arrange(items, asked.sort, asked.top if asked.sort else None)
    columns = [*asked.columns, "page"] if asked.columns else ()
    rows = arrange(ordered, columns=columns) if columns else ordered
    figures = summarise(items, asked.figures) if asked.figures else []
    files = [
        f"{request.out}/{name}"
        for name in file_names(wanted_file(request, request.parameters["url"]))
    ]
    save(rows, *files)
    first = next(iter(results.values()))
    notes = [note for result in results.values() for note in result.get("notes", [])]
    notes += [f"{url}: {failure.message}" for url, failure in failures.items()]
    return {
        **first,
        "code": "\n\n\n".join(result["code"] for result in results.values()),
        "data": {**first["data"], "items": rows, "found": len(rows), "urls": list(results)},
        "answer": said_of(request, results, rows, asked, figures, files),
        "notes": list(dict.fromkeys(notes)),
    }


def named_alike(item, results):
    """An item with the columns of a table ("Name", "价格") called as other pages' fields are."""
    known = {key for result in results.values() for i in result["data"]["items"] for key in i}
    other = {}
    for key, value in item.items():
        same = (k for k in known & set(KINDS) if re.fullmatch(KINDS[k].words, key, WORDS))
        name = key if key in KINDS else next(same, key)
        other[name if name not in other else key] = value
    return other


def said_of(request, results, rows, asked, figures, files):
    """The answer: figures and order of all, then each page's items, then the files."""
    lines = figure_lines(request, figures, digits=digits_said(wording(request)))
    if asked.sort:
        zh, en = DIRECTIONS["date" in asked.sort[0], asked.sort[1]]
        of_all = request.say(f"各页合在一起，按 {asked.sort[0]} {zh}排列：",
                             f"All pages together, sorted by {asked.sort[0]}, {en}:")  # fmt: skip
        lines += [of_all, *numbered(request, rows)]
    for url in results:
        own = [{k: v for k, v in row.items() if k != "page"} for row in rows if row["page"] == url]
        head = request.say(f"{url}：{len(own)} 条", f"{url}: {len(own)} items")
        lines += [head] if asked.sort else [head, *numbered(request, own)]
    names = ", ".join(reversed([file.split("/")[-1] for file in files]))
    return "\n".join([*lines, request.say(f"已保存：{names}", f"Saved: {names}")])


def numbered(request, rows):
    """The first rows, numbered, and how many more there are."""
    lines = [f"{number}. {line(row)}" for number, row in enumerate(rows[:SHOWN], 1)]
    rest = len(rows) - SHOWN
    more = [request.say(f"……另有 {rest} 条", f"… and {rest} more")] if rest > 0 else []
    return lines + more


def as_most(text):
    """A question which of some is cheaper as one for the cheapest."""
    for pattern, most in MORE.items():
        text = re.sub(pattern, most, text, flags=WORDS)
    return text


def are_single(request, urls):
    """Whether each page tells of one thing: none has a list with a field that is asked for."""
    text = as_most(wording(request))
    names = [n for n in (*asked_fields(text), *implied_fields(text)) if n not in ("title", "link")]
    if not names:
        return False
    try:
        found = [find_list(parse(visit(request, url)), wording(request)) for url in urls]
    except aios_skill.Failure:  # told when it is read
        return False
    lists = [place_fields(one, text, names)[0] for one in found if one is not None]
    return not any(set(names) & set(fields) for fields in lists)


def side_by_side(request, urls):
    """One thing of each page, with the fields asked for, and which comes first where that is."""
    text = as_most(wording(request))
    request.parameters["url"] = urls[0]
    first, settings = look(request)
    pages = [first, *(visit(request, url) for url in urls[1:])]
    names = [n for n in (*asked_fields(text), *implied_fields(text)) if n not in ("title", "link")]
    places = place_details(pages, text, list(dict.fromkeys(names)))
    settings["PAGES"] = urls
    settings["DETAILS"] = {name: tuple(place) for name, place in places.items()}
    plan = Plan(collect="(read_pages(PAGES, DETAILS), len(PAGES), '')")
    program, ran = carry_out(request, first, settings, plan, ("页面", "pages"))
    result = told(request, program, ran, settings)
    asked = arrangement(text, ran.items, None)
    rows = arrange(ran.items, asked.sort)
    lines = [f"{number}. {line(row)}" for number, row in enumerate(rows, 1)]
    if asked.sort and rows[0].get(asked.sort[0]) is not None:
        zh, en = DIRECTIONS["date" in asked.sort[0], asked.sort[1]]
        field, best = asked.sort[0], rows[0]["title"]
        zh, en = f"按 {field} {zh}，排在第一的是 {best}：", f"By {field}, {en}, {best} comes first:"
        lines.insert(0, request.say(zh, en))
    files = ", ".join(reversed(settings["FILES"]))
    lines.append(request.say(f"已保存：{files}", f"Saved: {files}"))
    return {**result, "answer": "\n".join(lines)}

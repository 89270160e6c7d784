"""Compose the program for a request, run it, and say what it brought."""

import aios_skill
from answers import answer_items, bounds_of, explain, figure_lines, notes_of
from arrange import arrangement
from bs4 import BeautifulSoup
from compose import Plan, compose, run
from failures import no_records, nothing_found
from looking import MAX_PAGES, wording
from parts.arranging import summarise
from parts.fetching import wait_turn

DIRECTIONS = {
    (False, True): ("从高到低", "highest first"), (False, False): ("从低到高", "lowest first"),
    (True, True): ("从新到旧", "newest first"), (True, False): ("从旧到新", "oldest first"),
}  # fmt: skip


def arranged(request, settings, plan, sample):
    """(settings, plan) with the conditions, order, columns and figures that the request asks for.

    `sample` are the first page's items. Conditions hold on each page where they can, so that
    pages are read until enough items meet them; what the items' own pages must say comes after.
    """
    asked = arrangement(wording(request), sample, settings["COUNT"])
    settings, late = dict(settings), settings.get("DETAILS", {})
    by_page = plan.collect == Plan().collect
    early = [c for c in asked.keep if by_page and c[0] not in late]
    after = [c for c in asked.keep if c not in early]
    if asked.sort or asked.figures or after:
        settings["MAX_PAGES"] = max(settings["MAX_PAGES"], 1 if after else MAX_PAGES)
        settings["COUNT"], top = None, asked.top if asked.sort else settings["COUNT"]
    else:
        top = None if by_page else settings["COUNT"]
    settings |= {"KEEP": asked.keep} if asked.keep else {}
    settings |= {"EARLY": early} if after and early else {}
    settings |= {"SORT": asked.sort, "TOP": top, "COLUMNS": asked.columns}
    settings |= {"GUESSED": asked.guessed, "FIGURES": asked.figures}
    extract = f"keep({plan.extract}, {'EARLY' if after else 'KEEP'})" if early else plan.extract
    figures = ", summarise(items, FIGURES)" if asked.figures else plan.figures
    steps = finishing(settings, late, bool(after))
    return settings, plan._replace(extract=extract, finish=steps, figures=figures)


def reach(request, settings, sample):
    """(pages, items) to be read at most: of all pages, where items of all are put in order."""
    asked = arrangement(wording(request), sample, settings["COUNT"])
    if asked.sort or asked.figures or asked.keep:
        return (MAX_PAGES if asked.sort or asked.figures else settings["MAX_PAGES"]), None
    return settings["MAX_PAGES"], settings["COUNT"]


def finishing(settings, late, after):
    """The expression of what is done to all items, in an order that follows few pages."""
    steps, sort, top = "items", settings["SORT"], settings["TOP"]
    ordered = not (sort or top)
    if late and not ordered and not after and not (sort and sort[0] in late):
        steps, ordered = f"arrange({steps}, SORT, TOP)", True
    steps = f"read_details({steps}, URL, DETAILS)" if late else steps
    steps = f"keep(({steps}, ''), KEEP)[0]" if after else steps
    if not ordered:
        steps = f"arrange({steps}, SORT, TOP)"
    return f"arrange({steps}, columns=COLUMNS)" if settings["COLUMNS"] else steps


def carry_out(request, page, settings, plan, what):
    """Compose the program and run it; a failure where it brought nothing."""
    summary = f"Scrape {settings['URL']}: {what[1]}"
    program = compose(summary.replace("\\", "/").replace('"', "'"), settings, plan)
    wait_turn(settings["URL"], None)  # the program does not know when the site was looked at
    ran = run(program, settings, request.out)
    if not ran.items and settings.get("KEEP"):
        raise none_kept(request, settings)
    return program, ran


def finish(request, page, settings, plan, what, first=()):
    """Run the program, and report what it brought back; `first` are the first page's items."""
    program, ran = carry_out(request, page, settings, plan, what)
    if not ran.items and is_json(page):
        raise no_records(page.url, request)
    if not ran.items:
        raise nothing_found(BeautifulSoup(page.text, "lxml"), page.url, request, what)
    result = told(request, program, ran, settings)
    top = figures_told(request, ran, settings, first)
    result["answer"] = answer_items(request, ran, settings, what, top)
    return result


def told(request, program, ran, settings):
    """The result without its answer."""
    return {
        "code": program,
        "explanation": explain(request, settings),
        "output": ran.output,
        "data": {"items": ran.items, "url": settings["URL"], "pages": ran.pages,
                 "found": len(ran.items), "asked": settings.get("TOP") or settings["COUNT"],
                 **({"figures": [list(f) for f in summarise(ran.items, settings["FIGURES"])]}
                    if settings.get("FIGURES") else {})},
        "notes": notes_of(request, settings, ran),
    }  # fmt: skip


def figures_told(request, ran, settings, first):
    """The lines on figures and order: of all pages, and of the first where there are several."""
    lines = []
    if settings.get("FIGURES"):
        lines = figure_lines(request, summarise(ran.items, settings["FIGURES"]))
        if ran.pages > 1 and first and len(first) < len(ran.items):
            where = request.say("仅第一页：", "the first page alone: ")
            lines += figure_lines(request, summarise(first, settings["FIGURES"]), where)
    if settings.get("SORT"):
        field, descending = settings["SORT"]
        zh, en = DIRECTIONS[field == "date", descending]
        guess = request.say("（未说明方向，反过来请说“倒过来”）", " (the direction was not said)")
        lines.append(request.say(f"按 {field} {zh}排列", f"Sorted by {field}, {en}")
                     + (guess if settings["GUESSED"] else "") + request.say("。", "."))  # fmt: skip
    if settings.get("KEEP"):
        lines.append(
            request.say(
                f"条件：{bounds_of(settings, 'zh')}。", f"Condition: {bounds_of(settings)}."
            )
        )
    return lines


def none_kept(request, settings):
    """The failure of a list none of whose items meets the conditions."""
    bounds = bounds_of(settings, request.language)
    return aios_skill.Failure(
        "nothing_found",
        request.say(f"没有条目满足 {bounds}。", f"No item has {bounds}."),
        request.say("放宽条件，或多读几页。", "Widen the condition, or read more pages."),
    )


def is_json(page):
    """Whether a page is data and not a document."""
    return "json" in page.media_type or (
        "html" not in page.media_type and page.text.lstrip()[:1] in ("{", "[")
    )

"""Compose the program for a request, run it, and say what it brought."""

import json
import re

import aios_skill
from answers import answer_items, bounds_of, explain, figure_lines, line, notes_of
from arrange import arrangement
from bs4 import BeautifulSoup
from compose import Plan, compose, run
from derived import derived_order, is_total, with_derived
from failures import no_records, nothing_found
from looking import MAX_PAGES, digits_said, pages_said, wording
from named_columns import columns_named
from ordering import most_first
from parts.arranging import arrange, keep, summarise
from parts.fetching import wait_turn
from valued import unmet_names

DIRECTIONS = {
    (False, True): ("从高到低", "highest first"), (False, False): ("从低到高", "lowest first"),
    (True, True): ("从新到旧", "newest first"), (True, False): ("从旧到新", "oldest first"),
}  # fmt: skip


def arranged(request, settings, plan, sample):
    """(settings, plan) with the conditions, order, columns and figures that the request asks for.

    `sample` are the first page's items. Conditions hold on each page where they can, so that
    pages are read until enough items meet them; what the items' own pages must say comes after.
    """
    sample, derived = with_derived(wording(request), sample)
    asked = arrangement(wording(request), sample, settings["COUNT"])
    asked = asked._replace(keep=[c for c in asked.keep if not names_all(c, settings["URL"])])
    if word := settings.get("BEHIND"):
        asked = asked._replace(keep=[("own page", "has", word)], figures=[])
    if derived:
        digits = digits_said(wording(request))
        settings = {**settings, "DERIVED": (*derived, 4 if digits is None else digits)}
        sort, single = derived_order(wording(request), derived[0])
        total = is_total(wording(request))
        figures = [("sum", derived[0], "")] if total else []
        sort = None if total else sort
        asked = asked._replace(sort=sort, top=1 if sort and single else None, figures=figures)
    settings, late = dict(settings), settings.get("DETAILS", {})
    by_page = plan.collect == Plan().collect
    early = [c for c in asked.keep if by_page and c[0] not in late]
    after = [c for c in asked.keep if c not in early]
    settings["MAX_PAGES"] = pages_wanted(request, settings, asked)
    if asked.sort or asked.figures or after:
        top = asked.top if asked.sort or asked.lead else settings["COUNT"]
        settings["COUNT"] = None
    else:
        top = None if by_page else settings["COUNT"]
    settings |= {"KEEP": asked.keep} if asked.keep else {}
    settings |= {"EARLY": early} if after and early else {}
    settings |= {"SORT": asked.sort, "TOP": top, "COLUMNS": asked.columns}
    settings |= {"ASIDE": list(asked.aside)} if asked.aside else {}
    settings |= {"LEAD": asked.lead} if asked.lead else {}
    settings |= {"GUESSED": asked.guessed, "FIGURES": asked.figures}
    if not asked.figures and (names := columns_named(wording(request), [*sample, dict(late)])):
        settings |= {"NAMES": names, "COLUMNS": []}
    if asked.figures and asked.figures[0][0].startswith("at least "):
        settings["SHARED"] = (asked.figures[0][2], int(asked.figures[0][0].split()[-1]))
    extract = f"keep({plan.extract}, {'EARLY' if after else 'KEEP'})" if early else plan.extract
    figures = ", summarise(items, FIGURES)" if asked.figures else plan.figures
    steps = finishing(settings, late, bool(after))
    return settings, plan._replace(extract=extract, finish=steps, figures=figures)


def names_all(condition, url):
    """Whether a condition on titles has the word for what a page lists: the hotels of /hotels/."""
    field, sign, word = condition
    parts = re.findall(r"[a-z]+", url.partition("://")[2].partition("/")[2].lower())
    return (
        field == "title"
        and sign == "has"
        and any(part in (word.lower(), f"{word.lower()}s", f"{word.lower()}es") for part in parts)
    )


def reach(request, settings, sample):
    """(pages, items) to be read at most: of all pages, where items of all are put in order."""
    sample, derived = with_derived(wording(request), sample)
    asked = arrangement(wording(request), sample, settings["COUNT"])
    if derived:
        return pages_wanted(request, settings, asked._replace(sort=(derived[0], True))), None
    chosen = asked.sort or asked.figures or asked.keep
    return pages_wanted(request, settings, asked), None if chosen else settings["COUNT"]


def pages_wanted(request, settings, asked):
    """How many pages are to be read at most: all, where items of all are chosen or compared,
    unless the user said how many."""
    if asked.sort or asked.figures or asked.keep:
        return min(pages_said(wording(request)) or MAX_PAGES, MAX_PAGES)
    return settings["MAX_PAGES"]


def finishing(settings, late, after):
    """The expression of what is done to all items, in an order that follows few pages."""
    steps, sort, top = "items", settings["SORT"], settings["TOP"]
    steps = "derive(items, *DERIVED)" if settings.get("DERIVED") else steps
    ordered = not (sort or top)
    if late and not ordered and not after and not (sort and sort[0] in late):
        steps, ordered = f"arrange({steps}, SORT, TOP)", True
    steps = f"read_details({steps}, URL, DETAILS)" if late else steps
    steps = f"keep(({steps}, ''), KEEP)[0]" if after else steps
    if not ordered:
        steps = f"arrange({steps}, SORT, TOP)"
    if settings.get("BEHIND"):
        return f"renamed({steps}, {{n: n for n in FIELDS}})"
    if settings.get("SHARED"):
        return f"shared({steps}, *SHARED)"
    if settings.get("NAMES"):
        return f"renamed({steps}, NAMES)"
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
    top += names_unmet(request, page, settings, ran)
    result["answer"] = answer_items(request, ran, settings, what, top)
    return result


def names_unmet(request, page, settings, ran):
    """A line on names in the sentence that nothing on the page has, where nothing was chosen."""
    title = BeautifulSoup(page.text, "lxml").title if not settings.get("KEEP") else None
    heading = title.get_text(" ") if title else ""
    names = [] if settings.get("KEEP") else unmet_names(wording(request), ran.items, heading)
    if not names:
        return []
    shown = request.say("、", ", ").join(f"“{name}”" for name in names)
    zh, en = f"没有条目提到 {shown}，下面是全部。", f"No item mentions {shown}; all are listed."
    return [request.say(zh, en)]


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
    lines, digits = [], digits_said(wording(request))
    if settings.get("FIGURES"):
        meant = keep((ran.items, ""), settings.get("ASIDE", ()))[0]
        figures = in_order(wording(request), summarise(meant, settings["FIGURES"]))
        lines = figure_lines(request, figures, digits=digits)
        if ran.pages > 1 and first and len(first) < len(ran.items):
            where = request.say("仅第一页：", "the first page alone: ")
            lines += figure_lines(request, summarise(first, settings["FIGURES"]), where, digits)
    if aside := settings.get("ASIDE"):
        lines += aside_told(request, keep((ran.items, ""), aside)[0], aside)
    if settings.get("LEAD"):
        lines += lead_told(request, ran.items, *settings["LEAD"])
    if settings.get("SORT"):
        field, descending = settings["SORT"]
        zh, en = DIRECTIONS["date" in field, descending]
        guess = request.say("（未说明方向，反过来请说“倒过来”）", " (the direction was not said)")
        lines.append(request.say(f"按 {field} {zh}排列", f"Sorted by {field}, {en}")
                     + (guess if settings["GUESSED"] else "") + request.say("。", "."))  # fmt: skip
    if settings.get("KEEP"):
        lines.append(
            request.say(
                f"条件：{bounds_of(settings, 'zh')}。", f"Condition: {bounds_of(settings)}."
            )
        )
        paged = settings.get("ITEM") or settings.get("TABLE")
        if ran.pages > 1 and first and paged and not settings.get("DETAILS"):
            count = len(keep((first, ""), settings["KEEP"])[0])
            zh, en = f"其中第一页 {count} 条。", f"Of these {count} on the first page."
            lines[-1] += request.say(zh, f" {en}")
    return lines


def in_order(text, figures):
    """The figures, those of groups in the order that a text tells."""
    most = most_first(text)
    if most is None or any(figure[3] is None for figure in figures):
        return figures
    kinds = list(dict.fromkeys((figure[0], figure[1]) for figure in figures))
    told = [[f for f in figures if (f[0], f[1]) == kind] for kind in kinds]
    return [f for part in told for f in sorted(part, key=lambda f: f[3], reverse=most)]


def aside_told(request, items, conditions):
    """The lines on those items that a sentence asks for besides, where all are saved."""
    bounds = bounds_of({"KEEP": conditions}, request.language)
    head = request.say(f"其中 {bounds}：{len(items)} 条", f"Of these with {bounds}: {len(items)}")
    return [head, *(f"- {line(item)}" for item in items[:20])]


def lead_told(request, items, field, descending, count):
    """The lines on what comes first by a field, where all is saved in the page's order."""
    zh, en = DIRECTIONS["date" in field, descending]
    told = arrange(items, (field, descending), count)
    if len(told) > 1:
        head = request.say(f"按 {field} {zh}，前 {len(told)} 条：", f"By {field}, {en}, the first:")
        return [head, *(f"{n}. {line(item)}" for n, item in enumerate(told, 1))]
    first = request.say("；", "; ").join(line(item) for item in told)
    return [
        request.say(
            f"按 {field} {zh}，第一的是：{first}", f"By {field}, {en}, the first is: {first}"
        )
    ]


def none_kept(request, settings):
    """The failure of a list none of whose items meets the conditions."""
    bounds = bounds_of(settings, request.language)
    return aios_skill.Failure(
        "nothing_found",
        request.say(f"没有条目满足 {bounds}。", f"No item has {bounds}."),
        request.say("放宽条件，或多读几页。", "Widen the condition, or read more pages."),
        {"conditions": bounds},
    )


def is_json(page):
    """Whether a page is data and not a document."""
    if "json" in page.media_type:
        return True
    begins = page.text.lstrip()[:1] in ("{", "[")
    return begins and ("html" not in page.media_type or is_readable(page.text))


def is_readable(text):
    """Whether a text is JSON, whatever it was sent as."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True

"""Scrape a page: look at it, compose a scraper program for it, really run that, report."""

import aios_skill
import lists
import pages
import several
import sites
from apart import questions_apart, without_asides
from compared import asks_to_compare, compared
from deeds import action_for
from failures import page_failure
from looking import wanted_file, wording
from own_files import asks_apart, of_each_page, of_pages
from parts.fetching import PageError

ACTIONS = {
    "scrape_list": lists.scrape_list,
    "scrape_details": lists.scrape_details,
    "scrape_table": lists.scrape_table,
    "scrape_links": lists.scrape_links,
    "fetch_json": lists.fetch_json,
    "scrape_page": pages.scrape_page,
    "read_feed": sites.read_feed_of,
    "read_sitemap": sites.read_sitemap,
    "search_site": sites.search_site,
    "find_text": pages.find_text,
    "compare_pages": pages.compare_pages,
    "read_headers": pages.read_headers,
    "check_links": sites.check_links,
    "scrape_images": sites.scrape_images,
    "download_files": sites.download_files,
    "read_info": pages.read_info_of,
    "read_contacts": pages.read_contacts_of,
}
LISTS = ("scrape_list", "scrape_details", "scrape_table")
TAKEN_TOGETHER = (*LISTS, "fetch_json", "read_feed", "scrape_page")
# What is told page by page where several are named.
TOLD_APART = ("scrape_links", "read_sitemap", "find_text", "read_headers", "check_links",
              "scrape_images", "read_info", "read_contacts")  # fmt: skip


def act(request):
    """The action that the sentence asks for, for each of its questions where each is for itself."""
    request.text = several.with_starts(request.text)
    request.parameters["question"] = several.with_starts(request.parameters.get("question") or "")
    questions = questions_apart(without_asides(request.parameters.get("question") or ""))
    # The files are to be those of the first.
    try:
        results = [answered(request, question) for question in reversed(questions)][::-1]
    except PageError as problem:
        raise page_failure(problem, request) from problem
    answer = "\n\n".join(result["answer"] for result in results)
    return {**results[0], "answer": answer}


def answered(request, sentence):
    """What one sentence asks for; without a sentence, what the action that was named brings."""
    request.parameters["question"] = sentence
    both = several.addresses(request) if sentence else []
    name = action_for(of_pages(sentence, both), request.action) if sentence else request.action
    if (
        len(both) == 2
        and asks_to_compare(wording(request))
        and (found := compared(request, both, lambda each: ACTIONS["scrape_list"](each)))
    ):
        return found
    listed = name in TAKEN_TOGETHER or (name in TOLD_APART and wanted_file(request, ""))
    if len(both) > 1 and (asks_apart(request) if listed else name in TOLD_APART):
        return of_each_page(request, both, lambda each: carried_out(each, sentence, name))
    urls = both if listed else []
    if len(urls) < 2:
        return carried_out(request, sentence, name)
    if name in LISTS and several.are_single(request, urls):
        return several.side_by_side(request, urls)
    return several.read_each(request, urls, lambda each: carried_out(each, sentence, name))


def carried_out(request, sentence, name):
    """What an action brings of one page."""
    try:
        return ACTIONS[name](request)
    except aios_skill.Failure as failure:
        # A question to a page that is no list is put to its text.
        asked_for_table = name == "scrape_table" and lists.TABLE_SAID.search(sentence or "")
        if (
            name not in LISTS
            or asked_for_table
            or failure.code != "nothing_found"
            or "conditions" in failure.details  # a list was there, and nothing in it fits
            or not lists.ASKS.search(sentence or "")
        ):
            raise
        return sites.by_form(request) or pages.scrape_page(request)


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(ACTIONS, act))

"""Scrape a page: look at it, compose a scraper program for it, really run that, report."""

import re

import aios_skill
import lists
import pages
import sites
from apart import questions_apart
from deeds import action_for

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


def act(request):
    """The action that the sentence asks for, for each of its questions where each is for itself."""
    questions = questions_apart(request.parameters.get("question") or "")
    # The files are to be those of the first.
    results = [answered(request, question) for question in reversed(questions)][::-1]
    answer = "\n\n".join(result["answer"] for result in results)
    notes = [*results[0].get("notes", []), *(left_alone(request) if len(results) == 1 else [])]
    return {**results[0], "answer": answer, "notes": notes}


def left_alone(request):
    """A note on the addresses named whose lists were not read: one task reads one of them."""
    read = request.parameters.get("url") or ""
    named = dict.fromkeys(re.findall(r"https?://[!-~]*[\w/]", request.text))
    others = [url for url in named if url.rstrip("/") != read.rstrip("/")]
    if not others or len(others) == len(named) or request.action not in LISTS:
        return []
    listed = request.say("、", ", ").join(others)
    return [
        request.say(f"只读了 {read}，没有读：{listed}。", f"Only {read} was read, not {listed}.")
    ]


def answered(request, sentence):
    """What one sentence asks for; without a sentence, what the action that was named brings."""
    request.parameters["question"] = sentence
    name = action_for(sentence, request.action) if sentence else request.action
    try:
        return ACTIONS[name](request)
    except aios_skill.Failure as failure:
        # A question to a page that is no list is put to its text.
        if (
            name != "scrape_list"
            or failure.code != "nothing_found"
            or "conditions" in failure.details  # a list was there, and nothing in it fits
            or not lists.ASKS.search(sentence or "")
        ):
            raise
        return pages.scrape_page(request)


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(ACTIONS, act))

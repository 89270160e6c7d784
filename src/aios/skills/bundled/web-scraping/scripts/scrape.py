"""Scrape a page: look at it, compose a scraper program for it, really run that, report."""

import aios_skill
import lists
import singles
from deeds import action_for

ACTIONS = {
    "scrape_list": lists.scrape_list,
    "scrape_details": lists.scrape_details,
    "scrape_table": lists.scrape_table,
    "scrape_links": lists.scrape_links,
    "fetch_json": lists.fetch_json,
    "scrape_page": singles.scrape_page,
    "read_feed": singles.read_feed_of,
    "read_sitemap": singles.read_sitemap,
    "search_site": singles.search_site,
    "find_text": singles.find_text,
    "compare_pages": singles.compare_pages,
    "read_headers": singles.read_headers,
    "check_links": singles.check_links,
    "scrape_images": singles.scrape_images,
    "download_files": singles.download_files,
    "read_info": singles.page_info,
    "read_contacts": singles.contacts,
}


def act(request):
    """The action that the sentence asks for; without a sentence, the one that was named."""
    sentence = request.parameters.get("question")
    name = action_for(sentence, request.action) if sentence else request.action
    return ACTIONS[name](request)


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(ACTIONS, act))

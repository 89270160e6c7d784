"""The pages that a site's map names, opened for what a request wants to know of each."""

import re

from detailing import Place, place_details, sample_pages
from kinds import WORDS, asked_fields
from looking import wording

OPENED = re.compile(
    r"打开|点开|点进|访问|进入|逐[个页一]|标题|正文"
    r"|\b(?:open|visit|go (?:to|through)|fetch|load|read) (?:each|every|all|them)\b"
    r"|\b(?:titles?|headings?|headlines?|h1)\b|\b(?:each|every)\b.{0,20}\bpages?\b.{0,12}\bopen",
    WORDS,
)
OF_A_MAP = ("title", "link", "date")


def with_their_pages(request, settings, sample):
    """The settings with the fields of the pages that a map names, where a request wants these."""
    text = wording(request)
    if not OPENED.search(text):
        return settings
    pages, _ = sample_pages(sample, settings["URL"])
    names = [name for name in asked_fields(text) if name not in OF_A_MAP]
    more = place_details(pages, text, names, known=OF_A_MAP) if pages else {}
    places = {"title": Place("title", "", "text"), **more}
    return {**settings, "DETAILS": {name: tuple(place) for name, place in places.items()}}

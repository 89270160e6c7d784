"""The pieces a scraper program is composed of; each also runs here, to explore the page."""

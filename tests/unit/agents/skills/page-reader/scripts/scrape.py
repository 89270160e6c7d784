# scrape.py

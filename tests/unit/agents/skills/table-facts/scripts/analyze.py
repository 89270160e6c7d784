# analyze.py

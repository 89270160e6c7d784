"""Doors: thin; parse, call the system, print."""

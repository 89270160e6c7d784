"""Isolated machines behind one socket."""

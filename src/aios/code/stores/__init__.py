"""Stores behind one socket."""

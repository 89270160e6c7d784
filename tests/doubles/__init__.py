"""Servers that speak the protocols of others exactly, for tests."""

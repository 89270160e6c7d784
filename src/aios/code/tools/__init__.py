"""Tools on the host and behind endpoints."""

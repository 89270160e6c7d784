"""AIOS, an operating system for agents."""

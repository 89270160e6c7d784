"""Machines with hardware virtualization, by microsandbox (level 50): Linux, macOS, Windows."""

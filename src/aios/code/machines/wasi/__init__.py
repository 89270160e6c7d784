"""Machines of WebAssembly: Python alone, on any system, no kernel shared (level 40)."""

"""Greet the world, or somebody: python hello_world.py [name]"""

import sys


def greeting(name: str = "World") -> str:
    """The greeting for a name."""
    return f"Hello, {name.strip() or 'World'}!"


if __name__ == "__main__":
    print(greeting(" ".join(sys.argv[1:]) or "World"))

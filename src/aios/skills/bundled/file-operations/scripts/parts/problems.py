"""What can go wrong in a program."""


class Problem(Exception):
    """The program cannot go on: a code, and the facts that belong to it."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts

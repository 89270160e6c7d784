"""One battery of abuse for every kind of machine, judged by what reached the host.

`python -m tests.abuse` runs it on every backend that works here, and without isolation as the
control that proves it bites, and writes docs/reference/abuse.md.
"""

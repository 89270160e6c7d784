"""`python -m aios`: the command line."""

from aios.interfaces.cli.main import main

if __name__ == "__main__":
    main()

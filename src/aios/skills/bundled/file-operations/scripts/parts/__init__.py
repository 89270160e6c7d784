"""Parts of the programs that look into the user's files; a program is composed of a few of them."""

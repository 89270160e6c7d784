"""Tasks that the skills were built with; one file per kind of work."""

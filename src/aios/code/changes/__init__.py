"""Changes of the user's own files: all of a change-set or nothing, and undone again."""

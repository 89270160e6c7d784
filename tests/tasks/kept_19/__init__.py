"""Tasks kept aside, the nineteenth set."""

"""Tasks kept aside, the fifteenth set."""

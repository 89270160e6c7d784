"""Tasks kept aside, the fourteenth set."""

"""Tasks kept aside, the seventeenth set."""

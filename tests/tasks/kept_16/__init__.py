"""Tasks kept aside, the sixteenth set."""

"""Tasks kept aside, the twentieth set."""

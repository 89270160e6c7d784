"""A further set of tasks kept aside, each of one plain request; only their score is told."""

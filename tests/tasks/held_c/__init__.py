"""One more set of tasks kept aside, as a first hour brings them; only their score is told."""

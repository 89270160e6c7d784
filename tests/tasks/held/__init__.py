"""Tasks kept aside: no skill is built or mended by looking at them; only their score is told."""

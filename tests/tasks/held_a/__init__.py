"""Tasks kept aside, a second set: no skill is built or mended by looking at them."""

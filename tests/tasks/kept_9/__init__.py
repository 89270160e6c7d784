"""The ninth set of tasks kept aside."""

"""The twelfth set of tasks kept aside."""

"""The twenty-second set of tasks kept aside: not to be read before its first score is told."""

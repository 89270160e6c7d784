"""The fifth set of tasks kept aside: its first score is told; its tasks were read since."""

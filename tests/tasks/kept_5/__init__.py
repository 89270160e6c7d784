"""The fifth set of tasks kept aside: nobody has read them, and only their score is told."""

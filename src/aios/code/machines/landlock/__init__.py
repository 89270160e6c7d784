"""Machines confined by Landlock and seccomp, for hosts that allow no user namespaces (level 20)."""

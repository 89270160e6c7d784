"""Machines that are virtual machines of QEMU: with a kernel of their own, in a jail."""

"""The thirteenth set kept aside: plain first-hour requests, written without seeing the code."""

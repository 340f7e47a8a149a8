"""Executes notebooks, reads what they promise, compares it with the baseline and writes pages."""

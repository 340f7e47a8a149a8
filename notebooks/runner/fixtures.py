"""Notebooks as if executed, for the tests."""

from nbformat.v4 import new_code_cell, new_notebook, new_output

from .promises import MIME


def executed(*payloads):
    outputs = [new_output("display_data", {MIME: payload, "text/plain": "promises"}) for payload in payloads]
    return new_notebook(cells=[new_code_cell("promise()", outputs=outputs)])


def promises(**values):
    return [{"name": name, "value": value, "held": True} for name, value in values.items()]

"""Notebooks as if executed, for the tests."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from .promises import MIME


def executed(*payloads):
    outputs = [new_output("display_data", {MIME: payload, "text/plain": "promises"}) for payload in payloads]
    return new_notebook(cells=[new_code_cell("promise()", outputs=outputs)])


def promises(**values):
    return [{"name": name, "value": value, "held": True} for name, value in values.items()]


def written(folder, name, *sources, part="", slow=False):
    """Writes a lesson; a source that begins with "#" is markdown."""
    cells = [new_markdown_cell(source) if source.startswith("#") else new_code_cell(source) for source in sources]
    own = {key: value for key, value in {"part": part, "slow": slow}.items() if value}
    notebook = new_notebook(cells=cells, metadata={"graft": own} if own else {})
    path = folder / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return notebook

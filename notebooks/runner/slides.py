"""A lesson as slides: every heading of the second rank begins one."""

from __future__ import annotations

import copy

from .lessons import heading
from .pages import convert


def slides(notebook, name: str) -> str:
    """Returns one page that loads nothing: question, code and picture of a section on one slide.

    A cell's own slide type, as JupyterLab sets it, wins over the headings: "slide" and "subslide" begin one, "skip" and
    "notes" leave the cell out, anything else stays on the slide before it.
    """
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if _kind(cell) not in ("skip", "notes")]
    for place, cell in enumerate(notebook.cells):
        cell.metadata["slide_begins"] = place == 0 or begins(cell)
        cell.metadata["slide_ends"] = place + 1 == len(notebook.cells) or begins(notebook.cells[place + 1])
    return convert(notebook, "slides.html.j2", {"metadata": {"name": heading(notebook) or name}}, name, set())


def begins(cell) -> bool:
    kind = _kind(cell)
    if kind:
        return kind in ("slide", "subslide")
    return cell.cell_type == "markdown" and cell.source.startswith("## ")


def _kind(cell) -> str:
    kind = cell.metadata.get("slideshow", {}).get("slide_type", "")
    return "" if kind == "-" else kind

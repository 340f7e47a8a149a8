"""The pages of a run: each executed notebook."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from nbconvert import HTMLExporter

from .lessons import Lesson, heading, neighbours

TEMPLATES = Path(__file__).parent / "templates"
_NOTEBOOK = re.compile(r'(<a\b[^>]*\bhref=")([\w./-]+)\.ipynb(?=["#])')


def page(notebook, name: str, lessons: list[Lesson] | None = None) -> str:
    """Returns one notebook as a page that loads nothing; a figure's PNG stands for its interactive form.

    It leads back to the index, and to its neighbours among the lessons.
    """
    resources = {"metadata": {"name": heading(notebook) or name}, "series": _series(name, lessons or [])}
    return convert(notebook, "index.html.j2", resources)


def convert(notebook, template: str, resources: dict) -> str:
    """Renders through one of the templates beside this file; links to notebooks become links to their pages."""
    exporter = HTMLExporter(template_name="graft", template_file=template, extra_template_basedirs=[str(TEMPLATES)])
    html, _ = exporter.from_notebook_node(notebook, resources=resources)
    return _NOTEBOOK.sub(r"\1\2.html", html)


def _series(name: str, lessons: list[Lesson]) -> dict | None:
    if not any(lesson.name == name for lesson in lessons):
        return None
    up = "../" * (len(PurePosixPath(name).parts) - 1)
    before, after = (lesson and {"href": f"{up}{lesson.name}.html", "title": lesson.title} for lesson in neighbours(lessons, name))
    return {"index": f"{up}index.html", "before": before, "after": after}

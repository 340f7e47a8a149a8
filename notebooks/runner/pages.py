"""The pages of a run: each executed notebook."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath

from nbconvert import HTMLExporter

from .lessons import Lesson, heading, neighbours

TEMPLATES = Path(__file__).parent / "templates"
_NOTEBOOK = re.compile(r'<a\b[^>]*\bhref="([\w./-]+)\.ipynb(#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL)


def page(notebook, name: str, lessons: list[Lesson] | None = None) -> str:
    """Returns one notebook as a page that loads nothing; a figure's PNG stands for its interactive form.

    It leads back to the index, and to its neighbours among the lessons. A link to another notebook leads to its page, if there
    is one among these.
    """
    resources = {"metadata": {"name": heading(notebook) or name}, "series": _series(name, lessons or [])}
    return convert(notebook, "index.html.j2", resources, name, {lesson.name for lesson in lessons or []})


def convert(notebook, template: str, resources: dict, name: str, pages: set[str]) -> str:
    """Renders through one of the templates beside this file; a link to a notebook without a page is left as its words."""
    exporter = HTMLExporter(template_name="graft", template_file=template, extra_template_basedirs=[str(TEMPLATES)])
    html, _ = exporter.from_notebook_node(notebook, resources=resources)

    def linked(found: re.Match) -> str:
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
        return f'<a href="{found[1]}.html{found[2] or ""}">{found[3]}</a>' if there in pages else found[3]

    return _NOTEBOOK.sub(linked, html)


def _series(name: str, lessons: list[Lesson]) -> dict | None:
    if not any(lesson.name == name for lesson in lessons):
        return None
    up = "../" * (len(PurePosixPath(name).parts) - 1)
    before, after = (lesson and {"href": f"{up}{lesson.name}.html", "title": lesson.title} for lesson in neighbours(lessons, name))
    return {"index": f"{up}index.html", "before": before, "after": after}

"""The pages of a run: each executed notebook, and an index of them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from nbconvert import HTMLExporter

from .promises import shown

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
td, th { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
.broken { color: #b00020; font-weight: 600; }
.held { color: #1b6e3c; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: .75rem; }
"""


def page(notebook, name: str) -> str:
    """Returns one notebook as a page that loads nothing; a figure's PNG stands for its interactive form."""
    templates = Path(__file__).parent / "templates"
    exporter = HTMLExporter(template_name="graft", extra_template_basedirs=[str(templates)])
    html, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})
    return html


def index(results) -> str:
    """Returns the page that leads to the others."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Graft: notebooks</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Graft: notebooks</h1>\n"
        + "".join(_section(result) for result in results)
        + "</body>\n</html>\n"
    )


def _section(result) -> str:
    rows = "".join(
        f"<tr><td>{escape(promise.name)}</td><td>{escape(shown(promise.value))}</td>{_verdict(promise.held)}</tr>\n"
        for promise in result.promises
    )
    problems = "".join(f"<pre>{escape(problem)}</pre>\n" for problem in result.problems)
    return (
        f'<h2><a href="{escape(result.name)}.html">{escape(result.name)}</a></h2>\n'
        f"<p>{result.seconds:.1f} s on {escape(result.setting.engine)}, {escape(result.setting.data)}</p>\n{problems}"
        + (f"<table>\n<tr><th>promise</th><th>value</th><th></th></tr>\n{rows}</table>\n" if rows else "")
    )


def _verdict(held: bool) -> str:
    return '<td class="held">held</td>' if held else '<td class="broken">broken</td>'

"""The page that leads to the others: the questions of the lessons, and whether what they promise holds."""

from __future__ import annotations

from html import escape

from .lessons import Lesson
from .promises import shown
from .result import Result

_STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h1 { line-height: 1.2; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .3rem; color: #5f5f5f; font-weight: 600; }
ol { list-style: none; margin: 0; padding: 0; }
ol > li { border-top: 1px solid #ddd; padding: .7rem 0; }
a { color: #0b5394; }
.question { font-size: 1.15rem; font-weight: 600; text-decoration: none; }
.question:hover { text-decoration: underline; }
.state, summary { color: #5f5f5f; font-size: .9rem; }
details.state { margin: .1rem 0 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; color: #222; }
td, th { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #eee; overflow-wrap: anywhere; }
.broken { color: #b00020; font-weight: 600; }
.held { color: #1b6e3c; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: .75rem; color: #222; }
"""


def index(results: list[Result], lessons: list[Lesson] | None = None) -> str:
    """Returns the index of these results; lessons tell their questions and the parts that group them."""
    known = {lesson.name: lesson for lesson in lessons or []}
    solutions = {lesson.solves: result for result in results if (lesson := known.get(result.name)) and lesson.solves}
    parts = [("", [])]
    for result in results:
        lesson = known.get(result.name) or Lesson(None, result.name, result.name)
        if lesson.solves is not None:
            if not any(result.name == lesson.solves for result in results):
                parts[-1][1].append(f"<li>{_solved(lesson.title, result)}</li>\n")
            continue
        if lesson.part:
            parts.append((lesson.part, []))
        parts[-1][1].append(_entry(lesson, result, solutions.get(lesson.name)))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Graft: the lessons</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Graft: the lessons</h1>\n"
        f"<p>{_summary(results)}</p>\n" + "".join(_part(part, entries) for part, entries in parts if entries) + "</body>\n</html>\n"
    )


def _summary(results: list[Result]) -> str:
    broken = sum(not result.ok for result in results)
    settings = sorted({f"{result.setting.engine}, {result.setting.data}" for result in results})
    verdict = f'<span class="broken">{broken} of {len(results)} broken</span>' if broken else "everything promised holds"
    seconds = sum(result.seconds for result in results)
    return f"{verdict} · {seconds:.0f} s on {escape('; '.join(settings))}"


def _part(part: str, entries: list[str]) -> str:
    title = f"<h2>{escape(part)}</h2>\n" if part else ""
    return f"{title}<ol>\n{''.join(entries)}</ol>\n"


def _entry(lesson: Lesson, result: Result, solutions: Result | None) -> str:
    question = f'<a class="question" href="{escape(result.name)}.html">{escape(lesson.title)}</a>\n'
    solved = _solved("solutions", solutions) if solutions else ""
    return f"<li>{question}{_state(result)}{solved}</li>\n"


def _solved(title: str, solutions: Result) -> str:
    return _state(solutions, f'<a href="{escape(solutions.name)}.html">{escape(title)}</a>: ')


def _state(result: Result, before: str = "") -> str:
    problems = "".join(f"<pre>{escape(problem)}</pre>\n" for problem in result.problems)
    rows = "".join(
        f"<tr><td>{escape(promise.name)}</td><td>{escape(shown(promise.value))}</td>{_verdict(promise.held)}</tr>\n"
        for promise in result.promises
    )
    table = f"<table>\n<tr><th>promise</th><th>value</th><th></th></tr>\n{rows}</table>\n" if rows else ""
    held = sum(promise.held for promise in result.promises)
    broken = "" if result.ok else '<span class="broken">broken</span>, '
    said = f"{broken}{held} of {len(result.promises)} promises held · {result.seconds:.0f} s"
    return f'<details class="state"{"" if result.ok else " open"}><summary>{before}{said}</summary>\n{problems}{table}</details>\n'


def _verdict(held: bool) -> str:
    return '<td class="held">held</td>' if held else '<td class="broken">broken</td>'

"""Renders lessons as slides that need no network, with what their cells gave: ./graft slides."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat

from run import HERE, OUT, chosen
from runner.execute import execute
from runner.files import publish
from runner.lessons import Lesson, lessons
from runner.live import Live
from runner.slides import slides


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    for lesson in chosen(lessons(options.notebooks), options.lessons):
        executed = _executed(lesson, options)
        if executed is None:
            return 1
        target = options.out / f"{lesson.name}.html"
        publish(target, slides(executed, lesson.name))
        print(target)
    return 0


def _executed(lesson: Lesson, options):
    """Takes the last run's outputs where its cells are still those of the lesson, else runs it."""
    run = options.runs / f"{lesson.name}.ipynb"
    if run.exists():
        executed = nbformat.read(run, as_version=4)
        if _sources(executed) == _sources(nbformat.read(lesson.path, as_version=4)) and not _failed(executed):
            return executed
    live = Live(f"{lesson.name} ... ")
    execution = execute(lesson.path, options.cell_seconds, options.out / f"{lesson.name}.log", live=live)
    live.end(execution.failure or f"{execution.seconds:.1f} s")
    if execution.failure:
        return None
    publish(run, nbformat.writes(execution.notebook) + "\n")
    return execution.notebook


def _sources(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells]


def _failed(notebook) -> bool:
    return any(output.output_type == "error" for cell in notebook.cells for output in cell.get("outputs", []))


def _options(arguments: list[str]):
    parser = argparse.ArgumentParser(prog="./graft slides", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or beginning of a name; all if none")
    parser.add_argument("--cell-seconds", type=int, default=900, metavar="N", help="longest a cell may run (900)")
    parser.add_argument("--notebooks", type=Path, default=HERE, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=Path, default=OUT, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=OUT.parent / "slides", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

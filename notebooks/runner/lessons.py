"""The lessons as a series: the question of each, what stands beside it, and its exercises' solutions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

SOLUTIONS = "solutions"
_MARKS = re.compile(r"[*`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Lesson:
    """A notebook of the series, or the solutions of one.

    name: its path without the suffix, as pages and results are called; part: the group that it opens, if it opens one;
    slow: a lesson that takes minutes, since it compares over seeds.
    """

    path: Path
    name: str
    title: str
    part: str = ""
    slow: bool = False

    @staticmethod
    def of(path: Path, folder: Path) -> Lesson:
        notebook = nbformat.read(path, as_version=4)
        own = notebook.metadata.get("graft", {})
        name = path.relative_to(folder).with_suffix("").as_posix()
        return Lesson(path, name, heading(notebook) or path.stem, own.get("part", ""), own.get("slow", False))

    @property
    def solves(self) -> str | None:
        """The name of the lesson whose exercises these are, None for a lesson."""
        return self.name.removeprefix(SOLUTIONS + "/") if self.name.startswith(SOLUTIONS + "/") else None


def lessons(folder: Path, solutions: bool = False) -> list[Lesson]:
    """Returns every lesson in order, and behind each, where asked for, the solutions of its exercises."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        found.append(Lesson.of(path, folder))
        solved = folder / SOLUTIONS / path.name
        if solutions and solved.exists():
            found.append(Lesson.of(solved, folder))
    return found


def in_turn(series: list[Lesson], turn: int, turns: int) -> list[Lesson]:
    """Returns the lessons and solutions whose turn it is.

    Lessons are always among them, but for the slow ones, of which each turn has one; of the solutions each turn has every one
    in so many. As many turns as there are solutions or slow lessons, one after another, run each of them.
    """
    solutions = [one for one in series if one.solves]
    slow = [one for one in series if one.slow]

    def has_turn(one: Lesson) -> bool:
        if one.slow:
            return slow.index(one) == turn % len(slow)
        return one.solves is None or solutions.index(one) % turns == turn % turns

    return [one for one in series if has_turn(one)]


def heading(notebook) -> str:
    """Returns the notebook's first heading without its marks: the question that it asks."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return _MARKS.sub(r"\1", line[2:]).strip()
    return ""


def neighbours(all_lessons: list[Lesson], name: str) -> tuple[Lesson | None, Lesson | None]:
    """Returns the lesson before and the one behind; a solution's are those of its lesson, none where that was not run."""
    series = [lesson for lesson in all_lessons if lesson.solves is None]
    names = [lesson.name for lesson in series]
    lesson = name.removeprefix(SOLUTIONS + "/")
    if lesson not in names:
        return None, None
    place = names.index(lesson)
    before = series[place - 1] if place else None
    return before, series[place + 1] if place + 1 < len(series) else None

"""Executes the notebooks beside this file, checks what they promise, and writes pages: ./graft run."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from runner.baseline import Baseline
from runner.execute import Execution, execute
from runner.files import publish
from runner.index import index
from runner.lessons import Lesson, lessons, in_turn
from runner.live import Live
from runner.pages import page
from runner.promises import Setting
from runner.result import Result, accept, compare, judge, table
from runner.side_by_side import side_by_side
from runner.variants import AS_IT_COMES, VARIANTS, Variant

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "target" / "notebooks"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    series = chosen(lessons(options.notebooks, options.solutions), options.lessons)
    if options.turn is not None:
        series = _turn(series, *options.turn)
    shutil.rmtree(options.out, ignore_errors=True)
    baseline = Baseline(options.notebooks / "baseline.json")
    variants = VARIANTS if options.accept else (AS_IT_COMES,)
    several = _several(series, variants, options) if options.jobs > 1 else None
    results = []
    for position, lesson in enumerate(series, start=1):
        live = Live(f"[{position}/{len(series)}] {lesson.name} ... ")
        executions = [next(several) if several else _one(lesson, variant, options, live) for variant in variants]
        results.append(judged(lesson, variants, executions, series, options, baseline))
        _say(results[-1], live)
    publish(options.out / "index.html", index(results, series))
    publish(options.out / "results.json", json.dumps([result.as_json() for result in results], indent=2) + "\n")
    print(f"\n{table(results)}\n\npages: {options.out / 'index.html'}")
    return 0 if all(result.ok for result in results) else 1


def _one(lesson: Lesson, variant: Variant, options, live: Live) -> Execution:
    if variant is not AS_IT_COMES:
        live.progress(variant.name)
    return execute(lesson.path, options.cell_seconds, _log(lesson, variant, options), variant, live)


def _several(series: list[Lesson], variants: tuple[Variant, ...], options) -> Iterator[Execution]:
    runs = [(lesson.path, _log(lesson, variant, options), variant) for lesson in series for variant in variants]
    return side_by_side(runs, options.cell_seconds, options.jobs)


def _log(lesson: Lesson, variant: Variant, options) -> Path:
    other = "" if variant is AS_IT_COMES else f".{VARIANTS.index(variant)}"
    return options.out / f"{lesson.name}{other}.log"


def judged(
    lesson: Lesson, variants: tuple[Variant, ...], executions: list[Execution], series: list[Lesson], options, baseline: Baseline
) -> Result:
    """Judges a lesson by its executions, one a variant, and publishes the first of them and its page."""
    first = executions[0].notebook
    publish(options.out / f"{lesson.name}.ipynb", nbformat.writes(first) + "\n")
    publish(options.out / f"{lesson.name}.html", page(first, lesson.name, series))
    runs = [judge(lesson.name, execution, Setting.of_environment()) for execution in executions]
    if options.accept or options.widen:
        accept(runs, [variant.name for variant in variants], baseline, options.widen)
    elif runs[0].promises:
        compare(runs[0], baseline)
    return runs[0]


def chosen(every: list[Lesson], asked: list[str]) -> list[Lesson]:
    """Returns the lessons whose names begin with what was asked for, all if nothing was; exits where one is none."""
    if not every:
        sys.exit("graft: no notebook there")
    for lesson in asked:
        if not any(_is(one, lesson) for one in every):
            names = ", ".join(one.name for one in every if one.solves is None)
            print(f'graft: no lesson "{lesson}"; there are {names}', file=sys.stderr)
            sys.exit(2)
    return [one for one in every if not asked or any(_is(one, lesson) for lesson in asked)]


def _is(one: Lesson, lesson: str) -> bool:
    lesson = Path(lesson).name.removesuffix(".ipynb")
    return one.path.stem.startswith(lesson.zfill(2) if lesson.isdigit() else lesson)


def _turn(series: list[Lesson], turn: int, turns: int) -> list[Lesson]:
    some = in_turn(series, turn, turns)
    for what, counts in {"slow lessons": lambda one: one.slow, "solutions": lambda one: one.solves is not None}.items():
        run, there = (sum(map(counts, which)) for which in (some, series))
        print(f"{run} of {there} {what} have their turn; without --turn all are run", flush=True)
    return some


def _say(result: Result, live: Live) -> None:
    live.end(f"{result.seconds:.1f} s, {'ok' if result.ok else 'BROKEN'}, {len(result.promises)} promises")
    for line in result.problems + result.notes:
        print("  " + line.replace("\n", "\n  "), flush=True)


def _of(text: str) -> tuple[int, int]:
    turn, turns = (int(part) for part in text.split("/"))
    if turns < 1:
        raise ValueError
    return turn, turns


def _options(arguments: list[str]):
    parser = argparse.ArgumentParser(prog="./graft run", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or beginning of a name; all if none")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--accept",
        action="store_true",
        help=f"run each lesson {len(VARIANTS)} times, under other seeds, threads and instruction sets; "
        "the ranges of its values become the baseline",
    )
    how.add_argument("--widen", action="store_true", help="widen the baseline's ranges by this machine's values")
    parser.add_argument("--solutions", action="store_true", help="run the solutions of the exercises as well")
    parser.add_argument("--turn", type=_of, metavar="N/M", help="of the solutions only every Mth, from the Nth on, and of the slow lessons one")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="lessons that run at the same time (1)")
    parser.add_argument("--cell-seconds", type=int, default=900, metavar="N", help="longest a cell may run (900)")
    parser.add_argument("--notebooks", type=Path, default=HERE, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=OUT, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

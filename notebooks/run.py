"""Executes the notebooks beside this file, checks what they promise, and writes pages: ./graft run."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import nbformat

from runner.baseline import Baseline
from runner.execute import execute
from runner.files import publish
from runner.pages import index, page
from runner.promises import Setting
from runner.result import Result, accept, compare, judge, table
from runner.variants import AS_IT_COMES, VARIANTS

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "target" / "notebooks"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    paths = chosen(options.notebooks, options.lessons)
    shutil.rmtree(options.out, ignore_errors=True)
    baseline = Baseline(options.notebooks / "baseline.json")
    results = []
    for position, path in enumerate(paths, start=1):
        print(f"[{position}/{len(paths)}] {path.stem} ... ", end="", flush=True)
        results.append(run_one(path, options, baseline))
        _say(results[-1])
    publish(options.out / "index.html", index(results))
    publish(options.out / "results.json", json.dumps([result.as_json() for result in results], indent=2) + "\n")
    print(f"\n{table(results)}\n\npages: {options.out / 'index.html'}")
    return 0 if all(result.ok for result in results) else 1


def run_one(path: Path, options, baseline: Baseline) -> Result:
    variants = VARIANTS if options.accept else (AS_IT_COMES,)
    runs = []
    for variant in variants:
        execution = execute(path, options.cell_seconds, options.out / f"{path.stem}.log", variant)
        runs.append(judge(path.stem, execution, Setting.of_environment()))
        if variant is AS_IT_COMES:
            publish(options.out / path.name, nbformat.writes(execution.notebook) + "\n")
            publish(options.out / f"{path.stem}.html", page(execution.notebook, path.stem))
        else:
            print(f"{variant.name} ... ", end="", flush=True)
    result = runs[0]
    if options.accept or options.widen:
        accept(runs, [variant.name for variant in variants], baseline, options.widen)
    elif result.promises:
        compare(result, baseline)
    return result


def chosen(folder: Path, lessons: list[str]) -> list[Path]:
    """Returns the notebooks whose names begin with what was asked for, all if nothing was; exits where one is none."""
    every = sorted(folder.glob("*.ipynb"))
    if not every:
        sys.exit(f"graft: no notebook in {folder}")
    for lesson in lessons:
        if not any(_is(path, lesson) for path in every):
            print(f'graft: no lesson "{lesson}"; there are {", ".join(path.stem for path in every)}', file=sys.stderr)
            sys.exit(2)
    return [path for path in every if not lessons or any(_is(path, lesson) for lesson in lessons)]


def _is(path: Path, lesson: str) -> bool:
    lesson = Path(lesson).name.removesuffix(".ipynb")
    return path.stem.startswith(lesson.zfill(2) if lesson.isdigit() else lesson)


def _say(result: Result) -> None:
    print(f"{result.seconds:.1f} s, {'ok' if result.ok else 'BROKEN'}, {len(result.promises)} promises")
    for line in result.problems + result.notes:
        print("  " + line.replace("\n", "\n  "), flush=True)


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
    parser.add_argument("--cell-seconds", type=int, default=900, metavar="N", help="longest a cell may run (900)")
    parser.add_argument("--notebooks", type=Path, default=HERE, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=OUT, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

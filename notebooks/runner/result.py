"""What one notebook came to, and the table that says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from .baseline import Baseline, is_wide
from .execute import Execution
from .promises import BadPromises, Promise, Setting, read, shown


@dataclass
class Result:
    name: str
    seconds: float
    setting: Setting
    promises: list[Promise] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict:
        promises = [{"name": p.name, "value": p.value, "held": p.held} for p in self.promises]
        return {"notebook": self.name, "seconds": round(self.seconds, 1), "ok": self.ok, "promises": promises}


def judge(name: str, execution: Execution, default: Setting) -> Result:
    """Judges a notebook by itself: it must run to its end, promise something, and hold it."""
    result = Result(name, execution.seconds, default)
    if execution.failure:
        result.problems.append(execution.failure)
    try:
        result.setting, result.promises = read(execution.notebook, default)
    except BadPromises as error:
        result.problems.append(str(error))
    if not result.promises and not result.problems:
        result.problems.append("promises nothing: its last code cell must emit its promises")
    for promise in result.promises:
        if not promise.held:
            expected = f", expected {promise.expected}" if promise.expected else ""
            result.problems.append(f'broken promise: "{promise.name}" is {shown(promise.value)}{expected}')
    return result


def accept(runs: list[Result], names: list[str], baseline: Baseline, widen: bool) -> None:
    """Makes the ranges of these runs the baseline, at once; what cannot be accepted is a problem of the first."""
    first = runs[0]
    for name, run in zip(names[1:], runs[1:]):
        first.problems += [f"{name}: {problem}" for problem in run.problems]
    if not first.ok:
        return
    first.problems += baseline.accept(first.setting, first.name, [run.promises for run in runs], widen)
    for promise, entry in (baseline.accepted(first.setting, first.name) or {}).items():
        if is_wide(entry):
            first.notes.append(f'"{promise}" ranges from {shown(entry["low"])} to {shown(entry["high"])}: it says little')
    if first.ok:
        baseline.save()


def compare(result: Result, baseline: Baseline) -> None:
    """Adds what drifted from the baseline to the problems; values without one are only noted."""
    accepted = baseline.accepted(result.setting, result.name)
    where = f"{result.setting.engine} on {result.setting.data}"
    if accepted is None:
        result.notes.append(f"no baseline for {where}; --accept makes one")
        return
    result.problems += [f"drift, {where}: {line}" for line in baseline.drift(result.setting, result.name, result.promises)]
    new = [promise.name for promise in result.promises if promise.name not in accepted]
    if new:
        result.notes.append(f"not in the baseline for {where}: {', '.join(new)}; --accept adds them")


def table(results: list[Result]) -> str:
    rows = [("notebook", "seconds", "promise", "value", "")]
    for result in results:
        head = (result.name, f"{result.seconds:.1f}")
        for promise in result.promises:
            rows.append((*head, promise.name, shown(promise.value), "held" if promise.held else "broken"))
            head = ("", "")
        if not result.promises:
            rows.append((*head, "(none)", "", "broken"))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)

"""The accepted values: baseline.json, by engine, data set, notebook and promise. A number is the range that it took."""

from __future__ import annotations

import json
import math
from pathlib import Path

from .files import publish
from .promises import Promise, Setting, shown

# A range is that of few runs: other machines may leave it by its width. Where it is narrower than the figure's own grain, one
# photo in a hundred for shares and 1 % for larger figures, that is the margin. Whole numbers have no grain.
MARGIN_OF_WIDTH = 1.0
MARGIN_OF_SHARES = 0.01
RELATIVE_MARGIN = 0.01

# Wider than this, a share says little: better promise something else, such as a difference between two of the same run.
WIDE_SHARE = 0.1
WIDE_RELATIVE = 0.25


class Baseline:
    def __init__(self, path: Path):
        self._path = path
        self._all = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def accepted(self, setting: Setting, notebook: str) -> dict | None:
        """Returns this notebook's accepted values, None where there are none for this engine and data set."""
        return self._all.get(setting.engine, {}).get(setting.data, {}).get(notebook)

    def drift(self, setting: Setting, notebook: str, promises: list[Promise]) -> list[str]:
        """Returns a line for each value that left its range by more than the margin, or is gone."""
        values = {promise.name: promise.value for promise in promises}
        lines = []
        for name, entry in (self.accepted(setting, notebook) or {}).items():
            if name not in values:
                lines.append(f'"{name}" is gone; the baseline has {_shown(entry)}')
            elif line := _drift(values[name], entry):
                lines.append(f'"{name}" {line}')
        return lines

    def accept(self, setting: Setting, notebook: str, runs: list[list[Promise]], widen: bool = False) -> list[str]:
        """Replaces a notebook's ranges by those of these runs, or widens them; returns a line for each value that cannot be.

        What cannot be accepted leaves the notebook's ranges as they were.
        """
        entries = {promise.name: [] for run in runs for promise in run}
        for name, found in entries.items():
            found += [_entry(promise.value) for run in runs for promise in run if promise.name == name]
            old = (self.accepted(setting, notebook) or {}).get(name)
            if widen and old is not None:
                found.append(old)
        new = {name: _joined(found) for name, found in entries.items()}
        problems = [f'"{name}" is not the same in every run' for name, entry in new.items() if entry is None]
        problems += [
            f'"{name}" is missing in some runs' for name in entries if not all(name in _names(run) for run in runs)
        ]
        if not problems:
            self._all.setdefault(setting.engine, {}).setdefault(setting.data, {})[notebook] = new
        return problems

    def save(self) -> None:
        publish(self._path, json.dumps(self._all, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def margin(low, high) -> float:
    """What a value may leave its range by before it counts as drift."""
    width = MARGIN_OF_WIDTH * (high - low)
    if isinstance(low, int) and isinstance(high, int):
        return math.ceil(width)
    size = max(abs(low), abs(high))
    return max(width, MARGIN_OF_SHARES if size <= 1 else RELATIVE_MARGIN * size)


def is_wide(entry: dict) -> bool:
    """Tells whether the runs disagree by so much that the value says little."""
    if "low" not in entry or isinstance(entry["low"], int):
        return False
    size = max(abs(entry["low"]), abs(entry["high"]))
    return entry["high"] - entry["low"] > (WIDE_SHARE if size <= 1 else WIDE_RELATIVE * size)


def _drift(value, entry) -> str | None:
    if "low" not in entry or not _is_number(value):
        return None if "value" in entry and value == entry["value"] else f"is {shown(value)}, the baseline has {_shown(entry)}"
    low, high = entry["low"], entry["high"]
    allowed = margin(low, high)
    if low - allowed * (1 + 1e-9) <= value <= high + allowed * (1 + 1e-9):
        return None
    distance = value - (high if value > high else low)
    return f"is {shown(value)}, {distance:+.4g} from the baseline's {_shown(entry)} (margin {shown(allowed)})"


def _entry(value) -> dict:
    return {"low": value, "high": value} if _is_number(value) else {"value": value}


def _joined(entries: list[dict]) -> dict | None:
    if all("low" in entry for entry in entries):
        return {"low": min(entry["low"] for entry in entries), "high": max(entry["high"] for entry in entries)}
    return entries[0] if all(entry == entries[0] for entry in entries) else None


def _names(run: list[Promise]) -> set[str]:
    return {promise.name for promise in run}


def _shown(entry: dict) -> str:
    if "value" in entry:
        return shown(entry["value"])
    low, high = shown(entry["low"]), shown(entry["high"])
    return low if low == high else f"{low} … {high}"


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)

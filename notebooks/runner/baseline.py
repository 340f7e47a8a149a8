"""The last accepted values: baseline.json, by engine, data set, notebook and promise."""

from __future__ import annotations

import json
from pathlib import Path

from .files import publish
from .promises import Promise, Setting, shown

# Shares, such as an accuracy, may move by one image in fifty: the noise of another machine. Anything larger, by 5 %.
SHARE_TOLERANCE = 0.02
RELATIVE_TOLERANCE = 0.05


def default_tolerance(value) -> float:
    """What a new value may drift by: counts, words and truths not at all."""
    if not isinstance(value, float):
        return 0
    return SHARE_TOLERANCE if abs(value) <= 1 else float(f"{abs(value) * RELATIVE_TOLERANCE:.2g}")


class Baseline:
    def __init__(self, path: Path):
        self._path = path
        self._all = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def accepted(self, setting: Setting, notebook: str) -> dict | None:
        """Returns this notebook's accepted values, None where there are none for this engine and data set."""
        return self._all.get(setting.engine, {}).get(setting.data, {}).get(notebook)

    def drift(self, setting: Setting, notebook: str, promises: list[Promise]) -> list[str]:
        """Returns a line for each value that left its tolerance or is gone."""
        values = {promise.name: promise.value for promise in promises}
        lines = []
        for name, entry in (self.accepted(setting, notebook) or {}).items():
            if name not in values:
                lines.append(f'"{name}" is gone; the baseline has {shown(entry["value"])}')
            elif line := _drift(values[name], entry["value"], entry.get("tolerance", 0)):
                lines.append(f'"{name}" {line}')
        return lines

    def accept(self, setting: Setting, notebook: str, promises: list[Promise]) -> None:
        """Replaces a notebook's values; a value that is known keeps its tolerance."""
        old = self.accepted(setting, notebook) or {}
        new = {}
        for promise in promises:
            tolerance = old.get(promise.name, {}).get("tolerance", default_tolerance(promise.value))
            new[promise.name] = {"value": promise.value, "tolerance": tolerance}
        self._all.setdefault(setting.engine, {}).setdefault(setting.data, {})[notebook] = new

    def save(self) -> None:
        publish(self._path, json.dumps(self._all, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def _drift(value, accepted, tolerance) -> str | None:
    if not (_is_number(value) and _is_number(accepted)):
        return None if value == accepted else f"is {shown(value)}, the baseline has {shown(accepted)}"
    distance = value - accepted
    if abs(distance) <= tolerance * (1 + 1e-9):
        return None
    return f"is {shown(value)}, {distance:+.4g} from the baseline's {shown(accepted)} (tolerance {shown(tolerance)})"


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

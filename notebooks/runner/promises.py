"""What a notebook promises: read from its outputs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

MIME = "application/vnd.graft.promises+json"


@dataclass(frozen=True)
class Promise:
    name: str
    value: object
    held: bool
    expected: str = ""


@dataclass(frozen=True)
class Setting:
    """Where the values come from: a baseline is kept for each engine and data set."""

    engine: str
    data: str

    @staticmethod
    def of_environment(environment=os.environ) -> Setting:
        photos = environment.get("GRAFT_DATA")
        real = bool(photos) and (Path(photos) / "ants_bees").is_dir()
        data = environment.get("GRAFT_PHOTOS") or ("ants_bees" if real else "garden")
        return Setting(environment.get("GRAFT_ENGINE") or "PyTorch", data)


class BadPromises(ValueError):
    """An output of the promises' MIME type that is none."""


def read(notebook, default: Setting) -> tuple[Setting, list[Promise]]:
    """Returns the promises of an executed notebook in order, and the engine and data set that the notebook names."""
    setting, promises = default, []
    for payload in _payloads(notebook):
        if isinstance(payload, dict):
            data = re.sub(r"\W+", "_", payload.get("data", default.data))
            setting = Setting(payload.get("engine", default.engine), data)
            payload = payload.get("promises")
        if not isinstance(payload, list):
            raise BadPromises(f"promises are {type(payload).__name__}, expected a list")
        promises += [_promise(entry) for entry in payload]
    return setting, promises


def _payloads(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


def _promise(entry) -> Promise:
    try:
        return Promise(entry["name"], entry["value"], entry["held"] is True, str(entry.get("expected", "")))
    except (KeyError, TypeError):
        raise BadPromises(f"promise {entry!r} lacks one of name, value, held") from None


def shown(value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)

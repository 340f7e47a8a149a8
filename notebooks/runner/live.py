"""What a reader of the terminal sees of a notebook while it runs."""

from __future__ import annotations

import shutil
import sys
import time

# where nobody can rewrite a line, in a log, one a minute says enough
SPARSE_SECONDS = 60
_CLEAR = "\r\x1b[K"


class Live:
    """One line that says which cell runs and how far it is: rewritten on a terminal, now and then a new one elsewhere."""

    def __init__(self, begin: str, stream=None, clock=time.monotonic):
        self._begin = begin
        self._stream = stream or sys.stdout
        self._clock = clock
        self._rewrites = self._stream.isatty()
        self._said = clock()
        self._broke = False
        self._cell = ""
        self._write(begin)

    def cell(self, number: int, count: int) -> None:
        self._cell = f"cell {number}/{count}"
        self._say(self._cell)

    def progress(self, line: str) -> None:
        """Takes what a running cell says of itself."""
        self._say(f"{self._cell} · {line}" if self._cell else line)

    def end(self, verdict: str) -> None:
        before = f"{_CLEAR}{self._begin}" if self._rewrites else "\n  " if self._broke else ""
        self._write(f"{before}{verdict}\n")

    def _say(self, line: str) -> None:
        if self._rewrites:
            width = shutil.get_terminal_size().columns - 1
            self._write(_CLEAR + f"{self._begin}{line}"[:width])
        elif self._clock() - self._said >= SPARSE_SECONDS:
            self._said = self._clock()
            self._broke = True
            self._write(f"\n  {line}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

"""Executes one notebook in its own kernel."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from .live import Live
from .ports import quiet_ports
from .variants import AS_IT_COMES, Variant

STARTUP_SECONDS = 120
FRAMES = 5
_CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Execution:
    notebook: nbformat.NotebookNode
    seconds: float
    failure: str | None


def execute(path: Path, cell_seconds: int, log: Path, variant: Variant = AS_IT_COMES, live: Live | None = None) -> Execution:
    """Runs every cell in the notebook's own folder, as nbconvert does; stops at the first cell that throws.

    The kernel is gone when this returns or raises KeyboardInterrupt; what it wrote to the terminal is in the log.
    """
    notebook = nbformat.read(path, as_version=4)
    running = []
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]

    def starts(cell, cell_index):
        running.append(cell)
        if live and cell_index in code:
            live.cell(code.index(cell_index) + 1, len(code))

    client = _Client(
        notebook,
        timeout=cell_seconds,
        startup_timeout=STARTUP_SECONDS,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        coalesce_streams=True,
        on_cell_start=starts,
    )
    client.environment = variant.environment
    client.live = live
    start = time.monotonic()
    failure = None
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("w", encoding="utf-8") as terminal:
            asyncio.run(_run(client, terminal))
    except CellExecutionError:
        failure = _thrown(running[-1])
    except CellTimeoutError:
        failure = f"a cell ran longer than {cell_seconds} s:\n{_indented(running[-1].source)}"
    except DeadKernelError:
        cell = f" in this cell:\n{_indented(running[-1].source)}" if running else ""
        failure = f"the kernel died (its log: {log}){cell}"
    except (NoSuchKernel, RuntimeError) as error:
        failure = f"the kernel did not start (its log: {log}): {error}"
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    return Execution(notebook, time.monotonic() - start, failure)


class _Client(NotebookClient):
    interrupted = False
    environment: dict[str, str] = {}
    live: Live | None = None

    def process_message(self, msg, cell, cell_index):
        # only the line of a long call is rewritten in place
        if self.live and msg["msg_type"] == "update_display_data":
            self.live.progress(str(msg["content"]["data"].get("text/plain", "")).strip())
        return super().process_message(msg, cell, cell_index)

    async def async_start_new_kernel(self, **options):
        # nbclient's own handlers kill the kernel only, and the run would go on with the next notebook
        task = asyncio.current_task()

        def interrupt():
            self.interrupted = True
            task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, interrupt)
        self.km.cache_ports = False
        for channel, port in zip(_CHANNELS, quiet_ports(len(_CHANNELS)), strict=True):
            setattr(self.km, f"{channel}_port", port)
        # the kernel's own kernel.json wins over the caller's environment
        self.km.kernel_spec.env.update(self.environment)
        await super().async_start_new_kernel(**options)


async def _run(client: _Client, terminal) -> None:
    try:
        await client.async_execute(stdout=terminal, stderr=terminal)
    except (DeadKernelError, RuntimeError):
        # nbclient takes every cancellation for a dead kernel
        if client.interrupted:
            raise asyncio.CancelledError from None
        raise
    finally:
        if client.km is not None and client.km.has_kernel:
            await client.km.shutdown_kernel(now=True)


def _thrown(cell) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            lines = output.get("traceback") or [f"{output.ename}: {output.evalue}"]
            text = _brief(_ANSI.sub("", "\n".join(lines)).rstrip())
            return f"{text}\n  in this cell:\n{_indented(cell.source)}"
    return f"a cell failed:\n{_indented(cell.source)}"


def _brief(trace: str) -> str:
    """Keeps every cause and the top of each stack."""
    lines, frames = [], 0
    for line in trace.splitlines():
        frames = frames + 1 if line.startswith("\tat ") else 0
        if frames <= FRAMES:
            lines.append(line)
    return "\n".join(lines)


def _indented(source: str) -> str:
    return "\n".join(f"    | {line}" for line in source.splitlines())

"""Executes several notebooks at the same time, each in a process and a kernel of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .execute import Execution, execute
from .variants import Variant

# two on one core each are done before two on two, and who waits is not to keep the processor busy meanwhile
_WAITING = {"OMP_WAIT_POLICY": "PASSIVE"}


def side_by_side(runs: list[tuple[Path, Path, Variant]], cell_seconds: int, jobs: int) -> Iterator[Execution]:
    """Executes each run, a notebook with its log and variant, and yields what came of them in the order given.

    At most so many jobs run at once. An interrupt reaches every process, and each closes its own kernel.
    """
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(execute, path, cell_seconds, log, _sharing(variant, jobs)) for path, log, variant in runs]
        try:
            for future in futures:
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _sharing(variant: Variant, jobs: int) -> Variant:
    threads = max(1, (os.cpu_count() or 1) // jobs)
    return Variant(variant.name, _WAITING | {"OMP_NUM_THREADS": str(threads)} | variant.environment)

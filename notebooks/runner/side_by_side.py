"""Executes several notebooks at the same time, each in a process and a kernel of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .execute import Execution, execute
from .variants import Variant

# who waits for the other's threads is not to keep the processor busy meanwhile
_SHARING = {"OMP_WAIT_POLICY": "PASSIVE"}


def side_by_side(runs: list[tuple[Path, Path, Variant]], cell_seconds: int, jobs: int) -> Iterator[Execution]:
    """Executes each run, a notebook with its log and variant, and yields what came of them in the order given.

    At most so many jobs run at once. An interrupt reaches every process, and each closes its own kernel.
    """
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(execute, path, cell_seconds, log, _sharing(variant)) for path, log, variant in runs]
        try:
            for future in futures:
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _sharing(variant: Variant) -> Variant:
    return Variant(variant.name, _SHARING | variant.environment)

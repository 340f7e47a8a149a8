"""Runs a notebook of a few cells in a fresh kernel, as nbconvert --execute does, and takes the time."""

import sys
import time

import nbclient
import nbformat

from protocol import serve


def run(cells, photo):
    sources = [line.replace("PHOTO", photo) for line in cells]
    kernel = "java" if sources[0].startswith("%maven") else "python3"
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    start = time.perf_counter()
    nbclient.NotebookClient(nb, kernel_name=kernel, timeout=600, shutdown_kernel="immediate").execute()
    seconds = time.perf_counter() - start
    print(nb.cells[-1].outputs, file=sys.stderr)
    return {"seconds": seconds}


if __name__ == "__main__":
    serve({"run": run})

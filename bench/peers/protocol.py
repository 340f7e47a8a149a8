"""One JSON object a line: a question on stdin, its answer on stdout. Whatever else is printed goes to stderr."""

import json
import os
import sys
import time
import traceback

THREADS = int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1)


class Absent(Exception):
    """What this engine does not have; the text says why."""


def serve(operations):
    """Answers until stdin ends. `operations` maps a question's "op" to a function of its other members."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        question = json.loads(line)
        try:
            operation = question.pop("op")
            if operation not in operations:
                raise Absent(f"this engine has no {operation}")
            answer = operations[operation](**question)
        except Absent as why:
            answer = {"absent": str(why)}
        except Exception as problem:
            traceback.print_exc()
            answer = {"error": f"{type(problem).__name__}: {problem}".splitlines()[0][:200]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def repeat(seconds, step, images):
    """Calls `step` at least twice and for at least so long; tells how many images that were, and the seconds."""
    done = 0
    start = time.perf_counter()
    while done < 2 * images or time.perf_counter() - start < seconds:
        step()
        done += images
    return {"images": done, "seconds": time.perf_counter() - start}


def fastest(candidates, step, images):
    """Tries each candidate (name, anything) for a moment and gives the name and the value of the fastest."""
    rates = []
    for name, candidate in candidates:
        try:
            step(candidate)
            tried = repeat(0.5, lambda: step(candidate), images)
            rates.append((tried["images"] / tried["seconds"], name, candidate))
        except Exception:
            traceback.print_exc()
    if not rates:
        raise RuntimeError("no candidate runs")
    return max(rates, key=lambda rate: rate[0])[1:]


def pictures(folder, limit):
    """The first files of a folder and its sub-folders, by path."""
    found = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return found[:limit]

import tempfile
import unittest
from pathlib import Path

from nbformat.v4 import new_code_cell, new_output

from runner.baseline import Baseline
from runner.execute import Execution, _thrown
from runner.fixtures import executed, promises
from runner.promises import Setting
from runner.result import accept, compare, judge, table

GARDEN = Setting("MXNet", "garden")
NO_BASELINE = Baseline(Path("/no/such/baseline.json"))


def judged(*payloads, failure=None):
    return judge("02-head", Execution(executed(*payloads), 1.25, failure), GARDEN)


class JudgeTest(unittest.TestCase):
    def test_held(self):
        result = judged(promises(accuracy=0.9, classes=2))
        self.assertTrue(result.ok)
        self.assertEqual(
            {
                "notebook": "02-head",
                "seconds": 1.2,
                "ok": True,
                "promises": [
                    {"name": "accuracy", "value": 0.9, "held": True},
                    {"name": "classes", "value": 2, "held": True},
                ],
            },
            result.as_json(),
        )

    def test_broken_promise(self):
        result = judged([{"name": "accuracy", "value": 0.5, "held": False, "expected": "at least 0.8"}])
        self.assertEqual(['broken promise: "accuracy" is 0.5, expected at least 0.8'], result.problems)

    def test_promises_nothing(self):
        self.assertEqual(["promises nothing: its last code cell must emit its promises"], judged().problems)

    def test_failure_is_the_only_problem_of_a_notebook_that_did_not_end(self):
        self.assertEqual(["the kernel died"], judged(failure="the kernel died").problems)

    def test_missing_baseline_is_no_problem(self):
        result = judged(promises(accuracy=0.9))
        compare(result, NO_BASELINE)
        self.assertEqual(([], ["no baseline for MXNet on garden; --accept makes one"]), (result.problems, result.notes))

    def test_what_another_machine_breaks_is_not_accepted(self):
        runs = [judged(promises(accuracy=0.9)), judged([{"name": "accuracy", "value": 0.4, "held": False}])]
        accept(runs, ["as it comes", "one thread"], NO_BASELINE, widen=False)
        self.assertEqual(['one thread: broken promise: "accuracy" is 0.4'], runs[0].problems)
        self.assertIsNone(NO_BASELINE.accepted(GARDEN, "02-head"))

    def test_ranges_are_saved_and_wide_ones_said(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "baseline.json"
            runs = [judged(promises(accuracy=0.9, loss=0.2)), judged(promises(accuracy=0.7, loss=0.25))]
            accept(runs, ["as it comes", "one thread"], Baseline(path), widen=False)
            self.assertEqual(['"accuracy" ranges from 0.7 to 0.9: it says little'], runs[0].notes)
            accepted = Baseline(path).accepted(GARDEN, "02-head")
            self.assertEqual({"accuracy": {"low": 0.7, "high": 0.9}, "loss": {"low": 0.2, "high": 0.25}}, accepted)

    def test_drift_is_a_problem_and_a_new_promise_none(self):
        NO_BASELINE.accept(GARDEN, "02-head", [judged(promises(accuracy=0.8)).promises])
        self.addCleanup(NO_BASELINE._all.clear)
        result = judged(promises(accuracy=0.9, classes=2))
        compare(result, NO_BASELINE)
        drift = 'drift, MXNet on garden: "accuracy" is 0.9, +0.1 from the baseline\'s 0.8 (margin 0.01)'
        self.assertEqual([drift], result.problems)
        self.assertEqual(["not in the baseline for MXNet on garden: classes; --accept adds them"], result.notes)

    def test_table(self):
        self.assertEqual(
            "notebook  seconds  promise   value\n"
            "02-head   1.2      accuracy  0.9    held\n"
            "                   classes   2      held",
            table([judged(promises(accuracy=0.9, classes=2))]),
        )


class ThrownTest(unittest.TestCase):
    def test_exception_and_cell(self):
        trace = ["\x1b[31mjava.lang.IllegalStateException: no layer\x1b[0m", "\tat .(#13:1)"]
        error = new_output("error", ename="IllegalStateException", evalue="no layer", traceback=trace)
        self.assertEqual(
            "java.lang.IllegalStateException: no layer\n\tat .(#13:1)\n  in this cell:\n    | int x;\n    | f(x)",
            _thrown(new_code_cell("int x;\nf(x)", outputs=[error])),
        )

    def test_long_stacks_are_cut_and_causes_kept(self):
        frames = [f"\tat f{number}" for number in range(9)]
        trace = ["E: outer", *frames, "Caused by: E: inner", *frames]
        error = new_output("error", ename="E", evalue="outer", traceback=trace)
        lines = _thrown(new_code_cell("f()", outputs=[error])).splitlines()
        self.assertEqual(["E: outer", *frames[:5], "Caused by: E: inner", *frames[:5]], lines[:-2])

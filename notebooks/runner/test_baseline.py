import json
import tempfile
import unittest
from pathlib import Path

from runner.baseline import Baseline, default_tolerance
from runner.promises import Promise, Setting

GARDEN = Setting("MXNet", "garden")
ACCEPTED = {"MXNet": {"garden": {"02": {"accuracy": {"value": 0.9, "tolerance": 0.01}, "classes": {"value": 3}}}}}


def values(accuracy, classes=3):
    return [Promise("accuracy", accuracy, True), Promise("classes", classes, True)]


class BaselineTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name) / "baseline.json"
        self.path.write_text(json.dumps(ACCEPTED), encoding="utf-8")
        self.baseline = Baseline(self.path)

    def test_within_tolerance(self):
        self.assertEqual([], self.baseline.drift(GARDEN, "02", values(0.91)))

    def test_drift_says_which_and_how_much(self):
        self.assertEqual(
            ['"accuracy" is 0.88, -0.02 from the baseline\'s 0.9 (tolerance 0.01)'],
            self.baseline.drift(GARDEN, "02", values(0.88)),
        )

    def test_counts_are_exact(self):
        self.assertEqual(
            ['"classes" is 4, +1 from the baseline\'s 3 (tolerance 0)'],
            self.baseline.drift(GARDEN, "02", values(0.9, classes=4)),
        )

    def test_nan_drifts(self):
        self.assertEqual(1, len(self.baseline.drift(GARDEN, "02", values(float("nan")))))

    def test_promise_that_is_gone(self):
        self.assertEqual(
            ['"classes" is gone; the baseline has 3'], self.baseline.drift(GARDEN, "02", values(0.9)[:1])
        )

    def test_words_and_truths(self):
        self.baseline.accept(GARDEN, "02", [Promise("frozen", True, True)])
        drift = self.baseline.drift(GARDEN, "02", [Promise("frozen", False, False)])
        self.assertEqual(['"frozen" is False, the baseline has True'], drift)

    def test_other_engine_has_none(self):
        self.assertIsNone(self.baseline.accepted(Setting("PyTorch", "garden"), "02"))
        self.assertEqual([], self.baseline.drift(Setting("PyTorch", "garden"), "02", values(0.1)))

    def test_accept_keeps_tolerances_and_other_notebooks(self):
        self.baseline.accept(GARDEN, "02", [*values(0.95), Promise("loss", 0.3, True)])
        self.baseline.accept(GARDEN, "03", [Promise("epochs", 5, True)])
        self.baseline.save()
        saved = json.loads(self.path.read_text(encoding="utf-8"))["MXNet"]["garden"]
        self.assertEqual({"value": 0.95, "tolerance": 0.01}, saved["02"]["accuracy"])
        self.assertEqual({"value": 0.3, "tolerance": 0.02}, saved["02"]["loss"])
        self.assertEqual({"value": 5, "tolerance": 0}, saved["03"]["epochs"])

    def test_default_tolerance(self):
        self.assertEqual([0, 0, 0.02, 0.25], [default_tolerance(value) for value in (3, True, 0.9, 5.0)])

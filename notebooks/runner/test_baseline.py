import json
import tempfile
import unittest
from pathlib import Path

from runner.baseline import Baseline, is_wide, margin
from runner.promises import Promise, Setting

GARDEN = Setting("MXNet", "garden")
ACCEPTED = {"MXNet": {"garden": {"02": {"accuracy": {"low": 0.85, "high": 0.95}, "classes": {"low": 3, "high": 3}}}}}


def values(accuracy, classes=3):
    return [Promise("accuracy", accuracy, True), Promise("classes", classes, True)]


class WithBaseline(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name) / "baseline.json"
        self.path.write_text(json.dumps(ACCEPTED), encoding="utf-8")
        self.baseline = Baseline(self.path)


class DriftTest(WithBaseline):
    def test_within_the_range_and_its_width_more(self):
        for accuracy in (0.75, 0.85, 0.9, 0.95, 1.05):
            self.assertEqual([], self.baseline.drift(GARDEN, "02", values(accuracy)), accuracy)

    def test_drift_says_which_and_how_much(self):
        self.assertEqual(
            ['"accuracy" is 0.74, -0.11 from the baseline\'s 0.85 … 0.95 (margin 0.1)'],
            self.baseline.drift(GARDEN, "02", values(0.74)),
        )
        self.assertEqual(
            ['"accuracy" is 1.06, +0.11 from the baseline\'s 0.85 … 0.95 (margin 0.1)'],
            self.baseline.drift(GARDEN, "02", values(1.06)),
        )

    def test_counts_that_never_varied_are_exact(self):
        self.assertEqual(
            ['"classes" is 4, +1 from the baseline\'s 3 (margin 0)'],
            self.baseline.drift(GARDEN, "02", values(0.9, classes=4)),
        )

    def test_nan_and_words_drift_from_numbers(self):
        for value in (float("nan"), "NaN", True):
            self.assertEqual(1, len(self.baseline.drift(GARDEN, "02", values(value))), value)

    def test_promise_that_is_gone(self):
        self.assertEqual(
            ['"classes" is gone; the baseline has 3'], self.baseline.drift(GARDEN, "02", values(0.9)[:1])
        )

    def test_words_and_truths(self):
        self.assertEqual([], self.baseline.accept(GARDEN, "02", [[Promise("frozen", True, True)]]))
        drift = self.baseline.drift(GARDEN, "02", [Promise("frozen", False, False)])
        self.assertEqual(['"frozen" is False, the baseline has True'], drift)

    def test_other_engine_has_none(self):
        self.assertIsNone(self.baseline.accepted(Setting("PyTorch", "garden"), "02"))
        self.assertEqual([], self.baseline.drift(Setting("PyTorch", "garden"), "02", values(0.1)))


class AcceptTest(WithBaseline):
    def saved(self, notebook):
        self.baseline.save()
        return json.loads(self.path.read_text(encoding="utf-8"))["MXNet"]["garden"][notebook]

    def test_range_of_all_runs_and_other_notebooks_kept(self):
        self.baseline.accept(GARDEN, "02", [values(0.95), values(0.93), values(0.97, classes=4)])
        self.baseline.accept(GARDEN, "03", [[Promise("epochs", 5, True)]])
        self.assertEqual(
            {"accuracy": {"low": 0.93, "high": 0.97}, "classes": {"low": 3, "high": 4}}, self.saved("02")
        )
        self.assertEqual({"epochs": {"low": 5, "high": 5}}, self.saved("03"))

    def test_widened(self):
        self.baseline.accept(GARDEN, "02", [[*values(0.97), Promise("loss", 0.3, True)]], widen=True)
        self.assertEqual(
            {"accuracy": {"low": 0.85, "high": 0.97}, "classes": {"low": 3, "high": 3}, "loss": {"low": 0.3, "high": 0.3}},
            self.saved("02"),
        )

    def test_truths_and_names_must_agree_else_nothing_changes(self):
        problems = self.baseline.accept(GARDEN, "02", [[Promise("frozen", True, True)], [Promise("frozen", False, True)]])
        self.assertEqual(['"frozen" is not the same in every run'], problems)
        problems = self.baseline.accept(GARDEN, "02", [values(0.9), values(0.9)[:1]])
        self.assertEqual(['"classes" is missing in some runs'], problems)
        self.assertEqual(ACCEPTED["MXNet"]["garden"]["02"], self.saved("02"))


class MarginTest(unittest.TestCase):
    def test_the_width_at_least_the_grain(self):
        self.assertEqual([0, 1, 3], [margin(3, 3), margin(3, 4), margin(3, 6)])
        self.assertEqual([0.01, 0.1, 0.05], [round(margin(*r), 9) for r in ((0.9, 0.91), (0.8, 0.9), (5.0, 5.0))])

    def test_wide(self):
        self.assertTrue(is_wide({"low": 0.5, "high": 0.7}))
        self.assertFalse(is_wide({"low": 0.5, "high": 0.55}))
        self.assertTrue(is_wide({"low": 5.0, "high": 8.0}))
        self.assertFalse(is_wide({"low": 3, "high": 9}))
        self.assertFalse(is_wide({"value": True}))

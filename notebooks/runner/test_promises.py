import tempfile
import unittest
from pathlib import Path

from runner.fixtures import executed, promises
from runner.promises import BadPromises, Promise, Setting, read

DEFAULT = Setting("PyTorch", "garden")


class ReadTest(unittest.TestCase):
    def test_list(self):
        notebook = executed([{"name": "accuracy", "value": 0.9, "held": True, "expected": "at least 0.8"}])
        self.assertEqual((DEFAULT, [Promise("accuracy", 0.9, True, "at least 0.8")]), read(notebook, DEFAULT))

    def test_object_names_engine_and_data(self):
        notebook = executed({"engine": "PyTorch", "data": "ants and bees", "promises": promises(classes=2)})
        self.assertEqual((Setting("PyTorch", "ants_and_bees"), [Promise("classes", 2, True)]), read(notebook, DEFAULT))

    def test_outputs_add_up(self):
        notebook = executed(promises(a=1), promises(b=2))
        self.assertEqual(["a", "b"], [promise.name for promise in read(notebook, DEFAULT)[1]])

    def test_none(self):
        self.assertEqual((DEFAULT, []), read(executed(), DEFAULT))

    def test_malformed(self):
        with self.assertRaisesRegex(BadPromises, "promises are str, expected a list"):
            read(executed("all is well"), DEFAULT)
        with self.assertRaisesRegex(BadPromises, "promise {'name': 'a'} lacks one of name, value, held"):
            read(executed([{"name": "a"}]), DEFAULT)

    def test_held_is_true_and_nothing_else(self):
        notebook = executed([{"name": "a", "value": 1, "held": "no"}])
        self.assertFalse(read(notebook, DEFAULT)[1][0].held)


class SettingTest(unittest.TestCase):
    def test_environment(self):
        with tempfile.TemporaryDirectory() as photos:
            self.assertEqual(Setting("PyTorch", "garden"), Setting.of_environment({}))
            self.assertEqual(Setting("PyTorch", "garden"), Setting.of_environment({"GRAFT_ENGINE": "PyTorch"}))
            self.assertEqual(Setting("PyTorch", "garden"), Setting.of_environment({"GRAFT_DATA": photos}))
            (Path(photos) / "ants_bees").mkdir()
            self.assertEqual(Setting("PyTorch", "ants_bees"), Setting.of_environment({"GRAFT_DATA": photos}))
            chosen = {"GRAFT_DATA": photos, "GRAFT_PHOTOS": "garden"}
            self.assertEqual(Setting("PyTorch", "garden"), Setting.of_environment(chosen))
            self.assertEqual(Setting("PyTorch", "ants_bees"), Setting.of_environment({"GRAFT_PHOTOS": "ants_bees"}))

import tempfile
import unittest
from pathlib import Path

import nbformat

from runner.side_by_side import side_by_side
from runner.variants import AS_IT_COMES


class SideBySideTest(unittest.TestCase):
    """The kernel that these notebooks ask for does not exist: each process says so, and none runs."""

    def test_what_comes_of_each_is_given_in_the_order_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            runs = [(_notebook(Path(folder), name), Path(folder, f"{name}.log"), AS_IT_COMES) for name in "cab"]
            executions = list(side_by_side(runs, cell_seconds=5, jobs=2))
        self.assertEqual(["c", "a", "b"], [execution.notebook.cells[0].source for execution in executions])
        for execution in executions:
            self.assertIn("the kernel did not start", execution.failure)


def _notebook(folder: Path, text: str) -> Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
    notebook.metadata["kernelspec"] = {"name": "no-such-kernel", "display_name": "none", "language": "none"}
    path = folder / f"{text}.ipynb"
    nbformat.write(notebook, path)
    return path


if __name__ == "__main__":
    unittest.main()

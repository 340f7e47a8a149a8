"""Python reads and writes text in the locale's encoding unless told otherwise: every call here tells."""

import ast
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = "bin", "notebooks", "bench", "helper-lib/src"
AS_TEXT = {"text", "universal_newlines"}


def lacking(source):
    """Lines of calls that leave the encoding to the locale."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return sorted(call.lineno for call in calls if leaves_it(call))


def leaves_it(call):
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    named = {word.arg for word in call.keywords}
    if "encoding" in named:
        return False
    if name in ("run", "Popen", "check_output", "call", "check_call"):
        return bool(named & AS_TEXT)
    if name == "read_text":
        return not call.args
    return name == "write_text" and len(call.args) < 2 or name == "open" and opens_a_file(call) and is_text(call)


def opens_a_file(call):
    """Not os.open, whose flags are no mode, nor an archive's."""
    return isinstance(call.func, ast.Name) or ast.unparse(call.func.value) not in ("os", "tarfile", "gzip", "webbrowser", "Image")


def is_text(call):
    modes = [word.value for word in call.keywords if word.arg == "mode"] + call.args
    letters = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str) and set(mode.value) <= set("rwaxbt+")]
    return "b" not in "".join(letters)


class EncodingsTest(unittest.TestCase):
    def test_every_file_is_read_and_written_by_a_named_encoding(self):
        files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]
        self.assertGreater(len(files), 15)
        found = {file.relative_to(ROOT): lines for file in files if (lines := lacking(file.read_text(encoding="utf-8")))}
        self.assertEqual({}, found)

    def test_what_leaves_it_to_the_locale_is_found(self):
        source = 'open("a")\nopen("a", "rb")\np.open("w")\np.read_text()\np.write_text("é")\nrun("x", text=True)\nrun("x", text=True, encoding="utf-8")\n'
        self.assertEqual([1, 3, 4, 5, 6], lacking(source))


if __name__ == "__main__":
    unittest.main()

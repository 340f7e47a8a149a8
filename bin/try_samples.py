#!/usr/bin/env python3
"""Builds and runs samples/ against the installed artifacts, each in a copy, with the engine that it leaves out nowhere on its class path.

usage: bin/try_samples.py [maven] [gradle]     both, if none is named; gradle is skipped where there is none
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = {"maven": "PyTorch", "gradle": "MXNet"}
LEAST = 0.9
# Debian's Gradle is of 2017: what it lacks has another spelling there
OLD = {
    "mavenLocal { content { includeGroup 'dev.graft' } }": "mavenLocal()",
    "implementation platform(": "implementation (",
    "application {": "project.with {",
    "    mainClass = ": "    mainClassName = ",
}


def local_repository():
    named = re.search(r"-Dmaven\.repo\.local=(\S+)", os.environ.get("MAVEN_OPTS", ""))
    return [f"-Dmaven.repo.local={named.group(1)}"] if named else []


def maven(_):
    return ["mvn", "-B", "-ntp", "-q", *offline("-o"), "compile", "exec:exec"]


def gradle(folder):
    said = subprocess.run(["gradle", "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    if int(re.search(r"Gradle (\d+)", said).group(1)) < 7:
        build = folder / "build.gradle"
        build.write_text(old(build.read_text(encoding="utf-8")), encoding="utf-8")
        (folder / "gradle.properties").write_text("org.gradle.advancedpomsupport=true\n", encoding="utf-8")
    return ["gradle", "-q", "--no-daemon", "--console=plain", *offline("--offline"), *local_repository(), "run"]


def old(script):
    for word, other in OLD.items():
        if word not in script:
            raise ValueError(f'the sample has no "{word}" any more')
        script = script.replace(word, other)
    return script


def offline(option):
    return [option] if os.environ.get("GRAFT_OFFLINE") in ("true", "1") else []


def attempt(name, folder):
    """Gives what went wrong, or an empty text."""
    began = time.monotonic()
    shutil.copytree(ROOT / "samples" / name, folder, ignore=shutil.ignore_patterns("target", "build", ".gradle"))
    environment = {key: value for key, value in os.environ.items() if key not in ("GRAFT_ENGINE", "GRAFT_VENV", "VIRTUAL_ENV")}
    environment |= {"GRAFT_HOME": str(folder / "home"), "OPT_OUT_TRACKING": "true", "OMP_NUM_THREADS": "2"}
    done = subprocess.run({"maven": maven, "gradle": gradle}[name](folder), cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    said = re.search(r"^accuracy ([\d.]+) on (.+)$", done.stdout, re.MULTILINE)
    if done.returncode or not said:
        return f"exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    print(f"samples/{name}: {said.group()}, {time.monotonic() - began:.0f} s", flush=True)
    if said.group(2) != ENGINE[name]:
        return f"engines on its class path: {said.group(2)}; expected {ENGINE[name]} alone"
    return "" if float(said.group(1)) >= LEAST else f"accuracy {said.group(1)}, expected at least {LEAST}"


def main(names):
    failed = False
    for name in names or ENGINE:
        if name == "gradle" and not names and not shutil.which("gradle"):
            print("samples/gradle: skipped, there is no gradle on PATH")
            continue
        with tempfile.TemporaryDirectory(prefix=f"graft-{name}-") as aside:
            if fault := attempt(name, Path(aside, "sample")):
                print(f"samples/{name}: {fault}")
                failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

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
import xml.etree.ElementTree as xml
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POM = "{http://maven.apache.org/POM/4.0.0}"
ENGINE = {"maven": "PyTorch", "gradle": "MXNet"}
LEAST = 0.9
# Debian's Gradle is of 2017 and reads no bill of materials: the versions are put in from ours, and what it lacks has another spelling
OLD = {
    "mavenLocal { content { includeGroup 'dev.graft' } }": "mavenLocal()",
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
    return ["gradle", "-q", "--no-daemon", "--console=plain", *offline("--offline"), *local_repository(), "run"]


def old(script):
    for word, other in OLD.items():
        if word not in script:
            raise ValueError(f'the sample has no "{word}" any more')
        script = script.replace(word, other)
    script, managed = re.subn(r"(?m)^    implementation platform\('dev\.graft:graft-bom:[^']+'\)\n", "", script)
    if not managed:
        raise ValueError("the sample takes no versions from dev.graft:graft-bom any more")
    for group, artifact, version in versions():
        script = re.sub(f"(['\"]{re.escape(group)}:{re.escape(artifact)}):?(?=[':])", rf"\g<1>:{version}", script)
    return script


def versions():
    """(group, artifact, version) of the bill of materials, once each."""
    bom, parent = (xml.parse(ROOT / name).getroot() for name in ("bom/pom.xml", "pom.xml"))
    values = {f"${{{entry.tag.removeprefix(POM)}}}": entry.text for entry in parent.find(POM + "properties")}
    values["${project.version}"] = parent.findtext(POM + "version")
    found = [[one.findtext(POM + tag) for tag in ("groupId", "artifactId", "version")] for one in bom.iter(POM + "dependency")]
    return sorted({(group, artifact, values.get(version, version)) for group, artifact, version in found})


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
    # DJL's api brings "RPC", which trains nothing
    if set(said.group(2).split(" and ")) - {"RPC"} != {ENGINE[name]}:
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

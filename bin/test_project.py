"""Files around the library that say the same thing twice: versions, coordinates, what is copied into an image."""

import re
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import try_samples
import yaml

ROOT = Path(__file__).resolve().parent.parent
POM = "{http://maven.apache.org/POM/4.0.0}"
PLATFORMS = "linux-x86_64", "linux-aarch64", "osx-aarch64", "osx-x86_64", "win-x86_64"


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pom(name):
    return xml.parse(ROOT / name).getroot()


def dependencies(holder):
    """(group, artifact, version, classifier) of each."""
    return [tuple(one.findtext(POM + tag) or "" for tag in ("groupId", "artifactId", "version", "classifier")) for one in holder.iter(POM + "dependency")]


class ProjectTest(unittest.TestCase):
    def setUp(self):
        self.version = pom("pom.xml").findtext(POM + "version")

    def test_one_version_everywhere(self):
        said = {
            "bom/pom.xml": pom("bom/pom.xml").findtext(f"{POM}parent/{POM}version"),
            "samples/maven/pom.xml": pom("samples/maven/pom.xml").findtext(f"{POM}properties/{POM}graft.version"),
            "samples/gradle/build.gradle": re.search(r"graft-bom:([^']+)'", text("samples/gradle/build.gradle")).group(1),
            "CITATION.cff": yaml.safe_load(text("CITATION.cff"))["version"],
            "Dockerfile": re.search(r'image\.version="([^"]+)"', text("Dockerfile")).group(1),
        }
        self.assertEqual(dict.fromkeys(said, self.version), said)
        where = pom("pom.xml").findtext(f"{POM}properties/{POM}graft.url")
        self.assertEqual([where, where], [yaml.safe_load(text("CITATION.cff"))["url"], re.search(r'image\.url="([^"]+)"', text("Dockerfile")).group(1)])

    def test_the_bill_of_materials_has_the_natives_of_every_platform(self):
        library = pom("helper-lib/pom.xml")
        names = {"${pytorch.native}": ("pytorch-native-cpu", "pytorch-native-cu128")}
        wanted = set()
        for profile in library.iter(POM + "profile"):
            for group, artifact, version, classifier in dependencies(profile):
                if classifier:
                    wanted |= {(group, name, version, classifier) for name in names.get(artifact, (artifact,))}
        managed = {one for one in dependencies(pom("bom/pom.xml")) if one[3]}
        self.assertEqual(wanted, managed)
        self.assertEqual(set(PLATFORMS), {classifier for *_, classifier in managed})

    def test_the_samples_are_one_program_without_one_engine_each(self):
        program = "src/main/java/sample/Shapes.java"
        self.assertEqual(text(f"samples/maven/{program}"), text(f"samples/gradle/{program}"))
        left_out = [one.findtext(POM + "groupId") for one in pom("samples/maven/pom.xml").iter(POM + "exclusion")]
        self.assertEqual(["ai.djl.mxnet"], left_out)
        script = text("samples/gradle/build.gradle")
        self.assertIn("exclude group: 'ai.djl.pytorch'", script)
        managed = {f"{group}:{artifact}" for group, artifact, *_ in dependencies(pom("bom/pom.xml"))}
        code = re.sub(r"(?m)^\s*//.*", "", script)
        for name in re.findall(r"['\"]([a-z][\w.]+:[\w-]+)(?=['\":])", code):
            if not name.startswith("org.slf4j:"):
                self.assertIn(name, managed | {"dev.graft:graft-bom"})
        slf4j = pom("pom.xml").findtext(f"{POM}properties/{POM}slf4j.version")
        self.assertIn(f"org.slf4j:slf4j-jdk14:{slf4j}", code)
        self.assertIn(("org.slf4j", "slf4j-jdk14", slf4j, ""), dependencies(pom("samples/maven/pom.xml")))

    def test_the_sample_is_understood_by_an_old_gradle(self):
        changed = try_samples.old(text("samples/gradle/build.gradle"))
        self.assertIn("mainClassName = 'sample.Shapes'", changed)
        self.assertNotIn("platform(", changed)
        self.assertIn(f"implementation('dev.graft:graft:{self.version}') {{", changed)
        self.assertIn('"ai.djl.mxnet:mxnet-native-mkl:1.9.1:$machine"', changed)

    def test_the_notice_names_what_the_library_depends_on(self):
        notice = text("NOTICE")
        asked = [one for one in pom("helper-lib/pom.xml").iter(POM + "dependency") if one.findtext(POM + "scope") not in ("test", "provided")]
        names = {f"{one.findtext(POM + 'groupId')}:{one.findtext(POM + 'artifactId')}" for one in asked}
        names = {name.replace("${pytorch.native}", "pytorch-native-cpu").replace("${onnxruntime.artifact}", "onnxruntime") for name in names}
        self.assertEqual(set(), {name for name in names if name not in notice and not name.startswith("org.pitest")})

    def test_the_image_has_what_set_up_reads(self):
        admitted = {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}
        read = set(re.findall(r"requirements[\w-]*\.txt|constraints\.txt", text("bin/packages.sh")))
        modules = {module.text for module in pom("pom.xml").findall(f"{POM}modules/{POM}module")}
        self.assertEqual(set(), (read | modules | {"graft", "bin", "pom.xml", ".mvn", "weights", "LICENSE", "NOTICE"}) - admitted)
        targets = re.findall(r"(?m)^FROM .* AS (\w+)$", text("Dockerfile"))
        self.assertIn(re.search(r'"target": "(\w+)"', text(".devcontainer/devcontainer.json")).group(1), targets)

    def test_conda_installs_the_same_pins(self):
        asked = yaml.safe_load(text("environment.yml"))["dependencies"]
        conda = dict(one.split("=") if "=" in one else (one, "") for one in asked if isinstance(one, str))
        self.assertEqual({"openjdk", "maven", "python", "pip"}, set(conda))
        self.assertEqual(pom("pom.xml").findtext(f"{POM}properties/{POM}maven.compiler.release"), conda["openjdk"])
        self.assertEqual([{"pip": ["-r requirements.txt"]}], [one for one in asked if not isinstance(one, str)])
        pins = dict(re.findall(r"(?m)^([\w.-]+)==([^;\s]+)", text("constraints.txt")))
        for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", text("requirements.txt")):
            self.assertEqual(version, pins[name], name)

    def test_the_workflow_runs_what_is_there(self):
        jobs = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"].values()
        commands = " ".join(step.get("run", "") for job in jobs for step in job["steps"])
        for script in re.findall(r"(?:\.ci|bin)/[\w.]+", commands):
            self.assertTrue((ROOT / script).is_file(), script)
        self.assertIn(".ci/run", commands)


if __name__ == "__main__":
    unittest.main()

"""The rehearsal of a release finds what Maven Central would refuse: a made-up repository, whole and then with one thing wrong."""

import hashlib
import tempfile
import unittest
from pathlib import Path

import central

HEAD = '<project xmlns="http://maven.apache.org/POM/4.0.0">'
PARENT = f"""{HEAD}<groupId>g</groupId><artifactId>p</artifactId><version>1</version><packaging>pom</packaging><name>n</name>
<description>d</description><url>${{where}}</url><licenses><license><name>l</name><url>u</url></license></licenses>
<developers><developer><name>n</name><organization>o</organization></developer></developers>
<scm><connection>c</connection><url>u</url></scm><properties><where>https://a.b</where></properties></project>"""
CHILD = f"""{HEAD}<parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent>
<artifactId>c</artifactId><name>n</name><description>d</description></project>"""


class CentralTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.stage("p", {".pom": PARENT})
        self.child = self.stage("c", {".pom": CHILD, ".jar": "j", "-sources.jar": "s", "-javadoc.jar": "d", "-cyclonedx.json": "{}"})

    def stage(self, name, files):
        folder = self.root / "g" / name / "1"
        folder.mkdir(parents=True, exist_ok=True)
        for end, text in files.items():
            file = folder / f"{name}-1{end}"
            file.write_text(text, encoding="utf-8")
            for kind in ("md5", "sha1"):
                Path(f"{file}.{kind}").write_text(hashlib.new(kind, text.encode()).hexdigest(), encoding="utf-8")
        return folder

    def faults(self):
        return central.faults(self.root)

    def test_a_whole_one_has_none(self):
        self.assertEqual([], self.faults())

    def test_what_lies_beside_a_jar_is_missed(self):
        for end in ("-sources.jar", "-javadoc.jar"):
            (self.child / f"c-1{end}").unlink()
        self.assertEqual(["c: no c-1-sources.jar", "c: no c-1-javadoc.jar"], self.faults())

    def test_a_checksum_of_another_file(self):
        (self.child / "c-1.jar").write_text("k", encoding="utf-8")
        self.assertEqual(["c: c-1.jar.md5 is another file's", "c: c-1.jar.sha1 is another file's"], self.faults())

    def test_a_checksum_that_is_not_there(self):
        (self.child / "c-1.jar.sha1").unlink()
        self.assertEqual(["c: no c-1.jar.sha1"], self.faults())

    def test_metadata(self):
        self.stage("p", {".pom": PARENT.replace("<scm><connection>c</connection><url>u</url></scm>", "").replace("<where>https://a.b</where>", "<x>y</x>")})
        lacking = ["url is ${where}", "no scm connection in its pom", "no scm url in its pom"]
        self.assertEqual([f"{name}: {fault}" for name in "cp" for fault in lacking], self.faults())

    def test_a_version_that_moves(self):
        self.stage("p", {".pom": PARENT.replace("<version>1</version>", "<version>1-SNAPSHOT</version>")})
        self.assertEqual(['p: version is "1-SNAPSHOT", expected one that stays'], self.faults())

    def test_an_empty_folder(self):
        self.assertEqual([f"no artifact in {self.root / 'none'}"], central.faults(self.root / "none"))


if __name__ == "__main__":
    unittest.main()

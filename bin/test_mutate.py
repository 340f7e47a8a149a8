"""What ./graft mutate makes of PIT's reports."""

import tempfile
import unittest
from collections import Counter
from pathlib import Path

import mutate

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<mutations partial="true">
<mutation detected='true' status='KILLED'><sourceFile>A.java</sourceFile><mutatedClass>p.q.A</mutatedClass>
<mutatedMethod>of</mutatedMethod><lineNumber>2</lineNumber><description>negated conditional</description></mutation>
<mutation detected='false' status='SURVIVED'><sourceFile>A.java</sourceFile><mutatedClass>p.q.A$B</mutatedClass>
<mutatedMethod>of</mutatedMethod><lineNumber>3</lineNumber><description>replaced + by -</description></mutation>
<mutation detected='false' status='NO_COVERAGE'><sourceFile>A.java</sourceFile><mutatedClass>p.q.A$B</mutatedClass>
<mutatedMethod>of</mutatedMethod><lineNumber>3</lineNumber><description>replaced + by -</description></mutation>
</mutations>
"""
SURVIVOR = mutate.Mutant("A$B", "of", "return a + b;", "replaced + by -")


class MutateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def test_a_report_names_survivors_by_their_line(self):
        self.file("p/q/A.java", "class A {\nif (a) {\n  return a + b;\n")
        total, survivors = mutate.read_report(self.file("mutations.xml", REPORT), self.folder)
        self.assertEqual(3, total)
        self.assertEqual([(3, SURVIVOR), (3, SURVIVOR)], survivors)

    def test_each_line_of_the_list_lets_one_survivor_go(self):
        survivors = [(3, SURVIVOR), (3, SURVIVOR)]
        self.assertEqual((1 / 3, survivors, Counter()), mutate.judge(3, survivors, Counter()))
        self.assertEqual((1 / 2, [(3, SURVIVOR)], Counter()), mutate.judge(3, survivors, Counter({SURVIVOR: 1})))
        self.assertEqual((1.0, [], Counter()), mutate.judge(3, survivors, Counter({SURVIVOR: 2})))
        self.assertEqual((1.0, [], Counter({SURVIVOR: 1})), mutate.judge(3, survivors, Counter({SURVIVOR: 3})))

    def test_a_line_needs_a_reason(self):
        good = "A$B\tof\treturn a + b;\treplaced + by -\tb is 0"
        self.assertEqual(Counter({SURVIVOR: 1}), mutate.read_equivalent(self.file("e.tsv", f"# about\n\n{good}\n")))
        for bad in (good.rsplit("\t", 1)[0], good.rsplit("\t", 1)[0] + "\t "):
            with self.assertRaisesRegex(SystemExit, "e.tsv:1: expected type, method, source, change and reason"):
                mutate.read_equivalent(self.file("e.tsv", bad))

    def test_the_checked_in_list_can_be_read(self):
        for mutant in mutate.read_equivalent(mutate.EQUIVALENT):
            homes = [name for name, room in mutate.ROOMS.items() if mutate.belongs(mutant, room)]
            self.assertEqual(1, len(homes), str(mutant))

    def test_rooms_name_classes_that_are_there(self):
        for room in mutate.ROOMS.values():
            for kind, names in (("main", room.classes), ("test", room.tests)):
                folder = mutate.LIBRARY / "src" / kind / "java" / "dev" / "graft" / room.package
                for name in names.split():
                    self.assertTrue(list(folder.glob(name + ".java")), name)

    def test_an_unknown_room_is_named(self):
        with self.assertRaisesRegex(SystemExit, 'no room "kitchen" to mutate; there are evaluate, graph, data, engine, train, weights'):
            mutate.main(["kitchen"])


if __name__ == "__main__":
    unittest.main()

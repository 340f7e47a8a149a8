"""Breaks lines of the library's pure rooms, one at a time, and counts those that no test notices.

    ./graft mutate [ROOM...]     all rooms, or those named: evaluate, graph, data, engine, train, weights

PIT does the breaking (profile `mutate` of helper-lib). Below 95 % of a room the command fails and lists what survived. A mutant
that computes the same as the original is a line of helper-lib/src/test/mutation/equivalent.tsv with the reason; it does not
count, and a line there that no survivor needs any more fails the command too.
"""

import subprocess
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "helper-lib"
EQUIVALENT = LIBRARY / "src" / "test" / "mutation" / "equivalent.tsv"
WANTED = 0.95


@dataclass(frozen=True)
class Room:
    """Classes of one package and the tests that are to notice; both few enough to be run a thousand times."""

    package: str
    classes: str
    tests: str

    def patterns(self, names, inner):
        prefix = f"dev.graft.{self.package}."
        own = [prefix + name for name in names.split()]
        return ",".join(own + [name + "$*" for name in own] if inner else own)

    def arguments(self):
        return [
            f"-DtargetClasses={self.patterns(self.classes, inner=True)}",
            f"-DtargetTests={self.patterns(self.tests, inner=False)}",
        ]


ROOMS = {
    "evaluate": Room("evaluate", "*", "*"),
    "graph": Room("graph", "*", "*"),
    "data": Room(
        "data",
        "Augmentations AutoContrast Beta Brighten Brightness Colour Contrast CutMix EitherMixing Equalize Erase Flip Framing ContentKey Kernel"
        " Mixup Move Noise Numbers Partners Planes Points Posterize RandAugment RandomResizedCrop Randomness Resampling Rotate Sampling"
        " Saturate Scale Sharpen Shear Shift Slant Solarize Spread Step Stratified TagColumns TagStrata Tags Turn Unmixed View Zoom",
        "AugmentationTest StepsTest PlanesTest PointsTest RandAugmentTest RandomnessTest SamplingTest MixingTest ContentKeyTest"
        " BatchesTest NumberSetTest ImageSetTest ImageSet_ChoosingTest ResamplingTest TagSetTest TagStrataTest TestTimeTest",
    ),
    "engine": Room("engine", "Setting SpeedNotice", "SettingTest SpeedNoticeTest"),
    "train": Room(
        "train",
        "ClassScore ClassTargets Feed Figures FineTune Gradual HalfCosine HalfFall History Keeping LayerRates LearningRates NumberScore Objective"
        " OneCycle Plateau Rates Require Schedule Stepping Steps Stopping TagScore Tally WarmUp",
        "FineTuneTest HistoryTest LayerRatesTest LearningRatesTest NumberGoalTest ObjectiveTest ScheduleTest StoppingTest TagGoalTest TallyTest ClassTargetsTest",
    ),
    "weights": Room(
        "weights",
        "Checksum Cursor Dtype PickleGlobals PickleStack SafetensorsHeader SafetensorsIndex Unpickler ZipIndex",
        "ChecksumTest CursorTest DtypeTest HostileWeightsTest SafetensorsIndexTest SafetensorsTest StateDictTest UnpicklerTest"
        " WeightsTest ZipIndexTest",
    ),
}


@dataclass(frozen=True)
class Mutant:
    """What was broken: where, by its text rather than its number, which every edit above it changes, and how."""

    type: str
    method: str
    source: str
    change: str

    def __str__(self):
        return f"{self.type}.{self.method}: {self.change}: {self.source}"


def read_equivalent(file):
    """Lines of type, method, source, change and reason, parted by tabs; how often a line stands is how often it is allowed."""
    found = Counter()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 5 or not parts[4].strip():
            raise SystemExit(f"graft: {file.name}:{number}: expected type, method, source, change and reason, parted by tabs")
        found[Mutant(*parts[:4])] += 1
    return found


def read_report(file, sources):
    """Counts the mutants of a report, and names those that no test noticed."""
    total, survivors = 0, []
    for one in xml.parse(file).getroot():
        total += 1
        if one.get("detected") != "true":
            package, _, name = one.findtext("mutatedClass").rpartition(".")
            lines = (sources / package.replace(".", "/") / one.findtext("sourceFile")).read_text(encoding="utf-8").splitlines()
            number = int(one.findtext("lineNumber"))
            survivors.append((number, Mutant(name, one.findtext("mutatedMethod"), lines[number - 1].strip(), one.findtext("description"))))
    return total, sorted(survivors, key=lambda found: (found[1].type, found[0]))


def judge(total, survivors, equivalent):
    """Takes the equivalent ones out; gives the share killed of the others, what is left, and lines that were not needed."""
    spare = Counter(equivalent)
    left = []
    for number, mutant in survivors:
        if spare[mutant] > 0:
            spare[mutant] -= 1
        else:
            left.append((number, mutant))
    counted = total - (len(survivors) - len(left))
    return (counted - len(left)) / counted if counted else 1.0, left, +spare


def measure(name):
    report = LIBRARY / "target" / "mutation" / name
    command = ["mvn", "-B", "-ntp", "-q", "-P", "mutate", "-pl", "helper-lib", "test-compile", "org.pitest:pitest-maven:mutationCoverage"]
    command += [f"-DreportsDirectory={report}", *ROOMS[name].arguments()]
    log = report.with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        if subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False).returncode:
            raise SystemExit(f"graft: nothing was measured in {name}; the log is {log}")
    return read_report(report / "mutations.xml", LIBRARY / "src" / "main" / "java")


def main(names):
    unknown = [name for name in names if name not in ROOMS]
    if unknown:
        raise SystemExit(f'graft: no room "{unknown[0]}" to mutate; there are {", ".join(ROOMS)}')
    equivalent = read_equivalent(EQUIVALENT)
    failed = False
    for name in names or ROOMS:
        total, survivors = measure(name)
        own = Counter({m: n for m, n in equivalent.items() if belongs(m, ROOMS[name])})
        share, left, unneeded = judge(total, survivors, own)
        print(f"{name}: {share:.1%} of {total - sum((own - unneeded).values())} lines broken were noticed, {len(left)} were not")
        for number, mutant in left:
            print(f"  {mutant.type.split('$')[0]}:{number}  {mutant.method}: {mutant.change}")
        for mutant in unneeded:
            print(f"  equivalent.tsv names what no longer survives: {mutant}")
        failed |= share < WANTED or bool(unneeded)
    return 1 if failed else 0


def belongs(mutant, room):
    name = mutant.type.split("$")[0]
    path = LIBRARY / "src" / "main" / "java" / "dev" / "graft" / room.package / (name + ".java")
    return path.is_file() and (room.classes == "*" or name in room.classes.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

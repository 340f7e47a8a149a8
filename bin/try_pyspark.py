#!/usr/bin/env python3
"""Runs a PySpark job as a user does: pip's PySpark, spark-submit, Graft's jars and its one Python file; and compares bits with ./graft.

usage: bin/try_pyspark.py     after mvn package -P spark -pl spark
"""

import array
import csv
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EACH, SIDE = 12, 96
JOB = '''
import json, sys
from graft_spark import GraftClassifier, GraftFeaturizer
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegression
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, when

photos, model, kept, out = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(photos)
features = GraftFeaturizer(outputCol="features").transform(files).select("path", "features", "reason")
whole = features.where("reason is null")
label = when(col("path").contains("/" + sorted({row.path.split("/")[-2] for row in whole.collect()})[0] + "/"), 0.0).otherwise(1.0)
head = Pipeline(stages=[LogisticRegression(maxIter=20)]).fit(whole.withColumn("label", label))
learned = head.transform(whole.withColumn("label", label))
Pipeline(stages=[GraftClassifier(model=model)]).fit(files).write().overwrite().save(kept)
pipeline = PipelineModel.load(kept)
labels = pipeline.stages[0].labels()
answers = pipeline.transform(files).where("reason is null")
name = lambda row: "/".join(row.path.split("/")[-2:])
found = {
    "features": {name(row): row.features.toArray().tolist() for row in whole.collect()},
    "reasons": {name(row): row.reason for row in features.where("reason is not null").collect()},
    "right": learned.where("label = prediction").count(),
    "answers": {name(row): labels[int(row.prediction)] for row in answers.collect()},
}
with open(out, "w", encoding="utf-8") as to:
    json.dump(found, to)
'''


def spark_version():
    return re.search(r"<spark\.version>([\d.]+)<", (ROOT / "spark/pom.xml").read_text(encoding="utf-8")).group(1)


def pyspark():
    """The folder of an environment that has PySpark alone, made once."""
    home = ROOT / "target" / "pyspark"
    stamp = home / "version"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != spark_version():
        shutil.rmtree(home, ignore_errors=True)
        run([sys.executable, "-m", "venv", home])
        # numpy: what PySpark's vectors are in Python
        run([home / "bin/python", "-m", "pip", "install", "-q", "--no-cache-dir", f"pyspark=={spark_version()}", "numpy"])
        stamp.write_text(spark_version(), encoding="utf-8")
    return home


def run(line, **more):
    done = subprocess.run([str(word) for word in line], capture_output=True, encoding="utf-8", **more)
    if done.returncode:
        raise SystemExit(f"{Path(line[0]).name}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def graft(*line):
    return run([ROOT / "graft", *line])


def draw(photos):
    """Discs and squares on noise, as PNG files."""
    for label in ("disc", "square"):
        (photos / label).mkdir(parents=True)
        for number in range(EACH):
            chance = random.Random(f"{label} {number}")
            x, y, r = chance.randint(30, 66), chance.randint(30, 66), chance.randint(12, 28)
            rows = bytearray()
            for row in range(SIDE):
                rows.append(0)
                for column in range(SIDE):
                    dx, dy = column - x, row - y
                    inside = dx * dx + dy * dy < r * r if label == "disc" else max(abs(dx), abs(dy)) < r
                    rows += bytes([220, 200, 60] if inside else [chance.randint(0, 120) for _ in range(3)])
            header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
            pieces = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b"")]
            (photos / label / f"{number:03}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
                struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in pieces))


def features_of_one_machine(photos, aside):
    graft("features", photos, "--out", aside / "plain.npy")
    raw = (aside / "plain.npy").read_bytes()
    values = array.array("f", raw[10 + struct.unpack("<H", raw[8:10])[0]:])
    with open(aside / "plain.csv", encoding="utf-8", newline="") as table:
        names = [short(row[0]) for row in list(csv.reader(table))[1:]]
    width = len(values) // len(names)
    return {name: list(values[i * width:(i + 1) * width]) for i, name in enumerate(names)}


def short(path):
    return "/".join(path.split("/")[-2:])


def answers_of_one_machine(photos, model):
    lines = graft("predict", model, *sorted(photos.glob("*/*.png")), "--json").splitlines()
    return {short(one["input"]): one["label"] for one in map(json.loads, lines)}


def main():
    began = time.monotonic()
    jars = sorted((ROOT / "spark/target/jars").glob("*.jar")) + list((ROOT / "spark/target").glob("graft-spark-*[0-9].jar"))
    home = pyspark()
    with tempfile.TemporaryDirectory(prefix="graft-pyspark-") as aside:
        aside = Path(aside)
        photos = aside / "photos"
        draw(photos)
        graft("train", photos, "--out", aside / "model", "--minutes", "1", "--quiet")
        plain, answers = features_of_one_machine(photos, aside), answers_of_one_machine(photos, aside / "model")
        (photos / "disc" / "page.jpg").write_text("<html>404</html>", encoding="utf-8")
        (aside / "job.py").write_text(JOB, encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SPARK_")}
        environment |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": str(home / "bin/python")}
        run([home / "bin/spark-submit", "--master", "local[2]", "--driver-memory", "2g", "--conf", "spark.ui.enabled=false",
             "--conf", "spark.plugins=dev.graft.spark.GraftPlugin", "--jars", ",".join(map(str, jars)),
             "--py-files", ROOT / "spark/python/graft_spark.py", aside / "job.py",
             photos, aside / "model", aside / "kept", aside / "found.json"], env=environment, cwd=aside)
        found = json.loads((aside / "found.json").read_text(encoding="utf-8"))
    faults = [f"features of {name}" for name in plain.keys() | found["features"].keys() if plain.get(name) != found["features"].get(name)]
    faults += [f"answer to {name}" for name in answers.keys() | found["answers"].keys() if answers.get(name) != found["answers"].get(name)]
    if list(found["reasons"]) != ["disc/page.jpg"]:
        faults.append(f"broken files {found['reasons']}")
    if found["right"] < 0.9 * len(plain):
        faults.append(f"Spark ML's head is right on {found['right']} of {len(plain)}")
    print(f"pyspark {spark_version()}: {len(plain)} rows with plain Graft's bits, head of Spark ML right on {found['right']}, "
          f"{len(answers)} answers, {time.monotonic() - began:.0f} s" if not faults else "\n".join(["pyspark: not as on one machine:", *faults]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

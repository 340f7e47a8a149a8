"""Compares size, crop, interpolation, mean and std in the catalogue with what torchvision and timm state.

    python check_catalogue.py   (torchvision 0.29.2, timm 1.0.31; requirements-torchvision29.txt)

Prints each difference, and fails if there is one that the tables' heads do not explain.
"""

import csv
import pathlib
import sys

import timm.models
import torchvision.models

TABLES = pathlib.Path(__file__).parents[2] / "main/resources/dev/graft/catalogue"
# inception_v3 turns mean and std back itself
EXPLAINED = {("inception_v3", "torchvision-v1", "mean"), ("inception_v3", "torchvision-v1", "std")}


def rows(table):
    text = (TABLES / table).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return csv.DictReader(lines)


def of_torchvision(row):
    url = row["url"].rsplit("/", 1)[1]
    for name in torchvision.models.list_models(module=torchvision.models):
        for weights in torchvision.models.get_model_weights(name):
            if weights.url.endswith("/" + url):
                seen = weights.transforms()
                size = seen.crop_size[0]
                return size, size / seen.resize_size[0], seen.interpolation.value, seen.mean, seen.std
    return None


def of_timm(row):
    name = row["file"].removesuffix(".safetensors") if row["file"].endswith(".safetensors") else "legacy_xception.tf_in1k"
    config = timm.models.get_pretrained_cfg(name)
    return config.input_size[1], config.crop_pct, config.interpolation, config.mean, config.std


def channels(cell):
    values = [float(value) / 255 for value in cell.split()]
    return values * 3 if len(values) == 1 else values


failed = False
for table, facts in (("torchvision.csv", of_torchvision), ("timm.csv", of_timm)):
    for row in rows(table):
        size, crop, interpolation, mean, std = facts(row)
        share = [float(number) for number in row["crop"].split("/")]
        said = {
            "size": (int(row["size"]), size),
            "crop": (round(share[0] / (share[1] if len(share) > 1 else 1), 4), round(crop, 4)),
            "interpolation": (row["interpolation"], interpolation),
            "mean": ([round(v, 3) for v in channels(row["mean"])], [round(v, 3) for v in mean]),
            "std": ([round(v, 3) for v in channels(row["std"])], [round(v, 3) for v in std]),
        }
        for fact, (ours, theirs) in said.items():
            if ours != theirs:
                explained = (row["backbone"], row["set"], fact) in EXPLAINED
                failed |= not explained
                print(row["backbone"], row["set"], fact, ours, theirs, "(explained)" if explained else "")
sys.exit(failed)

"""Records the stages of timm's networks under formula weights (reference.formula).

usage: record_timm.py OUT_FOLDER    (requirements-networks.txt)

The formula goes by timm's names and shapes, so that a recording tests Graft's renaming too:
timm_tensors.json lists both. Networks whose names are torchvision's are counted, in
timm_families.json. VGG's dense layers are recorded 16 wide: the formula tests the layers, not 120
million numbers.
"""

import hashlib
import json
import os
import sys

import timm
import torch

import reference

CLASSES = 10
SAMPLES = 8
WIDTH = 16


def named(group, count, i):
    return f"block{group}" + ("" if count == 1 else f".{i}")


def convnext():
    model = timm.create_model("convnext_tiny", num_classes=CLASSES)
    ends = [("stem", "stem")]
    for group, stage in enumerate(model.stages):
        at = f"stages.{group}."
        ends += [(f"downsample{group + 1}", at + "downsample")] if group else []
        ends += [(f"block{group + 1}.{i + 1}", f"{at}blocks.{i}") for i in range(len(stage.blocks))]
    return model, ends + [("head", "head.fc")]


def mobilenet(width):
    model = timm.create_model(f"mobilenetv2_{width}", num_classes=CLASSES)
    ends = [("stem", "bn1")]
    for group, stage in enumerate(model.blocks):
        for i in range(len(stage)):
            ends.append((named(group + 1, len(stage), i + 1), f"blocks.{group}.{i}"))
    return model, ends + [("top", "bn2"), ("head", "classifier")]


def inception():
    model = timm.create_model("inception_v3", num_classes=CLASSES)
    mixed = [n for n, _ in model.named_children() if n.startswith("Mixed")]
    ends = [("stem", "Pool2")]
    ends += [(f"block{'567'.index(n[6]) + 1}.{ord(n[7]) - 96 - (n[6] == '5')}", n) for n in mixed]
    return model, ends + [("head", "fc")]


def vgg(name):
    """A stage ends before the next one's convolution, or with the last layer."""
    model = timm.create_model(name, num_classes=CLASSES)
    model.pre_logits.fc1 = torch.nn.Conv2d(512, WIDTH, 7)
    model.pre_logits.fc2 = torch.nn.Conv2d(WIDTH, WIDTH, 1)
    model.head.fc = torch.nn.Linear(WIDTH, CLASSES)
    ends = []
    group, i = 1, 0
    kinds = [type(layer).__name__ for layer in model.features]
    for index, kind in enumerate(kinds):
        i += kind == "Conv2d"
        if index + 1 == len(kinds) or kinds[index + 1] == "Conv2d":
            ends.append((f"block{group}.{i}", f"features.{index}"))
        if kind == "MaxPool2d":
            group, i = group + 1, 0
    return model, ends + [("head", "head.fc")]


RUNS = {
    "convnext_tiny": (convnext, [64, 97]),
    "mobilenetv2_100": (lambda: mobilenet("100"), [64, 97]),
    "mobilenetv2_140": (lambda: mobilenet("140"), [64]),
    "inception_v3": (inception, [96, 139]),
    "vgg16": (lambda: vgg("vgg16"), [64, 97]),
    "vgg16_bn": (lambda: vgg("vgg16_bn"), [64, 97]),
}
COUNTED = ["inception_v3", "densenet121", "densenet169", "densenet201"]


def state(model):
    return {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}


def record(model, ends, size):
    for key, value in state(model).items():
        value.copy_(torch.from_numpy(reference.formula(key, tuple(value.shape))))
    values = {}
    hooks = []
    for _, module in ends:

        def keep(_, inputs, output, module=module):
            values[module] = output.clone().numpy()

        hooks.append(model.get_submodule(module).register_forward_hook(keep))
    with torch.no_grad():
        model.eval()(torch.from_numpy(reference.sine(3, size, size)))
    for hook in hooks:
        hook.remove()
    return [reference.summary(stage, module, values[module], SAMPLES) for stage, module in ends]


def count(name):
    with torch.device("meta"):
        model = timm.create_model(name)
    lines = [f"{key} {list(value.shape)}\n" for key, value in state(model).items()]
    return {
        "name": name,
        "parameters": sum(p.numel() for p in model.parameters()),
        "sha256": hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
    }


def lines(path, brackets, texts):
    with open(path, "w", encoding="utf-8") as file:
        file.write(brackets[0] + "\n" + ",\n".join(texts) + "\n" + brackets[1] + "\n")


out = sys.argv[1]
source = "formula weights, timm " + timm.__version__
listed = {}
for name, (make, sizes) in RUNS.items():
    model, ends = make()
    if name not in COUNTED:
        listed[name] = {key: list(value.shape) for key, value in state(model).items()}
    for size in sizes:
        stages = record(model, ends, size)
        print(name, size, [(s["stage"], s["absMax"]) for s in stages][:: len(stages) // 6])
        path = os.path.join(out, f"timm_{name}_{size}.json")
        reference.write(path, source, [3, size, size], stages)
lines(os.path.join(out, "timm_tensors.json"), "{}", [f"{json.dumps(n)}: {json.dumps(listed[n])}" for n in listed])
lines(os.path.join(out, "timm_families.json"), "[]", [json.dumps(count(name)) for name in COUNTED])

"""Records the stages of torchvision's networks under formula weights (reference.formula).

usage: record_torchvision.py OUT_FOLDER

Nodes are named as torchvision's own feature extraction names them. Behind "_stride" stands the
output stride, as torchvision's segmentation models have it (the two files with one are of
torchvision 0.22.1). VGG's dense layers are
recorded 16 wide: the formula tests the layers, not 120 million numbers.
"""

import hashlib
import json
import os
import sys

import torch
import torchvision
from torchvision.models import feature_extraction

import reference

RUNS = [
    ("mobilenet_v2", 64),
    ("mobilenet_v2", 75),
    ("mobilenet_v2_0.35", 64),
    ("mobilenet_v2_1.4", 97),
    ("resnet18", 75),
    ("resnet50", 64),
    ("resnet50", 75),
    ("resnet50_stride8", 75),
    ("resnet50_stride16", 64),
    ("vgg16", 64),
]
COUNTED = ["mobilenet_v2"]
COUNTED += [f"resnet{depth}" for depth in (18, 34, 50, 101, 152)]
COUNTED += [f"vgg{depth}{norm}" for depth in (16, 19) for norm in ("", "_bn")]
SAMPLES = 16


def narrowed(model):
    for index, width in ((0, 16), (3, 16), (6, 10)):
        inputs = 25088 if index == 0 else 16
        model.classifier[index] = torch.nn.Linear(inputs, width)


def ends(name, nodes, model):
    """The node at which each stage ends: the one before the next stage's first."""
    if name.startswith("resnet"):
        firsts = [n for n in nodes if n.endswith(".conv1")]
    elif name.startswith("mobilenet"):
        firsts = [f"features.{i}.conv.0" for i in range(1, 18)] + ["features.18"]
    else:
        firsts = [n for n, m in model.named_modules() if isinstance(m, torch.nn.Conv2d)][1:]
    firsts.append("adaptive_avg_pool2d" if "adaptive_avg_pool2d" in nodes else "avgpool")
    return [nodes[nodes.index(n) - 1] for n in firsts] + [nodes[-1]]


def build(name):
    if name.startswith("mobilenet_v2_"):
        width = float(name.rpartition("_")[2])
        return torchvision.models.mobilenet_v2(weights=None, width_mult=width)
    name, _, stride = name.partition("_stride")
    dilated = {"replace_stride_with_dilation": [False, stride == "8", True]} if stride else {}
    return getattr(torchvision.models, name)(weights=None, **dilated)


def record(name, size):
    model = build(name).eval()
    if name.startswith("vgg"):
        narrowed(model)
    state = model.state_dict()
    for key, value in state.items():
        if not key.endswith("num_batches_tracked"):
            value.copy_(torch.from_numpy(reference.formula(key, tuple(value.shape))))
    _, nodes = feature_extraction.get_graph_node_names(model)
    stage_ends = ends(name, nodes, model)
    taps = feature_extraction.create_feature_extractor(model, return_nodes=stage_ends)
    modules = dict(model.named_modules())
    with torch.no_grad():
        values = taps.eval()(torch.from_numpy(reference.sine(3, size, size)))
    return [summary(n, modules.get(n), values[n]) for n in stage_ends]


def summary(node, module, value):
    if isinstance(module, torch.nn.Sequential):  # torchvision's ops are one node: name its last part
        node = f"{node}.{len(module) - 1}"
    return reference.summary("", node, value.numpy(), SAMPLES)


def tensors(name):
    """Number of parameters, and what all names and shapes of the state dict hash to."""
    with torch.device("meta"):
        model = getattr(torchvision.models, name)(weights=None)
    lines = [
        f"{key} {list(value.shape)}\n"
        for key, value in model.state_dict().items()
        if not key.endswith("num_batches_tracked")
    ]
    return {
        "name": name,
        "parameters": sum(p.numel() for p in model.parameters()),
        "sha256": hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
    }


out = sys.argv[1]
with open(os.path.join(out, "torchvision_tensors.json"), "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join(json.dumps(tensors(name)) for name in COUNTED) + "\n]\n")
for name, size in RUNS:
    stages = record(name, size)
    print(name, size, [(s["node"], s["absMax"]) for s in stages])
    source = "formula weights, torchvision " + torchvision.__version__.split("+")[0]
    reference.write(os.path.join(out, f"{name}_{size}.json"), source, [3, size, size], stages)

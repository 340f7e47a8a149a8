"""Records the stages of timm's and torchvision's EfficientNets under formula weights.

usage: record_efficientnet.py OUT_FOLDER

The formula (reference.formula) goes by the names of the state dict.
"""

import os
import sys

import timm
import torch
import torchvision

import reference

CLASSES = 10
SAMPLES = 16
SIZES = [64, 97]
TIMM = ["tf_efficientnet_lite1", "tf_efficientnet_lite2", "efficientnet_b0", "tf_efficientnet_b0"]


def blocks(stages, first):
    """Stage names as in the paper's table; each stage is a sequence of blocks."""
    for group, stage in enumerate(stages, 1):
        for i in range(len(stage)):
            name = f"block{group}" + ("" if len(stage) == 1 else f".{i + 1}")
            yield name, f"{first}.{group - 1 if first == 'blocks' else group}.{i}"


def record(model, ends, size):
    for key, value in model.state_dict().items():
        if not key.endswith("num_batches_tracked"):
            value.copy_(torch.from_numpy(reference.formula(key, tuple(value.shape))))
    summaries = []
    hooks = []
    for stage, module in ends:

        def keep(_, inputs, output, stage=stage, module=module):
            summaries.append(reference.summary(stage, module, output.numpy(), SAMPLES))

        hooks.append(model.get_submodule(module).register_forward_hook(keep))
    with torch.no_grad():
        model.eval()(torch.from_numpy(reference.sine(3, size, size)))
    for hook in hooks:
        hook.remove()
    return summaries


def run(name, source, model, ends):
    for size in SIZES:
        stages = record(model, ends, size)
        print(name, size, [(s["stage"], s["absMax"]) for s in stages])
        path = os.path.join(out, f"{name}_{size}.json")
        reference.write(path, "formula weights, " + source, [3, size, size], stages)


out = sys.argv[1]
for name in TIMM:
    model = timm.create_model(name, pretrained=False, num_classes=CLASSES)
    ends = [("stem", "bn1"), *blocks(model.blocks, "blocks"), ("top", "bn2"), ("head", "classifier")]
    run("timm_" + name, "timm " + timm.__version__, model, ends)

model = torchvision.models.efficientnet_b0(weights=None, num_classes=CLASSES)
inner = blocks(list(model.features)[1:8], "features")
ends = [("stem", "features.0"), *inner, ("top", "features.8"), ("head", "classifier")]
version = torchvision.__version__.split("+")[0]
run("torchvision_efficientnet_b0", "torchvision " + version, model, ends)

"""Records the Swin Transformer of torchvision, timm and Hugging Face under formula weights (reference.formula).

usage: record_swin.py OUT_FOLDER          (requirements-networks.txt)
       record_swin.py whole SIZE OUT_FOLDER

The networks have three groups of two blocks, 16 channels at first and windows of 4 pixels; at the odd size every window has to be filled
and every merging too; in the rectangle windows are shifted along one axis alone. swin_tensors.json lists the publishers' names and shapes, swin_families.json what those of torchvision's swin_t
hash to. With "whole" that is recorded as it is published, beside a file of random weights.
"""

import hashlib
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import safetensors.torch
import timm
import torch
import torchvision
import transformers
from timm.models.swin_transformer import SwinTransformer as TimmSwin
from torchvision.models.swin_transformer import SwinTransformer as TorchvisionSwin

import reference

CLASSES = 10
SAMPLES = 12
WIDTH, DEPTHS, HEADS, WINDOW = 16, [2, 2, 2], [2, 4, 8], 4
SIZE, ODD = 64, 45
WIDE = (16, 48)


def learned(state):
    """The index of relative places is no weight."""
    return {name: value for name, value in sorted(state.items()) if not name.endswith("relative_position_index")}


def fill(state):
    return {name: torch.from_numpy(reference.formula(name, tuple(value.shape))) for name, value in state.items()}


def of_torchvision():
    sides = {"patch_size": [4, 4], "window_size": [WINDOW, WINDOW]}
    model = TorchvisionSwin(embed_dim=WIDTH, depths=DEPTHS, num_heads=HEADS, num_classes=CLASSES, stochastic_depth_prob=0, **sides)
    state = learned(model.state_dict())
    model.load_state_dict(fill(state), strict=False)
    return model, torchvision_ends(model), state


def torchvision_ends(model):
    ends = [("stem", model.features[0])]
    for i, part in enumerate(model.features[1:], 1):
        group = (i + 1) // 2 if i % 2 else i // 2 + 1
        ends += [(f"block{group}.{j + 1}", block) for j, block in enumerate(part)] if i % 2 else [(f"downsample{group}", part)]
    return [*ends, ("top", model.norm)]


def of_timm():
    sizes = {"img_size": SIZE, "patch_size": 4, "window_size": WINDOW, "embed_dim": WIDTH}
    model = TimmSwin(depths=DEPTHS, num_heads=HEADS, num_classes=CLASSES, **sizes)
    state = learned(model.state_dict())
    model.load_state_dict(fill(state))
    ends = [("stem", model.patch_embed)]
    for i, layer in enumerate(model.layers, 1):
        ends += [(f"downsample{i}", layer.downsample)] if i > 1 else []
        ends += [(f"block{i}.{j + 1}", block) for j, block in enumerate(layer.blocks)]
    return model, [*ends, ("top", model.norm)], state


def of_hub():
    """Through a file: its names are those that count."""
    shared = {"embed_dim": WIDTH, "depths": DEPTHS, "num_heads": HEADS, "window_size": WINDOW, "num_labels": CLASSES}
    with tempfile.TemporaryDirectory() as folder:
        config = transformers.SwinConfig(image_size=SIZE, attn_implementation="eager", **shared)
        transformers.SwinForImageClassification(config).save_pretrained(folder)
        file = os.path.join(folder, "model.safetensors")
        state = learned(safetensors.torch.load_file(file))
        safetensors.torch.save_file(fill(state), file, {"format": "pt"})
        model = transformers.SwinForImageClassification.from_pretrained(folder, attn_implementation="eager")
    ends = [("stem", model.swin.embeddings)]
    for i, layer in enumerate(model.swin.encoder.layers, 1):
        ends += [(f"block{i}.{j + 1}", block) for j, block in enumerate(layer.blocks)]
        ends += [(f"downsample{i + 1}", layer.downsample)] if i < len(DEPTHS) else []
    return model, [*ends, ("top", model.swin.layernorm)], state


def as_map(value):
    value = value[0] if isinstance(value, tuple) else value
    if value.ndim == 3:
        side = int(value.shape[1] ** 0.5)
        value = value.reshape(len(value), side, side, -1)
    return value.permute(0, 3, 1, 2).clone()


def sides(size):
    return size if isinstance(size, tuple) else (size, size)


def logits_of(model, size, batch=1):
    shape = (batch, 3, *sides(size))
    x = torch.from_numpy(reference.sine(1, 1, int(np.prod(shape))).reshape(shape))
    y = model(x)
    return y if isinstance(y, torch.Tensor) else y.logits


def record(model, ends, size):
    values = {}
    hooks = [
        module.register_forward_hook(lambda _, inputs, output, end=end: values.update({end: as_map(output)}))
        for end, module in ends
    ]
    with torch.no_grad():
        logits = logits_of(model.eval(), size)
    for hook in hooks:
        hook.remove()
    stages = [reference.summary(end, end, values[end].numpy(), SAMPLES) for end, _ in ends]
    return [*stages, reference.summary("head", "head", logits.numpy(), SAMPLES)]


def gradients(model, size):
    """Of the mean cross entropy of two images."""
    torch.nn.functional.cross_entropy(logits_of(model, size, 2), torch.tensor([1, 3])).backward()
    return [
        reference.summary(key, key, value.grad[None].numpy(), SAMPLES) for key, value in model.named_parameters()
    ]


def write(out, name, source, size, stages):
    print(name, size, [(s["stage"], s["absMax"]) for s in stages][::4])
    reference.write(os.path.join(out, f"{name}.json"), source, [3, *sides(size)], stages)


def whole(size, out):
    """Random weights from a seed, beside a recording."""
    torch.manual_seed(1)
    model = torchvision.models.swin_t(weights=None)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.02)
    torch.save(model.state_dict(), os.path.join(out, "whole.pth"))
    write(out, "whole", "torchvision " + torchvision.__version__, size, record(model, torchvision_ends(model), size))


def main(out):
    listed = {}
    for name, make, module in (
        ("torchvision_swin", of_torchvision, torchvision),
        ("timm_swin", of_timm, timm),
        ("huggingface_swin", of_hub, transformers),
    ):
        source = f"formula weights, {name.split('_')[0]} {module.__version__.split('+')[0]}"
        model, ends, state = make()
        listed[name] = {key: list(value.shape) for key, value in state.items()}
        write(out, f"{name}_{SIZE}", source, SIZE, record(model, ends, SIZE))
        if module is torchvision:
            write(out, f"{name}_{ODD}", source, ODD, record(model, ends, ODD))
            write(out, f"{name}_{WIDE[0]}x{WIDE[1]}", source, WIDE, record(model, ends, WIDE))
            write(out, f"{name}_{ODD}_gradients", source, ODD, gradients(model, ODD))
    with open(os.path.join(out, "swin_tensors.json"), "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in listed.items()) + "\n}\n")
    model = torchvision.models.swin_t(weights=None)
    lines = "".join(f"{key} {list(value.shape)}\n" for key, value in learned(model.state_dict()).items())
    counted = {"name": "swin_t", "parameters": sum(p.numel() for p in model.parameters())}
    counted["sha256"] = hashlib.sha256(lines.encode()).hexdigest()
    with open(os.path.join(out, "swin_families.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + json.dumps(counted) + "\n]\n")


if __name__ == "__main__":
    if sys.argv[1] == "whole":
        whole(int(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1])

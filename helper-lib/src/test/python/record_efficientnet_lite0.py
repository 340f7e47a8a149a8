"""Records EfficientNet-Lite0's stages, computed by PyTorch from the published state dict.

usage: record_efficientnet_lite0.py EFFICIENTNET_LITE0.pth OUT.json
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

import reference

# kernel, stride, expansion, channels, repeats
TABLE = [
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
]

path, out = sys.argv[1:]
weights = torch.load(path, map_location="cpu", weights_only=True)


def conv(x, name, stride=1, depthwise=False):
    w = weights[name + ".weight"]
    kernel = w.shape[2]

    def pad(size):
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return total // 2, total - total // 2

    x = F.pad(x, pad(x.shape[3]) + pad(x.shape[2]))
    return F.conv2d(x, w, stride=stride, groups=x.shape[1] if depthwise else 1)


def norm(x, name):
    p = [weights[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
    return F.batch_norm(x, *p, training=False, eps=1e-3)


stages = []


def record(stage, node, x):
    stages.append(reference.summary(stage, node, x.numpy()))


with torch.no_grad():
    x = torch.from_numpy(reference.sine(3, 224, 224))
    x = F.relu6(norm(conv(x, "_conv_stem", 2), "_bn0"))
    record("stem", "act1", x)
    index = 0
    for s, (kernel, first_stride, expansion, channels, repeats) in enumerate(TABLE):
        for i in range(repeats):
            at = f"_blocks.{index}."
            stride = first_stride if i == 0 else 1
            y = x
            if expansion > 1:
                y = F.relu6(norm(conv(y, at + "_expand_conv"), at + "_bn0"))
            assert weights[at + "_depthwise_conv.weight"].shape[2] == kernel
            y = F.relu6(norm(conv(y, at + "_depthwise_conv", stride, True), at + "_bn1"))
            y = norm(conv(y, at + "_project_conv"), at + "_bn2")
            assert y.shape[1] == channels
            node = f"blocks.{s}.{i}." + ("bn3" if expansion > 1 else "bn2")
            if i > 0:
                y = y + x
                node = f"blocks.{s}.{i}.add"
            x = y
            record(f"block{s + 1}" + (f".{i + 1}" if repeats > 1 else ""), node, x)
            index += 1
    x = F.relu6(norm(conv(x, "_conv_head"), "_bn1"))
    record("top", "act2", x)
    pooled = x.mean((2, 3))
    record("", "pool", pooled)
    logits = F.linear(pooled, weights["_fc.weight"], weights["_fc.bias"])
    record("head", "classifier", logits)

print("parameters", sum(v.numel() for k, v in weights.items() if k.endswith(("weight", "bias"))))
print("pooled", pooled[0, :8].tolist(), float(pooled.sum()))
reference.write(out, f"PyTorch {torch.__version__}, published state dict", [3, 224, 224], stages)

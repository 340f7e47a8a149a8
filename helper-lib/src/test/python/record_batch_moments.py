"""Records what batch normalizations see of two batches, for BatchMomentsTest.

    python record_batch_moments.py > ../resources/reference/batch_moments.json
    (torch 2.7.1, numpy)

Batch normalizations normalize by each batch, as torch has them in training; what they read is
caught, and mean and variance (divided by the number of values) are taken of both batches at once,
in double precision. Weights are those of reference.formula, values sin(0.37 i) of the NCHW index.
"""

import json

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from reference import formula

EPSILON = 1e-3
SHAPE = (5, 3, 6, 6)
PARTS = (3, 2)


def filled(name, layer):
    with torch.no_grad():
        for key, value in layer.named_parameters():
            value.copy_(torch.from_numpy(formula(f"{name}.{key}", tuple(value.shape))))
    return layer


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = filled("conv1", nn.Conv2d(3, 4, 3, padding=1, bias=False))
        self.bn1 = filled("bn1", nn.BatchNorm2d(4, EPSILON))
        self.pw1 = filled("pw1", nn.Conv2d(4, 4, 1, bias=False))
        self.bn2 = filled("bn2", nn.BatchNorm2d(4, EPSILON))
        self.bn3 = filled("bn3", nn.BatchNorm2d(4, EPSILON))

    def forward(self, x):
        x = F.relu6(self.bn1(self.conv1(x)))
        return self.bn3(self.bn2(self.pw1(x)) + x)


def main():
    net = Net().train()
    seen = {}
    for name in ("bn1", "bn2", "bn3"):
        caught = seen.setdefault(name, [])
        getattr(net, name).register_forward_hook(
            lambda _, inputs, __, caught=caught: caught.append(inputs[0].detach().numpy())
        )
    x = np.sin(0.37 * np.arange(np.prod(SHAPE))).astype(np.float32).reshape(SHAPE)
    with torch.no_grad():
        for part in torch.split(torch.from_numpy(x), PARTS):
            net(part)
    found = {}
    for name, caught in seen.items():
        values = np.concatenate(caught).astype(np.float64)
        found[name] = {
            "running_mean": [float(f"{v:.8g}") for v in values.mean((0, 2, 3))],
            "running_var": [float(f"{v:.8g}") for v in values.var((0, 2, 3))],
        }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()

"""Exports a small torch network to ONNX and records what torch computes with it.

usage: record_torch_onnx.py FOLDER

Writes torch_tiny.onnx and torch_tiny.json: the pooled features and the logits of sin(0.001 * i) over
(2, 3, 16, 16). Versions are those of requirements.txt.
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6), nn.SiLU())
        self.block = nn.Sequential(nn.Conv2d(6, 6, 3, 1, 1, groups=6), nn.BatchNorm2d(6), nn.Hardswish())
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(6, 4)

    def features(self, x):
        x = self.stem(x)
        return torch.flatten(self.pool(x + self.block(x)), 1)

    def forward(self, x):
        return self.fc(self.features(x))


folder = Path(sys.argv[1])
torch.manual_seed(1)
model = Tiny().train()
with torch.no_grad():
    for _ in range(3):  # so that the statistics are not 0 and 1
        model(torch.randn(8, 3, 16, 16))
model.eval()
x = torch.sin(0.001 * torch.arange(2 * 3 * 16 * 16)).reshape(2, 3, 16, 16)
torch.onnx.export(
    model,
    (x,),
    str(folder / "torch_tiny.onnx"),
    input_names=["image"],
    output_names=["logits"],
    dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}},
    opset_version=17,
    dynamo=False,
)
with torch.no_grad():
    recorded = {
        "source": f"torch {torch.__version__.split('+')[0]}",
        "features": model.features(x).flatten().tolist(),
        "logits": model(x).flatten().tolist(),
    }
(folder / "torch_tiny.json").write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")

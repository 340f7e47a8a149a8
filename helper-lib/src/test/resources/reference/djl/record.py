"""Records tiny.pt, a TorchScript body saved in training mode, and prints what it gives in evaluation mode.

Recorded with torch 2.7.1. Run in this folder: python record.py
"""

import torch
from torch import nn


def filled(shape, scale, offset):
    count = torch.Size(shape).numel()
    return (torch.sin(torch.arange(count, dtype=torch.float64) * 0.37 + offset) * scale).reshape(shape).float()


body = nn.Sequential(nn.Conv2d(3, 6, 4, stride=4), nn.BatchNorm2d(6), nn.ReLU(), nn.Dropout(0.5))
with torch.no_grad():
    body[0].weight.copy_(filled((6, 3, 4, 4), 0.2, 0.1))
    body[0].bias.copy_(filled((6,), 0.1, 0.2))
    body[1].weight.copy_(1 + filled((6,), 0.3, 0.3))
    body[1].bias.copy_(filled((6,), 0.2, 0.4))
    body[1].running_mean.copy_(filled((6,), 0.5, 0.5))
    body[1].running_var.copy_(1.5 + filled((6,), 1.0, 0.6))
body.train()
torch.jit.script(body).save("tiny.pt")
image = filled((1, 3, 32, 32), 1.0, 0.0)
features = body.eval()(image)
print(list(features.shape), [round(v, 6) for v in features[0, :, 3, 5].tolist()], round(features.sum().item(), 4))

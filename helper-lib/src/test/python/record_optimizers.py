"""Records 20 steps of torch's optimizers, and losses, for OptimizerTest and LossTest.

    python record_optimizers.py > ../resources/reference/optimizers.json   (torch 2.7.1)

The gradient is that of sum(a * w^2) / 2 with a = (1, 2, 3), so that both sides compute it.
Where the rate falls, it is multiplied by 0.9 after each step.
"""

import json

import torch
import torch.nn.functional as F

CURVATURE = torch.tensor([1.0, 2.0, 3.0])
OPTIMIZERS = {
    "adam": lambda p: torch.optim.Adam(p, lr=0.1),
    "adam, decay 0.1": lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1),
    "adamW, decay 0.1": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1),
    "sgd, momentum 0.9": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "sgd, momentum 0.9, decay 0.1": lambda p: torch.optim.SGD(
        p, lr=0.05, momentum=0.9, weight_decay=0.1
    ),
    "adamW": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "sgd, decay 0.1": lambda p: torch.optim.SGD(p, lr=0.05, weight_decay=0.1),
}
FALLING = {
    "adamW, decay 0.1, falling": OPTIMIZERS["adamW, decay 0.1"],
    "sgd, momentum 0.9, decay 0.1, falling": OPTIMIZERS["sgd, momentum 0.9, decay 0.1"],
}


def trajectory(make, falls=1.0):
    w = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
    optimizer = make([w])
    rates = torch.optim.lr_scheduler.ExponentialLR(optimizer, falls)
    steps = []
    for _ in range(20):
        optimizer.zero_grad()
        (CURVATURE * w**2).sum().div(2).backward()
        optimizer.step()
        rates.step()
        steps.append(w.tolist())
    return steps


def losses():
    logits = torch.tensor([[1.0, -2.0, 0.5], [80.0, -80.0, 0.0]])
    labels = torch.tensor([2, 0])
    z = torch.tensor([0.7, -90.0])
    y = torch.tensor([1.0, 0.0])
    smooth = y * 0.9 + 0.05
    return {
        "softmax": F.cross_entropy(logits, labels).item(),
        "softmax, smoothing 0.1": F.cross_entropy(logits, labels, label_smoothing=0.1).item(),
        "binary": F.binary_cross_entropy_with_logits(z, y).item(),
        "binary, smoothing 0.1": F.binary_cross_entropy_with_logits(z, smooth).item(),
    }


print(
    json.dumps(
        {
            "trajectories": {name: trajectory(make) for name, make in OPTIMIZERS.items()}
            | {name: trajectory(make, 0.9) for name, make in FALLING.items()},
            "losses": losses(),
        },
        indent=1,
    )
)

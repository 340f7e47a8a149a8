"""Records 20 clipped and averaged steps of torch, for GradientClippingTest and WeightAverageTest.

    python record_averages.py > ../resources/reference/averages.json   (torch 2.7.1)

The gradients are those of sum(a * w^2) / 2, with a = (1, 2, 3) for the first parameter and a = 4
for the second, so that both sides compute them. Plain gradient descent with a rate of 0.1.
"""

import json

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

MAXIMUM = 2.0
DECAYS = [0.9, 0.3]


class Parameters(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.tensor([1.0, -2.0, 0.5]))
        self.b = torch.nn.Parameter(torch.tensor([[0.5, -1.5], [2.5, 0.25]]))

    def forward(self):
        curvature = torch.tensor([1.0, 2.0, 3.0])
        return (curvature * self.a**2).sum().div(2) + 2 * (self.b**2).sum()


def flat(module):
    return {name: p.flatten().tolist() for name, p in module.named_parameters()}


model = Parameters()
averages = {d: AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(d)) for d in DECAYS}
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
steps = []
for _ in range(20):
    optimizer.zero_grad()
    model().backward()
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), MAXIMUM)
    optimizer.step()
    for average in averages.values():
        average.update_parameters(model)
    steps.append(
        {
            "norm": norm.item(),
            "weights": flat(model),
            "averages": {str(d): flat(average.module) for d, average in averages.items()},
        }
    )
print(json.dumps(steps, indent=1))

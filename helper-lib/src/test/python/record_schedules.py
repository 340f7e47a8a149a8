"""Records learning rates of torch's schedulers over 40 steps, for ScheduleTest.

    python record_schedules.py > ../resources/reference/schedules.json   (torch 2.7.1)

The rate is 1. "epochs" are 10 epochs of 4 steps; the plateaus see one loss after each of 40 steps.
"""

import json
import math

import torch
from torch.optim import lr_scheduler

STEPS = 40
PER_EPOCH = 4
LOSSES = [round(math.exp(-i / 8) + 0.3 * abs(math.sin(1.7 * i)), 4) for i in range(STEPS)]
EACH_STEP = {
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS),
    "cosine, lowest 0.1": lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, eta_min=0.1),
    "one cycle": lambda o: lr_scheduler.OneCycleLR(o, 1.0, STEPS, cycle_momentum=False),
    "one cycle, warm-up share 0.1": lambda o: lr_scheduler.OneCycleLR(
        o, 1.0, STEPS, pct_start=0.1, cycle_momentum=False
    ),
    "cosine, 6 steps of warm-up": lambda o: lr_scheduler.ChainedScheduler(
        [
            lr_scheduler.LinearLR(o, start_factor=1 / 6, total_iters=5),
            lr_scheduler.CosineAnnealingLR(o, STEPS),
        ]
    ),
}
EACH_EPOCH = {
    "step 3, gamma 0.5": lambda o: lr_scheduler.StepLR(o, 3, 0.5),
    "exponential 0.9": lambda o: lr_scheduler.ExponentialLR(o, 0.9),
}
PLATEAUS = {
    "plateau 0.5, patience 2": lambda o: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.5, patience=2, eps=0
    ),
    "plateau 0.1, patience 0": lambda o: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.1, patience=0, eps=0
    ),
}


def rates(make, advance):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    found = []
    for step in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        advance(scheduler, step)
    return found


def each_epoch(scheduler, step):
    if (step + 1) % PER_EPOCH == 0:
        scheduler.step()


recorded = {name: rates(make, lambda s, step: s.step()) for name, make in EACH_STEP.items()}
recorded |= {name: rates(make, each_epoch) for name, make in EACH_EPOCH.items()}
recorded |= {name: rates(make, lambda s, step: s.step(LOSSES[step])) for name, make in PLATEAUS.items()}
print(json.dumps({"losses": LOSSES, "rates": recorded}, indent=1))

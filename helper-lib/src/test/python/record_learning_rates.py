"""Records which batch fastai's learning-rate finder suggests on curves by formula, for LearningRatesTest.

    python record_learning_rates.py > ../resources/reference/learning_rates.json   (fastai 2.8.12)

A curve is the smoothed loss of batches 0…; as in fastai's lr_find the first tenth and the last five are not looked at.
"""

import json
import math

from fastai.callback.schedule import valley

CURVES = {
    "one fall": [2 - 1.5 / (1 + math.exp(-(i - 60) / 6)) + math.exp((i - 95) / 3) for i in range(100)],
    "two falls": [3 + math.sin(i / 9) - i / 50 + math.exp((i - 92) / 2) for i in range(100)],
    "rugged": [2 - i / 80 + 0.3 * math.sin(1.7 * i) + math.exp((i - 90) / 4) for i in range(100)],
    "ended early": [1.4 - 0.9 / (1 + math.exp(-(i - 40) / 4)) + math.exp((i - 60) / 3) for i in range(66)],
    "short": [2 if i < 10 else 2 - 0.1 * (i - 9) if i < 20 else 1 + 0.5 * (i - 19) for i in range(31)],
    "falls to the end": [10 - i / 20 for i in range(100)],
}


def batch(losses):
    first = len(losses) // 10
    rates = list(range(first, len(losses) - 5))
    return int(valley(rates, losses[first:-5], len(losses))[0]) + 1


for name, curve in CURVES.items():
    CURVES[name] = [round(loss, 4) for loss in curve]
print(json.dumps({name: {"batch": batch(losses), "smoothed": losses} for name, losses in CURVES.items()}))

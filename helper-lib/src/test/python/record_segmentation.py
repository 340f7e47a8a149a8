"""Records resizes, losses of masks with their gradients, and figures, for the tests of segmentation.

    python record_segmentation.py > ../resources/reference/segmentation.json
    (torch 2.15.0, scikit-learn 1.9.1)

In double precision. Dice is the mean over the classes that the batch has of 1 - 2 sum p y / (sum p +
sum y), sums over the pixels that have a class.
"""

import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import accuracy_score, jaccard_score

torch.set_default_dtype(torch.float64)
VOID = 255
BATCH, CLASSES, HEIGHT, WIDTH = 2, 3, 2, 4
LOGITS = [2 * math.sin(0.7 * i + 0.3) for i in range(BATCH * CLASSES * HEIGHT * WIDTH)]
LABELS = [0, 2, VOID, 0, 1, 0, 2, 2, VOID, VOID, 0, 1, 1, 1, 0, 2]
TWO_OF_THREE = [0, 2, VOID, 0, 0, 0, 2, 2, VOID, VOID, 0, 0, 2, 2, 0, 2]
WEIGHTS = torch.tensor([1.0, 3.0, 0.5])


def labels(flat):
    return torch.tensor(flat).reshape(BATCH, HEIGHT, WIDTH)


def cross_entropy(z, y, weight=None, smoothing=0.0):
    return F.cross_entropy(z, y, weight=weight, ignore_index=VOID, label_smoothing=smoothing)


def focal(z, y, gamma, weight):
    known = y != VOID
    log_p = F.log_softmax(z, 1).movedim(1, -1)[known]
    log_p = log_p.gather(1, y[known][:, None])[:, 0]
    terms = -((1 - log_p.exp()) ** gamma) * log_p * weight[y[known]]
    return terms.sum() / weight[y[known]].sum()


def dice(z, y):
    known = y != VOID
    p = F.softmax(z, 1).movedim(1, -1)[known]
    wanted = F.one_hot(y[known], CLASSES)
    overlap = 2 * (p * wanted).sum(0) / (p.sum(0) + wanted.sum(0))
    return (1 - overlap)[wanted.sum(0) > 0].mean()


LOSSES = {
    "plain": lambda z, y: cross_entropy(z, y),
    "weights": lambda z, y: cross_entropy(z, y, WEIGHTS),
    "weights, smoothing 0.1": lambda z, y: cross_entropy(z, y, WEIGHTS, 0.1),
    "focal 2": lambda z, y: focal(z, y, 2, torch.ones(3)),
    "focal 2, weights": lambda z, y: focal(z, y, 2, WEIGHTS),
    "dice": dice,
    "dice 0.25, weights": lambda z, y: 0.75 * cross_entropy(z, y, WEIGHTS) + 0.25 * dice(z, y),
}


def recorded(loss, flat):
    z = torch.tensor(LOGITS).reshape(BATCH, CLASSES, HEIGHT, WIDTH).requires_grad_()
    value = loss(z, labels(flat))
    value.backward()
    return {"loss": value.item(), "gradient": z.grad.flatten().tolist()}


def resized(height, width, to_height, to_width):
    x = torch.tensor([math.sin(0.7 * i + 0.3) for i in range(2 * height * width)])
    x = x.reshape(1, 2, height, width)
    y = F.interpolate(x, (to_height, to_width), mode="bilinear", align_corners=False)
    return {"from": [height, width], "to": [to_height, to_width], "values": y.flatten().tolist()}


truth = np.array([0, 0, 1, 1, 2, 2, 2, 0, 1, 2])
given = np.array([0, 1, 1, 1, 2, 0, 2, 0, 1, 1])
print(
    json.dumps(
        {
            "losses": {name: recorded(loss, LABELS) for name, loss in LOSSES.items()},
            "without the second class": {
                name: recorded(LOSSES[name], TWO_OF_THREE) for name in ("plain", "dice")
            },
            "resizes": [resized(*s) for s in ((3, 4, 12, 16), (7, 5, 13, 11), (6, 8, 3, 5), (1, 1, 4, 4))],
            "figures": {
                "truth": truth.tolist(),
                "given": given.tolist(),
                "iou": jaccard_score(truth, given, average=None).tolist(),
                "mean iou": jaccard_score(truth, given, average="macro"),
                "accuracy": accuracy_score(truth, given),
            },
        },
        indent=1,
    )
)

"""Records losses and their gradients for Loss_ObjectiveTest, and class weights for ObjectiveTest.

    python record_objectives.py > ../resources/reference/objectives.json
    (torch 2.7.1, torchvision 0.22.1, scikit-learn 1.9.1)

In double precision. torch has no focal loss of a softmax: it is written as the paper has it. A mix
is lambda CE(a) + (1 - lambda) CE(b) over one denominator, the sum of lambda w_a + (1 - lambda) w_b.
"""

import json

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import log_loss
from sklearn.utils.class_weight import compute_class_weight
from torchvision.ops import sigmoid_focal_loss

torch.set_default_dtype(torch.float64)
LOGITS = [[1.0, -2.0, 0.5], [0.3, 0.1, -0.7], [-1.2, 2.4, 0.6], [3.0, -1.0, 0.2]]
LABELS = torch.tensor([2, 0, 1, 1])
PARTNERS = torch.tensor([1, 1, 2, 0])
WEIGHTS = torch.tensor([1.0, 3.0, 0.5])
ONE_LOGIT = [[0.7], [-1.9], [2.2], [-0.4]]
SIDES = torch.tensor([1, 0, 0, 1])
OTHER_SIDES = torch.tensor([0, 0, 1, 1])
TWO_WEIGHTS = torch.tensor([1.0, 3.0])


def focal(z, labels, gamma, weight):
    log_p = F.log_softmax(z, 1).gather(1, labels[:, None])[:, 0]
    terms = -((1 - log_p.exp()) ** gamma) * log_p * weight[labels]
    return terms.sum() / weight[labels].sum()


def mixed(z, a, b, share, weight, smoothing=0.0):
    terms = [
        F.cross_entropy(z, y, weight=weight, label_smoothing=smoothing, reduction="sum") for y in (a, b)
    ]
    norm = (share * weight[a] + (1 - share) * weight[b]).sum()
    return (share * terms[0] + (1 - share) * terms[1]) / norm


def soft(z, a, b, share):
    targets = share * F.one_hot(a, z.shape[1]) + (1 - share) * F.one_hot(b, z.shape[1])
    return F.cross_entropy(z, targets)


def two(z):
    return torch.cat([torch.zeros_like(z), z], 1)


def weighted_sigmoid(z):
    weight = TWO_WEIGHTS[SIDES]
    loss = F.binary_cross_entropy_with_logits(z[:, 0], SIDES.double(), weight=weight, reduction="sum")
    return loss / weight.sum()


SOFTMAX = {
    "weights": lambda z: F.cross_entropy(z, LABELS, weight=WEIGHTS),
    "weights, smoothing 0.1": lambda z: F.cross_entropy(z, LABELS, weight=WEIGHTS, label_smoothing=0.1),
    "focal 2": lambda z: focal(z, LABELS, 2, torch.ones(3)),
    "focal 0.5": lambda z: focal(z, LABELS, 0.5, torch.ones(3)),
    "focal 2, weights": lambda z: focal(z, LABELS, 2, WEIGHTS),
    "mix 0.3": lambda z: soft(z, LABELS, PARTNERS, 0.3),
    "mix 0.3, weights, smoothing 0.1": lambda z: mixed(z, LABELS, PARTNERS, 0.3, WEIGHTS, 0.1),
}
BINARY = {
    "binary, weights": weighted_sigmoid,
    "binary, weights, smoothing 0.1": lambda z: F.cross_entropy(
        two(z), SIDES, weight=TWO_WEIGHTS, label_smoothing=0.1
    ),
    "binary, focal 2": lambda z: sigmoid_focal_loss(
        z[:, 0], SIDES.double(), alpha=-1, gamma=2, reduction="mean"
    ),
    "binary, mix 0.3": lambda z: soft(two(z), SIDES, OTHER_SIDES, 0.3),
    "binary, mix 0.3, weights": lambda z: mixed(two(z), SIDES, OTHER_SIDES, 0.3, TWO_WEIGHTS),
}


def recorded(logits, loss):
    z = torch.tensor(logits, requires_grad=True)
    value = loss(z)
    value.backward()
    return {"loss": value.item(), "gradient": z.grad.flatten().tolist()}


labels = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2]
probabilities = F.softmax(torch.tensor(LOGITS), 1).numpy()
balanced = compute_class_weight("balanced", classes=np.array([0, 1, 2]), y=labels)
print(
    json.dumps(
        {
            "losses": {name: recorded(LOGITS, loss) for name, loss in SOFTMAX.items()}
            | {name: recorded(ONE_LOGIT, loss) for name, loss in BINARY.items()},
            "scikit-learn": {
                "balanced": balanced.tolist(),
                "log loss, balanced": log_loss(
                    LABELS, probabilities, sample_weight=balanced[LABELS], labels=[0, 1, 2]
                ),
            },
        },
        indent=1,
    )
)

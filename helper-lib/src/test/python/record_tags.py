"""Records the figures, thresholds and losses of tags, for MultiLabelTest and TagGoalTest.

    python record_tags.py > ../resources/reference/tags.json
    (torch 2.15.0, scikit-learn 1.9.1)

Both sides compute the logits, which are quarters and so the same in every format; many are equal.
"""

import json

import numpy as np
import torch
from sklearn.metrics import average_precision_score, f1_score, log_loss, precision_recall_curve, precision_recall_fscore_support
from torch.nn.functional import binary_cross_entropy_with_logits, softplus

IMAGES = 40
TAGS = 6
NEVER_GIVEN = 5


def evaluation():
    i, t = np.mgrid[0:IMAGES, 0:TAGS]
    there = (3 * i + 7 * t + i * t) % (t + 2) == 0
    there[:, 4:] = False
    logits = ((37 * i + 11 * t * t + 5 * i * t) % 41 - 24) / 4 + 2 * there
    logits[:, NEVER_GIVEN] = -np.abs(logits[:, NEVER_GIVEN]) - 1
    return there, logits


def figures(there, logits, given):
    precision, recall, f1, support = precision_recall_fscore_support(there, given, average=None, zero_division=0)
    return {
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "micro": f1_score(there, given, average="micro"),
        "macro": f1_score(there, given, average="macro", zero_division=np.nan),
    }


def best(there, score):
    precision, recall, thresholds = precision_recall_curve(there, score)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-300)
    return f1[:-1].max()


def losses():
    values = [[0, -1.5, 100], [2.25, 0, -100], [-100, 30, 0.5], [0.25, -3, 4]]
    own = np.array([[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0]], dtype=float)
    rows = []
    for weights, gamma, share in [([1, 1, 1], 0, 1), ([1, 3, 0.5], 0, 1), ([1, 3, 0.5], 0, 0.75), ([1, 1, 1], 2, 1), ([1, 3, 0.5], 1.5, 0.75)]:
        z = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        w = torch.tensor(weights, dtype=torch.float64)
        y = torch.tensor(share * own + (1 - share) * own[::-1])  # mixed with the last one first
        if gamma == 0:
            loss = binary_cross_entropy_with_logits(z, y, pos_weight=w)
        else:  # Lin et al. 2017, equation 4, of both ends of a soft target
            p = torch.sigmoid(z)
            loss = (w * y * (1 - p) ** gamma * softplus(-z) + (1 - y) * p**gamma * softplus(z)).mean()
        loss.backward()
        rows.append({"weights": weights, "gamma": gamma, "share": share, "loss": loss.item(), "gradient": z.grad.flatten().tolist()})
    return {"logits": values, "own": own.tolist(), "rows": rows}


if __name__ == "__main__":
    there, logits = evaluation()
    sure = 1 / (1 + np.exp(-logits))
    seen = there.any(axis=0)
    print(
        json.dumps(
            {
                "half": figures(there, logits, sure >= 0.5),
                "third": figures(there, logits, sure >= 1 / 3),
                "average precision": [average_precision_score(there[:, t], logits[:, t]) for t in range(TAGS) if seen[t]],
                "mean average precision": average_precision_score(there[:, seen], logits[:, seen], average="macro"),
                "best F1": [best(there[:, t], sure[:, t]) for t in range(TAGS) if seen[t]],
                "loss": np.mean([log_loss(there[:, t], sure[:, t], labels=[False, True]) for t in range(TAGS)]),
                "objectives": losses(),
            }
        )
    )

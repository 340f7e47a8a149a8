"""Records temperature scaling, its calibration error, and stacking, for CalibrationTest,
EvaluationTest and StackingTest.

    python record_calibration.py > ../resources/reference/calibration.json
    (numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1)

Both sides compute the logits: float32 of a formula in sines, so that none need be stored.
"""

import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression

IMAGES = 60


def labels(classes):
    return (7 * np.arange(IMAGES) + np.arange(IMAGES) // 11) % classes


def logits(member, classes, scale):
    i = np.arange(IMAGES)[:, None]
    c = np.arange(classes)[None, :]
    noise = np.sin(1.7 * i + 2.3 * c + 0.9 * member + 0.1 * i * c)
    right = 0.8 * (labels(classes)[:, None] == c)
    return np.float32(np.float32(scale) * np.float32(noise + right))


def loss(z, y, temperature=1.0):
    return -log_softmax(z.astype(np.float64) / temperature, axis=1)[np.arange(len(y)), y].mean()


def ece(probabilities, y, bins):
    """The reference of Guo et al.: equal widths, each bin without its lower edge."""
    confidence, hit = probabilities.max(1), probabilities.argmax(1) == y
    edges, error = np.linspace(0, 1, bins + 1), 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        within = (confidence > low) & (confidence <= high)
        if within.any():
            error += within.mean() * abs(hit[within].mean() - confidence[within].mean())
    return error


def calibration(classes, scale):
    z, y = logits(0, classes, scale), labels(classes)
    found = minimize_scalar(
        lambda t: loss(z, y, t), bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}
    )
    before, after = softmax(z.astype(np.float64), axis=1), softmax(z / found.x, axis=1)
    return {
        "classes": classes,
        "scale": scale,
        "temperature": found.x,
        "loss before": loss(z, y),
        "loss after": found.fun,
        "accuracy": (before.argmax(1) == y).mean(),
        "error before, 15 bins": ece(before, y, 15),
        "error before, 7 bins": ece(before, y, 7),
        "error after, 15 bins": ece(after, y, 15),
    }


def stacking(classes, scales):
    y = labels(classes)
    members = [
        log_softmax(logits(m, classes, s).astype(np.float64), axis=1) for m, s in enumerate(scales)
    ]
    x = np.concatenate(members, axis=1)
    model = LogisticRegression(C=1.0, solver="lbfgs", tol=1e-12, max_iter=100000).fit(x, y)
    return {
        "classes": classes,
        "scales": scales,
        "coefficients": model.coef_.tolist(),
        "intercepts": model.intercept_.tolist(),
        "probabilities": model.predict_proba(x)[:5].tolist(),
        "accuracy": model.score(x, y),
    }


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "calibration": [calibration(3, 6.0), calibration(5, 0.7), calibration(2, 4.0)],
                "stacking": [stacking(3, [2.0, 5.0]), stacking(2, [1.0, 3.0, 4.0]), stacking(5, [3.0])],
            },
            indent=1,
        )
    )

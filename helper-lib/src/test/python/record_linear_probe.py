"""Records what scikit-learn's logistic regression finds, for LinearProbeTest.

pip install scikit-learn==1.9.1; python record_linear_probe.py > ../resources/reference/linear-probe.json
"""

import json
import math

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid


def features(classes):
    """Formulas that the test has too: 60 rows of 12, of classes in turn."""
    rows = [
        [math.sin(1 + 0.7 * i + 1.3 * k) + (0.8 if k == i % classes else 0) for k in range(12)] for i in range(60)
    ]
    return numpy.array(rows, dtype=numpy.float32).astype(float), numpy.arange(60) % classes


def solved(classes, strength):
    x, y = features(classes)
    model = LogisticRegression(C=strength, tol=1e-12, max_iter=100_000).fit(x, y)
    chosen = model.predict_proba(x)[numpy.arange(60), y]
    objective = -numpy.log(chosen).sum() + (model.coef_**2).sum() / 2 / strength
    return {
        "classes": classes,
        "strength": strength,
        "objective": objective,
        "weight": model.coef_[-1][0],
        "bias": model.intercept_[-1],
        "nearest": NearestCentroid().fit(x, y).predict(x).tolist(),
    }


print(json.dumps([solved(c, s) for c in (2, 3) for s in (0.01, 1.0, 100.0)], indent=1))

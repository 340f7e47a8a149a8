"""Records intervals, McNemar's test and curves of precision and recall, for IntervalsTest, ComparisonTest and ThresholdTest.

    python record_intervals.py > ../resources/reference/intervals.json
    (numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0)

The evaluations are those of record_calibration.py: both sides compute their logits.
"""

import json

import numpy as np
from record_calibration import labels, logits
from scipy.special import log_softmax, softmax
from scipy.stats import binomtest, bootstrap
from sklearn.metrics import f1_score, precision_recall_curve
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

SHARES = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (81, 263), (142, 153), (1, 1000), (999, 1000)]
PAIRS = [(0, 0), (0, 1), (1, 5), (0, 6), (4, 15), (10, 10), (30, 31), (100, 150), (2000, 2100)]


def wilson(hits, of):
    low, high = proportion_confint(hits, of, method="wilson")
    other = binomtest(hits, of).proportion_ci(method="wilson")
    assert abs(low - other.low) < 1e-12 and abs(high - other.high) < 1e-12
    return {"hits": hits, "of": of, "low": max(0.0, float(low)), "high": min(1.0, float(high))}


def exact(one, other):
    p = mcnemar([[7, one], [other, 9]], exact=True).pvalue
    if one + other:
        assert abs(p - binomtest(one, one + other).pvalue) < 1e-12
    return {"one": one, "other": other, "p": float(p)}


def percentile(figure, *data):
    found = bootstrap(
        data, figure, n_resamples=20_000, paired=True, vectorized=False, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    return {"value": float(figure(*data)), "low": float(found.low), "high": float(found.high)}


def evaluation(classes, scale):
    true = labels(classes)
    values = logits(0, classes, scale)
    losses = -log_softmax(np.float64(values), axis=1)[np.arange(len(true)), true]

    def macro(a, b):
        hits, both = np.bincount(a[a == b], minlength=classes), np.bincount(a, minlength=classes) + np.bincount(b, minlength=classes)
        return np.mean(2 * hits[both > 0] / both[both > 0])

    assert abs(macro(true, values.argmax(axis=1)) - f1_score(true, values.argmax(axis=1), average="macro", zero_division=0)) < 1e-12

    found = {
        "classes": classes,
        "scale": scale,
        "loss": percentile(np.mean, losses),
        "macro F1": percentile(macro, true, values.argmax(axis=1)),
    }
    for c in range(classes):
        precision, recall, thresholds = precision_recall_curve(true == c, softmax(np.float64(values), axis=1)[:, c])
        found[f"curve {c}"] = {"precision": precision.tolist(), "recall": recall.tolist(), "thresholds": thresholds.tolist()}
    return found


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "wilson": [wilson(*share) for share in SHARES],
                "mcnemar": [exact(*pair) for pair in PAIRS],
                "evaluations": [evaluation(2, 1.5), evaluation(5, 3.0)],
            }
        )
    )

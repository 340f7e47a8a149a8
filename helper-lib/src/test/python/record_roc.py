"""Records areas under ROC curves for RocTest: many logits are equal.

pip install scikit-learn==1.9.1; python record_roc.py
"""

import numpy as np
from sklearn.metrics import roc_auc_score

IMAGES, CLASSES = 50, 4
i, c = np.mgrid[0:IMAGES, 0:CLASSES]
labels = (3 * i[:, 0] + i[:, 0] // 7) % CLASSES
logits = ((37 * i + 11 * c * c + 5 * i * c) % 13) / 4 + 0.75 * (labels[:, None] == c)
odds = np.exp(logits)
probabilities = odds / odds.sum(axis=1, keepdims=True)
print([float(roc_auc_score(labels == k, probabilities[:, k])) for k in range(CLASSES)])
print(float(roc_auc_score(labels, probabilities, multi_class="ovr")))
print(float(roc_auc_score(labels % 2, labels * 0 + i[:, 0] % 3)))

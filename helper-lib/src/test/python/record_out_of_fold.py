"""Records what scikit-learn says of each image when it learned from all others, for OutOfFoldTest.

    python record_out_of_fold.py
    (numpy 2.4.6, scikit-learn 1.9.1)

It prints the rows of RECORDED.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression

VALUES = np.float32([
    [2.0, 0.1, 0.3], [1.8, -0.2, 0.5], [2.2, 0.4, -0.1], [1.5, 0.2, 0.8],
    [-0.3, 1.9, 0.2], [0.2, 2.1, -0.4], [0.1, 1.6, 0.6], [-0.2, 2.4, 0.1],
    [0.3, -0.1, 2.2], [-0.1, 0.2, 1.8], [0.5, 0.3, 2.0], [1.9, 0.0, 0.2],
]).astype(float)
LABELS = np.repeat([0, 1, 2], 4)

roots = np.sign(VALUES) * np.sqrt(np.abs(VALUES))
rows = roots - roots.mean(0)
rows /= np.linalg.norm(rows, axis=1, keepdims=True)
for i in range(len(LABELS)):
    others = np.arange(len(LABELS)) != i
    learned = LogisticRegression(C=1, tol=1e-10, max_iter=10000).fit(rows[others], LABELS[others])
    print("{%s}," % ", ".join("%.8f" % p for p in learned.predict_proba(rows[i : i + 1])[0]))

"""Records the term of CORAL and its gradients for CoralTest.

    python record_coral.py > ../resources/reference/coral.json
    (torch 2.7.1)

In double precision: covariances by torch.cov, weight 0.5.
"""

import json

import torch

torch.set_default_dtype(torch.float64)
CASES = {
    "three outputs": (
        [[1.0, -2.0, 0.5], [0.3, 0.1, -0.7], [-1.2, 2.4, 0.6], [3.0, -1.0, 0.2]],
        [[0.2, 0.4, 1.5], [-0.6, 1.1, 0.3], [2.2, 0.7, -1.9]],
    ),
    "one output": ([[0.7], [-1.9], [2.2], [-0.4]], [[0.1], [0.5]]),
}
WEIGHT = 0.5


def covariance(rows):
    return torch.cov(rows.T).reshape(rows.shape[1], rows.shape[1])


def rounded(values):
    return [float(f"{v:.9g}") for v in values.flatten().tolist()]


def main():
    found = {}
    for name, (source, target) in CASES.items():
        x = torch.tensor(source, requires_grad=True)
        y = torch.tensor(target, requires_grad=True)
        apart = covariance(x) - covariance(y)
        loss = WEIGHT * apart.square().sum() / (4 * x.shape[1] ** 2)
        loss.backward()
        found[name] = {
            "outputs": rounded(x.detach()),
            "others": rounded(y.detach()),
            "width": x.shape[1],
            "term": rounded(loss.detach())[0],
            "gradient of outputs": rounded(x.grad),
            "gradient of others": rounded(y.grad),
        }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()

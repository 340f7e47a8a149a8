"""What the recordings share: the input, and how a feature map is summed up in a few numbers."""

import json

import numpy as np

SAMPLES = 64


def sine(channels, height, width):
    """sin(0.001 * i) over the NCHW index i, batch 1."""
    count = channels * height * width
    return np.sin(0.001 * np.arange(count)).astype(np.float32).reshape(1, channels, height, width)


def summary(stage, node, value):
    """Shape without batch, sum, largest magnitude and 64 values at floor(k * size / 64), NCHW."""
    flat = np.ascontiguousarray(value).reshape(-1).astype(np.float64)
    at = [k * flat.size // SAMPLES for k in range(SAMPLES)]
    return {
        "stage": stage,
        "node": node,
        "shape": list(value.shape[1:]),
        "sum": float(f"{flat.sum():.9g}"),
        "absMax": float(f"{np.abs(flat).max():.9g}"),
        "values": [float(f"{flat[i]:.8g}") for i in at],
    }


def write(path, source, input_shape, stages):
    lines = ",\n".join(json.dumps(stage) for stage in stages)
    head = json.dumps({"source": source, "input": input_shape})[:-1]
    with open(path, "w") as out:
        out.write(head + ', "stages": [\n' + lines + "\n]}\n")

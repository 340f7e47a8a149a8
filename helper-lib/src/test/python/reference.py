"""What the recordings share: the input, and how a feature map is summed up in a few numbers."""

import json
import zlib

import numpy as np

SAMPLES = 64


def sine(channels, height, width):
    """sin(0.001 * i) over the NCHW index i, batch 1."""
    count = channels * height * width
    return np.sin(0.001 * np.arange(count)).astype(np.float32).reshape(1, channels, height, width)


def formula(name, shape):
    """Weights that need no file: FormulaWeights.java computes the same bits.

    u is SplitMix64 of (CRC-32 of the name, element index), its upper 24 bits as 0 <= u < 1.
    """
    z = np.arange(np.prod(shape), dtype=np.uint64)
    z += np.uint64(zlib.crc32(name.encode())) << np.uint64(32)
    z = z * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    u = ((z ^ (z >> np.uint64(31))) >> np.uint64(40)).astype(np.float64) / 2**24
    if len(shape) > 1:  # uniform with variance 2 / fan-in (He et al. 2015)
        values = (2 * u - 1) * np.sqrt(6.0 * shape[0] / np.prod(shape))
    elif name.replace("/", ".").endswith((".weight", ".running_var", ".gamma", ".moving_variance")):
        values = 0.75 + 0.5 * u
    else:
        values = 0.4 * u - 0.2
    return values.astype(np.float32).reshape(shape)


def summary(stage, node, value, samples=SAMPLES):
    """Shape without batch, sum, largest magnitude and values at floor(k * size / samples), NCHW."""
    flat = np.ascontiguousarray(value).reshape(-1).astype(np.float64)
    at = [k * flat.size // samples for k in range(samples)]
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
    with open(path, "w", encoding="utf-8") as out:
        out.write(head + ', "stages": [\n' + lines + "\n]}\n")

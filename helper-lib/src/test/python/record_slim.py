"""Records the stages of TF-Slim's MobileNets, TF-Hub's, under formula weights (reference.formula).

usage: record_slim.py OUT_FOLDER
       record_slim.py OUT_FOLDER NAME ALPHA SIZE   random weights: checkpoint, SavedModel, x.npy, y.npy

The networks are those of research/slim/nets/mobilenet_v1.py and nets/mobilenet/mobilenet_v2.py of
tensorflow/models, in TensorFlow's own operations. The formula goes by slim's names and fills tensors
in torch's layout: what a reader of slim's files hands on. slim_layers.json lists those names. Of the
logits the first, the background's, is not recorded.
"""

import json
import os
import sys
import tarfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

import reference

v1 = tf.compat.v1
SAMPLES = 16
EPSILON = 1e-3
V1 = [(1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512)] + 5 * [(1, 512)]
V1 += [(2, 1024), (1, 1024)]
V2 = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2)]
V2 += [(6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def divisible(value, divisor=8):
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


class Network:
    """Slim's layers; weights come from fill(name, torch's shape) and are kept in TensorFlow's."""

    def __init__(self, scope, fill):
        self.scope, self.fill, self.variables, self.stages = scope, fill, {}, []

    def variable(self, name, shape, turn=None):
        name = f"{self.scope}/{name}"
        torch = shape if turn is None else tuple(shape[turn.index(axis)] for axis in range(len(shape)))
        value = self.fill(name, torch)
        self.variables[name] = value if turn is None else np.ascontiguousarray(value.transpose(turn))
        return self.variables[name]

    def normalized(self, x, at, relu):
        parts = ("gamma", "beta", "moving_mean", "moving_variance")
        arrays = [self.variable(f"{at}/BatchNorm/{part}", (x.shape[-1],)) for part in parts]
        x, _, _ = v1.nn.fused_batch_norm(x, *arrays, epsilon=EPSILON, is_training=False)
        return tf.nn.relu6(x) if relu else x

    def conv(self, x, at, out, kernel, stride=1, relu=True):
        shape = (kernel, kernel, x.shape[-1], out)
        weights = self.variable(f"{at}/weights", shape, (2, 3, 1, 0))
        return self.normalized(tf.nn.conv2d(x, weights, stride, "SAME"), at, relu)

    def depthwise(self, x, at, stride):
        shape = (3, 3, x.shape[-1], 1)
        weights = self.variable(f"{at}/depthwise_weights", shape, (2, 3, 0, 1))
        x = tf.nn.depthwise_conv2d(x, weights, [1, stride, stride, 1], "SAME")
        return self.normalized(x, at, True)

    def end(self, stage, node, value):
        array = value.numpy()
        array = array.transpose(0, 3, 1, 2) if array.ndim == 4 else array[:, 1:]
        self.stages.append(reference.summary(stage, node, array, SAMPLES))

    def logits(self, x, classes):
        x = tf.reduce_mean(x, [1, 2], keepdims=True)
        at = "Logits/Conv2d_1c_1x1"
        weights = self.variable(f"{at}/weights", (1, 1, x.shape[-1], classes), (2, 3, 1, 0))
        x = tf.nn.conv2d(x, weights, 1, "SAME") + self.variable(f"{at}/biases", (classes,))
        self.end("head", at, x[:, 0, 0, :])
        return x[:, 0, 0, :]


def mobilenet_v1(x, alpha, classes, fill):
    net = Network("MobilenetV1", fill)
    x = net.conv(x, "Conv2d_0", max(int(32 * alpha), 8), 3, 2)
    net.end("stem", "Conv2d_0", x)
    for i, (stride, out) in enumerate(V1, 1):
        x = net.depthwise(x, f"Conv2d_{i}_depthwise", stride)
        x = net.conv(x, f"Conv2d_{i}_pointwise", max(int(out * alpha), 8), 1)
        net.end(f"block{i}", f"Conv2d_{i}_pointwise", x)
    return net, net.logits(x, classes)


def mobilenet_v2(x, alpha, classes, fill):
    net = Network("MobilenetV2", fill)
    x = net.conv(x, "Conv", divisible(32 * alpha), 3, 2)
    net.end("stem", "Conv", x)
    index = 0
    for group, (expansion, out, repeats, stride) in enumerate(V2, 1):
        for i in range(repeats):
            at = "expanded_conv" + (f"_{index}" if index else "")
            x = expanded(net, x, at, expansion, divisible(out * alpha), stride if i == 0 else 1)
            net.end(f"block{group}" + ("" if repeats == 1 else f".{i + 1}"), at, x)
            index += 1
    # "finegrain": the last layer does not get thinner
    x = net.conv(x, "Conv_1", divisible(1280 * max(alpha, 1)), 1)
    net.end("top", "Conv_1", x)
    return net, net.logits(x, classes)


def expanded(net, x, at, expansion, out, stride):
    y = x
    if expansion > 1:
        y = net.conv(y, f"{at}/expand", divisible(expansion * x.shape[-1]), 1)
    y = net.depthwise(y, f"{at}/depthwise", stride)
    y = net.conv(y, f"{at}/project", out, 1, relu=False)
    return x + y if stride == 1 and x.shape[-1] == out else y


NETS = {"mobilenet_v1": mobilenet_v1, "mobilenet_v2": mobilenet_v2}
RUNS = [
    ("mobilenet_v1", 0.25, 64),
    ("mobilenet_v1", 0.75, 97),
    ("mobilenet_v2", 0.35, 97),
    ("mobilenet_v2", 1.4, 64),
    ("mobilenet_v2", 0.56, 33),
]


def record(out):
    layers = {}
    for name, alpha, size in RUNS:
        x = reference.sine(3, size, size)
        net, _ = NETS[name](tf.constant(x.transpose(0, 2, 3, 1)), alpha, 11, reference.formula)
        layers[name + "_slim"] = list(net.variables)
        source = f"formula weights, TensorFlow {tf.__version__}"
        path = os.path.join(out, f"slim_{name}_{alpha}_{size}.json")
        reference.write(path, source, list(x.shape[1:]), net.stages)
        print(name, alpha, size, [(s["stage"], s["absMax"]) for s in net.stages])
    with open(os.path.join(out, "slim_layers.json"), "w", encoding="utf-8") as file:
        lines = [f"{json.dumps(n)}: {json.dumps(layers[n])}" for n in sorted(layers)]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def save(out, name, alpha, size):
    random = np.random.default_rng(7)

    def fill(variable, shape):
        if len(shape) > 1:
            return random.normal(0, np.sqrt(2 * shape[0] / np.prod(shape)), shape).astype(np.float32)
        low, high = (0.7, 1.3) if variable.endswith(("gamma", "variance")) else (-0.2, 0.2)
        return random.uniform(low, high, shape).astype(np.float32)

    x = random.normal(size=(2, size, size, 3)).astype(np.float32)
    net, y = NETS[name](tf.constant(x), alpha, 1001, fill)
    np.save(os.path.join(out, "x.npy"), np.ascontiguousarray(x.transpose(0, 3, 1, 2)))
    np.save(os.path.join(out, "y.npy"), y.numpy()[:, 1:])
    prefix = os.path.join(out, f"{name}.ckpt")
    with tf.Graph().as_default(), v1.Session() as session:
        for variable, value in net.variables.items():
            v1.get_variable(variable, shape=value.shape).load(value, session)
        v1.train.Saver().save(session, prefix, write_meta_graph=True, write_state=False)
    with tarfile.open(os.path.join(out, f"{name}.tgz"), "w:gz") as tar:
        for file in sorted(os.listdir(out)):
            if ".ckpt" in file:
                tar.add(os.path.join(out, file), "./" + file)
    module = tf.Module()
    module.variables_ = [tf.Variable(v, name=n) for n, v in net.variables.items() if "Logits" not in n]
    tf.saved_model.save(module, os.path.join(out, "saved_model"))


if len(sys.argv) == 2:
    record(sys.argv[1])
else:
    save(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))

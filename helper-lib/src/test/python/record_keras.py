"""Records the stages of Keras Applications under formula weights (reference.formula).

usage: KERAS_BACKEND=torch record_keras.py OUT_FOLDER [NAME ...]

The formula goes by Keras's names, layer.variable, and fills tensors in torch's layout: what a
reader of Keras's files hands on. keras_layers.json lists those names. VGG's dense layers are
recorded by themselves and 16 wide: the formula tests the layers, not 120 million numbers.
ConvNeXt normalizes its pixels itself, so it is given pixels.
"""

import json
import os
import re
import sys

import keras
import numpy as np
from keras import layers

import reference

CLASSES = 10
SAMPLES = 16
MANY_STAGES = 8
MEAN = np.float32([0.485, 0.456, 0.406]) * 255
STD = np.float32([0.229, 0.224, 0.225]) * 255
apps = keras.applications

# name, sizes, builder, layers at which the stages end
RUNS = {}


def run(name, sizes, build, ends):
    RUNS[name] = (sizes, build, ends)


def top(size):
    return {
        "weights": None,
        "input_shape": (size, size, 3),
        "classes": CLASSES,
        "classifier_activation": None,
    }


def numbered(repeats, block):
    """Stage names as in the paper's table, and for each the layer at which it ends."""
    for group, count in enumerate(repeats, 1):
        for i in range(1, count + 1):
            yield f"block{group}" + ("" if count == 1 else f".{i}"), block(group, i)


def resnet_ends(model):
    blocks = numbered([3, 4, 6, 3], lambda group, i: f"conv{group + 1}_block{i}_out")
    return [("stem", "pool1_pool"), *blocks, ("head", "predictions")]


def sums(model, at, otherwise):
    known = {layer.name for layer in model.layers}
    return at + "add" if at + "add" in known else at + otherwise


def mobilenet_v2_ends(model):
    index = iter(range(17))

    def block(group, i):
        k = next(index)
        return sums(model, f"block_{k}_" if k else "expanded_conv_", "project_BN")

    blocks = numbered([1, 2, 3, 4, 3, 3, 1], block)
    return [("stem", "Conv1_relu"), *blocks, ("top", "out_relu"), ("head", "predictions")]


def mobilenet_v1_ends(model):
    blocks = [(f"block{i}", f"conv_pw_{i}_relu") for i in range(1, 14)]
    return [("stem", "conv1_relu"), *blocks, ("head", "reshape_2")]


def vgg_ends(repeats):
    def block(group, i):
        last = i == repeats[group - 1]
        return f"block{group}_pool" if last else f"block{group}_conv{i}"

    return lambda model: list(numbered(repeats, block))


def efficientnet_ends(model):
    def block(group, i):
        return sums(model, f"block{group}{chr(96 + i)}_", "project_bn")

    blocks = numbered([1, 2, 2, 3, 3, 4, 1], block)
    ends = [("stem", "stem_activation"), *blocks]
    return ends + [("top", "top_activation"), ("head", "predictions")]


def densenet_ends(model):
    for group, count in enumerate((6, 12, 24, 16), 1):
        if group == 1:
            yield "stem", "pool1"
        else:
            yield f"transition{group - 1}", f"pool{group}_pool"
        for i in range(1, count + 1):
            yield f"block{group}.{i}", f"conv{group + 1}_block{i}_concat"
    yield from (("top", "relu"), ("head", "predictions"))


def convnext_ends(model):
    """Its sums have no names; each is what the next layer reads."""
    at = "convnext_tiny_"
    ends = [("stem", f"into {at}stage_0_block_0_depthwise_conv")]
    for group, count in enumerate((3, 3, 9, 3)):
        if group:
            ends[-1] = (ends[-1][0], f"into {at}downsampling_block_{group - 1}")
            ends.append((f"downsample{group + 1}", f"into {at}stage_{group}_block_0_depthwise_conv"))
        for i in range(1, count + 1):
            ends.append((f"block{group + 1}.{i}", f"into {at}stage_{group}_block_{i}_depthwise_conv"))
    ends[-1] = (ends[-1][0], f"into {at}head_gap")
    return [*ends, ("head", f"{at}head_dense")]


def vgg_head(size):
    """What VGG16 has after block5_pool; its width is no parameter there."""
    x = pixels = keras.Input((size, size, 512))
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(16, activation="relu", name="fc1")(x)
    x = layers.Dense(16, activation="relu", name="fc2")(x)
    return keras.Model(pixels, layers.Dense(CLASSES, name="predictions")(x))


run("resnet50", [64, 97], lambda s: apps.ResNet50(**top(s)), resnet_ends)
for width, width_sizes in ((0.35, [64, 97]), (1.0, [97]), (1.4, [64])):
    run(
        f"mobilenet_v2_{width}",
        width_sizes,
        lambda s, width=width: apps.MobileNetV2(alpha=width, **top(s)),
        mobilenet_v2_ends,
    )
for width, width_sizes in ((0.25, [64, 97]), (0.75, [64])):
    run(
        f"mobilenet_v1_{width}",
        width_sizes,
        lambda s, width=width: apps.MobileNet(alpha=width, **top(s)),
        mobilenet_v1_ends,
    )
for depth, table, sizes in ((16, [2, 2, 3, 3, 3], [64, 97]), (19, [2, 2, 4, 4, 4], [64])):
    run(
        f"vgg{depth}",
        sizes,
        lambda s, depth=depth: getattr(apps, f"VGG{depth}")(
            weights=None, include_top=False, input_shape=(s, s, 3)
        ),
        vgg_ends(table),
    )
run("vgg_head", [7], vgg_head, lambda model: [("head", "predictions")])
run("efficientnet_b0", [64, 97], lambda s: apps.EfficientNetB0(**top(s)), efficientnet_ends)
run("densenet121", [64, 97], lambda s: apps.DenseNet121(**top(s)), densenet_ends)
run("convnext_tiny", [64, 97], lambda s: apps.ConvNeXtTiny(**top(s)), convnext_ends)


def fill(layer):
    """Gives a layer its formula weights; lists the names of its variables."""
    depthwise = isinstance(layer, layers.DepthwiseConv2D)
    names, values = [], []
    for variable in layer.weights:
        name = "depthwise_kernel" if depthwise and variable.name == "kernel" else variable.name
        name = "gamma" if name.startswith("variable") else name  # LayerScale names none
        # from torch's (out, in, kh, kw) or (out, in) to Keras's
        turn = {2: (1, 0), 4: (2, 3, 0, 1) if depthwise else (2, 3, 1, 0)}.get(
            len(variable.shape), (0,)
        )
        shape = [0] * len(turn)
        for axis, source in enumerate(turn):
            shape[source] = variable.shape[axis]
        names.append(name)
        values.append(reference.formula(f"{layer.name}.{name}", tuple(shape)).transpose(turn))
    layer.set_weights(values)
    return " ".join(names)


def flat(model):
    for layer in model.layers:
        yield from flat(layer) if hasattr(layer, "layers") else [layer]


def tap(model, end):
    layer = model.get_layer(end.removeprefix("into "))
    return layer._inbound_nodes[-1].input_tensors[0] if end.startswith("into ") else layer.output


def pixels(name, x):
    """What the network turns into x itself."""
    if name.startswith("efficientnet"):
        return x * 255
    return x * STD + MEAN if name.startswith("convnext") else x


def record(name, size, build, ends):
    model = build(size)
    listed = {}
    for layer in flat(model):
        if layer.weights and not isinstance(layer, layers.Normalization):
            listed.setdefault(fill(layer), []).append(layer.name)
    stages = list(ends(model))
    taps = keras.Model(model.input, [tap(model, end) for _, end in stages])
    x = reference.sine(*model.input_shape[:0:-1]).transpose(0, 2, 3, 1)
    values = taps.predict(pixels(name, x), verbose=0)
    values = values if isinstance(values, list) else [values]
    samples = MANY_STAGES if len(stages) > 50 else SAMPLES
    summaries = [
        reference.summary(stage, layer, v.transpose(0, 3, 1, 2) if v.ndim == 4 else v, samples)
        for (stage, layer), v in zip(stages, values)
    ]
    print(name, size, model.count_params(), [(s["stage"], s["absMax"]) for s in summaries])
    return listed, list(x.transpose(0, 3, 1, 2).shape[1:]), summaries


out = sys.argv[1]
wanted = sys.argv[2:] or list(RUNS)
path = os.path.join(out, "keras_layers.json")
known = json.load(open(path, encoding="utf-8")) if os.path.exists(path) else {}
for name in wanted:
    sizes, build, ends = RUNS[name]
    for size in sizes:
        listed, shape, summaries = record(name, size, build, ends)
        known[re.sub(r"_\d\.\d+$", "", name)] = listed  # no name depends on the width
        source = f"formula weights, Keras {keras.__version__} on {keras.backend.backend()}"
        reference.write(os.path.join(out, f"keras_{name}_{size}.json"), source, shape, summaries)
with open(path, "w", encoding="utf-8") as file:
    lines = [f"{json.dumps(n)}: {json.dumps(known[n])}" for n in sorted(known)]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")

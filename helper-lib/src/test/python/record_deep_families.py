"""Records the stages of Inception v3, Xception, DenseNet and ConvNeXt under formula weights.

usage: KERAS_BACKEND=torch record_deep_families.py OUT_FOLDER    (requirements-torchvision29.txt)

torchvision's and timm's weights are filled by their own names. Keras's are filled by Keras's
layers, "conv2d_5.weight", so that a recording tests Graft's renaming too; what Keras calls its
variables is written to *_names.json.
"""

import hashlib
import json
import os
import sys

import keras
import numpy as np
import timm
import torch
import torchvision

import reference

SAMPLES = 8
TORCH = {"kernel": "weight", "gamma": "weight", "beta": "bias"}
TORCH |= {"moving_mean": "running_mean", "moving_variance": "running_var"}


def inception():
    model = torchvision.models.inception_v3(weights=None, aux_logits=False, init_weights=False)
    mixed = [n for n, _ in model.named_children() if n.startswith("Mixed")]
    last = {"Mixed_7b": "cat_2", "Mixed_7c": "cat_2"}
    taps = [("maxpool2", "maxpool2", "out")]
    taps += [(f"{n}.{last.get(n, 'cat')}", n, "out") for n in mixed]
    return model, taps + [("fc", "fc", "out")]


def xception():
    model = timm.create_model("legacy_xception")
    taps = [("act2", "act2", "out")] + [(f"block{i}.add", f"block{i}", "out") for i in range(1, 13)]
    return model, taps + [("act4", "act4", "out"), ("fc", "fc", "out")]


def densenet():
    """A dense layer's channels join the others' in the next layer's input."""
    model = torchvision.models.densenet121(weights=None)
    taps = [("features.pool0", "features.pool0", "out")]
    for block, layers in enumerate((6, 12, 24, 16), 1):
        at = f"features.denseblock{block}"
        for i in range(1, layers + 1):
            tap = (at, "out") if i == layers else (f"{at}.denselayer{i + 1}.norm1", "in")
            taps.append((f"{at}.denselayer{i}.joined", *tap))
        if block < 4:
            taps.append((f"features.transition{block}.pool", f"features.transition{block}", "out"))
    return model, taps + [("relu", "features.norm5", "relu"), ("classifier", "classifier", "out")]


def convnext():
    model = torchvision.models.convnext_tiny(weights=None)
    taps = [("features.0.1", "features.0", "out")]
    for i, child in list(model.features.named_children())[1:]:
        if int(i) % 2:
            taps += [(f"features.{i}.{j}.add", f"features.{i}.{j}", "out") for j in range(len(child))]
        else:
            taps.append((f"features.{i}.1", f"features.{i}", "out"))
    return model, taps + [("classifier.2", "classifier.2", "out")]


def record_torch(model, taps, size):
    for key, value in model.state_dict().items():
        if not key.endswith("num_batches_tracked"):
            value.copy_(torch.from_numpy(reference.formula(key, tuple(value.shape))))
    values = {}

    def keep(node, kind):
        def hook(module, inputs, output):
            value = inputs[0] if kind == "in" else output
            values[node] = (value.relu() if kind == "relu" else value).clone().numpy()

        return hook

    modules = dict(model.named_modules())
    hooks = [modules[m].register_forward_hook(keep(node, kind)) for node, m, kind in taps]
    with torch.no_grad():
        model.eval()(torch.from_numpy(reference.sine(3, size, size)))
    for hook in hooks:
        hook.remove()
    return [reference.summary("", node, values[node], SAMPLES) for node, _, _ in taps]


def torch_layout(layer, variable, shape):
    """The axes of Keras's tensor in torch's order."""
    if len(shape) == 4:
        return (2, 3, 0, 1) if variable == "depthwise_kernel" else (3, 2, 0, 1)
    return (1, 0) if len(shape) == 2 else (0,)


def record_keras(build, size, nodes, pick):
    keras.backend.clear_session()
    model = build(weights=None, input_shape=(size, size, 3), classifier_activation=None)
    names = []
    for layer in model.layers:
        for weight in layer.weights:
            axes = torch_layout(layer, weight.name, weight.shape)
            key = f"{layer.name}.{TORCH.get(weight.name, weight.name)}"
            value = reference.formula(key, tuple(weight.shape[a] for a in axes))
            weight.assign(value.transpose(np.argsort(axes)))
            names.append(f"{layer.name}.{weight.name}")
    taps = keras.Model(model.inputs, [layer.output for layer in pick(model)])
    values = taps(reference.sine(3, size, size).transpose(0, 2, 3, 1), training=False)
    stages = []
    for node, value in zip(nodes, values, strict=True):
        value = value.detach().numpy()
        value = value.transpose(0, 3, 1, 2) if value.ndim == 4 else value
        stages.append(reference.summary("", node, value, SAMPLES))
    return stages, names


def pick_inception(model):
    pools = [n for n in model.layers if isinstance(n, keras.layers.MaxPooling2D)]
    mixed = [model.get_layer(f"mixed{i}") for i in range(11)]
    return [pools[1], *mixed, model.get_layer("predictions")]


def pick_xception(model):
    adds = [n for n in model.layers if isinstance(n, keras.layers.Add)]
    ends = [model.get_layer(n) for n in ("block14_sepconv2_act", "predictions")]
    return [model.get_layer("block1_conv2_act"), *adds, *ends]


def tensors(name, model):
    """Number of parameters, and what all names and shapes of the state dict hash to."""
    lines = [
        f"{key} {list(value.shape)}\n"
        for key, value in model.state_dict().items()
        if not key.endswith("num_batches_tracked")
    ]
    return {
        "name": name,
        "parameters": sum(p.numel() for p in model.parameters()),
        "sha256": hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
    }


def save(out, name, size, source, stages):
    print(name, size, [(s["node"], s["absMax"]) for s in stages][:: len(stages) // 6])
    path = os.path.join(out, f"{name}_{size}.json")
    reference.write(path, "formula weights, " + source, [3, size, size], stages)


def main(out):
    vision = "torchvision " + torchvision.__version__.split("+")[0]
    nodes = {}
    counted = []
    for name, make, source, sizes in (
        ("inception_v3", inception, vision, (96, 139)),
        ("xception", xception, "timm " + timm.__version__, (96, 75)),
        ("densenet121", densenet, vision, (64, 75)),
        ("convnext_tiny", convnext, vision, (64, 75)),
    ):
        model, taps = make()
        nodes[name] = [node for node, _, _ in taps]
        counted.append(tensors(name, model))
        for size in sizes:
            save(out, name, size, source, record_torch(model, taps, size))
    for name in ("densenet169", "densenet201"):
        with torch.device("meta"):
            counted.append(tensors(name, getattr(torchvision.models, name)(weights=None)))
    with open(os.path.join(out, "deep_family_tensors.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(c) for c in counted) + "\n]\n")
    apps = keras.applications
    for name, build, pick, sizes in (
        ("inception_v3", apps.InceptionV3, pick_inception, (96, 139)),
        ("xception", apps.Xception, pick_xception, (96, 75)),
    ):
        for size in sizes:
            stages, names = record_keras(build, size, nodes[name], pick)
            save(out, name + "_keras", size, "Keras " + keras.__version__, stages)
        with open(os.path.join(out, f"{name}_keras_names.json"), "w", encoding="utf-8") as file:
            json.dump(names, file, indent=0)
            file.write("\n")


main(sys.argv[1])

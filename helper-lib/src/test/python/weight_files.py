"""The tiny networks whose weight files the tests of dev.graft.weights read."""

import hashlib
import os

os.environ.setdefault("KERAS_BACKEND", "torch")


def keras_net():
    from keras import Input, Model, Sequential, layers

    image = Input((6, 6, 3))
    x = layers.Conv2D(4, (3, 2), name="conv1")(image)
    x = layers.BatchNormalization(scale=False, name="bn1")(x)
    x = layers.DepthwiseConv2D(3, use_bias=False, name="dw")(x)
    x = layers.BatchNormalization(name="bn2")(x)
    x = layers.GlobalAveragePooling2D()(x)
    body = Model(image, x, name="body")
    return Sequential([Input((6, 6, 3)), body, layers.Dense(2, name="top")], name="outer")


def fill(model, value):
    """Gives each variable value(shape), a NumPy array."""
    for variable in model.weights:
        variable.assign(value(tuple(variable.shape)))


def torch_layout(name, value):
    """Turns a variable of Keras's as dev.graft.weights.KerasLayout does."""
    if name.endswith("depthwise_kernel"):
        kh, kw, channels, multiplier = value.shape
        return value.reshape(kh, kw, 1, channels * multiplier).transpose(3, 2, 0, 1)
    if name.endswith("kernel"):
        axes = list(range(value.ndim))
        return value.transpose(axes[:-3:-1] + axes[:-2])
    return value


def keras_tensors(model):
    """Name to array, as dev.graft.weights.Weights reads the model's files."""
    tensors = {}
    for layer in model.layers:
        if hasattr(layer, "layers"):
            tensors |= keras_tensors(layer)
        else:
            for variable in layer.weights:
                name = f"{layer.name}.{variable.path.split('/')[-1]}"
                if type(layer).__name__ == "DepthwiseConv2D":
                    name = name.replace(".kernel", ".depthwise_kernel")
                tensors[name] = torch_layout(name, variable.numpy())
    return tensors


def sha256(tensors):
    """The hash of dev.graft.weights.StateDict: name, shape and values, in the order of names."""
    sha = hashlib.sha256()
    for name in sorted(tensors):
        value = tensors[name]
        sha.update(f"{len(name)} {name}({', '.join(map(str, value.shape))})\n".encode())
        sha.update(value.astype("<f4").tobytes())
    return sha.hexdigest()

"""Records MobileNet v1's stages, computed by Keras Applications from its published weights.

usage: KERAS_BACKEND=torch record_mobilenet_v1.py ALPHA WEIGHTS.safetensors OUT.json

The file may end early (alpha 1.0 is published up to conv_dw_13); the recording ends with it.
"""

import sys

import keras
from safetensors.numpy import load_file

import reference

alpha, path, out = float(sys.argv[1]), sys.argv[2], sys.argv[3]
tensors = load_file(path)
model = keras.applications.MobileNet(
    input_shape=(224, 224, 3), alpha=alpha, include_top=False, weights=None
)
print("parameters without top", model.count_params())

known = {name.split("/")[0] for name in tensors}
loaded = set()
for layer in model.layers:
    if layer.name in known:
        depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
        parts = ["depthwise_kernel"] if depthwise else [v.name for v in layer.weights]
        names = [f"{layer.name}/{part}" for part in parts]
        layer.set_weights([tensors[n] for n in names])
        loaded.update(names)
assert loaded == set(tensors), set(tensors) ^ loaded

nodes = [("stem", "conv1_relu")]
for block in range(1, 14):
    nodes += [("", f"conv_dw_{block}_relu"), (f"block{block}", f"conv_pw_{block}_relu")]
nodes = [(s, n) for s, n in nodes if n.replace("_relu", "_bn") in known]
nodes = [(s, n) for s, n in nodes if s or n == nodes[-1][1]]

taps = keras.Model(model.input, [model.get_layer(n).output for _, n in nodes])
x = reference.sine(3, 224, 224).transpose(0, 2, 3, 1)
values = taps.predict(x, verbose=0)
stages = [
    reference.summary(stage, node, value.transpose(0, 3, 1, 2))
    for (stage, node), value in zip(nodes, values)
]
source = f"Keras {keras.__version__} on {keras.backend.backend()}, alpha {alpha}"
reference.write(out, source, [3, 224, 224], stages)

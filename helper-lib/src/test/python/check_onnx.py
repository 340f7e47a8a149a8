"""Checks an exported model with onnx.checker and computes it with ONNX Runtime's own Python.

usage: check_onnx.py MODEL.onnx BATCH OUT.f32

Feeds sin(0.001 * i); writes the output as little-endian floats and prints what Java asserts.
"""

import sys

import numpy as np
import onnx
import onnxruntime

path, batch, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
source = session.get_inputs()[0]
shape = [batch] + source.shape[1:]
x = np.sin(0.001 * np.arange(np.prod(shape))).astype(np.float32).reshape(shape)
session.run(None, {source.name: x})[0].astype("<f4").tofile(out)
meta = {p.key: p.value for p in model.metadata_props}
print(model.opset_import[0].version, source.name, source.shape, session.get_outputs()[0].name, sorted(meta.items()))

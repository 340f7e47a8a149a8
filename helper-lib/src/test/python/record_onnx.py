"""Checks an exported file with onnx.checker and records what onnxruntime for Python computes with it.

usage: record_onnx.py helper-lib/target/onnx/tiny.onnx helper-lib/src/test/resources/reference/onnx/tiny.json

The file is written by OnnxExport_RecordedTest; the photos are the bytes (37 * i) % 251 over (2, 20, 30, 3).
Versions are those of requirements.txt.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

path, out = sys.argv[1:]
onnx.checker.check_model(path, full_check=True)
session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
source = session.get_inputs()[0]
photos = (37 * np.arange(2 * 20 * 30 * 3) % 251).astype(np.uint8).reshape(2, 20, 30, 3)
result = session.run(None, {source.name: photos})[0]
recorded = {
    "source": f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}",
    "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
    "input": [source.name, source.type, source.shape],
    "output": session.get_outputs()[0].name,
    "shape": list(result.shape),
    "values": result.astype(float).flatten().tolist(),
}
Path(out).write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")

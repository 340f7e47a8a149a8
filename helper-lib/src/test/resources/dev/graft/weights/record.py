"""Records the fixtures beside it: pip install -r requirements.txt && python record.py

Each file holds the same tensors, a few KB; the tests state the values they expect.
"""

import collections
import json
import pathlib

import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent


def ramp(*shape):
    count = torch.Size(shape).numel()
    return (torch.arange(count, dtype=torch.float32) - 3).reshape(shape) / 4


def tensors():
    both = ramp(6)
    state = collections.OrderedDict()
    state["plain.weight"] = ramp(2, 3)
    state["half"] = ramp(5).half()
    state["bfloat"] = ramp(5).bfloat16()
    state["double"] = ramp(5).double()
    state["transposed"] = ramp(2, 3, 4).permute(2, 0, 1)
    state["head"] = both[:2]
    state["tail"] = both[2:]
    state["expanded"] = ramp(2, 1).expand(2, 3)
    state["scalar"] = torch.tensor(2.5)
    state["parameter"] = torch.nn.Parameter(ramp(3))
    state["bn.num_batches_tracked"] = torch.tensor(7)
    return state


def record(name, value):
    torch.save(value, HERE / f"{name}-zip.pth")
    torch.save(value, HERE / f"{name}-legacy.pth", _use_new_zipfile_serialization=False)


record("tensors", tensors())
record("nested", {"epoch": 5, "loss": 0.25, "state_dict": dict(tensors())})
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
with torch.no_grad():
    for parameter in module.parameters():
        parameter.copy_(ramp(*parameter.shape))
record("module", {"model": module.state_dict()})
torch.save(tensors(), HERE / "protocol4-zip.pth", pickle_protocol=4)
torch.save(tensors(), HERE / "protocol4-legacy.pth", pickle_protocol=4, _use_new_zipfile_serialization=False)
save_file({k: v.contiguous() for k, v in tensors().items()}, HERE / "tensors.safetensors", {"made": "here"})
(HERE / "sharded").mkdir(exist_ok=True)
places = {}
for i, part in enumerate((["plain.weight", "half"], ["bfloat", "double", "scalar"])):
    shard = f"model-{i}.safetensors"
    save_file({k: tensors()[k] for k in part}, HERE / "sharded" / shard)
    places |= {k: shard for k in part}
index = {"metadata": {"total_size": 90}, "weight_map": places}
(HERE / "sharded" / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")

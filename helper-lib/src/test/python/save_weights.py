"""Saves one network's random weights in every format: save_weights.py FOLDER LIBRARY.

Prints, a line a file, its name and the hash that dev.graft.weights.StateDict must have of it.
"""

import pathlib
import sys

import numpy as np
import weight_files

FOLDER = pathlib.Path(sys.argv[1])


def floats(state):
    return {k: v.detach().float().numpy() for k, v in state.items() if v.is_floating_point()}


def report(name, tensors):
    print(name, weight_files.sha256(tensors))


def save_torch():
    import torch

    net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Linear(4, 2))
    state = {f"body.{k}": v for k, v in net.state_dict().items()}
    state["turned"] = torch.randn(5, 7, 3).permute(2, 0, 1)[:, 1:4, ::2]
    state["shared"] = state["turned"][1]
    for kind in (torch.float32, torch.float16, torch.bfloat16, torch.float64):
        cast = {k: v.to(kind) if v.is_floating_point() else v for k, v in state.items()}
        for zipped in (True, False):
            name = f"{str(kind).split('.')[1]}-{'zip' if zipped else 'legacy'}.pth"
            wrapped = {"epoch": 3, "state_dict": {f"module.{k}": v for k, v in cast.items()}}
            torch.save(wrapped, FOLDER / name, _use_new_zipfile_serialization=zipped)
            report(name, floats(cast))


def save_timm():
    import json

    import timm
    import torch
    from safetensors.torch import save_file

    state = timm.create_model("mobilenetv3_small_050", num_classes=3).state_dict()
    for name, kind in (("timm.safetensors", torch.float32), ("timm-bf16.safetensors", torch.bfloat16)):
        cast = {k: v.to(kind) if v.is_floating_point() else v for k, v in state.items()}
        save_file(cast, FOLDER / name, {"format": "pt"})
        report(name, floats(cast))
    places = {k: f"model-{i % 2}.safetensors" for i, k in enumerate(state)}
    for shard in set(places.values()):
        save_file({k: v for k, v in state.items() if places[k] == shard}, FOLDER / shard)
    (FOLDER / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": places}))
    report("model.safetensors.index.json", floats(state))


def save_keras():
    import keras

    keras.utils.set_random_seed(1)
    tiny = weight_files.keras_net()
    weight_files.fill(tiny, lambda shape: np.random.default_rng(1).normal(size=shape).astype("f4"))
    mobile = keras.applications.MobileNetV2((64, 64, 3), 0.35, weights=None, classes=3)
    for title, net in (("tiny", tiny), ("mobilenet_v2", mobile)):
        for suffix in (".h5", ".keras", ".weights.h5"):
            name = title + suffix
            (net.save_weights if suffix == ".weights.h5" else net.save)(FOLDER / name)
            report(name, weight_files.keras_tensors(net))
    keras.config.set_dtype_policy("bfloat16")
    short = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Conv2D(5, 2, name="short")])
    kernel = np.float32([i - 30 for i in range(60)]).reshape(2, 2, 3, 5)
    short.layers[0].set_weights([kernel, kernel[0, 0, 0]])
    tensors = {"short.kernel": weight_files.torch_layout("kernel", kernel), "short.bias": kernel[0, 0, 0]}
    for name in ("bfloat16.h5", "bfloat16.keras", "bfloat16.weights.h5"):
        (short.save_weights if name.endswith(".weights.h5") else short.save)(FOLDER / name)
        report(name, tensors)


{"torch": save_torch, "timm": save_timm, "keras": save_keras}[sys.argv[2]]()

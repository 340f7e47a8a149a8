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
    index = json.dumps({"metadata": {}, "weight_map": places})
    (FOLDER / "model.safetensors.index.json").write_text(index, encoding="utf-8")
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


def save_tensorflow():
    import tarfile

    import tensorflow as tf

    v1, random = tf.compat.v1, np.random.default_rng(1)
    shapes = {"weights": (3, 2, 5, 4), "depthwise_weights": (3, 3, 4, 2), "biases": (4,), "BatchNorm/gamma": (7,)}
    values = {f"Net/{k}": random.normal(size=s).astype("f4") for k, s in shapes.items()}
    keras = {"weights": "kernel", "depthwise_weights": "depthwise_kernel"}
    tensors = {
        k: weight_files.torch_layout(keras.get(k.split("/")[-1], k), v) for k, v in values.items()
    }
    cpus = v1.ConfigProto(device_count={"CPU": 3})
    with tf.Graph().as_default(), v1.Session(config=cpus) as session:
        for i, (name, value) in enumerate(values.items()):
            with tf.device(f"/cpu:{i % 3}"):
                v1.get_variable(name, initializer=value)
        session.run(v1.global_variables_initializer())
        v1.train.Saver(sharded=True).save(session, str(FOLDER / "net.ckpt"))
    with tarfile.open(FOLDER / "net.tgz", "w:gz") as tar:
        for file in FOLDER.glob("net.ckpt*"):
            tar.add(file, "net/" + file.name)
    module = tf.Module()
    module.all = [tf.Variable(v, name=k) for k, v in values.items()]
    tf.saved_model.save(module, str(FOLDER / "saved_model"))
    tf.train.Checkpoint(module=module).save(str(FOLDER / "second"))
    for name in ("net.ckpt.index", "net.tgz", "saved_model", "second-1"):
        report(name, tensors)


SAVERS = {"torch": save_torch, "timm": save_timm, "keras": save_keras, "tensorflow": save_tensorflow}
SAVERS[sys.argv[2]]()

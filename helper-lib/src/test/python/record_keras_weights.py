"""Records the Keras files that dev.graft.weights.KerasFilesTest reads.

pip install -r requirements.txt && python record_keras_weights.py
Element i of each variable, in Keras's own layout, is i / 8; so the tests can state what they expect.
"""

import pathlib
import zlib

import h5py
import numpy as np
import weight_files

FOLDER = pathlib.Path(__file__).parents[1] / "resources/dev/graft/weights/keras"


def ramp(shape):
    return (np.arange(np.prod(shape, dtype=int), dtype=np.float32) / 8).reshape(shape)


def legacy(path, write):
    """A weights-only file as Keras 1 and 2 laid it out: applications still publish those."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"block1/conv1", b"bn", b"sep"]
        for layer, arrays in {
            "block1/conv1": {"convolution2d_1_W_1:0": (3, 2, 3, 4), "convolution2d_1_b_1:0": (4,)},
            "bn": {f"bn_{v}:0": (4,) for v in ("gamma", "beta", "running_mean", "running_std")},
            "sep": {"sep/depthwise_kernel:0": (2, 1, 3, 2), "sep/pointwise_kernel:0": (1, 1, 6, 5)},
        }.items():
            group = file.create_group(layer)
            group.attrs["weight_names"] = [name.encode() for name in arrays]
            for name, shape in arrays.items():
                write(group, name, ramp(shape))


net = weight_files.keras_net()
weight_files.fill(net, ramp)
for name in ("net.keras", "net.h5"):
    net.save(FOLDER / name)
net.save_weights(FOLDER / "net.weights.h5")
legacy(FOLDER / "old.h5", lambda group, name, value: group.create_dataset(name, data=value))
legacy(
    FOLDER / "packed.h5",
    lambda group, name, value: group.create_dataset(
        name, data=value, chunks=tuple(min(3, n) for n in value.shape), compression="gzip", shuffle=True, fletcher32=True
    ),
)
with h5py.File(FOLDER / "types.h5", "w") as file:
    for name in ("half", "float64"):
        file.create_dataset(f"{name}/bias", data=ramp((5,)).astype({"half": "<f2"}.get(name, "<f8")))
    bits = (ramp((5,)).view(np.uint32) >> 16).astype("<u2")
    file.create_dataset("bfloat/bias", data=bits.view("|V2"))
    file.create_dataset("step/count", data=np.int64(3))
with h5py.File(FOLDER / "hostile-loop.h5", "w") as file:
    layer = file.create_group("layers/conv2d/vars")
    layer["more"] = file["layers"]
with h5py.File(FOLDER / "hostile-soft.h5", "w") as file:
    file.create_group("layers")["more"] = h5py.SoftLink("/layers/more")
with h5py.File(FOLDER / "hostile-external.h5", "w", libver="latest") as file:
    file.create_group("layers")["more"] = h5py.ExternalLink("net.h5", "/")
with h5py.File(FOLDER / "hostile-deep.h5", "w", libver="latest") as file:
    file.create_group("x/" * 49 + "x")
with h5py.File(FOLDER / "hostile-bomb.h5", "w") as file:
    data = file.create_dataset("x/bias", (1 << 28,), "<f4", chunks=(1 << 28,), compression="gzip")
    data.id.write_direct_chunk((0,), zlib.compress(bytes(1 << 20)))
for name, size in (("long", 1 << 20), ("short", 1 << 4)):
    with h5py.File(FOLDER / f"hostile-{name}.h5", "w") as file:
        data = file.create_dataset("x/bias", (1 << 8,), "<f4", chunks=(1 << 8,), compression="gzip")
        data.id.write_direct_chunk((0,), zlib.compress(bytes(size)))
UNREAD = {
    "order": {"data": ramp((4,)).astype(">f4")},
    "lzf": {"data": ramp((4,)), "chunks": (4,), "compression": "lzf"},
    "unwritten": {"shape": (4,), "dtype": "<f4"},
    "latest": {"data": ramp((4,)), "chunks": (2,)},
    "null": {"data": h5py.Empty("<f4")},
}
for name, options in UNREAD.items():
    with h5py.File(FOLDER / f"unread-{name}.h5", "w", libver="latest" if name == "latest" else None) as file:
        file.create_dataset("x/bias", **options)
with h5py.File(FOLDER / "unread-dense.h5", "w", libver="latest") as file:
    for i in range(9):
        file.create_group(f"layer{i}")
h5py.File(FOLDER / "unread-bare.h5", "w").close()
with h5py.File(FOLDER / "hostile-same.h5", "w") as file:
    file.create_dataset("layers/a/vars/0", data=ramp((4,)))
    file.create_dataset("layers/b/vars/0", data=ramp((4,)))
    for layer in "ab":
        file[f"layers/{layer}/vars"].attrs["name"] = "twin"
print(*(f"{path.name} {path.stat().st_size}" for path in sorted(FOLDER.iterdir())), sep="\n")

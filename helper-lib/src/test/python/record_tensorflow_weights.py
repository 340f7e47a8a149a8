"""Records the checkpoints that dev.graft.weights.TensorBundleTest reads.

pip install -r requirements-tensorflow.txt && python record_tensorflow_weights.py
Element i of each variable, in TensorFlow's layout, is i / 8, and 100 more in a running average.
"""

import gzip
import io
import os
import pathlib
import shutil
import tarfile
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1
FOLDER = pathlib.Path(__file__).parents[1] / "resources/dev/graft/weights/tensorflow"
WORK = pathlib.Path(tempfile.mkdtemp())
DECAY = 0.5


def ramp(shape, dtype=np.float32):
    return (np.arange(np.prod(shape, dtype=int), dtype=np.float32) / 8).reshape(shape).astype(dtype)


def saver(name, variables, **options):
    """A checkpoint of TensorFlow 1; variables is called in its graph and may return steps to run."""
    cpus = v1.ConfigProto(device_count={"CPU": 2})
    with tf.Graph().as_default(), v1.Session(config=cpus) as session:
        variables()
        session.run(v1.global_variables_initializer())
        v1.train.Saver(v1.global_variables(), write_version=2, **options).save(
            session, str(FOLDER / name), write_meta_graph=False, write_state=False
        )


def variable(name, shape, dtype=tf.float32, plus=0, **options):
    value = (ramp(shape) + plus).astype(dtype.as_numpy_dtype)
    return v1.get_variable(name, initializer=tf.constant(value, dtype), **options)


def slim():
    """Variables as TF-Slim names them, with what a training leaves beside them."""
    with tf.device("/cpu:0"), v1.variable_scope("MobilenetV2"):
        weights = variable("Conv/weights", (3, 2, 3, 4))
        for part in ("gamma", "beta", "moving_mean", "moving_variance"):
            variable("Conv/BatchNorm/" + part, (4,))
        variable("Conv/weights/ExponentialMovingAverage", (3, 2, 3, 4), plus=100)
        variable("Conv/weights/RMSProp", (3, 2, 3, 4))
    with tf.device("/cpu:1"), v1.variable_scope("MobilenetV2"):
        variable("expanded_conv/depthwise/depthwise_weights", (3, 3, 4, 1))
        variable("Logits/Conv2d_1c_1x1/weights", (1, 1, 4, 3))
        variable("Logits/Conv2d_1c_1x1/biases", (3,))
        variable("half", (5,), tf.float16)
        variable("bfloat", (5,), tf.bfloat16)
        variable("double", (5,), tf.float64)
        variable("weights", (2,))
        variable("scalar", ())
    v1.train.create_global_step()
    return weights


def pieces():
    v1.get_variable(
        "split", (4, 2), partitioner=v1.fixed_size_partitioner(2), initializer=v1.zeros_initializer()
    )


def named(name, value):
    return tf.Variable(value, name=name)


def saved_model():
    """Variables of TensorFlow 2 under the names of TensorFlow 1, as TF-Hub's models have them."""
    module = tf.Module()
    with tf.name_scope("MobilenetV2/Conv"):
        module.first = [named("weights", ramp((3, 2, 3, 4)))]
        # Keras 3 exports each variable twice
        module.again = [named("weights", ramp((3, 2, 3, 4)))]
    module.twins = [named("twin", ramp((2,))), named("twin", ramp((2,)) + 1)]
    tf.saved_model.save(module, str(WORK / "saved"))
    shutil.copytree(WORK / "saved" / "variables", FOLDER / "saved_model" / "variables")


def keras():
    """What save_weights writes, and fit's optimizer beside it."""
    layers = tf.keras.layers
    net = tf.keras.Sequential(
        [
            tf.keras.Input((4, 4, 3)),
            layers.Conv2D(2, 3, name="conv1"),
            layers.DepthwiseConv2D(1, name="dw"),
            layers.BatchNormalization(name="bn"),
            layers.Flatten(),
            layers.Dense(2, name="top"),
        ]
    )
    net.compile(tf.keras.optimizers.legacy.Adam(0.0), "mse")
    net.fit(np.ones((1, 4, 4, 3)), np.ones((1, 2)), verbose=0)
    net.set_weights([ramp(w.shape) for w in net.get_weights()])
    net.save_weights(str(FOLDER / "keras" / "ckpt-1"))
    (FOLDER / "keras" / "checkpoint").unlink()


def archive(name, members):
    """A tar.gz whose bytes are always the same."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path, content in members:
            info = tarfile.TarInfo(path)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    (FOLDER / name).write_bytes(gzip.compress(plain.getvalue(), mtime=0))


shutil.rmtree(FOLDER, ignore_errors=True)
(FOLDER / "keras").mkdir(parents=True)
saver("slim.ckpt", slim, sharded=True)
saver("pieces.ckpt", pieces)
saved_model()
keras()
# TF-Slim's archives hold more than the checkpoint, and its index behind its shards
files = sorted(FOLDER.glob("slim.ckpt.*"))
archive("slim.tgz", [("./eval.pbtxt", b"node {}")] + [("./" + f.name, f.read_bytes()) for f in files])
variables = sorted((FOLDER / "saved_model/variables").iterdir(), reverse=True)
archive("hub.tar.gz", [("saved_model.pb", b"")] + [("variables/" + f.name, f.read_bytes()) for f in variables])
print(*(f"{path} {path.stat().st_size}" for path in sorted(FOLDER.rglob("*")) if path.is_file()), sep="\n")

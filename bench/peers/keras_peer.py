"""Keras on TensorFlow in graph mode, after the Keras guide to transfer learning and TensorFlow's to tf.data."""

import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf

from protocol import THREADS, Absent, fastest, pictures, repeat, serve

SIZE = 224
AUTOTUNE = tf.data.AUTOTUNE
tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)
NETS = {
    "mobilenet_v2": (keras.applications.MobileNetV2, ""),
    "resnet50": (keras.applications.ResNet50, ""),
    "vgg16": (keras.applications.VGG16, ""),
    "mobilenet_v1_1.0": (keras.applications.MobileNet, ""),
    "efficientnet_lite0": (keras.applications.EfficientNetB0, "nearest: EfficientNetB0"),
}
state = {}


def hello():
    return {"version": f"Keras {keras.__version__} on TensorFlow {tf.__version__}", "threads": THREADS}


def body(backbone):
    if backbone not in NETS:
        raise Absent(f"keras.applications has no {backbone}")
    make, note = NETS[backbone]
    return make(weights=None, include_top=False, input_shape=(SIZE, SIZE, 3), pooling="avg"), note


def graph(net, jit):
    return tf.function(lambda x: net(x, training=False), jit_compile=jit)


def features(backbone, batch):
    keras.utils.set_random_seed(0)
    net, note = body(backbone)
    x = tf.random.uniform((batch, SIZE, SIZE, 3))
    candidates = [("graph", graph(net, False)), ("graph with XLA", graph(net, True))]
    how, run = fastest(candidates, lambda run: run(x).numpy(), batch)
    # the data path's last batch may be smaller, for which XLA would compile once more
    state.update(step=lambda: run(x).numpy(), batch=batch, run=run)
    return {"note": ", ".join(filter(None, (note, how)))}


def features_body(seconds):
    return repeat(seconds, state["step"], state["batch"])


def decoded(file):
    image = tf.io.decode_jpeg(tf.io.read_file(file), channels=3)
    image = tf.image.resize(tf.image.central_crop(image, 0.875), (SIZE, SIZE))
    return image / 127.5 - 1


def features_files(folder, limit):
    files = pictures(folder, limit)
    start = time.perf_counter()
    data = tf.data.Dataset.from_tensor_slices(files).map(decoded, AUTOTUNE).batch(state["batch"]).prefetch(AUTOTUNE)
    count = sum(len(state["run"](x).numpy()) for x in data)
    return {"images": count, "seconds": time.perf_counter() - start}


def step(slice, batch, classes):
    if slice != "full":
        raise Absent("Keras has no EfficientNet-Lite0, so no live slice of it")
    keras.utils.set_random_seed(0)
    net, note = body("efficientnet_lite0")
    model = keras.Sequential([net, keras.layers.Dropout(0.2), keras.layers.Dense(classes)])
    compiled(model, 1e-4)
    x, y = tf.random.uniform((batch, SIZE, SIZE, 3)), tf.range(batch) % classes
    state.update(step=lambda: model.train_on_batch(x, y), batch=batch)
    state["step"]()
    return {"note": f"{note}, graph"}


def compiled(model, rate):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])


def distorted(file, label):
    """Random resized crop and flip; only the part of the JPEG that is needed is decoded."""
    jpeg = tf.io.read_file(file)
    whole = tf.constant([[[0.0, 0.0, 1.0, 1.0]]])
    begin, size, _ = tf.image.sample_distorted_bounding_box(
        tf.io.extract_jpeg_shape(jpeg), whole, area_range=(0.08, 1.0), aspect_ratio_range=(3 / 4, 4 / 3)
    )
    window = tf.stack([begin[0], begin[1], size[0], size[1]])
    image = tf.image.resize(tf.image.decode_and_crop_jpeg(jpeg, window, channels=3), (SIZE, SIZE))
    return tf.image.random_flip_left_right(image) / 127.5 - 1, label


def labelled(folder):
    classes = sorted(os.listdir(folder))
    files = pictures(folder, None)
    return files, [classes.index(os.path.basename(os.path.dirname(file))) for file in files]


class Recipe:
    def __init__(self, folder, backbone, batch, seed, orders):
        keras.utils.set_random_seed(seed)
        files, labels = labelled(os.path.join(folder, "train"))
        self.images, self.batch, self.orders = len(files), batch, orders
        self.files, self.labels = tf.constant(files), tf.constant(labels)
        held = tf.data.Dataset.from_tensor_slices(labelled(os.path.join(folder, "validation")))
        self.held = held.map(lambda f, y: (decoded(f), y), AUTOTUNE).batch(batch).cache().prefetch(AUTOTUNE)
        self.base, _ = body(backbone)
        inputs = keras.Input((SIZE, SIZE, 3))
        x = self.base(inputs, training=False)
        outputs = keras.layers.Dense(len(set(labels)))(keras.layers.Dropout(0.2)(x))
        self.model = keras.Model(inputs, outputs)

    def data(self):
        """The images in the order that every engine uses, epoch after epoch."""
        epochs = iter(range(10**6))

        def order():
            yield from self.orders[next(epochs) % len(self.orders)]

        data = tf.data.Dataset.from_generator(order, output_signature=tf.TensorSpec((), tf.int32))
        data = data.map(lambda i: (self.files[i], self.labels[i]))
        return data.map(distorted, AUTOTUNE).batch(self.batch).prefetch(AUTOTUNE)

    def head_only(self):
        self.base.trainable = False

    def last_blocks(self):
        self.base.trainable = True
        names = [layer.name for layer in self.base.layers]
        first = next(i for i, name in enumerate(names) if name.startswith("block_13"))
        for layer in self.base.layers[:first]:
            layer.trainable = False

    def fit(self, epochs, rate):
        compiled(self.model, rate)
        done = self.model.fit(self.data(), epochs=epochs, validation_data=self.held, verbose=0)
        return done.history["val_accuracy"][-1]

    def run(self, epochs, head_rate, rate):
        start = time.perf_counter()
        self.head_only()
        head = self.fit(epochs, head_rate)
        at_head = time.perf_counter() - start
        self.last_blocks()
        accuracy = self.fit(epochs, rate)
        return {"seconds": time.perf_counter() - start, "headSeconds": at_head, "head": head, "accuracy": accuracy}


def recipe(folder, backbone, batch, epochs, seed, orders, head_rate, rate):
    if backbone != "mobilenet_v2":
        raise Absent(f"keras.applications has no {backbone}; see mobilenet_v2")
    state["recipe"] = Recipe(folder, backbone, batch, seed, orders)
    return state["recipe"].run(epochs, head_rate, rate) | {"weights": "random"}


def head_epoch(seconds):
    """An epoch of the head alone: without a cache every image goes through the body again."""
    work = state["recipe"]
    work.head_only()
    start = time.perf_counter()
    work.fit(1, 1e-3)
    return {"images": work.images, "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve(
        {
            "hello": hello,
            "features": features,
            "features_body": features_body,
            "features_files": features_files,
            "step": step,
            "step_run": features_body,
            "recipe": recipe,
            "head_epoch": head_epoch,
        }
    )

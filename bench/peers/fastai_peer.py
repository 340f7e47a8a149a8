"""fastai, after its vision tutorial: a Learner, frozen, then its last group unfrozen, one-cycle rates."""

import os
import time

import torch
from fastai.vision.all import (
    Adam, BnFreeze, ChannelsLast, CrossEntropyLossFlat, DataLoader, FlipItem, ImageDataLoaders, Learner, Normalize,
    RandomResizedCrop, Resize, ToTensor, IntToFloatTensor, PILImage, Pipeline, accuracy, params, set_seed,
)  # fmt: skip
import fastai

import torch_nets
from protocol import THREADS, Absent, fastest, pictures, repeat, serve

torch.set_num_threads(THREADS)
STATS = [127 / 255] * 3, [128 / 255] * 3
state = {}


def hello():
    return {"version": f"fastai {fastai.__version__} on PyTorch {torch.__version__}", "threads": THREADS}


@torch.inference_mode()
def forward(candidate):
    net, layout = candidate
    return net.to(memory_format=layout)(state["x"].to(memory_format=layout))


def features(backbone, batch):
    torch.manual_seed(0)
    net, note = torch_nets.body(backbone)
    state.update(batch=batch, x=torch.rand(batch, 3, torch_nets.SIZE, torch_nets.SIZE))
    net.eval()
    candidates = [("", (net, torch.contiguous_format)), ("channels-last", (net, torch.channels_last))]
    layout, state["net"] = fastest(candidates, forward, batch)
    return {"note": ", ".join(filter(None, (note, layout)))}


def features_body(seconds):
    return repeat(seconds, lambda: forward(state["net"]), state["batch"])


def features_files(folder, limit):
    files = pictures(folder, limit)
    start = time.perf_counter()
    item = Pipeline([PILImage.create, Resize(torch_nets.SIZE), ToTensor])
    after = Pipeline([IntToFloatTensor(), Normalize.from_stats(*STATS, cuda=False)])
    batches = DataLoader(files, bs=state["batch"], num_workers=THREADS, after_item=item, after_batch=after)
    net, layout = state["net"]
    with torch.inference_mode():
        count = sum(len(net(torch.as_tensor(x).to(memory_format=layout))) for x in batches)
    return {"images": count, "seconds": time.perf_counter() - start}


def groups(model):
    """Frozen body, last four blocks with what follows them, classifier."""
    net = model.net
    first = [net._conv_stem, net._bn0, *net._blocks[:12]]
    return [
        [p for part in first for p in params(part)],
        [p for part in (*net._blocks[12:], net._conv_head, net._bn1) for p in params(part)],
        params(net._fc),
    ]


class Classifier(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        net = self.net
        x = torch.flatten(net._avg_pooling(net.extract_features(x)), 1)
        return net._fc(net._dropout(x))


class Recipe:
    def __init__(self, folder, batch, seed, orders):
        set_seed(seed)
        self.data = ImageDataLoaders.from_folder(
            folder, train="train", valid="validation", bs=batch, num_workers=THREADS, seed=seed,
            item_tfms=[RandomResizedCrop(torch_nets.SIZE, min_scale=0.08), FlipItem()],
            batch_tfms=Normalize.from_stats(*STATS),
        )  # fmt: skip
        self.images = len(self.data.train_ds)
        epochs = iter(range(10**6))
        self.data.train.shuffle_fn = lambda places: orders[next(epochs) % len(orders)]
        self.data.train.drop_last = False
        model = Classifier(torch_nets.efficientnet_lite0(self.data.c))
        self.learner = Learner(
            # what is frozen stays as it is, its normalizations too: else every step goes back through the whole body
            self.data, model, loss_func=CrossEntropyLossFlat(), opt_func=Adam, splitter=groups, metrics=accuracy,
            train_bn=False, cbs=[BnFreeze(), ChannelsLast()],
        )

    def run(self, epochs, head_rate, rate):
        learner = self.learner
        with learner.no_bar(), learner.no_logging():
            start = time.perf_counter()
            learner.freeze()
            learner.fit_one_cycle(epochs, head_rate)
            head = learner.recorder.values[-1][-1]
            at_head = time.perf_counter() - start
            learner.freeze_to(-2)
            learner.fit_one_cycle(epochs, rate)
        seconds = time.perf_counter() - start
        last = learner.recorder.values[-1][-1]
        return {"seconds": seconds, "headSeconds": at_head, "head": head, "accuracy": last}


def recipe(folder, backbone, batch, epochs, seed, orders, head_rate, rate):
    if backbone != "efficientnet_lite0":
        raise Absent(f"runs the recipe on EfficientNet-Lite0, whose weights it has, not on {backbone}")
    state["recipe"] = Recipe(folder, batch, seed, orders)
    return state["recipe"].run(epochs, head_rate, rate) | {"weights": "ImageNet"}


def head_epoch(seconds):
    """An epoch of the head alone: without a cache every image goes through the body again."""
    work = state["recipe"]
    work.learner.freeze()
    start = time.perf_counter()
    with work.learner.no_bar(), work.learner.no_logging():
        work.learner.fit_one_cycle(1, 1e-3)
    return {"images": work.images, "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve(
        {
            "hello": hello,
            "features": features,
            "features_body": features_body,
            "features_files": features_files,
            "recipe": recipe,
            "head_epoch": head_epoch,
        }
    )

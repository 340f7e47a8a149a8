"""Masks in PyTorch as its tutorials teach it; TUNED=1 in the environment adds channels-last."""

import math
import os
import resource
import time

import numpy as np
import torch
from PIL import Image
from torch.nn import functional
from torchvision.transforms import functional as pixels

import mask_nets
from protocol import THREADS, serve

TUNED = os.environ.get("TUNED") == "1"
LAYOUT = torch.channels_last if TUNED else torch.contiguous_format
NONE = 255
torch.set_num_threads(THREADS)


def hello():
    return {"version": f"PyTorch {torch.__version__}", "threads": torch.get_num_threads()}


def processor():
    """Seconds of all cores, of this process and of those that load for it."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def paired(folder):
    """Images and masks of equal names but for their endings."""
    sides = []
    for side in ("images", "masks"):
        at = os.path.join(folder, side)
        sides.append({os.path.splitext(name)[0]: os.path.join(at, name) for name in os.listdir(at)})
    return [(sides[0][name], sides[1][name]) for name in sorted(sides[0]) if name in sides[1]]


class Scenes(torch.utils.data.Dataset):
    def __init__(self, folder, size, classes, training):
        self.files, self.size, self.classes, self.training = paired(folder), size, classes, training

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        image, mask = (Image.open(file) for file in self.files[i])
        image = image.convert("RGB").resize(self.size[::-1], Image.BILINEAR)
        if self.training:
            mask = mask.resize(self.size[::-1], Image.NEAREST)
        labels = np.array(mask)
        x = pixels.normalize(pixels.to_tensor(image), [127 / 255] * 3, [128 / 255] * 3)
        y = torch.from_numpy(np.where(labels < self.classes, labels, NONE).astype(np.int64))
        if self.training and torch.rand(()) < 0.5:
            x, y = x.flip(2), y.flip(1)
        return x, y


def loss(logits, labels, overlap):
    """Cross entropy, and a share for what does not overlap of the classes that are there (soft Dice over the batch)."""
    plain = functional.cross_entropy(logits, labels, ignore_index=NONE)
    if overlap == 0:
        return plain
    classes = logits.shape[1]
    known = (labels != NONE).unsqueeze(1)
    wanted = functional.one_hot(labels.clamp(max=classes), classes + 1)[..., :classes].movedim(3, 1) * known
    said = logits.softmax(1) * known
    sums = wanted.sum((0, 2, 3))
    missing = 1 - 2 * (said * wanted).sum((0, 2, 3)) / (said.sum((0, 2, 3)) + sums).clamp(min=1e-7)
    return (1 - overlap) * plain + overlap * missing[sums > 0].mean()


def loader(scenes, batch, **more):
    return torch.utils.data.DataLoader(scenes, batch, num_workers=THREADS, persistent_workers=True, **more)


class Recipe:
    def __init__(self, q):
        torch.manual_seed(q["seed"])
        size, classes = (q["height"], q["width"]), len(q["classes"])
        self.q = q
        self.train = loader(Scenes(q["train"], size, classes, True), q["batch"], shuffle=True)
        # masks keep sizes of their own
        self.held = loader(Scenes(q["held"], size, classes, False), 1)
        self.net = mask_nets.Segmenter(q["decoder"], classes, q["stride"]).to(memory_format=LAYOUT)

    def fit(self, blocks, epochs, rate):
        """AdamW along half a cosine; the body's normalizations keep their stored statistics, as in Graft."""
        self.net.eval()
        self.net.decoder.train()
        self.net.learn(blocks)
        live = [p for p in self.net.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in live if p.ndim > 1], "weight_decay": self.q["decay"]},
            {"params": [p for p in live if p.ndim == 1], "weight_decay": 0},
        ]
        optimizer = torch.optim.AdamW(groups, rate)
        falling = lambda at: (1 + math.cos(math.pi * at / (epochs * len(self.train)))) / 2  # noqa: E731
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, falling)
        for _ in range(epochs):
            for x, y in self.train:
                optimizer.zero_grad()
                loss(self.net(x.to(memory_format=LAYOUT)), y, self.q["dice"]).backward()
                optimizer.step()
                schedule.step()

    def counts(self):
        """Pixels of each true class by the class given, at the masks' own sizes."""
        classes = len(self.q["classes"])
        counts = torch.zeros(classes, classes, dtype=torch.int64)
        self.net.eval()
        with torch.inference_mode():
            for x, y in self.held:
                logits = self.net(x.to(memory_format=LAYOUT))
                logits = functional.interpolate(logits, size=y.shape[1:], mode="bilinear", align_corners=False)
                known = y != NONE
                pairs = y[known] * classes + logits.argmax(1)[known]
                counts += torch.bincount(pairs, minlength=classes**2).reshape(classes, classes)
        return counts

    def run(self):
        q, start, used = self.q, time.perf_counter(), processor()
        self.fit(0, q["epochs"], q["rate"])
        if q["tuning_epochs"] > 0:
            self.fit(q["layers"], q["tuning_epochs"], q["tuning_rate"])
        seconds, worked = time.perf_counter() - start, processor() - used
        counts = self.counts()
        right, either = counts.diag(), counts.sum(0) + counts.sum(1) - counts.diag()
        iou = [(r / e).item() if e > 0 else None for r, e in zip(right, either)]
        there = [value for value in iou if value is not None]
        return {
            "seconds": seconds,
            "processor": worked,
            "meanIou": sum(there) / len(there),
            "pixelAccuracy": (right.sum() / counts.sum()).item(),
            "iou": iou,
        }


if __name__ == "__main__":
    serve({"hello": hello, "segmentation": lambda **q: Recipe(q).run()})

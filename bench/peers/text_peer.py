"""Sentences by transformers on PyTorch: as its guide for native PyTorch has it; TUNED=1 adds every trick that is known to help."""

import csv
import math
import os
import time

import torch
import transformers
from torch import nn

from protocol import THREADS, fastest, serve
from text_nets import Classifier, Texts, encoder, tokenizer

TUNED = os.environ.get("TUNED") == "1"
DECAY, WARM_UP = 0.01, 0.2
torch.set_num_threads(THREADS)
transformers.utils.logging.set_verbosity_error()
state = {}


def hello():
    return {"version": f"transformers {transformers.__version__} on PyTorch {torch.__version__}"}


def read(file):
    with open(file, encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def load(folder, longest, prefix, pooling, train, held, seed, dropout):
    torch.manual_seed(seed)
    tokens = tokenizer(folder, longest)
    sets = []
    for file in (train, held):
        texts, labels = read(file)
        classes = sorted(set(labels)) if not sets else classes
        sets.append((Texts(tokens, texts, prefix), torch.tensor([classes.index(label) for label in labels])))
    return Classifier(encoder(folder, dropout), pooling, len(classes)), *sets


def features(folder, longest, prefix, pooling, held, batch, **_):
    """Plain: batches in the order of the texts. Tuned: sorted by length, traced where that helps, the fastest size of a batch."""
    net = Classifier(encoder(folder, 0), pooling, 2).eval()
    tokens = tokenizer(folder, longest)
    texts, _ = read(held)

    def run(candidate, some=texts):
        size, function = candidate
        encoded = Texts(tokens, some, prefix)
        with torch.inference_mode():
            for indices in encoded.batches(size, None if TUNED else range(len(encoded))):
                function(encoded.batch(indices))

    candidates = [(f"batch {batch}", (batch, net.features))]
    if TUNED:
        candidates += [(f"batch {size}", (size, net.features)) for size in (batch // 2, 2 * batch)]
        traced = trace(net, Texts(tokens, texts[:batch], prefix))
        candidates += [(f"traced, batch {size}", (size, traced)) for size in (batch // 2, batch, 2 * batch)]
    few = texts[: 4 * batch]
    name, chosen = fastest(candidates, lambda candidate: run(candidate, few), len(few))
    state["run"], state["texts"] = lambda: run(chosen), len(texts)
    return {"note": name + (", sorted by length" if TUNED else "")}


def trace(net, texts):
    class Plain(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, ids, mask):
            return self.net.features({"input_ids": ids, "attention_mask": mask})

    example = texts.batch(range(len(texts)))
    with torch.no_grad():
        frozen = torch.jit.freeze(torch.jit.trace(Plain().eval(), (example["input_ids"], example["attention_mask"])))
    return lambda batch: frozen(batch["input_ids"], batch["attention_mask"])


def features_run():
    start = time.perf_counter()
    state["run"]()
    return {"images": state["texts"], "seconds": time.perf_counter() - start}


def step(folder, longest, prefix, pooling, train, held, batch, seed, **_):
    net, (texts, labels), _ = load(folder, longest, prefix, pooling, train, held, seed, 0)
    net.train()
    state["fit"] = lambda: epoch(net, optimizer, None, texts.like_lengths(batch), texts, labels)
    optimizer = torch.optim.AdamW(net.parameters(), 2e-5, weight_decay=DECAY, **({"fused": True} if TUNED else {}))
    state["texts"] = len(texts)
    return {"note": "no dropout, like lengths together" + (", fused AdamW" if TUNED else "")}


def step_run():
    start = time.perf_counter()
    state["fit"]()
    return {"images": state["texts"], "seconds": time.perf_counter() - start}


def epoch(net, optimizer, schedule, batches, texts, labels):
    loss = nn.CrossEntropyLoss()
    for indices in batches:
        optimizer.zero_grad()
        value = loss(net(texts.batch(indices)), labels[indices])
        value.backward()
        optimizer.step()
        if schedule is not None:
            schedule.step()
        value.item()


def cosine(optimizer, epochs, steps, warm_up):
    """Rises over the first part of an epoch, and falls along half a cosine."""
    rise = max(1, round(warm_up * steps))
    falling = lambda at: min(1, (at + 1) / rise) * (1 + math.cos(math.pi * at / (epochs * steps))) / 2  # noqa: E731
    return torch.optim.lr_scheduler.LambdaLR(optimizer, falling)


class Recipe:
    def __init__(self, q):
        self.net, self.train, self.held = load(
            q["folder"], q["longest"], q["prefix"], q["pooling"], q["train"], q["held"], q["seed"], 0.1
        )
        self.q = q

    def accuracy(self):
        self.net.eval()
        texts, labels = self.held
        right = 0
        with torch.inference_mode():
            for indices in texts.batches(self.q["batch"]):
                right += (self.net(texts.batch(indices)).argmax(1) == labels[indices]).sum().item()
        return right / len(labels)

    def fit(self, layers, epochs, rate, batch):
        texts, labels = self.train
        self.net.learn(layers)
        live = [p for p in self.net.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(live, rate, weight_decay=DECAY, **({"fused": True} if TUNED else {}))
        schedule = cosine(optimizer, epochs, math.ceil(len(texts) / batch), 0 if layers == "head" else WARM_UP)
        for _ in range(epochs):
            self.net.train()
            parts = texts.like_lengths(batch) if TUNED else texts.batches(batch, torch.randperm(len(texts)).tolist())
            epoch(self.net, optimizer, schedule, parts, texts, labels)

    def head(self, epochs, rate, batch):
        """Plain: every epoch goes through the frozen body. Tuned: its features are computed once."""
        if not TUNED:
            self.fit("head", epochs, rate, batch)
            return
        texts, labels = self.train
        self.net.eval()
        kept = torch.empty(len(texts), self.net.head.in_features)
        with torch.no_grad():
            for indices in texts.batches(batch):
                kept[indices] = self.net.features(texts.batch(indices))
        optimizer = torch.optim.AdamW(self.net.head.parameters(), rate, fused=True)
        schedule = cosine(optimizer, epochs, math.ceil(len(texts) / batch), 0)
        loss = nn.CrossEntropyLoss()
        for _ in range(epochs):
            for indices in torch.randperm(len(texts)).split(batch):
                optimizer.zero_grad()
                loss(self.net.head(self.net.dropout.train()(kept[indices])), labels[indices]).backward()
                optimizer.step()
                schedule.step()

    def run(self):
        q, start = self.q, time.perf_counter()
        self.head(q["head_epochs"], q["head_rate"], q["batch"])
        head = self.accuracy()
        answer = {"headSeconds": time.perf_counter() - start, "head": head}
        if q["layers"] != "head":
            self.fit(q["layers"], q["epochs"], q["rate"], q["batch"])
            answer["accuracy"] = self.accuracy()
        return answer | {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve(
        {
            "hello": hello,
            "text_features": features,
            "text_features_run": features_run,
            "text_step": step,
            "text_step_run": step_run,
            "text_recipe": lambda **q: Recipe(q).run(),
        }
    )

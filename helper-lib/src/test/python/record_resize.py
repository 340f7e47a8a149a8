"""Records Pillow's antialiased resizes, cut by torchvision, for ResamplingTest.

    python record_resize.py   (Pillow 13.0.0, torchvision 0.29.2; requirements-torchvision29.txt)

The image is Fixtures.formula(61, 47), then the same in black and white, channel by channel, where a cubic overshoots.
Each line is a contract of that size with crop 0.875: the pixels that the test asks for, x and y first, and the sum of
each channel.
"""

import numpy as np
from PIL import Image
from torchvision.transforms import CenterCrop, Compose, InterpolationMode, Resize


def formula(width, height):
    y, x = np.mgrid[:height, :width]
    rgb = [(x * 7 + y * 3) % 256, (x * x + y) % 256, (x * y * 5 + 40) % 256]
    return Image.fromarray(np.stack(rgb, -1).astype(np.uint8))


PLACES = {28: [(0, 0), (27, 0), (0, 27), (27, 27), (14, 13), (20, 5)], 56: [(0, 0), (55, 55), (14, 13), (40, 9)]}


def record(name, image, modes):
    for mode in modes:
        for size, places in PLACES.items():
            seen = Compose([Resize(int(size / 0.875), interpolation=mode), CenterCrop(size)])(image)
            pixels = np.asarray(seen)
            seen_there = [(x, y, *pixels[y, x].tolist()) for x, y in places]
            print(name, mode.value, size, seen_there, pixels.sum((0, 1)).tolist())


record("formula", formula(61, 47), (InterpolationMode.BILINEAR, InterpolationMode.BICUBIC))
record("hard", formula(61, 47).point(lambda level: 255 * (level > 127)), (InterpolationMode.BICUBIC,))

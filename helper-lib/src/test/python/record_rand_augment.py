"""Records torchvision's RandAugment, operation by operation, for RandAugmentTest.

    python record_rand_augment.py > ../resources/reference/rand_augment.json   (torchvision 0.22.1)

The image is Fixtures.formula(13, 9). Operations that mix neighbours or shades are recorded from the float
kernels, since the 8-bit ones cut after each step; those that look at whole numbers from the 8-bit ones.
Geometric ones are recorded as the matrix that torchvision samples by: output to input, from the centre.
"""

import json
import math

import torch
from torchvision.transforms import functional as F1
from torchvision.transforms.v2 import RandAugment
from torchvision.transforms.v2 import functional as F

WIDTH, HEIGHT, BINS, MAGNITUDE = 13, 9, 31, 9
FLOAT = ["Brightness", "Color", "Contrast", "Sharpness", "AutoContrast"]
WHOLE = ["Posterize", "Solarize", "Equalize"]


def formula(width, height):
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    rgb = [(x * 7 + y * 3) % 256, (x * x + y) % 256, (x * y * 5 + 40) % 256]
    return torch.stack(rgb).to(torch.uint8)


def matrix(name, level):
    centre, corner = [0.0, 0.0], [-WIDTH / 2, -HEIGHT / 2]
    inverse = F1._get_inverse_affine_matrix
    degrees = math.degrees(math.atan(level))
    return {
        "ShearX": lambda: inverse(corner, 0.0, [0.0, 0.0], 1.0, [degrees, 0.0]),
        "ShearY": lambda: inverse(corner, 0.0, [0.0, 0.0], 1.0, [0.0, degrees]),
        "TranslateX": lambda: inverse(centre, 0.0, [float(int(level)), 0.0], 1.0, [0.0, 0.0]),
        "TranslateY": lambda: inverse(centre, 0.0, [0.0, float(int(level))], 1.0, [0.0, 0.0]),
        "Rotate": lambda: inverse(centre, -level, [0.0, 0.0], 1.0, [0.0, 0.0]),
    }[name]()


def table(magnitudes):
    return None if magnitudes is None else [round(float(m), 6) for m in magnitudes]


transform = RandAugment(2, MAGNITUDE, BINS)
image = formula(WIDTH, HEIGHT)
operations = {}
for name, (make, signed) in RandAugment._AUGMENTATION_SPACE.items():
    magnitudes = table(make(BINS, HEIGHT, WIDTH))
    found = {"magnitudes": magnitudes, "signed": signed}
    for sign in (1, -1) if signed else (1,):
        level = 0.0 if magnitudes is None else sign * magnitudes[MAGNITUDE]
        side = "up" if sign > 0 else "down"
        if name[:5] in ("Shear", "Trans", "Rotat"):
            found[side] = matrix(name, level)
        elif name in FLOAT:
            result = transform._apply_image_or_video_transform(image / 255, name, level, 0, {})
            found[side] = [round(v, 3) for v in (result * 255).flatten().tolist()]
        elif name in WHOLE:
            result = transform._apply_image_or_video_transform(image, name, level, 0, {})
            found[side] = result.flatten().tolist()
    operations[name] = found

# 13 x 9 = 117 pixels are too few to be equalized (fewer than 255 off the maximum), 26 x 20 are enough
operations["Equalize"]["large"] = F.equalize(formula(26, 20)).flatten().tolist()
assert operations["Equalize"]["up"] == image.flatten().tolist()
print(json.dumps(operations))

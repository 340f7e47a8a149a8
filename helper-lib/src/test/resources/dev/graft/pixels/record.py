"""Records tiny WebP and GIF files and what Pillow reads of them; writes pictures.txt.

Recorded with Python 3.11, Pillow 13.0.0 (libwebp 1.6.0), numpy 2 and cwebp 1.2.4:  python record.py > pictures.txt
A line: name, width, height, SHA-256 of the RGB bytes with alpha laid over white, the file in Base64.
"""

import base64
import hashlib
import io
import struct
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageOps

rng = np.random.default_rng(7)


def noise(width, height):
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))


def smooth(width, height):
    y, x = np.mgrid[0:height, 0:width]
    waves = np.stack([x * 6 + y, 128 + 90 * np.sin(x / 3), 255 - y * 4 + x % 7], -1)
    return Image.fromarray(np.clip(waves, 0, 255).astype(np.uint8))


def mixed(width, height):
    """Waves, noise and flat colour side by side, so that blocks of every kind occur."""
    image = smooth(width, height)
    image.paste(noise(width // 2, height // 2), (width // 3, height // 3))
    image.paste((200, 30, 60), (0, height - height // 3, width // 3, height))
    return image


def few(width, height, colours):
    palette = rng.integers(0, 256, (colours, 3), dtype=np.uint8)
    return Image.fromarray(palette[rng.integers(0, colours, (height, width))])


def veil(image, levels=256):
    width, height = image.size
    alpha = np.mgrid[0:height, 0:width].sum(0) * 255 // max(1, width + height - 2)
    image = image.copy()
    image.putalpha(Image.fromarray((alpha * levels // 256 * 255 // max(1, levels - 1)).astype(np.uint8)))
    return image


def saved(image, form="WEBP", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def cwebp(image, *options):
    with tempfile.TemporaryDirectory() as folder:
        image.save(f"{folder}/in.png")
        subprocess.run(["cwebp", "-quiet", *options, f"{folder}/in.png", "-o", f"{folder}/out"], check=True)
        with open(f"{folder}/out", "rb") as file:
            return file.read()


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def three(number):
    return struct.pack("<I", number)[:3]


def riff(*chunks):
    return chunk(b"RIFF", b"WEBP" + b"".join(chunks))


def extended(flags, width, height, *chunks):
    return riff(chunk(b"VP8X", bytes([flags, 0, 0, 0]) + three(width - 1) + three(height - 1)), *chunks)


def animated(flags, canvas, x, y, size, coded):
    frame = three(x // 2) + three(y // 2) + three(size[0] - 1) + three(size[1] - 1) + three(100) + b"\0"
    anim = chunk(b"ANIM", b"\x20\x40\x80\xff\0\0")
    return extended(flags | 2, *canvas, anim, chunk(b"ANMF", frame + coded), chunk(b"ANMF", frame + coded))


def pictures():
    yield "lossy-1x1", saved(noise(1, 1), quality=50)
    yield "lossy-2x1", saved(noise(2, 1), quality=90)
    yield "lossy-odd", saved(mixed(37, 21), quality=60, method=6)
    yield "lossy-blocks", saved(mixed(40, 40), quality=95, method=6)
    yield "lossy-coarse", saved(mixed(64, 48), quality=3)
    yield "lossy-noise", saved(noise(24, 33), quality=100, method=4)
    yield "lossy-segments", cwebp(mixed(80, 64), "-segments", "4", "-sns", "100", "-f", "80", "-sharpness", "5", "-q", "40")
    yield "lossy-simple-filter", cwebp(mixed(48, 48), "-nostrong", "-f", "70", "-q", "30")
    yield "lossy-sharp", cwebp(smooth(50, 30), "-sharp_yuv", "-strong", "-sharpness", "2", "-f", "100", "-q", "20")
    for sharpness in 1, 4, 7:
        options = "-f", "40", "-sns", "0", "-q", str(10 * sharpness), "-sharpness", str(sharpness)
        yield f"lossy-sharpness-{sharpness}", cwebp(mixed(48, 48), *options)
    yield "lossy-fine", saved(smooth(33, 33), quality=100, method=0)
    yield "lossy-wide-steps", saved(noise(40, 40), quality=0, method=6)
    yield "lossy-flat", saved(few(96, 32, 2).resize((96, 32)).reduce(16).resize((96, 32), 0), quality=75, method=6)
    coded = saved(smooth(19, 23), quality=40)[12:]
    for filtering in range(4):
        alpha = bytes([filtering << 2]) + rng.integers(0, 256, 19 * 23, dtype=np.uint8).tobytes()
        yield f"alpha-plain-{filtering}", extended(16, 19, 23, chunk(b"ALPH", alpha), coded)
    yield "alpha-coded", cwebp(veil(smooth(19, 23)), "-alpha_filter", "best", "-q", "40")
    yield "alpha-levels", saved(veil(smooth(40, 9), 5), quality=40, alpha_quality=30)
    yield "lossless-one-colour", saved(Image.new("RGB", (40, 30), (12, 34, 56)), lossless=True)
    for colours in 2, 4, 13, 100:
        yield f"lossless-{colours}-colours", saved(few(21, 17, colours), lossless=True, method=6)
    yield "lossless-mixed", saved(mixed(60, 40), lossless=True, method=6, quality=100)
    halves = smooth(140, 50)
    halves.paste(few(70, 50, 60), (0, 0))
    yield "lossless-halves", saved(halves, lossless=True, method=6, quality=100)
    yield "lossless-unannounced", extended(0, 9, 9, saved(veil(smooth(9, 9)), lossless=True, exact=True)[12:])
    yield "lossless-smooth", saved(smooth(33, 70), lossless=True, method=6, quality=100)
    yield "lossless-alpha", saved(veil(mixed(30, 30)), lossless=True, exact=True)
    whole = bytearray(saved(veil(smooth(9, 9)), lossless=True, exact=True))
    whole[24] &= 0xEF  # says that its alpha is not used
    yield "lossless-alpha-unused", bytes(whole)
    still = saved(mixed(20, 14), quality=70)[12:]
    yield "animated-opaque", animated(0, (31, 30), 6, 8, (20, 14), still)
    clear = saved(veil(mixed(20, 14)), lossless=True)[12:]
    yield "animated-alpha", animated(16, (31, 30), 6, 8, (20, 14), clear)
    yield "with-profile", saved(smooth(16, 16), quality=80, icc_profile=b"not a profile at all")
    turned = Image.Exif()
    turned[0x112] = 6
    yield "turned-by-exif", saved(mixed(18, 10), lossless=True, exif=turned)
    packet = b'<x:xmpmeta><rdf:Description tiff:Orientation="8"/></x:xmpmeta>'
    yield "turned-by-xmp", saved(mixed(18, 10), lossless=True, xmp=packet)
    for colours in 2, 7, 256:
        image = mixed(23, 19).quantize(colours)
        yield f"gif-{colours}", saved(image, "GIF", interlace=False)
        yield f"gif-{colours}-interlaced", saved(image, "GIF", interlace=True, transparency=1)
    yield "gif-grey", saved(mixed(23, 9).convert("L"), "GIF")
    frames = [few(20, 20, 9), few(20, 20, 30)]
    yield "gif-animated", saved(frames[0], "GIF", save_all=True, append_images=frames[1:], disposal=2)


def read(file):
    image = Image.open(io.BytesIO(file))
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode == "RGBA" or "transparency" in image.info:
        rgba = np.asarray(image.convert("RGBA")).astype(int)
        alpha = rgba[..., 3:]
        return ((rgba[..., :3] * alpha + 255 * (255 - alpha)) * 2 + 255) // 510
    return np.asarray(image.convert("RGB"))


for name, file in pictures():
    rgb = read(file).astype(np.uint8)
    print(name, rgb.shape[1], rgb.shape[0], hashlib.sha256(rgb.tobytes()).hexdigest(), base64.b64encode(file).decode())

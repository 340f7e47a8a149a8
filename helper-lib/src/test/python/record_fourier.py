"""Records a photo with the long waves of another, for LikeTest.

    python record_fourier.py > ../resources/reference/fourier.json
    (numpy 2.2.6)

By numpy's whole transform: amplitudes of all frequencies within the window are exchanged, phases stay. The photo
is Fixtures.formula(12, 10); the other is that in negative, upside down.
"""

import json

import numpy as np

WIDTH, HEIGHT = 12, 10
SHARES = [0, 0.1, 0.25]


def formula(width, height):
    y, x = np.mgrid[:height, :width]
    return np.stack([(x * 7 + y * 3) % 256, (x * x + y) % 256, (x * y * 5 + 40) % 256]).astype(float)


def like(photo, other, share):
    most = int(share * min(photo.shape[1:]))
    down = np.abs(np.fft.fftfreq(photo.shape[1], 1 / photo.shape[1]))
    across = np.abs(np.fft.fftfreq(photo.shape[2], 1 / photo.shape[2]))
    long = (down[:, None] < most + 0.5) & (across[None, :] < most + 0.5)
    waves = np.fft.fft2(photo)
    lent = np.abs(np.fft.fft2(other))
    amplitudes = np.where(long, lent, np.abs(waves))
    return np.fft.ifft2(amplitudes * np.exp(1j * np.angle(waves))).real


def main():
    photo = formula(WIDTH, HEIGHT)
    other = 255 - photo[:, ::-1]
    found = {str(share): np.round(like(photo, other, share), 4).flatten().tolist() for share in SHARES}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

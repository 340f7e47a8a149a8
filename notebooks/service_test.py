"""From a folder of photos to a page that answers: ./graft train, ./graft serve, and a person in headless Chromium."""

from __future__ import annotations

import os
import random
import re
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import urllib.request
import zlib
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser_test import WINDOWS, chromium

ROOT = Path(__file__).resolve().parent.parent
GRAFT = ROOT / "graft"
SIDE = 96
PATIENCE = 120


def picture(file: Path, colour: tuple[int, int, int], seed: int) -> Path:
    """Draws a PNG: a square of a colour somewhere before others of no colour."""
    draw = random.Random(seed)
    pixels = [[(g, g, g)] * SIDE for g in (draw.randrange(60, 200),) for _ in range(SIDE)]
    greys = [(g, g, g) for g in draw.choices(range(20, 240), k=12)]
    for paint in [*greys, colour]:
        wide, left, top = draw.randrange(20, 50), draw.randrange(50), draw.randrange(50)
        for y in range(top, min(SIDE, top + wide)):
            pixels[y][left : left + wide] = [paint] * len(pixels[y][left : left + wide])
    rows = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in pixels)

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return file


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.home = Path(cls.folder.name)
        for i in range(8):
            picture(cls.home / "photos" / "red" / f"{i}.png", (200, 30, 30), i)
            picture(cls.home / "photos" / "blue" / f"{i}.png", (30, 30, 200), 100 + i)
        cls.model = cls.home / "model"
        command = [GRAFT, "train", cls.home / "photos", "--out", cls.model, "--minutes", "0.5", "--epochs", "2", "--quiet"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        cls.addClassCleanup(cls.stop)
        cls.start("0")
        cls.browser = chromium()
        cls.addClassCleanup(cls.browser.quit)

    @classmethod
    def start(cls, port: str) -> None:
        command = [GRAFT, "serve", cls.model, "--port", port]
        cls.service = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True)
        line = cls.service.stdout.readline()
        cls.address = "http://localhost:" + re.search(r":(\d+);", line)[1]

    @classmethod
    def stop(cls) -> None:
        if cls.service.poll() is None:
            os.killpg(cls.service.pid, signal.SIGTERM)
            cls.service.wait(PATIENCE)
        cls.service.stdout.close()

    def visit(self, page: str, size: tuple[int, int]) -> None:
        width, height = size
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.browser.get(page)

    def fits(self) -> None:
        wide = self.browser.execute_script("const r = document.scrollingElement; return r.scrollWidth - r.clientWidth")
        self.assertEqual(0, wide, "the page is wider than its window")
        blank = "return [...document.images].filter(i => !i.hidden && (!i.complete || i.naturalWidth === 0)).length"
        self.assertEqual(0, self.browser.execute_script(blank))

    def test_a_person_drops_a_photo(self) -> None:
        for name, size in WINDOWS.items():
            with self.subTest(name):
                self.visit(self.address, size)
                wait = WebDriverWait(self.browser, PATIENCE)
                wait.until(lambda b: "blue, red" in b.find_element(By.ID, "classes").text)
                photo = self.home / "photos" / "red" / "3.png"
                self.browser.find_element(By.ID, "file").send_keys(str(photo))
                wait.until(lambda b: b.find_element(By.ID, "where").is_displayed())
                self.assertEqual("red", self.browser.find_element(By.ID, "label").text)
                shares = self.browser.find_element(By.ID, "shares").text
                self.assertRegex(shares, r"red\s+\d+\.\d %\s+blue\s+\d+\.\d %")
                self.fits()
                self.picture(f"service-{name}")

    def test_what_is_no_photo_is_said(self) -> None:
        self.visit(self.address, WINDOWS["usual"])
        wrong = self.home / "letter.txt"
        wrong.write_text("no photo", encoding="utf-8")
        self.browser.find_element(By.ID, "file").send_keys(str(wrong))
        said = self.browser.find_element(By.ID, "said")
        WebDriverWait(self.browser, PATIENCE).until(lambda b: said.text.startswith("image is not readable"))

    def test_the_report_needs_nothing_else(self) -> None:
        for name, size in WINDOWS.items():
            with self.subTest(name):
                self.visit((self.model / "report.html").as_uri(), size)
                self.assertIn("A classifier of photos", self.browser.title)
                self.fits()
                self.picture(f"report-{name}")

    def picture(self, name: str) -> None:
        if "GRAFT_PICTURES" in os.environ:
            self.browser.save_screenshot(str(Path(os.environ["GRAFT_PICTURES"], f"{name}.png")))

    def test_y_is_killed_and_starts_again_at_the_same_port(self) -> None:
        photo = (self.home / "photos" / "red" / "3.png").read_bytes()
        before = self.asked(photo)
        os.killpg(self.service.pid, signal.SIGKILL)
        self.service.wait(PATIENCE)
        self.service.stdout.close()
        address = self.address
        self.start(address.rpartition(":")[2])
        self.assertEqual(address, self.address)
        self.assertEqual(before, self.asked(photo))

    def asked(self, photo: bytes) -> bytes:
        request = urllib.request.Request(f"{self.address}/predict", data=photo, method="POST")
        with urllib.request.urlopen(request) as reply:
            return reply.read()

    def test_z_stops_when_it_is_asked_to(self) -> None:
        with urllib.request.urlopen(f"{self.address}/health") as reply:
            self.assertIn(b'"ok"', reply.read())
        os.killpg(self.service.pid, signal.SIGTERM)
        self.assertIn(self.service.wait(PATIENCE), (0, 143, -signal.SIGTERM))


if __name__ == "__main__":
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())

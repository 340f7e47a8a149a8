"""Looks at the executed notebooks as a reader does: in headless Chromium, without network, narrow and wide."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PAGES = Path(os.environ.get("GRAFT_PAGES", Path(__file__).resolve().parent.parent / "target" / "notebooks"))
WINDOWS = {"narrow": (390, 844), "usual": (1280, 900), "wide": (1920, 1080)}
STRAY = [
    ("a logger's line", re.compile(r"SLF4J|WARNING:|\bINFO\b|\[main\]|Exception in thread")),
    ("a display's id", re.compile(r"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.MULTILINE)),
    ("an object without a text", re.compile(r"\b[\w$]+(?:\.[\w$]+)+@[0-9a-f]{5,8}\b")),
]
LOOK = """
const root = document.scrollingElement;
const text = selector => [...document.querySelectorAll(selector)].map(e => e.innerText);
return {
  overflow: root.scrollWidth - root.clientWidth,
  // a table may be scrolled in a narrow window, a picture never
  cut: [...document.querySelectorAll(root.clientWidth < 600 ? 'img' : 'img, .jp-OutputArea-output table')]
      .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).length,
  hidden: [...document.querySelectorAll('.jp-InputArea-editor, .jp-OutputArea-output pre')]
      .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 80)),
  blank: [...document.images].filter(i => !i.complete || i.naturalWidth === 0 || i.clientWidth === 0).length,
  outputs: text('.jp-OutputArea-output'),
  text: document.body.innerText,
};
"""


def chromium():
    """Starts Chromium from this machine's own binaries: nothing is downloaded, and it reaches no host."""
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        reason = "chromium and chromedriver are not installed (Debian: apt-get install chromium chromium-driver)"
        raise RuntimeError(reason) if os.environ.get("CI") == "true" else unittest.SkipTest(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(executable_path=driver))


class BrowserTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        results = PAGES / "results.json"
        if not results.exists():
            raise RuntimeError(f"{results} is missing: ./graft run writes it")
        cls.results = json.loads(results.read_text(encoding="utf-8"))
        cls.browser = chromium()
        cls.addClassCleanup(cls.browser.quit)

    def test_lessons_are_whole_at_every_width(self):
        for result in self.results:
            for name, size in WINDOWS.items():
                with self.subTest(notebook=result["notebook"], window=name):
                    self.check_layout(self.look(f"{result['notebook']}.html", size))

    def test_lessons_show_their_promises_and_no_stray_output(self):
        for result in self.results:
            with self.subTest(notebook=result["notebook"]):
                seen = self.look(f"{result['notebook']}.html", WINDOWS["usual"])
                outputs = "\n".join(seen["outputs"]).lower()
                for promise in result["promises"]:
                    self.assertIn(promise["name"].lower(), outputs, "promise is not visible")
                for output in seen["outputs"]:
                    for what, pattern in STRAY:
                        self.assertIsNone(pattern.search(output.strip()), f"{what} in the output: {output[:200]}")

    def test_pages_ask_for_nothing_from_outside(self):
        for page in ["index.html", *(f"{result['notebook']}.html" for result in self.results)]:
            with self.subTest(page=page):
                self.browser.get_log("performance")
                self.browser.get_log("browser")
                self.look(page, WINDOWS["usual"])
                self.assertEqual([], list(self.requests_outside()))
                errors = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
                self.assertEqual([], errors)

    def test_index_leads_to_every_lesson(self):
        for size in WINDOWS.values():
            seen = self.look("index.html", size)
            self.check_layout(seen)
            for result in self.results:
                self.assertIn(result["notebook"], seen["text"])

    def look(self, page: str, size: tuple[int, int]) -> dict:
        width, height = size
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.browser.get((PAGES / page).as_uri())
        return self.browser.execute_script(LOOK)

    def check_layout(self, seen: dict):
        self.assertEqual(0, seen["blank"], "pictures that show nothing")
        self.assertLessEqual(seen["overflow"], 0, "pixels that the page is wider than its window")
        self.assertEqual(0, seen["cut"], "pictures or tables that reach out of the window")
        self.assertEqual([], seen["hidden"], "code or text of which a part is hidden")

    def requests_outside(self):
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:", "about:")):
                    yield url


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=1)

"""Looks at the executed notebooks as a reader does: in headless Chromium, without network, narrow and wide."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from runner.slides import slides

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
  // how far the first column of a table moves while the table is scrolled to its end
  slid: [...document.querySelectorAll('.jp-OutputArea-output table')].map(table => {
    const room = table.closest('.jp-OutputArea-output'), name = table.querySelector('td');
    if (!name || room.scrollWidth <= room.clientWidth + 1) return 0;
    const before = name.getBoundingClientRect().left;
    room.scrollLeft = room.scrollWidth;
    const moved = before - name.getBoundingClientRect().left;
    room.scrollLeft = 0;
    return moved;
  }).filter(moved => moved > 20).length,
  blank: [...document.images].filter(i => !i.complete || i.naturalWidth === 0 || i.clientWidth === 0).length,
  outputs: text('.jp-OutputArea-output'),
  text: document.body.innerText,
};
"""
# of the slide that is shown: smallest type of its text, and pictures that do not fit the wall
SLIDE = """
const all = [...document.querySelectorAll('.slide')];
const shown = all.filter(slide => slide.clientHeight > 0);
const texts = shown.flatMap(slide => [...slide.querySelectorAll('*')]).filter(e => e.clientHeight > 0 &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
return {
  count: all.length,
  shown: shown.map(slide => all.indexOf(slide) + 1),
  width: shown[0].offsetWidth,
  height: shown[0].offsetHeight,
  smallest: Math.min(...texts.map(e => parseFloat(getComputedStyle(e).fontSize))),
  cut: shown.flatMap(slide => [...slide.querySelectorAll('img')]).filter(
      e => e.clientWidth > innerWidth || e.clientHeight > innerHeight).length,
};
"""


def chromium(**logs: str):
    """Starts Chromium from this machine's own binaries: nothing is downloaded, and it reaches no host.

    logs: what the driver keeps until it is asked for. Of "performance" that is every request with its address, and so the
    pictures of a page: two minutes do not suffice to hand over those of a hundred pages.
    """
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
    options.set_capability("goog:loggingPrefs", logs)
    return webdriver.Chrome(options=options, service=Service(executable_path=driver))


class Pages(unittest.TestCase):
    """A browser, and the pages of the last run."""

    logs: dict[str, str] = {}

    @classmethod
    def setUpClass(cls):
        results = PAGES / "results.json"
        if not results.exists():
            raise RuntimeError(f"{results} is missing: ./graft run writes it")
        cls.results = json.loads(results.read_text(encoding="utf-8"))
        cls.browser = chromium(**cls.logs)
        cls.addClassCleanup(cls.browser.quit)

    def look(self, page: str | Path, size: tuple[int, int]) -> dict:
        width, height = size
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.browser.get((PAGES / page).as_uri())
        return self.browser.execute_script(LOOK)


class LookTest(Pages):
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

    def test_index_is_whole_and_holds_every_promise(self):
        for size in WINDOWS.values():
            seen = self.look("index.html", size)
            self.check_layout(seen)
            self.browser.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            seen = self.browser.execute_script(LOOK)
            self.check_layout(seen)
            for result in self.results:
                for promise in result["promises"]:
                    self.assertIn(promise["name"], seen["text"])

    def test_pages_lead_back_and_through_all_lessons(self):
        lessons = [result["notebook"] for result in self.results if "/" not in result["notebook"]]
        self.look("index.html", WINDOWS["narrow"])
        questions = self.browser.execute_script("return [...document.querySelectorAll('a.question')].map(a => a.href)")
        self.assertEqual([(PAGES / f"{name}.html").as_uri() for name in lessons], questions)
        seen = []
        self.follow("a.question")
        while True:
            seen.append(self.browser.current_url)
            if not self.browser.find_elements(By.CSS_SELECTOR, "nav a.after"):
                break
            self.follow("nav a.after")
        self.assertEqual(questions, seen)
        self.follow("nav a")
        self.assertEqual((PAGES / "index.html").as_uri(), self.browser.current_url)

    def test_no_link_between_pages_is_dead(self):
        for page in ["index.html", *(f"{result['notebook']}.html" for result in self.results)]:
            self.look(page, WINDOWS["usual"])
            links = self.browser.execute_script("return [...document.links].map(a => a.href).filter(a => a.startsWith('file:'))")
            dead = [link for link in links if not Path(unquote(urlsplit(link).path)).exists()]
            self.assertEqual([], dead, page)

    def test_solutions_lead_back(self):
        for result in self.results:
            if "/" in result["notebook"]:
                self.look(f"{result['notebook']}.html", WINDOWS["narrow"])
                self.follow("nav a")
                self.assertEqual((PAGES / "index.html").as_uri(), self.browser.current_url)

    def follow(self, selector: str):
        self.browser.get(self.browser.find_element(By.CSS_SELECTOR, selector).get_attribute("href"))

    def check_layout(self, seen: dict):
        self.assertEqual(0, seen["blank"], "pictures that show nothing")
        self.assertLessEqual(seen["overflow"], 0, "pixels that the page is wider than its window")
        self.assertEqual(0, seen["cut"], "pictures or tables that reach out of the window")
        self.assertEqual(0, seen["slid"], "tables whose first column leaves while they are scrolled")
        self.assertEqual([], seen["hidden"], "code or text of which a part is hidden")


class RequestsTest(Pages):
    logs = {"performance": "ALL", "browser": "ALL"}

    def test_pages_ask_for_nothing_from_outside(self):
        for page in ["index.html", *(f"{result['notebook']}.html" for result in self.results)]:
            with self.subTest(page=page):
                self.browser.get_log("performance")
                self.browser.get_log("browser")
                self.look(page, WINDOWS["usual"])
                self.assertEqual([], list(self.requests_outside()))
                errors = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
                self.assertEqual([], errors)

    def test_slides_turn_by_keys_fill_the_wall_and_ask_for_nothing(self):
        notebook = nbformat.read(PAGES / f"{self.results[0]['notebook']}.ipynb", as_version=4)
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "slides.html"
            page.write_text(slides(notebook, "slides"), encoding="utf-8")
            self.browser.get_log("performance")
            self.look(page, (1280, 720))
            count = self.browser.execute_script(SLIDE)["count"]
            self.assertGreater(count, 3)
            body = self.browser.find_element(By.TAG_NAME, "body")
            for place in range(1, count + 1):
                seen = self.browser.execute_script(SLIDE)
                self.assertEqual([place], seen["shown"])
                self.assertEqual((1280, 720), (seen["width"], seen["height"]))
                self.assertGreaterEqual(seen["smallest"], 18, "pixels of the smallest type")
                self.assertEqual(0, seen["cut"], "pictures higher or wider than the wall")
                body.send_keys(Keys.ARROW_RIGHT)
            self.assertEqual([count], self.browser.execute_script(SLIDE)["shown"], "the last one stays")
            body.send_keys(Keys.ARROW_LEFT)
            self.assertEqual([count - 1], self.browser.execute_script(SLIDE)["shown"])
            body.send_keys(Keys.HOME)
            self.assertEqual([1], self.browser.execute_script(SLIDE)["shown"])
            self.assertEqual([], list(self.requests_outside()))

    def requests_outside(self):
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:", "about:")):
                    yield url


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=1)

"""What the mill is measured against: Debian's Chromium, and WeasyPrint in a single pass."""

import io
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.utils import translation
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from exports import layout, rendering

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARTICLE = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>{}</html>'
)


class Timed(NamedTuple):
    """How long it took, and the file."""

    seconds: float
    content: bytes

    @property
    def pages(self) -> int:
        return len(PdfReader(io.BytesIO(self.content)).pages)


class Chromium:
    """One browser for all measures, and a new page for each."""

    def __init__(self, browser, folder: Path):
        self.browser, self.file = browser, folder / "issue.html"
        self.version = browser.version

    def printed(self, html: bytes, *, is_tagged=True) -> Timed:
        """From the start of the navigation to the bytes of the file; tagged like ours, as it is from a command line."""
        self.file.write_bytes(html)
        page = self.browser.new_page()
        start = time.perf_counter()
        page.goto(self.file.as_uri())
        content = page.pdf(tagged=is_tagged, outline=is_tagged, prefer_css_page_size=True)
        seconds = time.perf_counter() - start
        page.close()
        return Timed(seconds, content)

    def printed_cold(self, html: bytes) -> Timed:
        """By a browser that is started for it."""
        self.file.write_bytes(html)
        out = self.file.with_suffix(".pdf")
        start = time.perf_counter()
        subprocess.run(
            [_program(), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", self.file.as_uri()],
            check=True,
            capture_output=True,
        )
        return Timed(time.perf_counter() - start, out.read_bytes())


@contextmanager
def running_chromium():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=["--disable-gpu"])
        chromium = Chromium(browser, Path(folder))
        chromium.printed(b"<p>Warm")
        yield chromium
        browser.close()


def _program():
    return next(filter(None, map(shutil.which, PROGRAMS)))


def issue_page(snapshot: dict) -> bytes:
    """The stand-alone HTML of an edition."""
    return rendering.render("html", snapshot).content


def article_page(snapshot: dict, section: int, number: int) -> bytes:
    """One article alone in the style of the stand-alone HTML: no cover, no contents, no index."""
    article = snapshot["sections"][section]["articles"][number]
    html = layout.article_html(snapshot, article, picture_url=lambda picture: "", level=3)
    style = Path(finders.find("exports/issue.css")).read_text()
    return ARTICLE.format(snapshot["bulletin"]["language"], article["title"], style, f"<main>{html}</main>").encode()


@contextmanager
def running_single_pass():
    """A function that renders in a process of its own, which has rendered before and has none of our changes."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _get_ready) as pool:
        yield lambda snapshot: pool.submit(single_pass, snapshot).result()


def _get_ready():
    from . import settle

    settle()


def single_pass(snapshot: dict) -> Timed:
    """The same edition by one plain `write_pdf`, with the page furniture that assembly draws."""
    from weasyprint import HTML

    from exports.rendering.fetching import OwnFilesOnly
    from exports.rendering.parts import picture_url, print_style

    style = print_style(snapshot["bulletin"]["paper"]) + (HERE / "single_pass.css").read_text()
    start = time.perf_counter()
    with translation.override(snapshot["bulletin"]["language"]):
        html = layout.issue_html(snapshot, picture_url=picture_url, style=style)
    content = HTML(string=html, base_url="none:", url_fetcher=OwnFilesOnly()).write_pdf(pdf_variant="pdf/ua-1")
    return Timed(time.perf_counter() - start, content)

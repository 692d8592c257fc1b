"""The README's picture: the desk of the running demo, as the publisher sees it. Run by `make picture`."""

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from bulletin.demo.people import PASSWORD, PEOPLE

ADDRESS = os.environ.get("SITE_URL") or f"http://localhost:{os.environ.get('PORT') or 8000}"
PICTURE = Path(__file__).with_name("desk.png")
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
SWITCHES = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.getuid() == 0 else [])]


def photograph():
    publisher = next(person for person in PEOPLE if person.role == "publisher")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB", color_scheme="light")
        page.goto(f"{ADDRESS}/desk/sign-in/")
        page.get_by_label("E-mail").fill(publisher.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main button").click()
        page.wait_for_url(f"{ADDRESS}/desk/**")
        page.goto(f"{ADDRESS}/desk/")
        page.get_by_role("link", name="48.2026").first.click()
        page.wait_for_load_state("networkidle")
        picture = page.screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    picture = Image.open(io.BytesIO(photograph())).convert("RGB")
    # Few colours are on it, and a small file is soon there.
    picture.quantize(64, dither=Image.Dither.NONE).save(PICTURE, optimize=True)

"""What a renderer may read: our storage and the fonts of our packages, by schemes of our own. Nothing else exists."""

import importlib.util
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from django.core.files.storage import default_storage
from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

from editorial.pictures import KEPT_AS, MOST_PIXELS

FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


class TooManyPixels(ValueError):
    """A picture that is small as a file and huge in memory."""


class OwnFilesOnly(URLFetcher):
    """Answers `picture:` and `font:`, and refuses every other address.

    The renderer leaves out what it cannot get and goes on; `missing` and `too_large` have the names, so that the
    caller need not.
    """

    def __init__(self):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.missing, self.too_large = [], []

    def fetch(self, url, headers=None):
        scheme, _colon, name = url.partition(":")
        name = unquote(name)
        try:
            return URLFetcherResponse(url, *_read(scheme, name))
        except TooManyPixels:
            self.too_large.append(name[:200])
            raise
        except Exception:
            self.missing.append(name[:200])
            raise


def _read(scheme, name):
    if scheme == "font":
        return _font(name).read_bytes(), {"Content-Type": "font/ttf"}
    kind = PICTURES.get(Path(name).suffix.lower())
    if scheme != "picture" or not kind:
        raise ValueError("Nothing is fetched from elsewhere")
    with default_storage.open(name) as file:
        return _checked(file.read()), {"Content-Type": kind}


def _checked(content):
    """A picture by its own header, whatever its name says: the renderer would try everything else, SVG at last."""
    try:
        with Image.open(BytesIO(content), formats=list(KEPT_AS)) as picture:
            pixels = picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    if pixels > MOST_PIXELS:
        raise TooManyPixels
    return content


def _font(name):
    """The path of a font file that one of the packages ships under exactly this name."""
    for package in FONT_PACKAGES:
        folder = Path(importlib.util.find_spec(package).origin).parent / "files"
        if name in {path.name for path in folder.glob("*.ttf")}:
            return folder / name
    raise ValueError(f"No such font: {name}")

"""Uploaded pictures made fit to print: known by content, within limits, upright, and nothing but the picture."""

import hashlib
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
# What may come in, and what it is kept as: a moving GIF is kept as its first picture.
READ = ["JPEG", "PNG", "WEBP", "GIF"]
KEPT_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG", "MPO": "JPEG"}  # MPO: a telephone's double JPEG
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
OPTIONS = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}
MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "P"), "WEBP": ("RGB", "RGBA")}


class PictureError(ValueError):
    """The file cannot be used as a picture; the message is fit to show."""


class Picture(NamedTuple):
    data: bytes
    ending: str
    sha256: str
    width: int
    height: int


def read_picture(file) -> Picture:
    """The upload as a picture of its own: re-encoded upright, without metadata. Raises PictureError."""
    if not file.size:
        raise PictureError(_("The file is empty."))
    if file.size > LARGEST_FILE:
        raise PictureError(_("The picture is larger than 20 MB."))
    image = _open(file)
    if image.width * image.height > MOST_PIXELS:
        raise PictureError(_("The picture has more than 40 megapixels."))
    kind = KEPT_AS[image.format]
    try:
        with _unforgiving():
            data, width, height = _encoded(image, kind)
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise PictureError(_("The picture is damaged and cannot be opened.")) from error
    return Picture(data, ENDINGS[kind], hashlib.sha256(data).hexdigest(), width, height)


def name_of(picture: Picture) -> str:
    return f"pictures/{picture.sha256[:2]}/{picture.sha256}.{picture.ending}"


def keep_picture(picture: Picture) -> str:
    """Store the picture under its content's name, once, and return that name."""
    name = name_of(picture)
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(picture.data))


def _open(file):
    """The image with its header read, nothing decoded yet."""
    try:
        return Image.open(file, formats=READ)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(_("The picture has more than 40 megapixels.")) from None
    except Exception as error:  # whatever it says it is, it is none of ours
        raise PictureError(_why_not(file)) from error


def _why_not(file):
    """What telephones take is a picture to whoever took it."""
    file.seek(0)
    if file.read(12)[4:8] == b"ftyp":
        return _("This is a HEIC or AVIF picture. Save it as JPEG first; telephones do so when they share a copy.")
    return _("This is not a JPEG, PNG, WebP or GIF picture.")


@contextmanager
def _unforgiving():
    """WeasyPrint, once imported, has Pillow take half a file for a picture, everywhere in the process."""
    forgiving, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = forgiving


def _eight_bits(image):
    """Sixteen bits of grey would be cut off above and not scaled down."""
    return image.convert("I").point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


def _encoded(image, kind):
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)  # a copy more of forty megapixels is a hundred megabytes
    upright = _eight_bits(image)
    if upright.mode not in MODES[kind]:
        upright = upright.convert("RGBA" if upright.has_transparency_data and kind != "JPEG" else "RGB")
        profile = profile if image.mode.startswith("RGB") else None
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    if upright.mode == "P":
        bare.putpalette(upright.getpalette())
    out = BytesIO()
    more = {"transparency": upright.info["transparency"]} if "transparency" in upright.info else {}
    bare.save(out, kind, icc_profile=profile, **more, **OPTIONS[kind])
    return out.getvalue(), bare.width, bare.height

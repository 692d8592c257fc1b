"""The pages of an article as they come: laid out, drawn and made into pictures, inside the press."""

import functools
from collections import deque
from collections.abc import Iterator

from .pages import Keeping, pages_of
from .raster import Camera, Easel, Plate, furniture_of

_keeping = Keeping()
_camera = Camera()
# So many pictures may wait to be taken while the layout goes on.
WAITING = 3


def show(
    html: str, style: str, *, sheets: str, numerals: str, first: int, of: int, pixels: int, known: set, counted
) -> Iterator[dict]:
    """Every page with its digest, and its picture unless the digest is among the known ones.

    `first` is the number on the first page; `of`, how many there are in all, 0 if nobody knows.
    """
    easel = _easel(style)
    furniture = furniture_of(sheets, style), furniture_of(numerals, style)
    waiting = deque()
    for number, kept in enumerate(counted(pages_of(html, style, _keeping, easel.draw))):
        folio = f"{first + number} / {of}" if of else f"{first + number}"
        plate = Plate(kept, easel, furniture, folio, pixels)
        waiting.append((number + 1, plate, None if plate.digest in known else _picture(plate)))
        while waiting and (len(waiting) > WAITING or _is_there(waiting[0][2])):
            yield _said(*waiting.popleft())
    for each in waiting:
        yield _said(*each)


@functools.lru_cache(maxsize=4)
def _easel(style):
    return Easel(style)


def _picture(plate):
    return plate.drawing.rasters.get(plate.digest) or _camera.take(plate)


def _is_there(picture):
    return picture is None or isinstance(picture, bytes) or picture.done()


def _said(number, plate, picture):
    return {
        "page": number,
        "digest": plate.digest,
        "width": plate.kept.width,
        "height": plate.kept.height,
        "tops": plate.kept.tops,
        "picture": picture if picture is None or isinstance(picture, bytes) else picture.result(),
        "faults": [{**fault._asdict(), "page": number} for fault in plate.kept.faults],
    }

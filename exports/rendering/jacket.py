"""The picture by which a shelf of e-books shows an issue: its title and number on the bulletin's colour."""

import io
from importlib.resources import files
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

SERIF, SANS = "font_source_serif_pro/SourceSerifPro-Bold.ttf", "font_source_sans_pro/SourceSansPro-Regular.ttf"
SIZE = WIDTH, HEIGHT = 1200, 1600
MARGIN = 110


class Line(NamedTuple):
    text: str
    font: str
    size: int
    top: int  # as often as the text is broken, its next lines go below
    lines: int = 1


def jacket(context: dict) -> bytes:
    """A PNG; `context` is the issue's, as layout.issue_context() has it."""
    picture = Image.new("RGB", SIZE, context["colours"]["accent"])
    drawing = ImageDraw.Draw(picture)
    for line in (
        Line(context["bulletin"]["title"], SERIF, 100, 150, lines=5),
        Line(context["bulletin"]["label"], SANS, 54, 930),
        Line(context["label"], SERIF, 260, 970),
        Line(context["period"], SANS, 54, 1330, lines=2),
    ):
        _draw(drawing, line, context["colours"]["ink"])
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(drawing, line, ink):
    font = _font(line.font, line.size)
    text = "\n".join(_broken(line.text, font)[: line.lines])
    while drawing.multiline_textbbox((0, 0), text, font=font)[2] > WIDTH - 2 * MARGIN:
        font = font.font_variant(size=font.size * 0.9)
    drawing.multiline_text((MARGIN, line.top), text, font=font, fill=ink, spacing=line.size * 0.15)


def _broken(text, font):
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(name, size):
    package, file = name.split("/")
    with (files(package) / "files" / file).open("rb") as font:
        return ImageFont.truetype(io.BytesIO(font.read()), size, layout_engine=ImageFont.Layout.BASIC)

"""Pictures for the demo, drawn here so that nobody's photograph is needed."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1000)
SUPER = 2


def _sky(top, bottom):
    """A vertical gradient, the ground everything stands before."""
    width, height = (side * SUPER for side in SIZE)
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / height
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize((width, height))


def _finish(image):
    image = image.resize(SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.4))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=86, optimize=True)
    return file.getvalue()


def _crane(pen, x, base, scale, colour):
    line = max(4, round(9 * scale))
    mast, arm = base - 560 * scale, base - 430 * scale
    pen.line([(x, base), (x + 60 * scale, arm), (x + 120 * scale, base)], fill=colour, width=line)
    pen.line([(x + 60 * scale, arm), (x + 60 * scale, mast)], fill=colour, width=line)
    pen.line([(x - 420 * scale, arm), (x + 230 * scale, arm)], fill=colour, width=line + 4)
    pen.line([(x - 420 * scale, arm), (x + 60 * scale, mast), (x + 230 * scale, arm)], fill=colour, width=line // 2)
    hook = x - 300 * scale
    pen.line([(hook, arm), (hook, arm + 190 * scale)], fill=colour, width=max(3, line // 3))
    pen.rectangle([hook - 60 * scale, arm + 190 * scale, hook + 60 * scale, arm + 240 * scale], fill=colour)


def harbour() -> bytes:
    """Cranes over a quay at dusk, as JPEG."""
    image = _sky((38, 52, 84), (238, 176, 128))
    pen = ImageDraw.Draw(image)
    width, height = image.size
    horizon = round(height * 0.66)
    pen.ellipse([width * 0.62, horizon - 330, width * 0.62 + 420, horizon + 90], fill=(250, 214, 160))
    pen.rectangle([0, horizon, width, height], fill=(54, 66, 92))
    chance = random.Random(7)
    for _index in range(260):
        x, y = chance.uniform(0, width), horizon + chance.random() ** 2 * (height - horizon)
        length = 40 + (y - horizon) * 0.5
        near = abs(x - width * 0.69) < 420
        pen.line([(x, y), (x + length, y)], fill=(222, 160, 122) if near else (70, 84, 112), width=4)
    for x, scale in ((420, 1.25), (980, 1.0), (2700, 0.9)):
        _crane(pen, x, horizon + 6, scale, (26, 30, 44))
    hull = [(1350, horizon - 60), (2330, horizon - 60), (2250, horizon + 50), (1430, horizon + 50)]
    pen.polygon(hull, fill=(120, 34, 42))
    for row in range(3):
        for column in range(11):
            left, top = 1440 + column * 76, horizon - 116 - row * 54
            if chance.random() > 0.16 * row:
                colour = chance.choice([(166, 74, 54), (64, 104, 118), (196, 152, 88), (92, 110, 84)])
                pen.rectangle([left, top, left + 70, top + 50], fill=colour)
    return _finish(image)


def railway() -> bytes:
    """A goods train under hills in the morning, as JPEG."""
    image = _sky((186, 210, 222), (246, 232, 208))
    pen = ImageDraw.Draw(image)
    width, height = image.size
    for layer, colour in enumerate([(150, 172, 176), (112, 140, 136), (78, 106, 92)]):
        base = height * (0.5 + 0.09 * layer)
        ridge = [
            (x, base - 130 * math.sin(x / (410 - 70 * layer) + layer * 1.7) - 50 * math.sin(x / 173 + layer))
            for x in range(0, width + 20, 20)
        ]
        pen.polygon([(0, height), *ridge, (width, height)], fill=colour)
    bank = round(height * 0.8)
    pen.rectangle([0, bank, width, height], fill=(96, 84, 66))
    pen.line([(0, bank + 14), (width, bank + 14)], fill=(58, 52, 46), width=12)
    for x in range(0, width, 90):
        pen.rectangle([x, bank + 22, x + 46, bank + 44], fill=(70, 60, 48))
    for wagon in range(6):
        left = 130 + wagon * 520
        colour = (128, 40, 46) if wagon == 5 else ((92, 82, 70), (138, 108, 66), (74, 92, 98))[wagon % 3]
        pen.rounded_rectangle([left, bank - 190, left + 470, bank - 24], 18, fill=colour)
        if wagon == 5:
            pen.rectangle([left + 300, bank - 166, left + 430, bank - 104], fill=(214, 226, 226))
        for wheel in (80, 150, 320, 390):
            pen.ellipse([left + wheel - 30, bank - 50, left + wheel + 30, bank + 10], fill=(40, 38, 38))
    return _finish(image)


def workshop() -> bytes:
    """Light through the windows of a hall with benches, as JPEG."""
    image = _sky((92, 84, 80), (58, 50, 48))
    pen = ImageDraw.Draw(image, "RGBA")
    width, height = image.size
    floor = round(height * 0.72)
    pen.polygon([(0, height), (0, floor), (width, floor), (width, height)], fill=(84, 66, 54, 255))
    for index in range(5):
        left = 170 + index * 600
        pen.rectangle([left, 240, left + 430, 940], fill=(232, 220, 188, 255))
        for bar in range(1, 4):
            pen.line([(left + bar * 108, 240), (left + bar * 108, 940)], fill=(70, 62, 58, 255), width=12)
        for bar in range(1, 5):
            pen.line([(left, 240 + bar * 140), (left + 430, 240 + bar * 140)], fill=(70, 62, 58, 255), width=12)
        beam = [(left, 940), (left + 430, 940), (left + 760, height), (left + 180, height)]
        pen.polygon(beam, fill=(240, 220, 170, 46))
    for index in range(4):
        left = 260 + index * 740
        pen.rectangle([left, floor + 60, left + 520, floor + 110], fill=(128, 92, 60, 255))
        pen.rectangle([left + 30, floor + 110, left + 66, floor + 330], fill=(70, 52, 40, 255))
        pen.rectangle([left + 454, floor + 110, left + 490, floor + 330], fill=(70, 52, 40, 255))
        pen.rounded_rectangle([left + 150, floor - 70, left + 370, floor + 60], 20, fill=(44, 62, 68, 255))
        pen.ellipse([left + 214, floor - 56, left + 306, floor + 36], fill=(156, 31, 47, 255))
    return _finish(image)

"""The bulletin's one colour, made readable wherever it stands."""

WHITE, BLACK = "#ffffff", "#000000"
PAPER, DARK_PAPER = WHITE, "#1f1c1a"
READABLE = 4.5  # WCAG 2.2, contrast of text


def ink_on(colour: str) -> str:
    """White if it can be read on this colour, else a black that can."""
    return WHITE if contrast(WHITE, colour) >= READABLE else BLACK


def readable(colour: str, ground: str = PAPER) -> str:
    """The colour itself, or the nearest mixture with black or white that can be read on `ground`."""
    towards = BLACK if _luminance(ground) > 0.4 else WHITE
    for step in range(0, 101, 5):
        mixed = _mix(colour, towards, step / 100)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return towards


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _mix(colour, other, share):
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour):
    red, green, blue = ((c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

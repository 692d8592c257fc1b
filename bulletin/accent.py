"""A bulletin's own colour on its pages: a tiny style sheet, because the policy of our pages allows no style in them."""

import hashlib
import re

from exports.colour import ink_on, readable

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
HOUSE_ACCENT = "#9c1f2e"
# The less favourable of ground and paper in tokens.css.
LIGHT, DARK = "#f7f4f0", "#1f1c1a"


def accent_sheet(bulletin) -> str:
    """Colours for a page about this bulletin, and for what stands in `.of-<slug>` on any other page."""
    cover = bulletin.accent.lower() if COLOUR.fullmatch(bulletin.accent) else HOUSE_ACCENT
    light, dark = readable(cover, LIGHT), readable(cover, DARK)
    return (
        f":root, .of-{bulletin.slug} {{\n"
        f"  --cover: {cover};\n  --cover-ink: {ink_on(cover)};\n"
        f"  --accent: light-dark({light}, {dark});\n"
        f"  --accent-ink: light-dark({ink_on(light)}, {ink_on(dark)});\n}}\n"
    )


def sheet_version(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]

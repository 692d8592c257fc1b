"""From a file's bytes to lines: what is not a text is refused here, before anybody reads it."""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .parsed import FormatError, Line, Warned

LARGEST = 10 * 1024 * 1024
BREAK = re.compile(r"\r\n|\r|\n")
SOFT_BREAK = re.compile("[\v\f\x85\u2028\u2029]")
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
BLANKS = re.compile(r"[ \t]+")
RESIDUE = re.compile(
    r"^(?:made\s+(?:on|with|in|by)|powered\s+by|created\s+(?:on|with)|сделано\s+(?:на|в|с)|создано\s+(?:на|в|с))"
    r"(?:\s+(?:tilda|тильда|тильде)(?:\s+publishing)?)?\W{0,3}$|^tilda(?:\s+publishing)?\W{0,3}$",
    re.IGNORECASE,
)


def text_of(data: bytes) -> str:
    """The file's text; FormatError if it is too large, empty, binary or not UTF-8."""
    if len(data) > LARGEST:
        raise FormatError(_("The file is too large: a bulletin's text may have 10 MB."))
    if b"\x00" in data:
        raise FormatError(_("The file is not text. Save the bulletin as plain text in UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("The file is not in UTF-8 (line {line}). Save it as plain text in UTF-8.")
        raise FormatError(format_lazy(message, line=line)) from None
    if len(INVISIBLE.findall(text)) > 20 + len(text) // 100:
        raise FormatError(_("The file is not text. Save the bulletin as plain text in UTF-8."))
    return text


def lines_of(text: str, warnings: list) -> list[Line]:
    """The text's lines without blanks around them; invisible characters are left out and named."""
    rare = bool(INVISIBLE.search(text) or SOFT_BREAK.search(text))
    lines = []
    for number, raw in enumerate(BREAK.split(text), start=1):
        for piece in _pieces(number, raw, warnings) if rare else (raw,):
            lines.append(Line(number, BLANKS.sub(" ", piece).strip()))
    return lines


def _pieces(number, raw, warnings):
    shown = INVISIBLE.sub("", raw)
    if len(shown) != len(raw) and raw.strip("\ufeff\u200b") != shown:
        warnings.append(Warned(number, _("Invisible control characters were left out.")))
    return SOFT_BREAK.split(shown)


def end_of(lines: list[Line], floor: int, warnings: list) -> int:
    """Where the text ends: a page builder's footer below it is left out and named."""
    end = len(lines)
    while end > floor and (not lines[end - 1].text or RESIDUE.match(lines[end - 1].text)):
        end -= 1
        if line := lines[end].text:
            message = _("“{line}”, the footer of a page builder, was left out.")
            warnings.append(Warned(lines[end].number, format_lazy(message, line=line)))
    return end

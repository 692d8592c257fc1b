"""Whole numbers in what came from outside: an address, a form, a cell."""

MOST_DIGITS = 9  # more no field of a database holds everywhere, and of thousands Python reads none


def whole(text) -> int | None:
    """The number that the text is in digits alone, if it is one and no larger than anything here."""
    text = str(text or "")
    return int(text) if len(text) <= MOST_DIGITS and text.isdecimal() else None

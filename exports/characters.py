"""Characters that no file may hold, wherever in an edition they came from."""

import re

# Controls, halves of characters and what Unicode calls noncharacters: HTML forbids most of them, XML the others.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)

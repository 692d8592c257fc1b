"""One byte range of a file, as RFC 9110 (14) has it. Django's own responses know none."""

import re

ONE_RANGE = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)
BLOCK = 64 * 1024


class Unsatisfiable(Exception):
    """The range begins beyond the end."""


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range asked for; None where the whole file is the answer.

    Several ranges, other units and nonsense are answered with the whole file, as the standard allows.
    """
    match = ONE_RANGE.fullmatch(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = (int(digits) if digits else None for digits in match.groups())
    if first is None:
        first, last = max(size - last, 0), size - 1 if last else -1
    elif last is None:
        last = size - 1
    elif last < first:
        return None
    if first >= size or last < 0:
        raise Unsatisfiable
    return first, min(last, size - 1)


class Part:
    """The bytes of an open file from `first` to `last`; closing it closes the file."""

    def __init__(self, file, first, last):
        self.file, self.left = file, last - first + 1
        file.seek(first)

    def __iter__(self):
        while self.left > 0 and (block := self.file.read(min(BLOCK, self.left))):
            self.left -= len(block)
            yield block

    def close(self):
        self.file.close()

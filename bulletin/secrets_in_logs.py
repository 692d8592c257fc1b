"""Addresses that are a right by themselves, as those of letters: their secret stands in no log."""

import logging
import re

SECRET = re.compile(r"(/(?:answer|mail)/)[^/?#\s\"']{20,}")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", text)


class Masked(logging.Filter):
    """For what Django says of a request that it refused."""

    def filter(self, record):
        record.msg, record.args = masked(record.getMessage()), ()
        return True

"""The parts of public addresses. What cannot be a part of one is not found before any row is asked for."""

from django.urls import register_converter


class Word:
    """A keyword's address, in any alphabet."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


class Year(Word):
    """A year or an issue's number: no leading zero, so that one page has one address."""

    regex = r"[1-9][0-9]{0,3}"

    def to_python(self, value):
        return int(value)


class FileName(Word):
    regex = r"[-\w.]+\.[a-z0-9]+"


register_converter(Word, "word")
register_converter(Year, "count")
register_converter(FileName, "file")

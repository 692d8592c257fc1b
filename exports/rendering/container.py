"""What an EPUB is made of: XHTML out of our HTML, and a ZIP whose bytes depend on nothing but its files."""

import io
import re
import zipfile

MEDIA_TYPE = "application/epub+zip"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no other day before it
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
VOID = {"br", "hr", "img", "meta", "link", "col"}
LINK = re.compile(r' href="#([^"]*)"')
LANGUAGE = re.compile(r' lang="([^"]*)"')


def xhtml(html: str, *, files: dict[str, str] | None = None, rise: int = 0) -> str:
    """Our own templates' HTML as XHTML; text cannot look like a tag, since it is escaped.

    `files` says which file an anchor is in; headings rise by so many ranks, as a chapter begins with the first.
    """

    def tag(found):
        closing, name, attributes = found.groups()
        if rise and re.fullmatch("h[1-6]", name):
            name = f"h{max(1, int(name[1]) - rise)}"
        attributes = LINK.sub(lambda link: f' href="{(files or {}).get(link[1], "#" + link[1])}"', attributes)
        attributes = LANGUAGE.sub(r' lang="\1" xml:lang="\1"', attributes)
        return f"<{closing}{name}{attributes}{'/' if name in VOID else ''}>"

    return TAG.sub(tag, html)


def packed(files: dict[str, bytes]) -> bytes:
    """The files in their order, after the one that says what this is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        _write(book, "mimetype", MEDIA_TYPE.encode(), zipfile.ZIP_STORED)
        for name, content in files.items():
            _write(book, name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write(book, name, content, compression):
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type, entry.create_system, entry.external_attr = compression, 3, 0o644 << 16
    book.writestr(entry, content)

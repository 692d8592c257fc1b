"""EPUB 3: the issue for readers of e-books, a file for each article."""

import hashlib
import mimetypes
import uuid
from pathlib import PurePath

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..characters import printable
from ..layout import article_html, indexes, issue_context
from ..snapshot import fingerprint
from .container import packed, xhtml
from .document import Document
from .html import picture
from .jacket import jacket

# Chapters that stand by themselves: template, and their kinds in the vocabularies of EPUB and of ARIA.
COVER = ("exports/cover.html", "cover", "")
NOTICE = ("exports/epub_notice.html", "preface", "doc-preface")
SECTION = ("exports/epub_section.html", "part", "doc-part")
INDEX = ("exports/indexes.html", "index", "doc-index")
IMPRINT = ("exports/imprint.html", "colophon", "doc-colophon")


def render(snapshot: dict, *, draft: bool = False) -> Document:
    """The issue as an e-book; the same snapshot gives the same bytes."""
    with translation.override(snapshot["bulletin"]["language"]):
        return Document(_Book(snapshot, draft).packed())


class _Book:
    """The files of one e-book as they are written: chapters in reading order, each a file, and pictures."""

    def __init__(self, snapshot, draft):
        self.snapshot, self.pictures, self.chapters = snapshot, {}, {}
        articles = [article for section in snapshot["sections"] for article in section["articles"]]
        words = indexes(snapshot, {})
        self.files = {article["anchor"]: f"{article['anchor']}.xhtml" for article in articles}
        self.context = {
            **issue_context(snapshot, self.picture_url, draft=draft),
            "sections": [{**each, "id": f"s-{at}"} for at, each in enumerate(snapshot["sections"], start=1)],
            "indexes": words if words["keywords"] or words["countries"] else None,
            "has_pictures": any(each["file"] for article in articles for each in article["illustrations"]),
            "identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"bulletin:{fingerprint(snapshot)}"),
        }

    def picture_url(self, illustration):
        content = picture(illustration)
        ending = PurePath(illustration["file"]).suffix.lower()
        name = f"pictures/{hashlib.sha256(content).hexdigest()[:16]}{ending}"
        self.pictures[name] = content
        return name

    def packed(self):
        self._write_chapters()
        kinds = {name: mimetypes.guess_type(name)[0] for name in self.pictures}
        about = self._template("exports/epub_package.opf", chapters=self.chapters, kinds=kinds)
        files = {
            "package.opf": about,
            "nav.xhtml": self._page("nav", _("Contents"), self._html("exports/epub_nav.html")),
            **{f"{name}.xhtml": page for name, page in self.chapters.items()},
            "style.css": self._style(),
            "jacket.png": jacket(self.context),
            **self.pictures,
        }
        container = self._template("exports/epub_container.xml")
        return packed({"META-INF/container.xml": container, **{f"EPUB/{name}": files[name] for name in files}})

    def _write_chapters(self):
        self._chapter("cover", self.context["name"], *COVER)
        if self.context["issue"]["notice"]:
            self._chapter("notice", _("Notice of correction"), *NOTICE)
        for section in self.context["sections"]:
            self._chapter(section["id"], section["title"], *SECTION, section=section)
            for article in section["articles"]:
                html = article_html(self.snapshot, article, picture_url=self.picture_url)
                self.chapters[article["anchor"]] = self._page("chapter", article["title"], html, role="doc-chapter")
        if self.context["indexes"]:
            self._chapter("index", _("Index"), *INDEX)
        self._chapter("imprint", _("Imprint"), *IMPRINT)

    def _chapter(self, name, title, template, kind, role, **more):
        html = self._html(template, **more)
        self.chapters[name] = self._page(kind, title, html, role=role, rise=0 if kind == "cover" else 1)

    def _page(self, kind, title, html, *, role="", rise=0):
        body = mark_safe(xhtml(html, files=self.files, rise=rise))  # our own templates' again
        return self._template("exports/epub_page.xhtml", kind=kind, title=title, role=role, body=body)

    def _template(self, template, **more):
        return printable(self._html(template, **more)).encode()

    def _html(self, template, **more):
        return render_to_string(template, {**self.context, **more})

    def _style(self):
        with open(finders.find("exports/epub.css"), encoding="utf-8") as file:
            return self._template("exports/epub_colours.css") + file.read().encode()

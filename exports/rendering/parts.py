"""An issue as parts that can be set apart: cover, contents, every article, indexes and imprint.

A part's key is made of everything that has a say in how it looks, so a part is set again only if one of them
changed: its words, the height it begins at, the style sheet, the fonts, the templates, the renderer.
"""

import hashlib
import json
import re
from functools import cache
from importlib.metadata import version
from math import ceil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from .. import layout, wording
from . import furniture

# WeasyPrint takes no notice of the attribute itself, so such lists get rules of their own.
LIST_START = re.compile(r'<ol start="(-?\d{1,6})"')
VARIABLE = re.compile(r"(--[\w-]+):\s*([^;{}]+);")
VARIABLE_USE = re.compile(r"var\((--[\w-]+)\)")
PACKAGES = ("weasyprint", "pydyf", "Babel", "Django", "font-source-serif-pro", "font-source-sans-pro")


class Part(NamedTuple):
    """One part to be set: `render()` is its HTML, asked for only if nothing is kept under `key`."""

    key: str
    render: object
    is_furniture: bool = False


class Parts:
    """The parts of one snapshot, in the bulletin's language."""

    def __init__(self, snapshot: dict, *, draft: wording.Draft = False):
        self.snapshot, self.draft = snapshot, draft
        self.language = snapshot["bulletin"]["language"]
        with translation.override(self.language):
            self.context = layout.issue_context(snapshot, picture_url, draft=draft)
        self.style = print_style(snapshot["bulletin"].get("paper", "A4"))
        self.runs_on = snapshot["bulletin"].get("run_on", True)

    def cover(self) -> Part:
        return self._part(
            "exports/part_cover.html",
            {},
            [self.snapshot["bulletin"], self.snapshot["issue"], self.context["inside"], self.context["mark"]],
        )

    def contents(self, pages: dict) -> Part:
        """With page numbers: `pages` maps anchors of sections and articles to them."""
        return self._part(
            "exports/part_contents.html",
            {"sections": self._listed(pages), "pages": pages},
            [self._listed(pages), self.snapshot["issue"]],
        )

    def likely_length_of_contents(self) -> int:
        """In pages, by the count of letters on A4; a wrong guess has the contents set twice."""
        articles = [article for section in self.snapshot["sections"] for article in section["articles"]]
        titles = sum(14 * ceil(len(article["title"]) / 62) + 4 for article in articles)
        parallels = sum(10.5 * ceil(len(article["parallel_title"]) / 85) for article in articles)
        return ceil((98 + 27 * len(self.snapshot["sections"]) + titles + parallels) / 700)

    def article(self, section: int, number: int, start: float | None) -> Part:
        """The article that opens a section brings the section's head; one with a `start` runs on at that height."""
        of = self.snapshot["sections"][section]
        article = of["articles"][number]
        opening = {"title": of["title"], "subtitle": of["subtitle"], "id": f"s-{section + 1}"} if number == 0 else None

        def context():
            return {
                "article": layout.article_context(self.snapshot, article, picture_url, level=3, draft=self.draft),
                "section": opening,
                "start": start,
                "starts": sorted({int(number) for number in LIST_START.findall(article["body"])}),
            }

        return self._part(
            "exports/part_article.html",
            context,
            [article, opening, start, self.snapshot["bulletin"]["parallel_language"], self._is_marked(article)],
        )

    def _is_marked(self, article):
        """Whether a proof shows the article in another way than an edition: it names the pictures that are missed."""
        return bool(self.draft) and any(not picture["file"] for picture in article["illustrations"])

    def back(self, pages: dict) -> Part:
        """Indexes and imprint."""
        found = layout.indexes(self.snapshot, pages)
        listed = {
            kind: [
                (
                    word,
                    [
                        (place["anchor"], place["title"], pages.get(place["anchor"]), place["is_repeat"])
                        for place in places
                    ],
                )
                for word, places in entries
            ]
            for kind, entries in found.items()
        }
        imprint = [self.snapshot["bulletin"], self.snapshot["issue"]]
        return self._part("exports/part_back.html", {"indexes": with_pages(found, pages)}, [listed, imprint])

    def sheets(self) -> Part:
        """Furniture: one sheet for each running head, contents and indexes among them."""
        heads = self.heads()
        return self._furniture(lambda context: furniture.sheets_html({**context, "heads": heads}), heads)

    def numerals(self) -> Part:
        return self._furniture(furniture.numerals_html, "numerals")

    def heads(self) -> list[str]:
        """Running heads in the order of their sheets: contents, the sections, the index."""
        with translation.override(self.language):
            ends = (translation.gettext("Contents"), translation.gettext("Index"))
        return [ends[0], *(section["title"] for section in self.snapshot["sections"]), ends[1]]

    def _listed(self, pages):
        """Sections and articles as the contents name them."""
        return [
            {
                "title": section["title"],
                "id": f"s-{number + 1}",
                "articles": [
                    {
                        "anchor": article["anchor"],
                        "title": article["title"],
                        "parallel_title": article["parallel_title"],
                        "parallel_language": wording.language_of(
                            article["parallel_title"], self.snapshot["bulletin"]["parallel_language"]
                        ),
                        "page": pages.get(article["anchor"]),
                    }
                    for article in section["articles"]
                ],
            }
            for number, section in enumerate(self.snapshot["sections"])
        ]

    def _furniture(self, render, saying):
        names = ("label", "edition", "mark")

        def html():
            with translation.override(self.language):
                return render(self.context)

        return Part(
            self._key("furniture", [saying, self.snapshot["bulletin"], *map(self.context.get, names)]),
            html,
            True,
        )

    def _part(self, template, context, saying):
        def html():
            with translation.override(self.language):
                own = context() if callable(context) else context
                return render_to_string(template, {**self.context, **own})

        return Part(self._key(template, saying), html)

    def _key(self, kind, saying):
        what = [kind, saying, self.language, self.snapshot["bulletin"]["accent"], fixed()]
        text = json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(f"{self.style}{text}".encode("utf-8", "surrogatepass")).hexdigest()


def with_pages(found: dict, pages: dict) -> dict:
    """The indexes with the page beside each place."""
    return {
        kind: [(word, [{**place, "page": pages.get(place["anchor"])} for place in places]) for word, places in entries]
        for kind, entries in found.items()
    }


def picture_url(illustration) -> str:
    return f"picture:{quote(illustration['file'])}"


def print_style(paper: str = "A4") -> str:
    """The style sheet of the printed page, with what another paper than A4 changes."""
    names = ["print"] if paper == "A4" else ["print", f"paper-{paper.lower()}"]
    paths = [Path(finders.find(f"exports/{name}.css")) for name in names]
    return _settled("".join(path.read_text(encoding="utf-8") for path in paths))


def _settled(style):
    """With its own variables replaced by their values: the renderer would work them out for every element anew."""
    values = dict(VARIABLE.findall(style))
    return VARIABLE_USE.sub(lambda use: values.get(use[1], use[0]), style)


@cache
def fixed() -> str:
    """What has a say in every part and does not change while a process lives: our layout, the renderer, the fonts."""
    digest = hashlib.sha256(" ".join(version(name) for name in PACKAGES).encode())
    exports = Path(settings.BASE_DIR, "exports")
    names = ("layout", "flow", "grid", "links", "wording", "colour", "characters")
    sources = [exports / f"{name}.py" for name in names]
    sources += sorted(Path(settings.BASE_DIR, "templates", "exports").glob("*.html"))
    sources += sorted((exports / "rendering").glob("*.py"))
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()

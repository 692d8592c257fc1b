"""Somebody who types an article, and looks at its pages: the real path, from the request to the last picture."""

import json
import time
from typing import NamedTuple

PIXELS = 1024  # of a page beside the text, on a screen with two to a CSS pixel


class Shown(NamedTuple):
    """Seconds to all pages and to the first picture, how many pages there are, and how many were sent."""

    seconds: float
    first: float
    pages: int
    sent: int


class Typist:
    """One browser: it says which pages it has, as the editor's script does."""

    def __init__(self):
        from django.test import Client

        self.client, self.known = Client(SERVER_NAME="localhost"), []
        self.writer, self.article = None, None

    def open(self, printed: dict) -> None:
        """An article of an edition, as a row of the newsroom."""
        from editorial import planning
        from editorial.models import Article, Bulletin

        self.writer = self.writer or _writer()
        bulletin = Bulletin.objects.filter(slug="benchmark").get()
        bulletin.standing_sections.get_or_create(title="Region 1: work and wages", defaults={"position": 1})
        fields = {name: value for name, value in printed.items() if name in FIELDS}
        article = Article.objects.create(bulletin=bulletin, editor=self.writer, **fields)
        issue = planning.plan_issue(bulletin, by=self.writer, year=2027, number=Article.objects.count())
        self.article = planning.place(article, issue.sections.first(), by=self.writer)
        self.client.force_login(self.writer)

    def type(self, body: str) -> Shown:
        data = {**_form(self.article), "body": body, "pixels": PIXELS, "known": " ".join(self.known)}
        start = time.perf_counter()
        answer = self.client.post(f"/desk/mill/articles/{self.article.pk}/preview/", data)
        lines = [(time.perf_counter() - start, json.loads(line)) for line in answer.streaming_content]
        seconds = time.perf_counter() - start
        pages = [(when, line) for when, line in lines if "page" in line]
        sent = [when for when, line in pages if line["data"]]
        self.known = [line["digest"] for _when, line in pages]
        return Shown(seconds, sent[0] if sent else seconds, len(pages), len(sent))


FIELDS = ("title", "parallel_title", "country", "month", "year", "byline", "source_name", "source_url", "body")


def _writer():
    from django.contrib.auth.models import Group

    from editorial.models import User

    writer = User.objects.create(email="typist@example.org", name="Typist")
    writer.groups.set(Group.objects.filter(name="editor"))
    return writer


def _form(article):
    fields = {name: getattr(article, name) for name in FIELDS}
    return {**fields, "editor": article.editor_id, "section": article.section_id, "keywords": "wages, mining, gig_work"}

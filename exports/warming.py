"""The press takes seconds to start: the first request to the desk starts it, ahead of the first page beside a text."""

from django.core.signals import request_started

from editorial.models import Article, Bulletin

from .preview import BEFORE, job_of
from .rendering.preview import warm_up

DESK = "/desk/"
PIXELS = 1024
WORDS = {
    "en": "The ministers considered recommendations about reorganisation. ",
    "ru": "Министерство рассмотрело предложения. ",
}


def watch() -> None:
    """From now on, in this process and those it forks; each has a press of its own."""
    request_started.connect(_warm_at_desk)


def _warm_at_desk(environ=None, **_more):
    if environ and environ.get("PATH_INFO", "").startswith(DESK) and request_started.disconnect(_warm_at_desk):
        warm_up(jobs)


def jobs():
    """A page of a bulletin that is nowhere, in each language; no query."""
    for language, words in WORDS.items():
        content = {
            **BEFORE,
            "title": words,
            "month": None,
            "year": None,
            "published_on": None,
            "byline": words,
            "source_name": words,
            "source_url": "",
            "body": f"<p>{words * 9}</p><ul><li>{words}</li></ul>",
        }
        yield job_of(Article(bulletin=Bulletin(title=words, language=language)), content, None, None, PIXELS)

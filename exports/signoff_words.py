"""A sign-off sheet in the words of the language that is active, for its page and for its PDF."""

import datetime

from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.actors import actor, done
from editorial.said import read

from . import wording
from .rendering import FORMATS


def worded(sheet: dict) -> dict:
    """The sheet with its dates, names and acts as they are shown."""
    number = 0
    sections = []
    for section in sheet["sections"]:
        articles = [_article(article, number + at) for at, article in enumerate(section["articles"], start=1)]
        number += len(articles)
        sections.append({"title": section["title"], "articles": articles})
    return {
        **sheet,
        "title": title(sheet),
        "name": wording.issue_name(sheet),
        "period": wording.period(sheet["issue"]["date_from"], sheet["issue"]["date_to"]),
        "frozen_at": moment(sheet["frozen_at"]),
        "published_at": moment(sheet["published_at"]),
        "frozen_by": actor(sheet["frozen_by"]),
        "sections": sections,
        "count": number,
        "records": [_record(record) for record in sheet["records"]],
        "files": [{**file, "label": _label(file["format"])} for file in sheet["files"]],
        "zone": timezone.get_current_timezone_name(),
    }


def title(sheet: dict) -> str:
    """Sign-off sheet, Issue 46.2026, edition 1."""
    names = {"issue": wording.issue_name(sheet), "number": sheet["issue"]["edition"]}
    return _("Sign-off sheet, %(issue)s, edition %(number)s") % names


def moment(iso: str | None) -> str:
    """26 November 2026, 14:05; in the time of the house."""
    if not iso:
        return ""
    at = timezone.localtime(datetime.datetime.fromisoformat(iso))
    return format_datetime(at, "d MMMM y, HH:mm", locale=wording.locale())


def _label(name):
    return FORMATS[name].label if name in FORMATS else name


def _article(article, number):
    return {
        **article,
        "number": number,
        "wrote": [_writer(writer) for writer in article["wrote"]],
        "answers": [{**answer, "at": moment(answer["at"])} for answer in article["answers"]],
    }


def _writer(writer):
    return {**writer, "name": writer["name"] or _("import or command line"), "until": moment(writer["until"])}


def _record(record):
    note = "" if record["verb"] == "complete" else read(record["note"])
    return {"at": moment(record["at"]), "actor": actor(record["actor"]), "done": done(record["verb"]), "note": note}

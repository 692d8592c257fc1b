"""Issues, their sections and what is placed in them. Every place is one conditional step, never a gap or a clash."""

import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from . import holding
from .models import Article, Issue, Record, Section
from .workflow import NotPossible

# Above every real position: rows rest here while the others close ranks under the unique constraint.
ASIDE = 1_000_000


def week_of(year: int, number: int) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of ISO 8601 week `number`: 53.2020 is 2020-12-28 to 2021-01-03. ValueError if no such week."""
    return datetime.date.fromisocalendar(year, number, 1), datetime.date.fromisocalendar(year, number, 7)


def next_number(bulletin, today=None) -> tuple[int, int]:
    """Year and number of the week after the bulletin's last issue, or of the present week for its first."""
    last = bulletin.issues.order_by("-year", "-number").first()
    return next_number_after(last.date_to if last else None, today)


def next_number_after(last_day, today=None) -> tuple[int, int]:
    """Year and number of the week that follows `last_day`, or of the present week if that is None."""
    day = last_day + datetime.timedelta(days=1) if last_day else today or datetime.date.today()
    year, number, _weekday = day.isocalendar()
    return year, number


@transaction.atomic
def plan_issue(bulletin, *, by, year=None, number=None) -> Issue:
    """A new issue with the week's dates and the standing sections; the next week unless one is named.

    Raises NotPossible if the number is taken or the year has no such week.
    """
    if not (year and number):
        year, number = next_number(bulletin)
    issue = _issue_of(bulletin, year, number)
    Section.objects.bulk_create(
        Section(issue=issue, title=standing.title, subtitle=standing.subtitle, position=place)
        for place, standing in enumerate(bulletin.standing_sections.all(), start=1)
    )
    Record.objects.write(issue, "plan", by=by, to_status=issue.status)
    return issue


def _issue_of(bulletin, year, number):
    """The week's new issue; another person may plan the same one at the same time."""
    taken = NotPossible(_("Issue %(label)s is there already.") % {"label": f"{number}.{year}"})
    if bulletin.issues.filter(year=year, number=number).exists():
        raise taken
    try:
        date_from, date_to = week_of(year, number)
    except ValueError:
        raise NotPossible(_("The year %(year)s has no week %(number)s.") % {"year": year, "number": number}) from None
    due, dates = _same_hour_as_before(bulletin, date_from), {"date_from": date_from, "date_to": date_to}
    values = {"year": year, "number": number, **dates, "target_pages": bulletin.target_pages, "due_at": due}
    issue, created = Issue.objects.get_or_create(bulletin=bulletin, year=year, number=number, defaults=values)
    if not created:
        raise taken
    return issue


def _same_hour_as_before(bulletin, date_from):
    """The weekday and hour that the last issue was due at, in the new one's week."""
    last = bulletin.issues.exclude(due_at=None).order_by("-year", "-number").first()
    return last.due_at + (date_from - last.date_from) if last else None


@transaction.atomic
def place(article, section, *, by, position=None, after=None, before=None) -> Article:
    """Put the article into `section`, or in the pool if that is None.

    Where in the section is said by its neighbours, so that two people's moves are both kept: behind the article
    with the id `after` (0: first of all), else in front of the one with the id `before`; those who are gone do not
    count. Otherwise at `position` (from 1), or at the end.

    Raises NotPossible while the issue it leaves or the issue it enters is frozen, for another bulletin's section
    and for one removed meanwhile. A move within its place leaves no record.
    """
    article = _hold(article, section)
    section = still_there(section)
    _check_open(article.issue)
    _check_open(section.issue if section else None)
    if section and section.issue.bulletin_id != article.bulletin_id:
        raise NotPossible(_("This section belongs to another bulletin."))
    if section and article.status == Article.Status.SPIKED:
        raise NotPossible(_("The article is spiked. Revive it before you place it."))
    was, old = (article.section_id, article.position), article.section
    Article.objects.filter(pk=article.pk).update(section=None, position=None)
    if old:
        _close_ranks(old, Article.objects.filter(section=old))
    if section:
        _insert(article, section, position, after, before)
    article.refresh_from_db()
    if (article.section_id, article.position) != was:
        issue = (section or old).issue
        Record.objects.write(article, "place", by=by, note=_placed_note(article), issue=issue)
    return article


def _hold(article, section):
    """The article as it is; nobody else moves anything in its bulletin until this is committed."""
    holding.hold_bulletin(article.bulletin_id)
    there = Section.objects.filter(models.Q(articles=article) | models.Q(pk=section.pk if section else None))
    holding.hold_issues(there.values("issue"))
    return holding.hold_subject(article)


def hold_issue(issue) -> Issue:
    """The issue as it is, open, and with nobody else at its sections until this is committed; else NotPossible."""
    holding.hold_bulletin(issue.bulletin_id)
    holding.hold_issues([issue.pk])
    issue = Issue.objects.select_related("bulletin").get(pk=issue.pk)
    _check_open(issue)
    return issue


def still_there(section):
    """The section as it is now, None for none; NotPossible if somebody removed it."""
    if section is None:
        return None
    try:
        return Section.objects.select_related("issue").get(pk=section.pk)
    except Section.DoesNotExist:
        raise NotPossible(_("The section was removed meanwhile. Choose another.")) from None


def _placed_note(article):
    if not article.section_id:
        return ""
    return f"{article.section.issue.label} › {article.section.title}, {article.position}"


def _check_open(issue):
    if issue and not issue.is_open:
        raise NotPossible(
            _("Issue %(label)s is %(status)s; its articles cannot be moved.")
            % {"label": issue.label, "status": issue.get_status_display()}
        )


def _insert(article, section, position, after, before):
    others = list(Article.objects.filter(section=section).order_by("position").values_list("pk", flat=True))
    others.insert(place_among(others, position, after, before), article.pk)
    Article.objects.filter(pk=article.pk).update(section=section, position=2 * ASIDE)
    give_places(Article.objects.filter(section=section), others)


def place_among(others, position, after, before):
    """Index at which something comes into the row of `others`; see place()."""
    if after in others:
        return others.index(after) + 1
    if after == 0:
        return 0
    if before in others:
        return others.index(before)
    return len(others) if position is None else max(0, min(position - 1, len(others)))


def _close_ranks(section, rows):
    give_places(rows, list(rows.order_by("position").values_list("pk", flat=True)))


def give_places(rows, order):
    """Give the rows positions 1..n in `order`, over the unique constraint, in two statements."""
    if not order:
        return
    rows.update(position=models.F("position") + ASIDE)
    whens = [models.When(pk=pk, then=models.Value(place)) for place, pk in enumerate(order, start=1)]
    rows.update(position=models.Case(*whens, output_field=models.PositiveIntegerField()))

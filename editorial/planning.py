"""Issues, their sections and what is placed in them. Every place is one conditional step, never a gap or a clash."""

import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

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
    if bulletin.issues.filter(year=year, number=number).exists():
        raise NotPossible(_("Issue %(label)s is there already.") % {"label": f"{number}.{year}"})
    try:
        date_from, date_to = week_of(year, number)
    except ValueError:
        raise NotPossible(_("The year %(year)s has no week %(number)s.") % {"year": year, "number": number}) from None
    issue = Issue.objects.create(
        bulletin=bulletin,
        year=year,
        number=number,
        date_from=date_from,
        date_to=date_to,
        target_pages=bulletin.target_pages,
        due_at=_same_hour_as_before(bulletin, date_from),
    )
    Section.objects.bulk_create(
        Section(issue=issue, title=standing.title, subtitle=standing.subtitle, position=place)
        for place, standing in enumerate(bulletin.standing_sections.all(), start=1)
    )
    Record.objects.write(issue, "plan", by=by, to_status=issue.status)
    return issue


def _same_hour_as_before(bulletin, date_from):
    """The weekday and hour that the last issue was due at, in the new one's week."""
    last = bulletin.issues.exclude(due_at=None).order_by("-year", "-number").first()
    return last.due_at + (date_from - last.date_from) if last else None


@transaction.atomic
def place(article, section, *, by, position=None) -> Article:
    """Put the article at `position` (from 1; the end if None) of `section`, or in the pool if that is None.

    Raises NotPossible while the issue it leaves or the issue it enters is frozen, or for another bulletin's
    section. A move within its place leaves no record.
    """
    article = Article.objects.select_for_update(of=("self",)).select_related("section__issue").get(pk=article.pk)
    _check_open(article.issue)
    _check_open(section.issue if section else None)
    if section and section.issue.bulletin_id != article.bulletin_id:
        raise NotPossible(_("This section belongs to another bulletin."))
    if section and article.status == Article.Status.SPIKED:
        raise NotPossible(_("The article is spiked. Revive it before you place it."))
    before = (article.section_id, article.position)
    old = article.section
    Article.objects.filter(pk=article.pk).update(section=None, position=None)
    if old:
        _close_ranks(old, Article.objects.filter(section=old))
    if section:
        _insert(article, section, position)
    article.refresh_from_db()
    if (article.section_id, article.position) != before:
        Record.objects.write(article, "place", by=by, note=_placed_note(article))
    return article


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


def _insert(article, section, position):
    others = list(Article.objects.filter(section=section).order_by("position").values_list("pk", flat=True))
    at = len(others) if position is None else max(0, min(position - 1, len(others)))
    others.insert(at, article.pk)
    Article.objects.filter(pk=article.pk).update(section=section, position=2 * ASIDE)
    _number(Article.objects.filter(section=section), others)


def _close_ranks(section, rows):
    _number(rows, list(rows.order_by("position").values_list("pk", flat=True)))


def _number(rows, order):
    """Give the rows positions 1..n in `order`, over the unique constraint, in two statements."""
    if not order:
        return
    rows.update(position=models.F("position") + ASIDE)
    whens = [models.When(pk=pk, then=models.Value(place)) for place, pk in enumerate(order, start=1)]
    rows.update(position=models.Case(*whens, output_field=models.PositiveIntegerField()))


@transaction.atomic
def order_sections(issue, order, *, by):
    """Print the issue's sections in the order of these ids; those not named keep their order at the end."""
    _check_open(issue)
    present = list(issue.sections.order_by("position").values_list("pk", flat=True))
    named = [pk for pk in dict.fromkeys(order) if pk in present]
    wanted = named + [pk for pk in present if pk not in named]
    if wanted != present:
        _number(issue.sections.all(), wanted)
        Record.objects.write(issue, "order sections", by=by)


@transaction.atomic
def add_section(issue, title, subtitle="", *, by) -> Section:
    """A new last section of this issue alone."""
    _check_open(issue)
    last = issue.sections.aggregate(last=models.Max("position"))["last"] or 0
    section = issue.sections.create(title=title, subtitle=subtitle, position=last + 1)
    Record.objects.write(issue, "add section", by=by, note=title)
    return section


@transaction.atomic
def rename_section(section, title, subtitle="", *, by) -> Section:
    """Change a section's headings in its issue alone."""
    _check_open(section.issue)
    before = section.title
    section.title, section.subtitle = title, subtitle
    section.save(update_fields=["title", "subtitle"])
    Record.objects.write(section.issue, "rename section", by=by, note=f"{before} → {title}")
    return section

"""A parsed issue becomes rows: all of them or none."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import holding, revisions
from editorial.actors import person
from editorial.keywords import LONGEST
from editorial.models import Article, Bulletin, Illustration, Issue, Record, Section
from editorial.said import Said
from editorial.workflow import NotPossible

from .bulletins import UnknownBulletin, find_bulletin, new_bulletin, read_for
from .markup import body_of
from .parsed import ParsedArticle, ParsedIssue
from .rows import save_whole

__all__ = [
    "AlreadyThere",
    "UnknownBulletin",
    "find_bulletin",
    "find_issue",
    "import_issue",
    "may_be_replaced",
    "read_for",
]


class AlreadyThere(NotPossible):
    """The issue exists; `issue` is it, and `can_replace` says whether it is still only planned."""

    def __init__(self, issue):
        self.issue, self.can_replace = issue, may_be_replaced(issue)
        reason = _("Issue %(label)s of “%(bulletin)s” is there already.")
        if not self.can_replace:
            reason = _("Issue %(label)s of “%(bulletin)s” is %(status)s; only a planned issue can be replaced.")
        values = {"label": issue.label, "bulletin": issue.bulletin.title, "status": issue.get_status_display()}
        super().__init__(reason % values)


def find_issue(parsed: ParsedIssue, bulletin: Bulletin | None) -> Issue | None:
    """The issue of this number that is there already."""
    if bulletin is None:
        return None
    return bulletin.issues.filter(year=parsed.year, number=parsed.number).first()


def may_be_replaced(issue: Issue) -> bool:
    return issue.status == Issue.Status.PLANNED and issue.published_at is None


@transaction.atomic
def import_issue(parsed: ParsedIssue, *, by, bulletin=None, create_bulletin=False, replace=False) -> Issue:
    """Make the issue with its sections, articles (drafts of `by`), keywords and captions; one record says so.

    Without `bulletin` the text's title and language name it. Raises NotPossible, and leaves no row:
    UnknownBulletin unless `create_bulletin`; AlreadyThere for an issue that exists, unless `replace` and it is
    still planned (then its articles are deleted, whatever their status); else for what no field can hold.
    """
    bulletin = bulletin or find_bulletin(parsed) or new_bulletin(parsed, create=create_bulletin)
    holding.hold_bulletin(bulletin.pk)
    issue, verb = _fresh_issue(parsed, bulletin, replace)
    for position, section in enumerate(parsed.sections, start=1):
        row = Section(issue=issue, title=section.title, subtitle=section.subtitle, position=position)
        row.title = row.title or _untitled(parsed.language)
        save_whole(row)
        for place, article in enumerate(section.articles, start=1):
            _import_article(article, row, place, by)
    counts = {"articles": len(parsed.articles), "sections": len(parsed.sections)}
    note = Said(_("%(articles)s articles in %(sections)s sections."), **counts)
    Record.objects.write(issue, verb, by=by, to_status=issue.status, note=note)
    return issue


def _untitled(language):
    with translation.override(language):
        return gettext("Articles")


def _fresh_issue(parsed, bulletin, replace):
    there = find_issue(parsed, bulletin)
    if there is None:
        return _new_issue(parsed, bulletin), "import"
    holding.hold_issues([there.pk])
    there = Issue.objects.select_related("bulletin").get(pk=there.pk)
    if not (replace and may_be_replaced(there)):
        raise AlreadyThere(there)
    Article.objects.filter(section__issue=there).delete()
    there.sections.all().delete()
    there.date_from, there.date_to = parsed.date_from, parsed.date_to
    there.save(update_fields=["date_from", "date_to"])
    return there, "replace"


def _new_issue(parsed, bulletin):
    issue = Issue(
        bulletin=bulletin,
        year=parsed.year,
        number=parsed.number,
        date_from=parsed.date_from,
        date_to=parsed.date_to,
    )
    try:
        with transaction.atomic():
            issue.save()
    except IntegrityError:
        there = find_issue(parsed, bulletin)
        if there is None:
            raise
        raise AlreadyThere(there) from None
    return issue


def _import_article(parsed: ParsedArticle, section, position, by):
    body, captions = body_of(parsed.blocks)
    name, address = _source(parsed)
    article = Article(
        bulletin=section.issue.bulletin,
        section=section,
        position=position,
        editor=person(by),
        title=parsed.title,
        parallel_title=parsed.parallel_title,
        country=parsed.country,
        month=parsed.month,
        year=parsed.year,
        published_on=parsed.published_on,
        byline=parsed.author or "",
        source_name=name,
        source_url=address,
        body=body,
    )
    save_whole(article, parsed.line)
    article.set_keywords(_keywords(parsed))
    for place, caption in enumerate(captions):
        save_whole(Illustration(article=article, position=place, **caption), parsed.line)
    revisions.keep(article, by=by)


def _source(parsed):
    """Name and address; an address that is none to a browser is kept as a name."""
    name, address = parsed.source_name, parsed.source_url
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return name or address, ""
    return name, address


def _keywords(parsed):
    words = {word.casefold(): word for word in reversed(parsed.keywords)}
    for word in words.values():
        if len(word) > LONGEST:
            values = {"title": parsed.title, "word": f"{word[:60]}…"}
            raise NotPossible(_("A keyword of “%(title)s” is too long: %(word)s") % values)
    return [words[key] for key in dict.fromkeys(word.casefold() for word in parsed.keywords)]

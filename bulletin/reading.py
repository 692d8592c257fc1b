"""What readers may see, one function per question. Every public page and file is found through here."""

from django.core.cache import cache
from django.db.models import Count, OuterRef, Prefetch, Subquery

from editorial.models import Bulletin, FormerKeyword, Issue, Keyword
from exports.models import Edition, PrintedArticle, Rendition
from exports.rendering import FORMATS
from exports.selectors import File, current_editions, file_of, printed_articles
from exports.wording import in_order

LEADS = 3
OLDEST_FIRST = ("issue__year", "issue__number")


class Withdrawn(Exception):
    """The issue was published and taken back: its address stays, its content does not."""

    def __init__(self, issue: Issue):
        super().__init__(str(issue))
        self.issue = issue


def bulletins():
    """Those that have ever published an issue; the others are nobody's business yet."""
    return Bulletin.objects.filter(issues__published_at__isnull=False).distinct()


def front_page(language: str) -> list[Edition]:
    """The newest issue of each bulletin, those in `language` first; without the snapshots, two queries."""
    newest = current_editions().filter(issue__bulletin=OuterRef("pk")).values("pk")[:1]
    pks = bulletins().annotate(newest=Subquery(newest)).values_list("newest", flat=True)
    editions = Edition.objects.filter(pk__in=list(pks)).select_related("issue__bulletin").without_texts()
    return sorted(editions, key=lambda each: (each.issue.bulletin.language != language, each.issue.bulletin_id))


def edition_of(bulletin: Bulletin, year: int, number: int, *, texts: bool = True) -> Edition | None:
    """The edition that readers get, with its snapshot if `texts`. None: nothing to see; Withdrawn: no longer."""
    editions = Edition.objects.current() if texts else Edition.objects.current().without_texts()
    where = {"bulletin": bulletin, "year": year, "number": number}
    edition = editions.select_related("issue__bulletin").filter(**{f"issue__{k}": v for k, v in where.items()}).first()
    if edition is None and (issue := Issue.objects.filter(**where, status=Issue.Status.WITHDRAWN).first()):
        raise Withdrawn(issue)
    return edition


def years_of(bulletin: Bulletin) -> list[tuple[int, int]]:
    """Every year with something to read and its number of issues, newest first."""
    years = current_editions(bulletin).order_by("-issue__year").values_list("issue__year")
    return list(years.annotate(issues=Count("pk")))


def shelf(bulletin: Bulletin, year: int) -> list[Edition]:
    """The issues of a year, newest first, each with `articles` (how many), `leads` and `files`; three queries."""
    titles = PrintedArticle.objects.only("edition_id", "title").order_by("position")
    leads = Prefetch("printed_articles", titles[:LEADS], to_attr="leads")
    editions = current_editions(bulletin).filter(issue__year=year).annotate(articles=_number_of_articles())
    return with_files(editions.prefetch_related(leads))


def _number_of_articles():
    """A subquery, so that counting joins nothing to the rows it counts for."""
    articles = PrintedArticle.objects.filter(edition=OuterRef("pk")).order_by()
    return Subquery(articles.values("edition").annotate(number=Count("pk")).values("number"))


def with_files(editions) -> list[Edition]:
    """The editions, each with its finished `files` in the registry's order; one query for all."""
    ready = Rendition.objects.filter(status=Rendition.Status.READY)
    shown = list(editions.prefetch_related(Prefetch("renditions", ready, to_attr="ready")))
    for edition in shown:
        made = {rendition.format: rendition for rendition in edition.ready}
        edition.files = [file_of(edition, made[name]) for name in FORMATS if name in made]
    return shown


def neighbours(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The issues before and after this one."""
    others = current_editions(edition.issue.bulletin)
    year, number = edition.issue.year, edition.issue.number
    same_year = others.filter(issue__year=year)
    before = same_year.filter(issue__number__lt=number).first() or others.filter(issue__year__lt=year).first()
    later = same_year.filter(issue__number__gt=number).order_by(*OLDEST_FIRST).first()
    after = later or others.filter(issue__year__gt=year).order_by(*OLDEST_FIRST).first()
    return before, after


def counterparts(issue: Issue) -> list[Edition]:
    """The same week in the bulletin's other languages, where readers may see it."""
    same_week = current_editions().filter(issue__year=issue.year, issue__number=issue.number)
    return list(same_week.filter(issue__bulletin__in=issue.bulletin.counterparts.all()))


def editions_of(issue: Issue) -> list[Edition]:
    """All published editions, newest first, with their files: those a correction replaced stay where they were."""
    editions = issue.editions.published().select_related("issue__bulletin").without_texts()
    return with_files(editions.order_by("-number"))


def was_printed(edition: Edition, anchor: str) -> bool:
    """Whether an older edition of this issue had the article."""
    older = edition.issue.editions.published().exclude(pk=edition.pk)
    return PrintedArticle.objects.filter(edition__in=older.values("pk"), anchor=anchor).exists()


def file_named(issue: Issue, name: str) -> File | None:
    """The finished file of this name, of any published edition of the issue."""
    files = (file for edition in editions_of(issue) for file in edition.files)
    return next((file for file in files if file.name == name), None)


def picture_in(edition: Edition, sha256_start: str) -> dict | None:
    """The picture of this edition, by the beginning of its hash."""
    return _pictures(edition).get(sha256_start)


def _pictures(edition):
    """Kept in the cache: an edition never changes, and its snapshot is long."""
    key = f"pictures-of-edition-{edition.pk}-{edition.fingerprint[:16]}"
    return cache.get_or_set(key, lambda: dict(_pictures_of(edition.snapshot)), 60 * 60)


def _pictures_of(snapshot):
    for section in snapshot["sections"]:
        for article in section["articles"]:
            for picture in article["illustrations"]:
                if picture["file"] and picture["sha256"]:
                    yield picture["sha256"][:16], picture


def keywords_of(bulletin: Bulletin) -> list[Keyword]:
    """Keywords that lead somewhere in this bulletin, in order, each with `times`, the number of articles.

    Ordered here and not by the database, whose idea of Ё and of capitals is its own.
    """
    return sorted(_printed_keywords(bulletin).annotate(times=Count("pk")), key=lambda each: in_order(each.name))


def keyword_of(bulletin: Bulletin, slug: str) -> Keyword | None:
    """The keyword of this address, if it leads somewhere in this bulletin."""
    return _printed_keywords(bulletin).filter(slug=slug).distinct().first()


def successor_of(bulletin: Bulletin, slug: str) -> Keyword | None:
    """The keyword that took the place of one with this address, if it leads somewhere in this bulletin."""
    return _printed_keywords(bulletin).filter(former__slug=slug).distinct().first()


def _printed_keywords(bulletin):
    shown = current_editions(bulletin).order_by().values("pk")
    return Keyword.objects.filter(printed_articles__edition__in=shown)


def articles_with(bulletin: Bulletin, keyword: Keyword):
    """The bulletin's articles with this keyword, newest issue first."""
    return printed_articles().filter(keywords=keyword, edition__issue__bulletin=bulletin)


def keyword_addresses(edition: Edition, anchor: str) -> dict[str, str]:
    """Address words of an article's keywords by their printed names, given up since or not."""
    printed = PrintedArticle.objects.filter(edition=edition, anchor=anchor)
    present = Keyword.objects.filter(printed_articles__in=printed)
    former = FormerKeyword.objects.filter(keyword__in=present).values_list("name", "keyword__slug")
    return dict(former) | dict(present.values_list("name", "slug"))

"""A large archive for measuring: bulk inserts of the same rows that the road itself would leave behind."""

import datetime
import random

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from editorial import search
from editorial.content import fingerprint, printed
from editorial.models import Article, ArticleKeyword, Bulletin, Issue, Keyword, Review, Revision, Section
from editorial.planning import week_of
from exports import publication

from . import sentences

SECTIONS = ["International relations", "World of Work", "Economy and industry", "Society and culture"]
LAST_WEEK = datetime.date(2025, 12, 22)
BATCH = 1000


def write_archive(*, issues: int, articles: int, slug: str = "archive", report=lambda line: None) -> Bulletin:
    """Add `issues` published issues of `articles` articles each, going back week by week from the oldest there.

    The same numbers give the same texts. One transaction an issue, so that a stop loses at most one.
    """
    bulletin, _created = Bulletin.objects.get_or_create(
        slug=slug,
        defaults={"title": f"Meridian {slug.replace('-', ' ').title()}", "language": "en", "parallel_language": "ru"},
    )
    words = {name: Keyword.objects.get_or_create(name=name)[0] for name in sentences.KEYWORDS}
    writer, approver = _person("writer"), _person("approver")
    oldest = bulletin.issues.order_by("year", "number").first()
    monday = oldest.date_from - datetime.timedelta(weeks=1) if oldest else LAST_WEEK
    for index in range(issues):
        with transaction.atomic():
            issue = _issue(bulletin, monday - datetime.timedelta(weeks=index))
            _articles(issue, articles, words, writer, approver)
            publication.keep_past(issue, at=issue.published_at)
        report(issue.label)
    search.enter_missing()
    return bulletin


def _person(name):
    user, created = get_user_model().objects.get_or_create(
        email=f"archive-{name}@demo.example", defaults={"name": f"Archive {name}", "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _issue(bulletin, monday):
    year, number, _weekday = monday.isocalendar()
    date_from, date_to = week_of(year, number)
    out = timezone.make_aware(datetime.datetime.combine(date_to, datetime.time(9)))
    return Issue.objects.create(
        bulletin=bulletin,
        year=year,
        number=number,
        date_from=date_from,
        date_to=date_to,
        status=Issue.Status.PUBLISHED,
        published_at=out,
    )


def _articles(issue, count, words, writer, approver):
    chance = random.Random(f"{issue.bulletin.slug} {issue.label}")
    sections = Section.objects.bulk_create(
        Section(issue=issue, title=title, position=place) for place, title in enumerate(SECTIONS, start=1)
    )
    rows = Article.objects.bulk_create(
        (_article(issue, _place(sections, index, count), writer, chance) for index in range(count)), BATCH
    )
    ArticleKeyword.objects.bulk_create(
        [
            ArticleKeyword(content_object=row, tag=words[name])
            for row in rows
            for name in chance.sample(sentences.KEYWORDS, 3)
        ],
        BATCH,
    )
    _approve(issue, writer, approver)


def _place(sections, index, count):
    per_section = -(-count // len(sections))
    return sections[index // per_section], index % per_section + 1


def _article(issue, place, writer, chance):
    title, parallel_title, country = sentences.title(chance)
    section, position = place
    return Article(
        bulletin=issue.bulletin,
        section=section,
        position=position,
        status=Article.Status.APPROVED,
        editor=writer,
        title=title,
        parallel_title=parallel_title,
        country=country,
        month=issue.date_from.month,
        year=issue.date_from.year,
        published_on=issue.date_from,
        source_name="Delta Post",
        body=sentences.body(chance, chance.randint(4, 14)),
    )


def _approve(issue, writer, approver):
    revisions, reviews = [], []
    for article in Article.objects.for_printing().filter(section__issue=issue):
        content = printed(article)
        common = {"article": article, "fingerprint": fingerprint(content), "content": content, "at": issue.published_at}
        revisions.append(Revision(number=1, by=writer, **common))
        reviews.append(Review(reviewer=approver, verdict=Review.Verdict.APPROVED, revision=1, **common))
    Revision.objects.bulk_create(revisions, BATCH)
    Review.objects.bulk_create(reviews, BATCH)

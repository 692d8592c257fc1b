"""What each screen of the desk shows: one function a screen, its number of queries the same for 3 rows and for 300."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils.html import strip_tags

from . import assigning, plan_state, planning, preflight, presence, search, threads
from .authorship import writers_of
from .content import fingerprint, printed
from .coverage import coverage
from .deadline import deadline_of
from .models import Article, Bulletin, Issue, Record, Review, Section
from .permissions import may_approve, may_assemble, may_publish, may_review, may_write
from .progress import Progress
from .stems import excerpt, terms
from .workflow import open_moves

POOL = 50  # so many unplaced articles stand beside the plan; the rest is in the list of articles


def matches(field: str, text: str) -> Q:
    """Rows whose field holds the text in either case; LIKE knows no case of Cyrillic on SQLite."""
    return Q(**{f"{field}__iregex": re.escape(text)})


def issues(user) -> QuerySet:
    return Issue.objects.visible_to(user).select_related("bulletin").order_by("-year", "-number", "bulletin")


def with_progress(page):
    """The page of issues, each with its `progress`, in one query for all of them."""
    counts = defaultdict(dict)
    rows = Article.objects.filter(section__issue__in=[issue.pk for issue in page])
    for row in rows.order_by().values("section__issue", "status").annotate(count=Count("pk")):
        counts[row["section__issue"]][row["status"]] = row["count"]
    for issue in page:
        issue.progress = Progress(counts[issue.pk])
    return page


def plans(user) -> list:
    """Each bulletin with the label of the issue that would be planned next."""
    bulletins = list(Bulletin.objects.order_by("title", "pk")) if may_assemble(user) else []
    last = dict(Issue.objects.order_by().values_list("bulletin").annotate(Max("date_to")))
    for bulletin in bulletins:
        year, number = planning.next_number_after(last.get(bulletin.pk))
        bulletin.next_label = f"{number}.{year}"
    return bulletins


def plan(issue, user) -> dict:
    """One issue with everything on its page: bands of rows, what is missing, what is not placed yet."""
    state, since = (
        plan_state.fingerprint(issue),
        plan_state.last_record(issue),
    )  # before the rest: better once too often
    sections = list(issue.sections.order_by("position"))
    articles = _with_moves(_rows(Article.objects.filter(section__issue=issue)), user)
    for section in sections:
        section.issue = issue
        section.rows = _with_neighbours([article for article in articles if article.section_id == section.pk])
    pool = _pool(issue)
    return {
        "issue": issue,
        "sections": sections,
        "progress": Progress(Counter(article.status for article in articles)),
        "words": sum(article.words for article in articles),
        "findings": preflight.findings(issue),
        "coverage": coverage(issue),
        "pool": pool[:POOL],
        "pool_goes_on": len(pool) > POOL,
        "deadline": deadline_of(issue),
        "state": state,
        "since": since,
        "moves": open_moves(issue, user),
        "may_publish": bool(may_publish(user, issue)),
        "may_assemble": bool(may_assemble(user, issue)) and issue.is_open,
        "may_write": bool(may_write(user)) and issue.is_open,
        "records": Record.objects.filter(issue=issue).select_related("article", "by")[:8],
    }


def _pool(issue):
    pool = Article.objects.unplaced().filter(bulletin=issue.bulletin_id).with_open_remarks().defer("body")
    return list(pool.order_by("-updated_at", "pk")[: POOL + 1])


def _with_neighbours(rows):
    """Each row of a section with the ids of those `above` and `below` it: places are said by neighbours."""
    for upper, lower in pairwise(rows):
        upper.below, lower.above = lower.pk, upper.pk
    return rows


def _rows(articles) -> list[Article]:
    standing = Review.objects.filter(verdict="approved", withdrawn_at=None, revoked=False)
    approvals = standing.select_related("reviewer", "invitation").defer("content", "rendered")
    rows = (
        articles.for_printing()
        .with_open_remarks()
        .select_related("editor", "reviewer", "section__issue__bulletin", "bulletin")
        .prefetch_related(Prefetch("reviews", approvals, to_attr="approvals"))
        .order_by("section__position", "position", "pk")
    )
    for article in rows:
        article.words = words(article.body)
    return list(rows)


def words(body: str) -> int:
    return len(strip_tags(body.replace("<", " <")).split())


def _with_moves(articles, user):
    """Each row with the moves this person may make, and the fingerprint of the text that is shown."""
    know_contributors(articles)
    for article in articles:
        article.moves = open_moves(article, user)
        article.seen = fingerprint(printed(article))
    return articles


def know_contributors(articles):
    """Set `known_contributors` and `known_answer` on all of them, in three queries; see permissions.py."""
    ids = [article.pk for article in articles]
    answers = Review.objects.filter(article__in=ids).defer("content", "rendered").order_by("pk")
    last = {answer.article_id: answer for answer in answers}
    wrote = writers_of(articles)
    for article in articles:
        article.known_contributors = wrote[article.pk]
        article.known_answer = last.get(article.pk)


def articles(user) -> QuerySet:
    return (
        Article.objects.visible_to(user)
        .select_related("bulletin", "section__issue", "editor")
        .prefetch_related("keyword_items__tag")
        .with_open_remarks()
        .defer("body")
        .order_by("-updated_at", "-pk")
    )


def with_excerpts(page, query):
    """The page of articles, each with the `excerpt` in which the query's words stand; one more query for all."""
    rows = list(page)
    bodies = dict(Article.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "body"))
    wanted = terms(query)
    for article in rows:
        article.excerpt = excerpt(search.plain(bodies[article.pk]), wanted)
    page.object_list = rows
    return page


def reading(article, user) -> dict:
    """One article as it is printed, with everything said and done about it."""
    answers = article.reviews.select_related("reviewer", "invitation__by").order_by("-pk")
    reviews = list(answers.defer("content", "rendered"))
    return {
        "article": article,
        "words": words(article.body),
        "seen": fingerprint(printed(article)),
        "moves": open_moves(article, user),
        "why_not_approve": _why_not_approve(user, article),
        "reviews": reviews,
        "approved_as": _approved_as(article, reviews),
        "remarks": threads.of(article, user),
        "history": history(article),
        "present": presence.people_in([article.pk], but=user.pk).get(article.pk),
    }


def _why_not_approve(user, article):
    """The reason, where approving is this person's business and the article's next step."""
    answer = may_approve(user, article)
    waits = article.status == Article.Status.IN_REVIEW
    return "" if answer or not waits or not may_review(user) else str(answer.reason)


def _approved_as(article, reviews):
    """The number of the revision that was approved last, where the present text is another."""
    approvals = [review for review in reviews if review.verdict == "approved" and not review.undone_at]
    return approvals[0].revision if approvals and article.status != Article.Status.APPROVED else 0


def reviewers_for(articles):
    """Set `reviewers` on each: who may approve it, active, in the role, none of its (known) contributors."""
    reviewers = list(assigning.reviewers())
    for article in articles:
        article.reviewers = [person for person in reviewers if person.pk not in article.known_contributors]


def history(article) -> list:
    """Moves and edits of one article as one story, newest first."""
    moves = list(article.records.select_related("by")[:100])
    edits = list(article.revisions.select_related("by").defer("content")[:100])
    return sorted([*moves, *edits], key=lambda event: event.at, reverse=True)


def records(user) -> QuerySet:
    return Record.objects.select_related("by", "article", "issue__bulletin").order_by("-at", "-pk")


def countries(bulletin) -> list[str]:
    """Countries this bulletin has printed, to choose from."""
    used = Article.objects.filter(bulletin=bulletin).exclude(country="").order_by("country")
    return list(used.values_list("country", flat=True).distinct()[:300])


def open_sections(bulletin) -> QuerySet:
    """Sections that articles of the bulletin can be placed in now."""
    return (
        Section.objects.filter(issue__bulletin=bulletin, issue__status__in=Issue.OPEN)
        .select_related("issue")
        .order_by("-issue__year", "-issue__number", "position")
    )

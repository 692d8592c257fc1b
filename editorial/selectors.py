"""What each screen of the desk shows: one function a screen, its number of queries the same for 3 rows and for 300."""

from collections import Counter, defaultdict
from itertools import pairwise

from django.db.models import Count, Max, QuerySet, prefetch_related_objects

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
    since = plan_state.last_record(issue)  # before the rest: better told twice than not at all
    prefetch_related_objects([issue], "sections")
    sections = list(issue.sections.all())
    pool = list(plan_state.pool(issue).defer("body"))
    articles = issue.known_articles = _with_moves(_rows(issue), user)
    issue.known_coverage = coverage(issue)
    present = presence.people_in([article.pk for article in [*articles, *pool]], but=user.pk)
    for article in [*articles, *pool]:
        article.present = present.get(article.pk)
    for section in sections:
        section.rows = _with_neighbours([article for article in articles if article.section_id == section.pk])
    return {
        "issue": issue,
        "sections": sections,
        "progress": Progress(Counter(article.status for article in articles)),
        "words": sum(article.words for article in articles),
        "findings": preflight.findings(issue),
        "coverage": issue.known_coverage,
        "pool": pool[: plan_state.POOL],
        "pool_goes_on": len(pool) > plan_state.POOL,
        "deadline": deadline_of(issue),
        "state": plan_state.fingerprint_of(issue, sections, articles, pool),
        "present": plan_state.word_for(present),
        "since": since,
        "moves": open_moves(issue, user),
        "may_publish": bool(may_publish(user, issue)),
        "may_assemble": bool(may_assemble(user, issue)) and issue.is_open,
        "may_write": bool(may_write(user)) and issue.is_open,
    }


def _with_neighbours(rows):
    """Each row of a section with the ids of those `above` and `below` it: places are said by neighbours."""
    for upper, lower in pairwise(rows):
        upper.below, lower.above = lower.pk, upper.pk
    return rows


def _rows(issue) -> list[Article]:
    """Every article of the issue; of their sections and their bulletin each is in memory once."""
    sections = {section.pk: section for section in issue.sections.all()}
    rows = Article.objects.for_printing().with_open_remarks().filter(section__in=sections)
    rows = rows.select_related(None).select_related("editor", "reviewer")
    found = list(rows.order_by("section__position", "position", "pk"))
    for article in found:
        article.section, article.bulletin = sections[article.section_id], issue.bulletin
        article.words = search.words(article.body)
    return found


def _with_moves(articles, user):
    """Each row with the moves this person may make, and the fingerprint of the text that is shown."""
    know_contributors(articles)
    for article in articles:
        article.approval = next((answer for answer in reversed(article.known_answers) if answer.stands), None)
        article.moves = open_moves(article, user)
        article.known_mark = fingerprint(printed(article))
    return articles


def know_contributors(articles):
    """Set `known_contributors` and `known_answers` on all of them, in two queries; see permissions.py."""
    answers = defaultdict(list)
    given = Review.objects.filter(article__in=[article.pk for article in articles]).select_related(
        "reviewer", "invitation"
    )
    for answer in given.defer("content", "rendered").order_by("pk"):
        answers[answer.article_id].append(answer)
    for article in articles:
        article.known_answers = answers[article.pk]
    wrote = writers_of(articles)
    for article in articles:
        article.known_contributors = wrote[article.pk]


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
        "words": search.words(article.body),
        "seen": fingerprint(printed(article)),
        "moves": open_moves(article, user),
        "why_not_approve": _why_not_approve(user, article),
        "reviews": reviews,
        "approved_as": _approved_as(article, reviews),
        "remarks": threads.of(article, user),
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


def records(user) -> QuerySet:
    return Record.objects.select_related("by", "article", "issue__bulletin").order_by("-at", "-pk")


def open_sections(bulletin) -> QuerySet:
    """Sections that articles of the bulletin can be placed in now."""
    return (
        Section.objects.filter(issue__bulletin=bulletin, issue__status__in=Issue.OPEN)
        .select_related("issue")
        .order_by("-issue__year", "-issue__number", "position")
    )

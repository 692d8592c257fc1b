"""One act on many articles: each by the rules for one, each refused with its own reason, none hindered by another."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import answers, assigning, grid, holding, keywords, planning, workflow
from .models import Article
from .permissions import last_answer, may_assemble, require
from .plan_state import deed
from .reviewing import what_happened
from .workflow import NotPossible


class Refusal(NamedTuple):
    article: Article
    reason: str


class Outcome(NamedTuple):
    done: list[Article]
    refused: list[Refusal]


def submit(articles, *, by) -> Outcome:
    return each(articles, lambda article: workflow.move(article, "submit", by=by))


@transaction.atomic
def approve(articles, *, by, seen: dict) -> Outcome:
    """One act, which is taken back as one: what can be approved is, or nothing at all if it breaks off.

    `seen` holds for each article's id the fingerprint of the text that is approved; without one none is.
    """

    def act(article):
        if not seen.get(article.pk):
            raise NotPossible(_("Open it first: nobody can tell which text you approve."))
        workflow.move(article, "approve", by=by, seen=seen[article.pk], was=Article.Status.IN_REVIEW)

    holding.hold_articles(article.pk for article in articles)
    outcome = each(articles, act)
    answers.join(outcome.done)
    return outcome


@transaction.atomic
def undo(review, *, by) -> Outcome:
    """Take back an answer with all that were given in one act with it, but for what has gone on since."""
    given = answers.of_one_act(review)
    holding.hold_articles(each.article_id for each in given)
    newest = {each.article_id: each.pk for each in given}

    def act(article):
        if last_answer(article).pk != newest[article.pk] or article.status != review.verdict:
            raise NotPossible(what_happened(article, say=deed))
        workflow.move(article, "undo", by=by)

    return each(Article.objects.filter(pk__in=newest).order_by("pk"), act)


def assign_editor(articles, person, *, by) -> Outcome:
    return each(articles, lambda article: assigning.assign_editor(article, person, by=by))


def assign_reviewer(articles, person, *, by) -> Outcome:
    return each(articles, lambda article: assigning.assign_reviewer(article, person, by=by))


def place(articles, section, *, by) -> Outcome:
    """Put the articles at the end of the section in the order they are given, or in the pool if it is None."""

    def act(article):
        require(may_assemble(by))
        planning.place(article, section, by=by)

    return each(articles, act)


def add_keyword(articles, text, *, by) -> Outcome:
    """Add the keywords of a typed list to those of each article."""

    def act(article):
        present = article.keyword_names()
        known = {name.casefold() for name in present}
        new = [name for name in keywords.split(text) if name.casefold() not in known]
        if not new:
            raise NotPossible(_("It has this keyword already."))
        _set_keywords(article, [*present, *new], by)

    return each(articles, act)


def remove_keyword(articles, text, *, by) -> Outcome:
    """Take the keywords of a typed list from each article, whatever their case."""
    unwanted = {name.casefold() for name in keywords.split(text)}

    def act(article):
        present = article.keyword_names()
        kept = [name for name in present if name.casefold() not in unwanted]
        if kept == present:
            raise NotPossible(_("It does not have this keyword."))
        _set_keywords(article, kept, by)

    return each(articles, act)


def _set_keywords(article, names, by):
    seen = {"keywords": grid.value_of(article, "keywords")}
    grid.change(article, {"keywords": ", ".join(names)}, by=by, seen=seen, asks_back=False)


def each(articles, act) -> Outcome:
    """Do it with each of them, in a transaction of its own."""
    done, refused = [], []
    for article in articles:
        try:
            with transaction.atomic():
                act(article)
            done.append(article)
        except (PermissionDenied, NotPossible) as error:
            refused.append(Refusal(article, str(error)))
    return Outcome(done, refused)

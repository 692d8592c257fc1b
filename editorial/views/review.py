"""The reviewer's screen: what waits for their yes, and one article of it, open at what changed."""

from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from editorial import reviewing, telling, waiting
from editorial.models import Article

from . import review_memory
from .access import for_desk, get_article

SIZE = 50


class Fold(NamedTuple):
    """A page of what is not the reader's to answer; its pages are asked for by its own name."""

    name: str
    label: str
    page: Page
    is_open: bool

    @property
    def before(self):
        return self._address(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def after(self):
        return self._address(self.page.next_page_number()) if self.page.has_next() else ""

    def _address(self, number):
        return f"?{self.name}={number}#review-{self.name}"


@require_safe
@never_cache
@for_desk
def review(request, pk=None):
    lines = waiting_of(request)
    if pk is None and lines.mine:
        pk = lines.mine[0].pk
    return show(request, get_article(request, pk) if pk else None, lines)


def _etag(request):
    return f'"{waiting.state(request.user)}"'


@require_safe
@for_desk
@condition(etag_func=_etag)
def review_state(request):
    """Nothing but its mark: 304 while the list is as its reader knows it."""
    return JsonResponse({})


def waiting_of(request):
    return waiting.waiting_for(request.user, review_memory.skipped(request))


def show(request, article, lines, *, refusal="", opened="", note="", status=200):
    """The screen with this article open; ?part leaves out the page around it, for the script that fetches ahead."""
    context = {
        **_list(request, article, lines),
        "article": article,
        "refusal": refusal,
        "undoable": reviewing.undoable(request.user),
        "shows_read": request.GET.get("view") == "read",
        "is_part": "part" in request.GET,
    }
    if article and not context["is_part"]:
        telling.opened(article, request.user)
    if article:
        context |= reviewing.item(article, request.user, opened=opened)
        context["before"], context["after"] = lines.neighbours(article.pk)
        context["note"] = note or review_memory.unsent(request, article.pk)
        context["opens_remark"] = bool(refusal and context["note"]) or "remark" in request.GET
        context["waits"] = article.status == Article.Status.IN_REVIEW
        context["happened"] = "" if context["waits"] else reviewing.what_happened(article)
    part = "editorial/review_parts.html" if context["is_part"] else "editorial/review.html"
    return render(request, part, context, status=status)


def _list(request, article, lines):
    page = _page(request, "page", lines.mine, article)
    waiting.with_seen(page.object_list)
    folds = (("taken", _("Taken by others"), lines.taken), ("barred", _("Not yours to answer"), lines.barred))
    return {
        "state": waiting.state(request.user),
        "lines": lines,
        "page": page,
        "folds": [_fold(request, *each, article, is_all=not lines.mine) for each in folds if each[-1]],
    }


def _fold(request, name, label, rows, article, *, is_all):
    is_open = is_all or name in request.GET or article in rows
    return Fold(name, label, _page(request, name, rows, article), is_open)


def _page(request, name, rows, article):
    """The page of the list that is asked for, or else the one on which the open article stands."""
    here = rows.index(article) // SIZE + 1 if article in rows else 1
    return Paginator(rows, SIZE).get_page(request.GET.get(name, here))

"""What a reviewer does with an article: each act a POST, and the next article open after it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial import answers, assigning, bulk, claims, reviewing, sights, telling, workflow
from editorial.models import Article
from editorial.numerals import whole
from editorial.permissions import is_fresh
from editorial.workflow import NotPossible

from . import review_memory
from .access import for_desk, get_article
from .answers import errors_of
from .assigning import ReviewerForm
from .bulk import say
from .review import SIZE, show, waiting_of

ANSWERS = ("approve", "return")


class AnswerForm(forms.Form):
    """`seen` and `was` say which text, and in which state, was answered."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in (*ANSWERS, "skip", "undo", "claim", "let-go")])
    seen = forms.CharField(max_length=64, required=False)
    was = forms.ChoiceField(choices=Article.Status.choices, required=False)
    note = forms.CharField(max_length=10_000, required=False)


@require_POST
@for_desk
def answer_review(request, pk):
    article = get_article(request, pk)
    form = AnswerForm(request.POST)
    if "verb" in form.errors:
        raise Http404
    verb, note = request.POST["verb"], request.POST.get("note", "")
    try:
        if not form.is_valid():
            raise NotPossible(*errors_of(form))
        return ACTS.get(verb, _answer)(request, article, form.cleaned_data)
    except (PermissionDenied, NotPossible) as error:
        return _refused(request, pk, note=note, error=error, **_shown(request))


@require_POST
@for_desk
def hand_on(request, pk):
    """To a colleague, whom it then waits for."""
    article, lines = get_article(request, pk), waiting_of(request)
    form = ReviewerForm(request.POST)
    try:
        if not (form.is_valid() and (person := form.cleaned_data["reviewer"])):
            raise NotPossible(_("Choose somebody who may approve articles."))
        assigning.assign_reviewer(article, person, by=request.user)
    except (PermissionDenied, NotPossible) as error:
        messages.error(request, str(error))
        return redirect("desk:review", article.pk)
    messages.success(request, _("“%(title)s” is handed to %(name)s, who is told.") % {"title": article, "name": person})
    return _open(lines.following(article.pk))


@require_POST
@for_desk
def approve_selected(request):
    """Each of the marked articles by the rules for one, as it was when the list was shown."""
    ids = list(dict.fromkeys(filter(None, map(whole, request.POST.getlist("article")))))[:SIZE]
    known = Article.objects.visible_to(request.user).for_printing().in_bulk(ids)
    if not known:
        messages.error(request, _("Mark at least one article."))
        return redirect("desk:review")
    seen = {pk: request.POST.get(f"seen-{pk}", "") for pk in known}
    with telling.heard() as told:
        outcome = bulk.approve([known[pk] for pk in ids if pk in known], by=request.user, seen=seen)
    for article in outcome.done:
        review_memory.forget(request, article.pk)
    count = len(outcome.done)
    done = ngettext("%(count)d approved", "%(count)d approved", count) % {"count": count}
    say(request, done, outcome, telling.whom(told))
    return redirect("desk:review")


def _answer(request, article, values):
    lines = waiting_of(request)
    if not values["seen"]:
        raise NotPossible(_("Open it first: nobody can tell which text you answer."))
    workflow.move(
        article,
        values["verb"],
        by=request.user,
        note=values["note"] if values["verb"] == "return" else "",
        seen=values["seen"],
        was=values["was"] or Article.Status.IN_REVIEW,
    )
    review_memory.forget(request, article.pk)
    return _open(lines.following(article.pk))


def _skip(request, article, values):
    following = waiting_of(request).following(article.pk)
    sights.saw(article, request.user, seen=values["seen"])
    review_memory.skip(request, article.pk)
    return _open(following or article.pk)


def _undo(request, article, values):
    own = article.reviews.filter(reviewer=request.user, undone_at=None).order_by("-pk").first()
    if own and is_fresh(own) and len(answers.of_one_act(own)) > 1:
        return _undo_several(request, own)
    note = article.remarks.filter(author=request.user, review__isnull=False).order_by("-pk").first()
    note = note.text if note and article.status == Article.Status.RETURNED else ""
    try:
        workflow.move(article, "undo", by=request.user)
    except (PermissionDenied, NotPossible) as error:
        messages.error(request, str(error))
        return _open(whole(request.POST.get("here")))
    if note:
        review_memory.keep_unsent(request, article.pk, note)
    messages.success(request, _("Taken back: “%(title)s” waits for your answer again.") % {"title": article})
    return redirect(f"{reverse('desk:review', args=[article.pk])}{'?remark' if note else ''}")


def _undo_several(request, answer):
    outcome = bulk.undo(answer, by=request.user)
    count = len(outcome.done)
    done = ngettext(
        "Taken back: %(count)d article waits for your answer again",
        "Taken back: %(count)d articles wait for your answer again",
        count,
    )
    say(request, done % {"count": count}, outcome, "")
    return _open(next((row.pk for row in waiting_of(request).mine if row in outcome.done), None))


def _claim(request, article, values):
    claims.claim(article, by=request.user)
    return _open(article.pk)


def _let_go(request, article, values):
    claims.let_go(article, by=request.user)
    return _open(article.pk)


ACTS = {"skip": _skip, "undo": _undo, "claim": _claim, "let-go": _let_go}


def _shown(request):
    return {"opened": request.POST.get("seen", "")[:64], "was": request.POST.get("was") or Article.Status.IN_REVIEW}


def _refused(request, pk, *, error, note, opened, was):
    """Nothing has changed and nothing typed is lost. What somebody else answered is told, and the next one opened."""
    article, lines = get_article(request, pk), waiting_of(request)
    first = reviewing.what_happened(article) if article.status != was else ""
    if first and not note.strip():
        review_memory.forget(request, pk)
        messages.warning(request, _("Somebody was faster than you: %(sentence)s") % {"sentence": first})
        return _open(lines.following(pk))
    if note.strip():
        review_memory.keep_unsent(request, pk, note)
    refusal = f"{first} {_('Your remark was not sent; it is kept here.')}" if first else str(error)
    denied = isinstance(error, PermissionDenied)
    return show(request, article, lines, refusal=refusal, opened=opened, note=note, status=403 if denied else 409)


def _open(pk):
    return redirect("desk:review", pk) if pk else redirect("desk:review")

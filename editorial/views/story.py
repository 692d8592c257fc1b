"""The whole history of an article or of an issue as one story: to read, to narrow down, to take away as a file."""

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.narrowing import narrowing
from editorial.story import Subject, all_of, events_of, story
from editorial.story_file import lines
from editorial.story_form import StoryForm

from .access import get_article, get_issue
from .pages import page_of

SIZE = 50


@require_safe
@login_required
def article_story(request, pk):
    return _page(request, Subject(article=get_article(request, pk)))


@require_safe
@login_required
def issue_story(request, pk):
    return _page(request, Subject(issue=get_issue(request, pk)))


@require_safe
@login_required
@never_cache
def article_story_file(request, pk):
    article = get_article(request, pk)
    return _file(request, Subject(article=article), f"{article.bulletin.slug}-{article.anchor}")


@require_safe
@login_required
@never_cache
def issue_story_file(request, pk):
    issue = get_issue(request, pk)
    return _file(request, Subject(issue=issue), f"{issue.bulletin.slug}-{issue.label}")


def _page(request, subject):
    form = StoryForm(request.GET, subject=subject)
    page = page_of(request, story(*form.chosen()), size=SIZE)
    context = {
        "article": subject.article,
        "issue": subject.issue,
        "form": form,
        "page": page,
        "events": events_of(page.object_list),
        "query": narrowing(request.META.get("QUERY_STRING", "")),
    }
    return render(request, "editorial/story.html", context)


def _file(request, subject, name):
    rows = story(*StoryForm(request.GET, subject=subject).chosen())
    response = StreamingHttpResponse(_spoken(lines(all_of(rows))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-story.csv")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _spoken(written):
    """Lines are made after the request's language is gone."""
    language = get_language()
    while True:
        with override(language):
            line = next(written, None)
        if line is None:
            return
        yield line

"""What the public pages say about printed things, in the words of the printed issue."""

from django import template
from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone

from bulletin.accent import accent_sheet, sheet_version
from editorial.intake.cleaning import plain_text
from editorial.numerals import whole
from exports import wording

register = template.Library()


@register.filter
def period(issue):
    return wording.period(issue.date_from.isoformat(), issue.date_to.isoformat())


@register.filter
def inside(content):
    """12 articles from China and Greece: one line about a snapshot."""
    return wording.inside([article for section in content["sections"] for article in section["articles"]])


@register.filter
def month_of(article):
    """November 2026, of a snapshot's article or of a printed one."""
    month, year = (article[name] if isinstance(article, dict) else getattr(article, name) for name in ("month", "year"))
    return wording.month(month, year)


@register.filter
def day(moment):
    return wording.date(timezone.localdate(moment).isoformat())


@register.filter
def letter(word):
    """The letter a word stands under in a list; ё stands under е, digits and signs under #."""
    first = wording.in_order(word)[0][:1].upper()
    return first if first.isalpha() else "#"


@register.filter
def language_of(parallel_title, bulletin):
    """The language to mark a parallel title with."""
    return wording.language_of(parallel_title, bulletin.parallel_language)


@register.filter
def opening(body):
    """The first words of a text, for those who only see a link to it."""
    return truncatechars(" ".join(plain_text(body).split()), 200)


@register.simple_tag(takes_context=True)
def canonical(context, path=""):
    """The full address of this page, whatever host and query it was reached by."""
    request = context["request"]
    page = whole(request.GET.get("page")) or 1
    query = f"?page={page}" if not path and page != 1 else ""
    return f"{settings.SITE_URL}{path or request.path}{query}"


@register.simple_tag
def accent_url(bulletin):
    """The bulletin's style sheet; its address changes with its colours."""
    address = reverse("bulletin:accent", args=[bulletin.slug])
    return f"{address}?v={sheet_version(accent_sheet(bulletin))}"


@register.simple_tag
def file_url(issue, file):
    return reverse("bulletin:download", args=[issue.bulletin.slug, issue.year, issue.number, file.name])

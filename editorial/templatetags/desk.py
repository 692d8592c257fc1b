"""Words and parts that the desk's templates say."""

from django import template
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy

from editorial import telling
from editorial.actors import actor, done
from editorial.content import in_order
from editorial.dating import month_name
from editorial.intake.building import parse
from editorial.intake.document import Node, text_blocks, write
from editorial.marking import marked
from editorial.models import SavedFilter, User
from editorial.narrowing import narrowing

register = template.Library()

STANDINGS = {
    "open": {"status": "in_review", "get_status_display": pgettext_lazy("invitation", "open")},
    "answered": {"status": "approved", "get_status_display": pgettext_lazy("invitation", "answered")},
    "outdated": {"status": "returned", "get_status_display": pgettext_lazy("invitation", "out of date")},
    "withdrawn": {"status": "draft", "get_status_display": pgettext_lazy("invitation", "withdrawn")},
    "expired": {"status": "draft", "get_status_display": pgettext_lazy("invitation", "expired")},
}

register.filter("actor", actor)
register.filter("done", done)
register.filter("month", month_name)


@register.simple_tag(takes_context=True)
def unread_count(context):
    return telling.notifications_of(context["request"].user).unread().count()


class OnceNode(template.Node):
    """What stands between the tags, written once for each value of a page and then repeated."""

    def __init__(self, values, nodelist):
        self.values, self.nodelist = values, nodelist

    def render(self, context):
        written = context["request"].__dict__.setdefault("written_once", {})
        key = (self, *(value.resolve(context, ignore_failures=True) for value in self.values))
        if key not in written:
            written[key] = self.nodelist.render(context)
        return written[key]


@register.tag
def once(parser, token):
    """`{% once a b %}…{% endonce %}` in a row: what says the same in many rows, and depends on nothing but a and b."""
    values = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return OnceNode(values, nodelist)


@register.filter
def initials(name):
    """Of the name of somebody without an account."""
    return User(name=name).initials if name else ""


@register.filter
def short_month(number):
    if number not in MONTHS_3:
        return ""
    return capfirst(MONTHS_3[number]) if get_language() == "en" else str(MONTHS_3[number])


@register.simple_tag(takes_context=True)
def picture_address(context, picture):
    """Of an illustration: the desk's, or for those who have nothing but a link, one of that link.

    It names the content too: a browser that kept the picture asks anew once the illustration shows another.
    """
    if asked := context.get("answering"):
        return reverse("answer:picture", args=[asked.pk, picture.pk])
    return f"{reverse('desk:picture', args=[picture.pk])}?v={picture.sha256}"


@register.simple_tag
def printed_parts(article, remarks=None):
    """The body's blocks and the illustrations, each in its place: pairs of ("text" or "picture", what).

    With `remarks` (threads.of) the words that open ones speak of are marked.
    """
    pictures = in_order(article.illustrations.all())
    for number, picture in enumerate(pictures):
        picture.number = number
    body = parse(article.body)
    text = _marker(body, remarks)
    parts = []
    for place, block in enumerate(body.children):
        while pictures and pictures[0].place <= place:
            parts.append(("picture", pictures.pop(0)))
        parts.append(("text", mark_safe(write(Node("body", children=[block]), text))))  # written by our own writer
    return parts + [("picture", picture) for picture in pictures]


def _marker(body, remarks):
    """What writes a text block, with the words marked that remarks speak of."""
    places = remarks.ranges if remarks else {}
    numbers = {id(block): number for number, block in enumerate(text_blocks(body))}
    return lambda block: marked(block.children, places.get(("body", numbers[id(block)]), ()))


@register.inclusion_tag("components/saved_filters.html", takes_context=True)
def saved_filters(context):
    """The person's own filters of the list that is shown, and what would be saved now."""
    request = context["request"]
    name = request.resolver_match.url_name
    saved = SavedFilter.objects.filter(person=request.user, list=name)
    query = narrowing(request.META.get("QUERY_STRING", ""))
    return {"saved": saved, "query": query, "list": name, "csrf_token": context.get("csrf_token")}


@register.filter
def as_status(review):
    """A review's verdict in the shape that the status mark shows."""
    return {"status": review.verdict, "get_status_display": review.get_verdict_display()}


@register.filter
def as_standing(invitation):
    """Where an invitation stands in the shape that the status mark shows."""
    return STANDINGS[invitation.standing]


@register.filter
def blockers(findings):
    return [finding for finding in findings if finding.blocks]


@register.filter
def anchor(finding):
    """Where on the article's form the finding is mended."""
    return (
        f"#id_{finding.field}"
        if finding.field not in ("illustrations", "status", "remarks", "")
        else f"#{finding.field}"
    )

"""What a letter says: its subject, its text, the same in HTML, and its headers."""

from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import mail_links, notices
from .mail_choices import EVERYTHING, Choice, Event, choice
from .models import Article, Letter

MOST_NAMED = 20  # of one event in one letter
ORDER = list(Event)  # of a letter: first what waits for its reader
WRITTEN = ("to", "language", "subject", "text", "html")
WEEKDAYS = [
    gettext_lazy("since Monday"),
    gettext_lazy("since Tuesday"),
    gettext_lazy("since Wednesday"),
    gettext_lazy("since Thursday"),
    gettext_lazy("since Friday"),
    gettext_lazy("since Saturday"),
    gettext_lazy("since Sunday"),
]


class Item(NamedTuple):
    title: str
    language: str
    sentence: str
    note: str
    url: str
    at: object

    @property
    def lines(self):
        """The note as it stands in plain text."""
        return Truncator(self.note).chars(400).splitlines()


class Group(NamedTuple):
    label: str
    stop: str
    items: list[Item]
    more: int  # that are not named


def compose(letter) -> bool:
    """Write the letter in its reader's language, of what is still news now; False if nothing is left to say."""
    if letter.kind == Letter.Kind.POST:
        return True
    news = [each for each in _news(letter) if _is_news(each, letter.person)]
    if not news or not letter.person.is_active:
        return False
    letter.to, letter.language = letter.person.email, _language(letter.person, news)
    with translation.override(letter.language):
        _write(letter, news)
    return True


def message(letter) -> EmailMultiAlternatives:
    """The letter as it goes over the wire; a repeated one has the same Message-ID, so that it can be known again."""
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=_headers(letter))
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def one_line(text) -> str:
    """Fit for a header: what somebody typed may have line breaks."""
    return " ".join(str(text).split())[:250]


def _news(letter):
    about = ("article__bulletin", "issue__bulletin")
    return list(letter.notifications.unread().select_related(*about).order_by("ready_at", "pk"))


def _is_news(each, person):
    """Wanted by mail, and not overtaken: what waited for an answer may have got one."""
    answered = each.event == Event.SUBMITTED and each.article.status != Article.Status.IN_REVIEW
    return not answered and choice(person, each.event) != Choice.NONE


def _language(person, news):
    """The person's own, or else the bulletin's."""
    known = dict(settings.LANGUAGES)
    wanted = [person.language, *(notices.language(each) for each in news), settings.LANGUAGE_CODE]
    return next(code for code in wanted if code in known)


def _write(letter, news):
    first = min(news, key=lambda each: ORDER.index(each.event))
    letter.subject = one_line(_and_more(notices.subject(first), len(news) - 1))
    context = {
        "subject": letter.subject,
        "heading": _how_many(news),
        "language": letter.language,
        "person": letter.person,
        "groups": _groups(letter.person, news),
        "list": mail_links.absolute(reverse("desk:notifications")),
        "change": mail_links.link(letter.person),
        "is_digest": len(news) > 1,
    }
    letter.text = render_to_string("mail/news.txt", context).strip() + "\n"
    letter.html = render_to_string("mail/news.html", context)


def _and_more(subject, count):
    if not count:
        return subject
    return ngettext("%(first)s and %(count)d more thing", "%(first)s and %(count)d more things", count) % {
        "first": subject,
        "count": count,
    }


def _how_many(news):
    since = _since(news[0].ready_at)
    words = ngettext("%(count)d thing %(since)s", "%(count)d things %(since)s", len(news))
    return words % {"count": len(news), "since": since}


def _since(moment):
    then = timezone.localdate(moment)
    days = (timezone.localdate() - then).days
    return {0: _("today"), 1: _("since yesterday")}.get(days) or str(WEEKDAYS[then.weekday()])


def _groups(person, news):
    news = sorted(news, key=lambda each: ORDER.index(each.event))
    return [_group(person, Event(event), list(of)) for event, of in groupby(news, key=lambda each: each.event)]


def _group(person, event, news):
    items = [_item(each) for each in news[:MOST_NAMED]]
    return Group(event.label, mail_links.link(person, event), items, len(news) - len(items))


def _item(each):
    url = mail_links.absolute(notices.path(each))
    return Item(notices.title(each), notices.language(each), notices.sentence(each), each.note, url, each.at)


def _headers(letter):
    host = urlsplit(settings.SITE_URL).hostname
    return {
        "Message-ID": f"<{letter.message_id}@{host}>",
        **_thread(letter, host),
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        **({} if letter.kind == Letter.Kind.POST else _ways_out(letter, host)),
    }


def _thread(letter, host):
    """Letters about one article, or one issue, answer the same message, which nobody has: so they stand together."""
    about = {each.article or each.issue for each in letter.notifications.select_related("article", "issue")}
    if len(about) != 1 or None in about:
        return {}
    (subject,) = about
    root = f"<{type(subject).__name__.lower()}-{subject.pk}@{host}>"
    return {"In-Reply-To": root, "References": root}


def _ways_out(letter, host):
    """One click stops what the letter is: of one event, or the digest of all."""
    event = EVERYTHING
    if letter.kind == Letter.Kind.AT_ONCE:
        event = letter.notifications.values_list("event", flat=True).first() or EVERYTHING
    return {
        "List-Id": f"<desk.{host}>",
        "List-Unsubscribe": f"<{mail_links.link(letter.person, event)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

"""The demo: a fictional bulletin in two languages, taken down the same road as a real one."""

import datetime
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from editorial import assigning, deadline, grid, picture_memory, planning, revisions, versions, workflow
from editorial.intake.formats import read_file
from editorial.intake.issues import import_issue
from editorial.models import Article, Bulletin, Illustration, Notification, User
from exports import publication
from exports.models import Rendition

from . import drawing
from .people import PASSWORD, PEOPLE

TEXTS = Path(__file__).parent / "texts"
SLUGS = {"en": "meridian", "ru": "meridian-ru"}
IMPRINT = {
    "en": "Meridian Labour Bulletin is compiled every week by the information desk of the Meridian Trade Union Forum. "
    "The forum, its members, the people and the press in these pages are invented.",
    "ru": "Трудовой вестник «Меридиан» еженедельно составляет информационная служба Профсоюзного форума «Меридиан». "
    "Форум, его члены, люди и издания на этих страницах вымышлены.",
}
PICTURES = [
    (drawing.harbour, "Cranes and a container ship in a harbour at dusk"),
    (drawing.railway, "A goods train passing below green hills"),
    (drawing.workshop, "Light falling through tall windows onto four workbenches"),
]
MONDAY, FRIDAY = 0, 4
REMARK = "The second paragraph gives one figure and the title another. Please check it against the source."


def is_there() -> bool:
    return Bulletin.objects.filter(slug__in=SLUGS.values()).exists()


def seed(report=lambda line: None):
    """Write accounts, both bulletins and four issues; publish 46.2026 in English with real renditions.

    One transaction for the rows; the renditions are made after it, as they always are.
    """
    with transaction.atomic():
        people = {person.role: _account(person) for person in PEOPLE}
        issues = {name: _import(name, people["editor"]) for name in ("en-46", "en-47", "en-48", "ru-46")}
        _dress_bulletins()
        for issue in issues.values():
            _hang_pictures(issue, people["editor"])
        _approve(issues["en-46"], people)
        _approve(issues["ru-46"], people)
        _approve(issues["en-47"], people)
        _schedule(issues["en-47"], people["publisher"])
        _leave_half_done(issues["en-48"], people)
        _set_to_work(issues["en-48"], people)
        Notification.objects.exclude(article__section__issue=issues["en-48"]).read()
        workflow.move(issues["en-46"], "publish", by=people["publisher"])
    report("Rendering 46.2026")
    for pk in Rendition.objects.filter(edition__issue=issues["en-46"]).values_list("pk", flat=True):
        publication.render(pk)


def _account(person):
    user = User.objects.create_user(person.email, PASSWORD, name=person.name, is_staff=person.is_staff)
    user.groups.add(Group.objects.get(name=person.role))
    return user


def _import(name, editor):
    parsed = read_file((TEXTS / f"{name}.2026.txt").read_bytes())
    slug = SLUGS[name[:2]]
    bulletin = Bulletin.objects.filter(slug=slug).first()
    issue = import_issue(parsed, by=editor, bulletin=bulletin, create_bulletin=True)
    if issue.bulletin.slug != slug:
        Bulletin.objects.filter(pk=issue.bulletin_id).update(slug=slug)
        issue.refresh_from_db()
    return issue


def _dress_bulletins():
    english, russian = (Bulletin.objects.get(slug=SLUGS[language]) for language in ("en", "ru"))
    english.counterparts.add(russian)
    for bulletin in (english, russian):
        bulletin.imprint = IMPRINT[bulletin.language]
        bulletin.save(update_fields=["imprint"])


def _hang_pictures(issue, editor):
    """Give the first captions their pictures; the others go on waiting, as on any Thursday."""
    waiting = Illustration.objects.filter(article__section__issue=issue, file="").order_by(
        "article__section__position", "article__position", "place"
    )
    for illustration, (draw, alt) in zip(waiting, PICTURES, strict=False):
        picture = picture_memory.take_in(ContentFile(draw()), by=editor)
        illustration.alt, illustration.file = alt, picture.file
        illustration.sha256, illustration.width, illustration.height = picture.sha256, picture.width, picture.height
        illustration.save()
        picture_memory.learn([illustration])
        revisions.keep(illustration.article, by=editor)


def _articles(issue):
    return list(Article.objects.filter(section__issue=issue).order_by("section__position", "position"))


def _approve(issue, people):
    for article in _articles(issue):
        workflow.move(article, "submit", by=people["editor"])
        workflow.move(article, "approve", by=people["reviewer"])


def _schedule(issue, publisher):
    """For Monday at nine: time enough to look at it."""
    issue.publish_at = _next(MONDAY, 9)
    issue.save(update_fields=["publish_at"])
    workflow.move(issue, "schedule", by=publisher)


def _leave_half_done(issue, people):
    """The week in hand: some approved, some waiting, one returned, the rest drafts, two not placed yet."""
    articles = _articles(issue)
    for article in articles[:6]:
        workflow.move(article, "submit", by=people["editor"])
    for article in articles[:3]:
        workflow.move(article, "approve", by=people["reviewer"])
    workflow.move(articles[3], "return", by=people["reviewer"], note=REMARK)
    for article in articles[-2:]:
        planning.place(article, None, by=people["editor"])


def _set_to_work(issue, people):
    """A deadline and a number of pages, a reviewer who is asked, a kept version, and a keyword written two ways."""
    editor = people["editor"]
    deadline.settle(issue, due_at=_next(FRIDAY, 16), target_pages=24, by=people["publisher"])
    for article in Article.objects.filter(section__issue=issue, status=Article.Status.IN_REVIEW):
        assigning.assign_reviewer(article, people["reviewer"], by=editor)
    last = _articles(issue)[-1]
    versions.keep_on_request(last, by=editor, name="As it came in")
    words = ["co-operatives" if name == "cooperatives" else name for name in last.keyword_names()]
    grid.change(last, {"keywords": ", ".join(words)}, by=editor, asks_back=False)


def _next(weekday, hour):
    """The next of these hours that is at least a day away."""
    day = timezone.localdate() + datetime.timedelta(days=2)
    day += datetime.timedelta(days=(weekday - day.weekday()) % 7)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))

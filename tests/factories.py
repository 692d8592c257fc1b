"""Small makers of rows; nothing they leave out is needed, nothing they add surprises."""

import datetime
import itertools

from django.contrib.auth.models import Group
from django.utils import timezone

from editorial import planning, revisions, workflow
from editorial.models import Article, Bulletin, User

_counter = itertools.count(1)
PASSWORD = "a long enough password"


def make_user(*roles, name="", email="", **fields):
    number = next(_counter)
    user = User(email=email or f"person{number}@example.org", name=name or f"Person {number}", **fields)
    user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_bulletin(title="Weekly Bulletin", sections=("World of Work",), **fields):
    fields.setdefault("slug", f"bulletin-{next(_counter)}")
    fields.setdefault("parallel_language", "ru")
    bulletin = Bulletin.objects.create(title=title, **fields)
    for position, section in enumerate(sections, start=1):
        bulletin.standing_sections.create(title=section, position=position)
    return bulletin


def make_issue(bulletin=None, *, by=None, year=2026, number=46):
    bulletin = bulletin or make_bulletin(title=f"Bulletin {next(_counter)}")
    return planning.plan_issue(bulletin, by=by or make_user("editor"), year=year, number=number)


def make_article(section=None, *, by=None, keywords=("wages",), bulletin=None, **fields):
    """A draft with all its parts, saved as its editor's first revision, at the end of `section` if one is given."""
    number = next(_counter)
    by = by or make_user("editor")
    values = {
        "title": f"Title {number}",
        "parallel_title": f"Заголовок {number}",
        "country": "Brazil",
        "month": 11,
        "year": 2026,
        "published_on": datetime.date(2026, 11, 10),
        "byline": "A. Writer",
        "source_name": "Delta Post",
        "body": f"<p>Text of article {number}.</p>",
        **fields,
    }
    bulletin = bulletin or (section.issue.bulletin if section else make_bulletin(title=f"Bulletin {number}"))
    article = Article.objects.create(bulletin=bulletin, editor=by, **values)
    article.set_keywords(keywords)
    revisions.keep(article, by=by)
    return planning.place(article, section, by=by) if section else article


def make_approved(article, *, by=None):
    article = workflow.move(article, "submit", by=article.editor)
    return workflow.move(article, "approve", by=by or make_user("reviewer"))


def make_ready_issue(*, articles=2, bulletin=None, number=46, **fields):
    """A planned issue whose articles are all approved."""
    issue = make_issue(bulletin, number=number)
    section = issue.sections.first()
    for _index in range(articles):
        make_approved(make_article(section, **fields))
    return issue


def make_invitation(subject, *, by=None, days=7, **fields):
    """Rows only: somebody outside was asked about an article, whose link nobody knows."""
    values = {
        "name": "Nadia Outside",
        "email": "nadia@board.example",
        "language": "en",
        "digest": f"{next(_counter):064d}",
    }
    until = timezone.now() + datetime.timedelta(days=days)
    return subject.invitations.create(**{**values, **fields}, by=by or make_user("publisher"), expires_at=until)


def make_published_at(issue, at=None):
    """Rows only: the issue as if published, without the mill."""
    type(issue).objects.filter(pk=issue.pk).update(status="published", published_at=at or timezone.now())
    issue.refresh_from_db()
    return issue

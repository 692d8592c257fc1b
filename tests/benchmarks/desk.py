"""What the plan of an issue of sixty articles costs, beside Django's own list of the same sixty."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from .measures import Line

ARTICLES, FEW = 60, 6
BEFORE = 8  # issues that the plan compares with
TIMES = 7
PLAIN_LIST, EDITABLE = "/admin/editorial/article/", "/editable/editorial/article/"
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def measure_desk(report: Callable[[str], None]) -> Iterator[Line]:
    """With a proof, so that every part of the plan has something to show."""
    report("the plan")
    large, small = (_issue(count) for count in (ARTICLES, FEW))
    plan = "/desk/issues/{}/".format
    with override_settings(ROOT_URLCONF="tests.benchmarks.desk_urls", STORAGES={**settings.STORAGES, **PLAIN}):
        browser = _signed_in()
        ours, edited, read = _seconds(browser, plan(large.pk), EDITABLE, PLAIN_LIST)
        yield Line("plan of 60 articles", ours, edited, "Django's list, editable", 0.6)
        yield Line("the same", ours, read, "Django's list, to read", 4)
        many, few = _queries(browser, plan(large.pk)), _queries(browser, plan(small.pk))
        yield Line("queries of that plan", many, few, "plan of 6 articles", 1.01, "queries")


def _issue(articles):
    """An issue that is being assembled, after eight that came out, with a proof of its own."""
    from bulletin.demo.archive import write_archive
    from editorial.models import Issue

    bulletin = write_archive(issues=BEFORE + 1, articles=articles, slug=f"plan-{articles}")
    issue = bulletin.issues.order_by("-year", "-number").first()
    Issue.objects.filter(pk=issue.pk).update(status=Issue.Status.PLANNED, published_at=None, target_pages=36)
    issue.editions.all().delete()
    _proof(issue)
    return issue


def _proof(issue):
    """As if it had been set: the pages do not matter here."""
    from exports import proofs
    from exports.models import Proof
    from exports.snapshot import fingerprint

    snapshot = proofs.frozen(issue)
    articles = [article for section in snapshot["sections"] for article in section["articles"]]
    prints = {each["anchor"]: proofs.fingerprint_of(each) for each in articles}
    Proof.objects.create(
        issue=issue,
        status=Proof.Status.READY,
        file="proofs/none.pdf",
        pages=40,
        fingerprint=fingerprint(snapshot),
        page_of={each["anchor"]: number for number, each in enumerate(articles, 3)},
        print_of=prints,
    )


def _signed_in():
    from django.contrib.auth.models import Group

    from editorial.models import User

    user = User.objects.create_superuser("plan@example.org", "a password for measuring")
    user.groups.set(Group.objects.filter(name="publisher"))
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser


def _seconds(browser, *urls):
    """The middle of several answers of each, in turns, after a round that nobody measured."""
    taken = {url: [] for url in urls}
    for turn in range(1 + TIMES):
        for url in urls:
            start = time.perf_counter()
            _get(browser, url)
            if turn:
                taken[url].append(time.perf_counter() - start)
    return [median(taken[url]) for url in urls]


def _queries(browser, url):
    with CaptureQueriesContext(connection) as queries:
        _get(browser, url)
    return len(queries)


def _get(browser, url):
    answer = browser.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")
    return answer

import datetime

import pytest
from django.utils import timezone

from editorial import workflow
from exports import publication, rendering, strands
from exports.models import Edition, Rendition, Strand
from tests.factories import make_approved, make_article, make_bulletin, make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_sections(monkeypatch):
    """The sections that were set, in order, without laying anything out."""
    done = []

    def set_strand(name, snapshot, number, *, goes_on):
        goes_on()
        done.append(number)

    monkeypatch.setattr(rendering, "set_strand", set_strand)
    return done


@pytest.fixture
def rendition(publish, set_sections):
    return publish(make_issue_of(3)).renditions.get(format="pdf")


def make_issue_of(sections):
    issue = make_issue(make_bulletin(f"Of {sections}", sections=[f"Section {n}" for n in range(sections)]))
    for section in issue.sections.all():
        make_approved(make_article(section))
    return issue


def statuses(rendition):
    return list(rendition.strands.values_list("status", flat=True))


def test_a_pdf_has_a_strand_for_each_section(rendition):
    assert statuses(rendition) == ["queued"] * 3
    assert Strand.objects.exclude(rendition=rendition).count() == 0


def test_an_issue_of_one_section_has_none(publish):
    publish(make_issue_of(1))
    assert Strand.objects.count() == 0


def test_one_worker_alone_sets_all_and_makes_the_file(rendition, set_sections):
    assert publication.render(rendition.pk)
    assert set_sections == [0, 1, 2]
    rendition.refresh_from_db()
    assert (rendition.status, statuses(rendition)) == ("ready", ["done"] * 3)


def test_the_first_worker_calls_as_many_more_as_there_is_work_for(rendition, monkeypatch):
    rung = []
    monkeypatch.setattr(publication, "ring", rung.extend)
    publication.render(rendition.pk)
    publication.render(rendition.pk)
    assert rung == [rendition.pk] * 2


def test_a_second_worker_sets_what_is_left_and_leaves_the_file_to_the_last(rendition, set_sections):
    first = strands._claim(rendition)
    assert not publication.render(rendition.pk)
    assert set_sections == [1, 2]
    assert statuses(rendition) == ["setting", "done", "done"]
    strands._set(first)
    assert publication.render(rendition.pk)


def test_a_strand_is_claimed_by_one(rendition):
    claimed = [strands._claim(rendition) for _worker in range(5)]
    assert [strand and strand.number for strand in claimed] == [0, 1, 2, None, None]


def test_a_strand_of_a_dead_worker_is_taken_over_when_its_lease_ends(rendition, set_sections):
    strands._claim(rendition)
    Strand.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    assert publication.render(rendition.pk)
    assert sorted(set_sections) == [0, 1, 2]


def test_what_cannot_be_set_fails_the_publishing_with_its_reason(rendition, monkeypatch):
    def fails(*args, **options):
        raise rendering.RenderingFailed("“Title” is too long.")

    monkeypatch.setattr(rendering, "set_strand", fails)
    assert not publication.render(rendition.pk)
    issue = rendition.edition.issue
    issue.refresh_from_db()
    assert (issue.status, issue.failure) == ("planned", "PDF could not be made: “Title” is too long.")


def test_a_passing_fault_is_tried_again_and_three_are_enough(rendition, monkeypatch):
    tries = []

    def fails(*args, **options):
        tries.append(args)
        raise OSError("disk full")

    monkeypatch.setattr(rendering, "set_strand", fails)
    publication.render(rendition.pk)
    assert len(tries) == Rendition.MAX_ATTEMPTS
    rendition.refresh_from_db()
    assert (rendition.status, rendition.error) == ("failed", "OSError: disk full")


def test_stopping_the_publishing_stops_the_work(rendition, set_sections, publisher):
    issue = rendition.edition.issue
    strand = strands._claim(rendition)
    assert workflow.move(issue, "stop", by=publisher).status == "planned"
    with pytest.raises(strands.Stopped):
        strands._set(strand)
    assert not publication.render(rendition.pk)
    publication.sweep()
    assert set_sections == []
    assert Edition.objects.published().count() == 0


def test_after_a_stop_it_can_be_published_again_under_the_same_number(rendition, publisher, publish, run_mill):
    issue = workflow.move(rendition.edition.issue, "stop", by=publisher)
    edition = run_mill(publish(issue))
    assert (edition.number, edition.status) == (1, "published")
    assert list(Edition.objects.values_list("status", flat=True).order_by("pk")) == ["failed", "published"]


def test_time_left_is_estimated_from_what_is_done(rendition):
    assert strands.seconds_left(rendition) is None
    Strand.objects.filter(number=0).update(status="done", seconds=4)
    Strand.objects.filter(number=1).update(status="setting")
    assert strands.seconds_left(rendition) == 8

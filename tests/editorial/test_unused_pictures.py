"""Uploads nobody uses go after a long time; what anything refers to never does."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from editorial import autosave, picture_memory, revisions, unused_pictures, workflow
from editorial.models import Illustration, Picture
from exports.models import Edition
from tests.editorial.desk.test_pictures import drawn, upload
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(editor):
    """Uploaded long ago."""
    picture = picture_memory.take_in(upload(drawn()), by=editor)
    Picture.objects.update(wanted_at=timezone.now() - datetime.timedelta(days=61))
    return Picture.objects.get(pk=picture.pk)


def hang(picture, article):
    return article.illustrations.create(sha256=picture.sha256, file=picture.file.name, caption="The quay")


def is_kept(picture):
    unused_pictures.sweep()
    return Picture.objects.filter(pk=picture.pk).exists() and default_storage.exists(picture.file.name)


def test_what_nobody_uses_goes_with_its_file(picture, caplog):
    caplog.set_level("INFO")
    assert unused_pictures.sweep() == [picture.file.name]
    assert (Picture.objects.count(), default_storage.exists(picture.file.name)) == (0, False)
    assert f"removed {picture.file.name}" in caplog.text


def test_not_before_its_time(picture):
    Picture.objects.update(wanted_at=timezone.now() - datetime.timedelta(days=59))
    assert is_kept(picture)


@pytest.mark.parametrize("again", ["uploaded", "named in a form"])
def test_not_when_somebody_wants_it_again(picture, editor, again):
    if again == "uploaded":
        assert picture_memory.take_in(upload(drawn()), by=editor) == picture
    else:
        picture_memory.want(picture.sha256)
    assert is_kept(picture)


def test_an_illustration_keeps_it(picture):
    hang(picture, make_article())
    assert is_kept(picture)


def test_a_working_copy_keeps_it(picture, editor):
    article = make_article(by=editor)
    autosave.keep(editor, article, {"illustrations-0-picture": [picture.sha256]}, number=0, base=1)
    assert is_kept(picture)


def test_a_revision_keeps_it(picture, editor):
    article = make_article(by=editor)
    hang(picture, article)
    revisions.keep(article, by=editor)
    Illustration.objects.all().delete()
    revisions.keep(article, by=editor)
    assert is_kept(picture)


def test_an_approval_keeps_it(picture, editor):
    article = make_article(by=editor)
    hang(picture, article)
    make_approved(article)
    Illustration.objects.all().delete()
    article.revisions.all().delete()
    assert is_kept(picture)


def test_an_edition_keeps_it(picture):
    issue = make_ready_issue(articles=1)
    article = make_article(issue.sections.get(), title="With a picture")
    hang(picture, article)
    revisions.keep(article, by=article.editor)
    make_approved(article)
    workflow.move(issue, "publish", by=make_user("publisher"))
    assert picture.sha256 in str(Edition.objects.get().snapshot)
    Illustration.objects.all().delete()
    article.revisions.all().delete()
    article.reviews.all().delete()
    assert is_kept(picture)


def test_a_logo_with_the_same_file_keeps_it(picture):
    bulletin = make_issue().bulletin
    bulletin.logo = picture.file.name
    bulletin.save()
    assert is_kept(picture)


def test_every_column_that_holds_json_or_a_file_is_looked_into():
    names = {f"{field.model.__name__}.{field.name}" for field in unused_pictures.columns()}
    referring = {
        "Revision.content", "Review.content", "Review.rendered", "Sight.content", "Sight.previous", "WorkingCopy.data",
        "Illustration.file", "Illustration.sha256", "Bulletin.logo", "Bulletin.logo_sha256", "Article.body",
        "Edition.snapshot", "Edition.signoff", "Rendition.file", "Record.note",
    }  # fmt: skip
    assert referring - names == set()


def test_a_hash_is_found_wherever_it_stands(picture):
    sha256, other = picture.sha256, "0" * 64
    make_article(body=f"<p>abc{sha256}def /{sha256.upper()}</p>")
    assert unused_pictures.mentioned({sha256, other}) == {sha256}

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial import revisions, workflow
from editorial.content import printed
from editorial.models import Article, Illustration, Record
from editorial.restoring import restore
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


def edit(article, *, by, keywords=None, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    article = Article.objects.get(pk=article.pk)
    if keywords is not None:
        article.set_keywords(keywords)
    return revisions.keep(article, by=by)


def present(article):
    return printed(Article.objects.for_printing().get(pk=article.pk))


def with_picture(article, caption="A ship", *, by, file="pictures/a.jpg"):
    if not default_storage.exists(file):
        default_storage.save(file, ContentFile(b"picture"))
    article.illustrations.create(caption=caption, file=file, sha256=file[9] * 64, width=60, height=40, place=1)
    return revisions.keep(article, by=by)


def test_everything_printed_comes_back_as_a_new_revision(editor):
    article = make_article(by=editor, keywords=("wages", "ports"))
    content = article.revisions.first().content
    other = make_user("editor")
    edit(
        article,
        by=other,
        title="T", parallel_title="П", country="India", month=None, year=None, published_on=None, byline="B",
        source_name="S", source_url="https://a.example", body="<p>Other.</p>", keywords=["ports", "mining"],
    )  # fmt: skip
    restored = restore(article, content, by=editor, note="Version 1")
    assert present(article) == content
    assert (restored.revision.number, restored.revision.by, restored.missing) == (3, editor, [])
    assert [revision.number for revision in article.revisions.all()] == [3, 2, 1]
    record = Record.objects.filter(article=article).first()
    assert (record.verb, record.note, record.by) == ("restore", "Version 1", editor)


def test_pictures_come_back_with_their_files_and_rows_that_stay_are_the_same(editor):
    article = make_article(by=editor)
    with_picture(article, by=editor)
    content = with_picture(article, "A crane", by=editor, file="pictures/b.jpg").content
    crane = Illustration.objects.get(caption="A crane")
    Illustration.objects.filter(caption="A ship").delete()
    Illustration.objects.update(caption="Renamed")
    article.illustrations.create(caption="New")
    revisions.keep(article, by=editor)
    restore(article, content, by=editor)
    assert present(article) == content
    assert Illustration.objects.get(caption="A crane").pk == crane.pk
    assert default_storage.exists("pictures/a.jpg")


def test_a_picture_whose_file_is_gone_is_named_and_its_caption_waits(editor):
    article = make_article(by=editor)
    content = with_picture(article, by=editor).content
    article.illustrations.all().delete()
    revisions.keep(article, by=editor)
    default_storage.delete("pictures/a.jpg")
    assert restore(article, content, by=editor).missing == ["A ship"]
    picture = article.illustrations.get()
    assert (picture.caption, picture.file.name, picture.sha256) == ("A ship", "", "")


def test_it_withdraws_an_approval_and_brings_back_that_of_the_text(editor, reviewer):
    article = make_article(by=editor, title="First")
    first = article.revisions.first().content
    edit(article, by=editor, title="Second")
    article = make_approved(article, by=reviewer)
    second = article.revisions.first().content
    restored = restore(article, first, by=editor)
    assert (restored.status_before, restored.article.status) == ("approved", "in_review")
    assert restore(article, second, by=editor).article.status == "approved"


def test_the_present_text_is_not_restored(editor):
    article = make_article(by=editor)
    assert restore(article, present(article), by=editor).revision is None
    assert not Record.objects.filter(verb="restore").exists()


def test_refused_in_a_frozen_issue(editor):
    issue = make_issue()
    article = make_article(issue.sections.first(), by=editor)
    content = article.revisions.first().content
    edit(article, by=editor, title="Printed")
    make_published_at(issue)
    with pytest.raises(workflow.NotPossible, match="its articles cannot be changed"):
        restore(article, content, by=editor)
    assert present(article)["title"] == "Printed"


def test_refused_if_somebody_saved_meanwhile(editor):
    article = make_article(by=editor)
    content = article.revisions.first().content
    edit(article, by=editor, title="Meanwhile")
    with pytest.raises(workflow.NotPossible, match="Somebody saved this article meanwhile"):
        restore(article, content, by=editor, base=1)
    assert present(article)["title"] == "Meanwhile"

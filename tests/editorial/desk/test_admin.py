import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial import claims, workflow
from editorial.models import Invitation, Record, User
from tests.factories import make_article, make_bulletin, make_invitation, make_issue, make_user

from .test_pictures import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in, administrator):
    administrator.is_staff = True
    administrator.save()
    return sign_in(administrator)


@pytest.mark.parametrize(
    "page", ["", "editorial/user/", "editorial/user/add/", "editorial/bulletin/", "editorial/record/"]
)
def test_administrators_open_the_pages(browser, page):
    make_issue()
    assert browser.get(f"/admin/{page}").status_code == 200


def test_the_desk_links_to_them(browser, sign_in, editor):
    assert 'href="/admin/"' in browser.get("/desk/").content.decode()
    assert 'href="/admin/"' not in sign_in(editor).get("/desk/").content.decode()


def test_a_new_person_by_address(browser):
    password = "quite another phrase"
    given = {"email": "new@example.org", "name": "New", "usable_password": "true"}
    response = browser.post("/admin/editorial/user/add/", {**given, "password1": password, "password2": password})
    assert response.status_code == 302
    assert User.objects.get(email="new@example.org").check_password(password)


def test_records_are_read_only(browser):
    make_issue()
    record = Record.objects.get()
    assert browser.get(f"/admin/editorial/record/{record.pk}/change/").status_code == 200
    assert browser.post(f"/admin/editorial/record/{record.pk}/change/", {"actor": "x"}).status_code == 403
    assert browser.post(f"/admin/editorial/record/{record.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/editorial/record/add/").status_code == 403


def test_nobody_makes_a_superuser_of_themselves(browser, administrator):
    text = browser.get(f"/admin/editorial/user/{administrator.pk}/change/").content.decode()
    assert "is_superuser" not in text
    root = make_user(is_superuser=True, is_staff=True)
    assert browser.post(f"/admin/editorial/user/{root.pk}/change/", {"email": "x@example.org"}).status_code == 403


def test_nothing_waits_for_an_account_that_is_closed(browser):
    person = make_user("reviewer", "publisher", name="Rita")
    article = make_article(by=make_user("editor"))
    article = workflow.move(article, "submit", by=article.editor)
    claims.claim(article, by=person)
    invitation = make_invitation(article, by=person)
    roles = {"groups": [group.pk for group in person.groups.all()], "email": person.email, "name": person.name}
    address = f"/admin/editorial/user/{person.pk}/change/"
    assert browser.post(address, {**roles, "is_active": "on"}).status_code == 302
    article.refresh_from_db()
    assert (article.reviewer, Invitation.objects.open().get()) == (person, invitation)
    assert browser.post(address, roles).status_code == 302
    article.refresh_from_db()
    assert (article.reviewer, Invitation.objects.open().count()) == (None, 0)
    assert set(article.records.values_list("verb", flat=True)) >= {"let go", "withdraw invitation"}


class TestLogo:
    def post(self, browser, bulletin, **values):
        prefix = "standing_sections"
        form = {"title": bulletin.title, "slug": bulletin.slug, "language": "en", "label": "Issue", "accent": "#123456"}
        rows = {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        url = f"/admin/editorial/bulletin/{bulletin.pk}/change/"
        response = browser.post(url, {**form, **rows, "paper": "A5", "run_on": "on", **values})
        bulletin.refresh_from_db()
        return response

    def test_it_is_kept_as_a_picture_of_our_own_and_can_be_taken_away(self, browser):
        bulletin = make_bulletin()
        self.post(browser, bulletin, logo=SimpleUploadedFile("Our logo.gif", drawn("GIF", mode="P")))
        assert (bulletin.paper, bulletin.logo_width, bulletin.logo_height) == ("A5", 60, 40)
        assert bulletin.logo.name == f"pictures/{bulletin.logo_sha256[:2]}/{bulletin.logo_sha256}.png"
        assert default_storage.exists(bulletin.logo.name)
        self.post(browser, bulletin)
        assert bulletin.logo_width == 60
        self.post(browser, bulletin, **{"logo-clear": "on"})
        assert (bulletin.logo.name, bulletin.logo_sha256, bulletin.logo_width) == ("", "", 0)

    def test_what_is_no_picture_is_refused(self, browser):
        bulletin = make_bulletin()
        response = self.post(browser, bulletin, logo=SimpleUploadedFile("logo.svg", b"<svg/>"))
        assert "This is not a JPEG, PNG, WebP or GIF picture." in response.content.decode()
        assert bulletin.logo.name == ""

import pytest

from editorial.models import Record, User
from tests.factories import make_issue, make_user

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

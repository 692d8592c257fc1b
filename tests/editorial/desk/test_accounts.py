import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import PASSWORD, make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    user = make_user("editor", email="Ada.Byron@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/desk/sign-in/", {"username": email, "password": password, **more})


def test_the_address_in_any_case_opens_the_desk(client, member):
    response = sign_in(client, " ada.BYRON@example.org ")
    assert response["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_unknown_wrong_and_closed_get_the_same_answer(client, member):
    def answer(*given):
        return (
            sign_in(client, *given).content.decode().partition("<main")[2].replace(given[0], "ADDRESS").split("csrf")[0]
        )

    closed = make_user("editor", email="closed@example.org", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    answers = {answer(member.email, "wrong"), answer("nobody@example.org"), answer("closed@example.org")}
    assert len(answers) == 1
    assert "do not fit together" in sign_in(client, member.email, "wrong").content.decode()


def test_the_next_page_is_one_of_ours(client, member):
    assert sign_in(client, member.email, next="/desk/review/")["Location"] == "/desk/review/"
    assert sign_in(client, member.email, next="https://evil.example/")["Location"] == "/desk/"


def test_who_does_not_work_here_goes_to_the_public_pages(client):
    user = make_user(email="reader@example.org")
    user.set_password(PASSWORD)
    user.save()
    assert sign_in(client, user.email)["Location"] == "/"


def test_signing_out_is_a_post(client, member):
    client.force_login(member)
    assert client.get("/desk/sign-out/").status_code == 405
    client.post("/desk/sign-out/")
    assert client.get("/desk/").status_code == 302


def test_the_language_is_kept_with_the_person(client, member):
    client.force_login(member)
    response = client.post("/desk/language/", {"language": "ru", "next": "/desk/review/"})
    member.refresh_from_db()
    assert (response["Location"], member.language) == ("/desk/review/", "ru")
    assert 'lang="ru"' in client.get("/desk/").content.decode()[:200]


def test_a_stranger_chooses_by_cookie(client):
    client.post("/desk/language/", {"language": "ru", "next": "https://evil.example/"})
    assert client.cookies["django_language"].value == "ru"
    assert client.post("/desk/language/", {"language": "xx"})["Location"] == "/"
    assert client.cookies["django_language"].value == "ru"


def test_changing_the_password(client, member):
    client.force_login(member)
    given = {"old_password": PASSWORD, "new_password1": "quite another phrase", "new_password2": "quite another phrase"}
    assert client.post("/desk/password/", {**given, "old_password": "no"}).status_code == 422
    assert client.post("/desk/password/", given).status_code == 302
    member.refresh_from_db()
    assert member.check_password("quite another phrase")
    assert client.get("/desk/").status_code == 200


def test_the_door_is_shut_for_a_while_after_too_many_wrong_passwords(client, member):
    member.is_staff = True
    member.save()
    for _try in range(10):
        sign_in(client, member.email, "wrong")
    answer = sign_in(client, member.email.upper())
    assert answer.status_code == 422
    assert "Wait five minutes" in answer.content.decode()
    assert client.post("/admin/login/", {"username": member.email, "password": PASSWORD}).status_code == 200
    cache.clear()
    assert sign_in(client, member.email).status_code == 302


def test_a_closed_account_is_out_at_once(client, member):
    client.force_login(member)
    member.is_active = False
    member.save()
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")


def test_another_password_ends_other_sessions_and_signing_in_begins_a_new_one(client, member):
    other = Client()
    other.force_login(member)
    client.get("/desk/sign-in/")
    before = client.session.session_key
    sign_in(client, member.email)
    assert client.session.session_key != before
    changed = "quite another phrase"
    given = {"old_password": PASSWORD, "new_password1": changed, "new_password2": changed}
    assert client.post("/desk/password/", given).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


def test_what_somebody_was_shown_is_kept_nowhere(client, member):
    article = make_article(by=member)
    for path in ("/desk/", f"/desk/articles/{article.pk}/", "/desk/articles/0/", "/"):
        assert client.get(path).get("Cache-Control", "") == ""
    client.force_login(member)
    for path in ("/desk/", f"/desk/articles/{article.pk}/", "/desk/articles/0/", "/", "/desk/search/?q=title"):
        assert client.get(path)["Cache-Control"] == "private, no-store"
    assert client.post("/desk/sign-out/")["Clear-Site-Data"] == '"storage", "cache"'


def test_what_is_sent_after_signing_out_is_shown_back(client, member):
    article, text = make_article(by=member), "Two words <b> of a remark"
    sent = {"text": text, "field": "title"}
    page = client.post(f"/desk/articles/{article.pk}/remarks/", sent, HTTP_ACCEPT="text/html,*/*")
    assert page.status_code == 403
    assert "Two words &lt;b&gt; of a remark</textarea>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    asked_by_script = client.post(f"/desk/articles/{article.pk}/remarks/", sent, HTTP_ACCEPT="application/json")
    assert asked_by_script["Location"].startswith("/desk/sign-in/")


def test_what_is_sent_with_the_token_of_an_older_session_is_shown_back(member):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member)
    page = browser.post("/desk/articles/1/remarks/", {"text": "Two words", "password": "a secret one"})
    assert page.status_code == 403
    assert "Two words" in page.content.decode()
    assert "a secret one" not in page.content.decode()

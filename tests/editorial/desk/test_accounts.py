import pytest

from tests.factories import PASSWORD, make_user

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

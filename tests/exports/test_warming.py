"""The press at work before anybody asks for a page."""

import pytest

from exports import warming
from exports.rendering import press, preview


@pytest.fixture
def asked(monkeypatch):
    asked = []
    monkeypatch.setattr(warming, "warm_up", asked.append)
    warming.watch()
    yield asked
    warming.request_started.disconnect(warming._warm_at_desk)


@pytest.fixture
def shown(monkeypatch):
    shown = []
    monkeypatch.setattr(press, "show_pages", lambda job, heard: shown.append((job["html"], heard({}))))
    return shown


def wait():
    preview._driver.submit(int).result()


def test_the_first_request_to_the_desk_warms_it_and_no_other(asked):
    for path in ("/", "/issues/", "/desk/sign-in/", "/desk/", "/desk/articles/"):
        warming._warm_at_desk(environ={"PATH_INFO": path})
    assert asked == [warming.jobs]


def test_a_page_is_set_in_every_language_without_the_database(shown):
    preview.warm_up(warming.jobs)
    wait()
    assert [('lang="en"' in html, 'lang="ru"' in html, goes_on) for html, goes_on in shown] == [
        (True, False, True),
        (False, True, True),
    ]


def test_a_press_that_does_not_start_fails_nobody(monkeypatch, caplog):
    def broken(job, heard):
        raise RuntimeError("The press does not start")

    monkeypatch.setattr(press, "show_pages", broken)
    preview.warm_up(warming.jobs)
    wait()
    assert [record.message for record in caplog.records] == ["The press was not warmed"]

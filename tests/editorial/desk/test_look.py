import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse

from tests.factories import make_approved, make_article, make_issue

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[3] / "templates"
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)


def test_the_style_guide_only_where_debug_is_on(client, settings):
    assert client.get("/styleguide/").status_code == 404
    settings.DEBUG = True
    assert "Style guide" in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize("name", ["home", "articles", "review", "keywords", "records", "intake", "new-article"])
def test_pages_have_one_heading_a_language_and_nothing_inline(name, sign_in, editor):
    make_article(make_issue().sections.first(), by=editor)
    text = sign_in(editor).get(reverse(f"desk:{name}")).content.decode()
    assert text.count("<h1") == 1
    assert '<html lang="en">' in text
    assert not INLINE.search(text)


def test_the_policy_holds_on_the_article_pages(sign_in, editor):
    article = make_approved(make_article(make_issue().sections.first(), by=editor))
    for name in ("article", "edit-article"):
        response = sign_in(editor).get(reverse(f"desk:{name}", args=[article.pk]))
        assert not INLINE.search(response.content.decode())
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_where_you_are_is_said(sign_in, editor):
    text = sign_in(editor).get("/desk/articles/").content.decode()
    assert re.findall(r'href="([^"]*)" aria-current="page"', text) == ["/desk/articles/"]


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html"])
def test_error_pages_render_without_a_request(name):
    assert "<h1" in get_template(name).render({})

"""A keyword is merged away while others give it to their articles: nobody is refused, and it stays away."""

import pytest

from editorial import curating, grid
from editorial.models import Article, Keyword
from tests.factories import make_article, make_bulletin, make_user

from .test_planning_together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_merge_among_edits(database_on_disk, editor):
    bulletin = make_bulletin()
    articles = [make_article(bulletin=bulletin, by=editor, keywords=("pay",)) for _number in range(6)]
    make_article(bulletin=make_bulletin("Another"), keywords=("wages", "salary"))

    def edit(article):
        by = make_user("editor")
        for names in ("salary, pay", "pay", "pay, salary"):
            grid.change(article, {"keywords": names}, by=by)

    merge = [Keyword.objects.get(name=name) for name in ("salary", "pay")]
    together(
        *(lambda article=article: edit(article) for article in articles),
        lambda: curating.merge(merge, Keyword.objects.get(name="wages"), by=editor),
    )
    assert {tuple(article.keyword_names()) for article in Article.objects.all()} == {("wages",)}
    assert Keyword.objects.get().name == "wages"

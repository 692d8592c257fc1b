"""Finding articles of all states by their words: SQLite's FTS5 or PostgreSQL's text search, over the same stems."""

import re
from functools import reduce
from html import unescape
from operator import or_

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.html import strip_tags

from .models import Article, Issue, SearchText
from .stems import Term, stems, terms

# More are of no use to anybody; further words narrow them down.
MOST = 500
BATCH = 200
LONGEST_QUERY = 200
TAG = re.compile("<[^>]*>")
INDEX = "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', text), 'B')"


def enter(article) -> None:
    """Let the article be found by what it says now; `article` is one of `for_printing()`."""
    SearchText.objects.update_or_create(article=article, defaults=_entry(article))


def enter_missing(**kwargs) -> None:
    """Those that no edit has entered: older than the index, or made in bulk. Runs after every migrate."""
    if SearchText._meta.db_table not in connection.introspection.table_names():  # migrated back to before it
        return
    while articles := list(Article.objects.filter(search_text=None).for_printing()[:BATCH]):
        SearchText.objects.bulk_create(SearchText(article=article, **_entry(article)) for article in articles)


def _entry(article):
    title = [article.title, article.parallel_title, *article.keyword_names()]
    pictures = [f"{picture.caption} {picture.credit}" for picture in article.illustrations.all()]
    text = [article.country, article.byline, article.source_name, plain(article.body), *pictures]
    return {"title": " ".join(stems(" ".join(title))), "text": " ".join(stems(" ".join(text)))}


def plain(body: str) -> str:
    """A body's words without its tags, and no two of them grown together."""
    return " ".join(unescape(strip_tags(body.replace("<", " <"))).split())


def found_in(articles: QuerySet, query: str) -> QuerySet:
    """Those of the articles that hold every word of the query, or the forms of it, the best first."""
    if not (wanted := terms(query[:LONGEST_QUERY])):
        return articles.none()
    keys = _keys(wanted)
    rank = Case(*(When(pk=key, then=place) for place, key in enumerate(keys)), output_field=IntegerField())
    return articles.filter(pk__in=keys).order_by(rank) if keys else articles.none()


def matches(text: str, *fields: str) -> Q:
    """Rows one of whose fields holds the text in either case; LIKE knows no case of Cyrillic on SQLite."""
    return reduce(or_, (Q(**{f"{field}__iregex": re.escape(text)}) for field in fields))


def words(body: str) -> int:
    """How many words a body has, as our own writer writes it: no tag holds what looks like the end of one."""
    return len(TAG.sub(" ", body).split())


def issues_found(issues: QuerySet, query: str) -> QuerySet:
    """Issues whose label, number, year or bulletin the query names, or one of whose sections."""
    text = query.strip()[:LONGEST_QUERY]
    if not text:
        return issues.none()
    named = Q(pk__in=Issue.objects.labelled(text)) | matches(text, "bulletin__title", "sections__title")
    if text.isdecimal() and len(text) <= 4:
        named |= Q(number=int(text)) | Q(year=int(text))
    return issues.filter(named).distinct()


def _keys(wanted):
    with connection.cursor() as cursor:
        cursor.execute(*(_postgres(wanted) if connection.vendor == "postgresql" else _sqlite(wanted)))
        return [key for (key,) in cursor.fetchall()]


def _sqlite(wanted: list[Term]):
    phrases = ['"{}"{}'.format(" ".join(term.stems), " *" if term.is_begun else "") for term in wanted]
    sql = "SELECT rowid FROM editorial_searchindex WHERE editorial_searchindex MATCH %s"
    return f"{sql} ORDER BY bm25(editorial_searchindex, 4, 1), rowid DESC LIMIT {MOST}", [" AND ".join(phrases)]


def _postgres(wanted: list[Term]):
    # Stems are letters and digits alone, so none of them can be an operator.
    phrases = ["({}{})".format(" <-> ".join(term.stems), ":*" if term.is_begun else "") for term in wanted]
    sql = f"SELECT article_id FROM editorial_searchtext, to_tsquery('simple', %s) AS wanted WHERE ({INDEX}) @@ wanted"
    order = f"ORDER BY ts_rank({INDEX}, wanted) DESC, article_id DESC LIMIT {MOST}"
    return f"{sql} {order}", [" & ".join(phrases)]

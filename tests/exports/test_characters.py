"""What is missing depends on the fonts that are installed; what no font has is missing everywhere."""

from exports.rendering.characters import missing_characters

from .snapshots import illustration, make_article, make_snapshot

PRIVATE = "\ue123"  # for private use: what copying out of some files leaves behind


def test_what_our_own_faces_have_is_not_missing():
    article = make_article(body="<p>Ж ё “x” — № ½ € ₽ Ωmega — e\u0301</p>")
    assert missing_characters(make_snapshot(article)) == []


def test_each_is_named_once_with_the_article_where_it_stands_first(monkeypatch):
    monkeypatch.setattr("exports.rendering.characters._unknown", lambda rare: {each for each in rare if each in "ᏣᎳ中"})
    articles = [
        make_article(1, body="<p>Plain.</p>"),
        make_article(2, illustrations=[illustration(caption="Ꮳ")], keywords=["Ꮃ"], body="<p>Ꮳ 中</p>"),
    ]
    snapshot = make_snapshot(*articles, bulletin={"tagline": "中"})
    assert [tuple(each) for each in missing_characters(snapshot)] == [
        ("中", "CJK UNIFIED IDEOGRAPH-4E2D", ""),
        ("Ꮃ", "CHEROKEE LETTER LA", articles[1]["anchor"]),
        ("Ꮳ", "CHEROKEE LETTER TSA", articles[1]["anchor"]),
    ]


def test_the_renderer_is_asked():
    article = make_article(body=f"<p>{PRIVATE} and \u200d</p>")
    assert [tuple(each) for each in missing_characters(make_snapshot(article))] == [
        (PRIVATE, "U+E123", article["anchor"])
    ]

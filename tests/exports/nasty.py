"""Snapshots that stay within what an article may be, and no further: what a checker has to forgive nothing of."""

from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_picture, make_snapshot

BODIES = {
    "everything": EVERYTHING,
    "interview": INTERVIEW,
    "low-heading-first": "<h3>Low</h3><p>Text</p><h2>High</h2><h3>Low</h3><blockquote><h3>Quoted</h3></blockquote>",
    "addresses": '<p><a href="https://example.org/a|b[]{}^`\\é?q=%zz#x#y">one</a> <a href="https://[::1">two</a> '
    '<a href="http://example..com">three</a> <a href="mailto:a@b.example?subject=x y">four</a></p>',
    "wide-cell": '<table><tr><td colspan="3">a</td></tr><tr><td>b</td></tr></table>',
    "tall-cell": '<table><tr><td rowspan="5">a</td><td>c</td></tr><tr><td>b</td></tr></table>',
    "crossing-cells": '<table><tr><td>a</td><td rowspan="2">x</td></tr><tr><td colspan="2">over</td></tr></table>',
    "ragged-table": '<table><thead><tr><th>a</th></tr></thead><tr><td rowspan="2">x</td><td>y</td></tr></table>',
    "wide-table": "<table><tr>" + "<td>Considerable</td>" * 30 + "</tr></table>",
    "characters": "<p>a\x01b\x0bc\x7f\x85\ufffe\ufdd0\U0001ffffd \ue000 e\u0301 \u202e</p>"
    "<p><strong>]]&gt; &lt;!-- &amp;amp;</strong></p>",
    "lists": '<ul></ul><ol start="0"><li></li><li>x<ul><li>y<ol start="7"><li>z</li></ol></li></ul></li></ol>',
    "long-word": "<h2>" + "Donaudampfschiff" * 12 + "</h2><p>" + "w" * 5000 + "</p><ul><li>" + "w" * 200 + "</li></ul>",
}


def snapshots():
    """By name; needs a storage for pictures."""
    bare = dict.fromkeys(("country", "source_url", "source_name", "byline", "parallel_title"), "")
    nothing = {"month": None, "year": None, "published_on": None, "keywords": []}
    odd = make_article(
        1,
        title="T\x01 <b> & “W” " + "Donaudampfschiff" * 10,
        parallel_title="З" * 200,
        byline="<&>",
        source_name="",
        source_url='https://exa mple.org/ä?x=y z|"<>',
        keywords=["w" * 80, "<&>"],
        illustrations=[make_picture("pictures/a b+%&é.png"), illustration(caption="To come", credit="C")],
    )
    pictured = make_article(
        2,
        illustrations=[
            {**make_picture(size=(1600, 900)), "caption": "Wide", "credit": "Me\x02ridian", "alt": 'A "quay" & <more>'},
            {**make_picture(size=(500, 1200)), "place": 9, "caption": "Tall"},
        ],
    )
    empty = {"tagline": "", "imprint": "", "label": ""}
    found = {name: make_snapshot(make_article(body=body)) for name, body in BODIES.items()}
    found["bare"] = make_snapshot(
        make_article(**bare, **nothing), bulletin=empty, subtitle="", issue={"published_on": None}
    )
    found["odd"] = make_snapshot(odd, pictured, issue={"edition": 2, "notice": "One.\n\nTwo\x01 <b>."})
    found["russian"] = make_snapshot(odd, make_article(2, body=EVERYTHING), language="ru", bulletin={"label": "Выпуск"})
    return found

"""Editions to measure with: snapshots in memory, the same in every run."""

import copy
import random

from bulletin.demo import sentences

ARTICLES = 10  # a section
SHORTEST, LONGEST = 4, 26  # paragraphs of an article
SPEAKERS = ("Question", "Lima")
ACCENT = "#9c1f2e"
HEADINGS = ["What was agreed", "The long way to the table", "Costs and savings", "Who is left out", "What comes next"]


def edition(sections: int) -> dict:
    """A snapshot of ten articles a section, about 25 pages; more sections add to the same first ones."""
    return {
        "schema": 1,
        "bulletin": {
            "slug": "benchmark",
            "title": "Meridian Labour Review",
            "tagline": "Work and wages on five continents",
            "language": "en",
            "parallel_language": "ru",
            "label": "Issue",
            "accent": ACCENT,
            "imprint": "Compiled by the office for measuring.",
            "paper": "A4",
            "run_on": True,
            "is_archival": False,
            "logo": None,
        },
        "issue": {
            "number": 53,
            "year": 2026,
            "date_from": "2026-12-28",
            "date_to": "2027-01-03",
            "edition": 1,
            "notice": "",
            "published_on": "2027-01-04",
        },
        "sections": [_section(number) for number in range(1, sections + 1)],
    }


def with_word_changed(snapshot: dict, place: int, word="that") -> dict:
    """A new edition in which one word of article `place`, counted through the issue, is another."""
    return _with_body(snapshot, place, lambda body: body.replace(" the ", f" {word} ", 1))


def with_paragraph_added(snapshot: dict, section: int, number: int, text: str) -> dict:
    """A new edition in which article `number` of a section has one more paragraph after its first."""
    return _with_body(
        snapshot, section * ARTICLES + number, lambda body: body.replace("</p>", f"</p>\n<p>{text}</p>", 1)
    )


def with_body(snapshot: dict, place: int, body: str) -> dict:
    """A new edition in which article `place` has this text."""
    return _with_body(snapshot, place, lambda _before: body)


def _with_body(snapshot, place, change):
    changed = copy.deepcopy(snapshot)
    article = changed["sections"][place // ARTICLES]["articles"][place % ARTICLES]
    before, article["body"] = article["body"], change(article["body"])
    if article["body"] == before:
        raise ValueError(f"Nothing changed in article {place}")
    return changed


def _section(number):
    articles = [_article(number, place) for place in range(1, ARTICLES + 1)]
    return {"title": f"Region {number}: work and wages", "subtitle": "What happened", "articles": articles}


def _article(section, place):
    chance = random.Random(f"{section} {place}")
    title, parallel_title, country = sentences.title(chance)
    uid = f"{chance.getrandbits(128):032x}"
    return {
        "uid": uid,
        "anchor": f"a-{uid[:8]}",
        "title": title,
        "parallel_title": parallel_title,
        "country": country,
        "month": 12,
        "year": 2026,
        "published_on": "2026-12-29",
        "keywords": chance.sample(sentences.KEYWORDS, 3),
        "byline": "A. Writer",
        "source_name": "Delta Post",
        "source_url": f"https://delta.example/2026/12/{uid[:12]}",
        "body": "\n".join(_blocks(chance, chance.randint(SHORTEST, LONGEST))),
        "illustrations": [],
    }


def _blocks(chance, count):
    """Paragraphs with sub-headings, lists, quotations and interview turns among them."""
    for at in range(count):
        if at % 5 == 4:
            yield f"<h2>{chance.choice(HEADINGS)}</h2>"
        yield chance.choices([_plain, _rich, _list, _quotation, _turns], [12, 4, 2, 2, 1])[0](chance)


def _plain(chance):
    return f"<p>{sentences.paragraph(chance)}</p>"


def _rich(chance):
    first, rest = sentences.paragraph(chance).split(" ", 1)
    address = f"https://minutes.example/{chance.getrandbits(64):x}"
    return f'<p><strong>{first}</strong> {rest} <em>As it was said</em> in the <a href="{address}">minutes</a>.</p>'


def _list(chance):
    kind = chance.choice(["ul", "ol"])
    items = "".join(f"<li>{chance.choice(sentences.THEN).format(share=at)}</li>" for at in range(1, 5))
    return f"<{kind}>{items}</{kind}>"


def _quotation(chance):
    return f"<blockquote><p>{sentences.paragraph(chance)}</p></blockquote>"


def _turns(chance):
    return "".join(f"<p><strong>{speaker}:</strong> {sentences.paragraph(chance)}</p>" for speaker in SPEAKERS)

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from editorial.models import Article, Bulletin
from exports import budget, rendering
from exports.models import Proof
from exports.snapshot import freeze
from tests.factories import make_article, make_bulletin, make_issue

pytestmark = pytest.mark.django_db
SENTENCE = "Both sides asked for another week, and the minister gave it without being asked twice. "
RUSSIAN = "Стороны попросили ещё одну неделю, и министр согласился, не заставив себя просить дважды. "


def make_long_issue(**bulletin):
    """Two sections of four articles, of 150 to 800 words each."""
    issue = make_issue(make_bulletin(sections=["First", "Second"], **bulletin))
    sentence = RUSSIAN if bulletin.get("language") == "ru" else SENTENCE
    for section in issue.sections.all():
        for length in (2, 5, 8, 11):
            make_article(section, body=f"<p>{sentence * 5}</p>" * length)
    return issue


def planned(issue):
    """The issue's sections with their rows and words, as the plan has them."""
    sections = list(issue.sections.order_by("position"))
    for section in sections:
        section.rows = list(section.articles.order_by("position"))
        for article in section.rows:
            article.words = len(strip_tags(article.body).split())
    return sections


def shown(issue, words=1200):
    template = Template("{% load mill %}{% page_budget issue sections words %}")
    text = template.render(Context({"issue": issue, "sections": planned(issue), "words": words}))
    return " ".join(strip_tags(text).split())


@pytest.mark.parametrize(
    ("paper", "language", "run_on"),
    [("A4", "en", True), ("A4", "ru", True), ("A4", "en", False), ("A5", "ru", True), ("Letter", "en", True)],
)
def test_the_estimate_is_close_to_what_is_set(paper, language, run_on):
    issue = make_long_issue(paper=paper, language=language, run_on=run_on)
    about = budget.budget_of(issue, planned(issue), None)
    made = rendering.render("pdf", freeze(issue))
    assert about.is_estimate
    assert abs(about.pages - made.pages) <= max(2, made.pages / 10), (about.pages, made.pages)
    for article in Article.objects.filter(section__issue=issue):
        assert abs(budget.page_about(article, article.section) - made.page_of[article.anchor]) <= 2


def test_every_paper_and_language_of_a_bulletin_is_measured():
    papers = dict(Bulletin._meta.get_field("paper").choices)
    languages = dict(Bulletin._meta.get_field("language").choices)
    assert {name: set(paper.words) for name, paper in budget.PAPERS.items()} == {
        each: set(languages) for each in papers
    }


def test_pictures_and_headings_take_room():
    none = SimpleNamespace(all=list)
    plain = SimpleNamespace(words=300, body="<p></p>", illustrations=none)
    full = SimpleNamespace(words=300, body="<h2></h2><p></p>", illustrations=SimpleNamespace(all=lambda: [1, 2]))
    paper = budget.PAPERS["A4"]
    more = budget._share(full, 650, paper) - budget._share(plain, 650, paper)
    assert more == pytest.approx(budget.HEADING + 2 * paper.picture)


class TestInWords:
    @pytest.fixture
    def issue(self):
        issue = make_issue()
        make_article(issue.sections.first())
        return issue

    @pytest.fixture
    def proofed(self, issue):
        def proofed(pages, **fields):
            Proof.objects.create(issue=issue, **{"status": "ready", "file": "proofs/x.pdf", "pages": pages, **fields})
            return type(issue).objects.get(pk=issue.pk)

        return proofed

    def aim(self, issue, pages):
        type(issue).objects.filter(pk=issue.pk).update(target_pages=pages)

    def test_before_a_proof_it_says_about(self, issue):
        assert shown(issue) == "about 4 pages 1,200 words by words and pictures; a proof counts them"
        issue.target_pages = 36
        assert shown(issue).startswith("about 4 of 36 pages 1,200 words")

    def test_by_the_proof_it_is_exact(self, issue, proofed):
        self.aim(issue, 36)
        assert shown(proofed(33)).startswith("33 of 36 pages 1,200 words")

    def test_over_it_says_by_how_much(self, issue, proofed):
        self.aim(issue, 36)
        assert shown(proofed(40)).startswith("40 of 36 pages 4 over 1,200 words")

    def test_an_aim_that_is_met_is_not_over(self, issue, proofed):
        self.aim(issue, 36)
        assert "over" not in shown(proofed(36))

    def test_without_an_aim_there_is_nothing_to_be_over(self, proofed):
        assert shown(proofed(33)).startswith("33 pages 1,200 words")

    def test_an_empty_issue_has_no_page(self):
        assert shown(make_issue(), 0) == "0 pages 0 words"
        assert Article.objects.count() == 0

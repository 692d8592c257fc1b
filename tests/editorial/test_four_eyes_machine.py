"""Anybody does anything in any order; an approval always means this exact text, and never comes from its writer."""

from collections import defaultdict

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from editorial import assigning, bulk, curating, grid, guests, inviting, planning, restoring, rollover, workflow
from editorial.content import fingerprint, printed
from editorial.models import Article, Issue, Keyword
from editorial.workflow import NotPossible
from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db
EXAMPLES, STEPS = 6, 25
WORDS = ["one", "two", "three"]

person, article, word = st.integers(0, 2), st.integers(0, 1), st.sampled_from(WORDS)


class Desk(RuleBasedStateMachine):
    """Three people who may do everything, two articles of one issue. The model knows of each article who wrote which
    text, in order, and after how many of them a text was agreed on."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.people = [make_user("editor", "reviewer", "publisher", name=name) for name in ("Ann", "Bob", "Eve")]
        bulletin = make_bulletin(sections=("One",))
        self.issue = make_issue(bulletin)
        make_issue(bulletin, number=47)
        section = self.issue.sections.get()
        self.articles = [make_article(section, by=self.people[at], title="one").pk for at in (0, 1)]
        self.wrote, self.agreed, self.typed = defaultdict(list), defaultdict(list), defaultdict(set)
        self.look(self.people[0], only=0)
        self.look(self.people[1], only=1)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def get(self, at):
        return Article.objects.for_printing().get(pk=self.articles[at])

    def mark(self, at):
        return fingerprint(printed(self.get(at)))

    def look(self, by, only=None):
        """Note what stands there by now, if it is another text, as this person's."""
        for at in (0, 1) if only is None else (only,):
            mark = self.mark(at)
            if not self.wrote[at] or self.wrote[at][-1][0] != mark:
                self.wrote[at].append((mark, by.pk))

    def writers(self, at):
        """Those since the last agreement; and of a text that came back and was never agreed on, who wrote it first."""
        agreed = [(number, mark) for number, mark, valid in self.agreed[at] if valid]
        since = max((number for number, _mark in agreed), default=0)
        mark = self.wrote[at][-1][0]
        first = next(by for text, by in self.wrote[at] if text == mark)
        return {by for _text, by in self.wrote[at][since:]} | (set() if mark in dict(agreed).values() else {first})

    def attempt(self, act, by):
        try:
            with transaction.atomic():
                return act() or True
        except (NotPossible, PermissionDenied):
            return None
        finally:
            self.look(by)

    def agree(self, at, by, act):
        """Try to approve; whoever succeeds wrote none of it."""
        writers, was = self.writers(at), self.get(at).status
        self.attempt(act, by)
        if was != "approved" and self.get(at).status == "approved":
            assert by.pk not in writers
            self.agreed[at].append([len(self.wrote[at]), self.mark(at), True])

    @rule(at=article, by=person, how=st.sampled_from(["edit", "edit", "tag", "rename", "merge", "restore"]), text=word)
    def change(self, at, by, how, text):
        one = self.people[by]
        if self.attempt(lambda: getattr(self, how)(at, one, text), one) and how == "edit":
            self.typed[at].add(text)
        self.revived(0), self.revived(1)

    def edit(self, at, one, text):
        grid.change(self.get(at), {"title": text}, by=one)

    def tag(self, at, one, text):
        grid.change(self.get(at), {"keywords": text}, by=one)

    def rename(self, at, one, text):
        curating.rename(Keyword.objects.filter(items__content_object=self.articles[at])[0], text, by=one)

    def merge(self, at, one, text):
        into = Keyword.objects.filter(name=text)[:1]
        for keyword in Keyword.objects.filter(items__content_object=self.articles[at])[: len(into)]:
            curating.merge([keyword], into[0], by=one)

    def restore(self, at, one, text):
        contents = list(self.get(at).revisions.values_list("content", flat=True))
        restoring.restore(self.get(at), contents[min(1 + WORDS.index(text), len(contents) - 1)], by=one)

    def revived(self, at):
        """A reverted edit: what was agreed on stands again."""
        valid = [mark for _number, mark, valid in self.agreed[at] if valid]
        if self.get(at).status == "approved":
            assert self.mark(at) in valid
            self.agreed[at].append([len(self.wrote[at]), self.mark(at), True])

    @rule(at=article, by=person, verb=st.sampled_from(["submit", "recall", "spike", "revive", "return", "undo"]))
    def move(self, at, by, verb):
        last = self.get(at).reviews.order_by("-pk").first()
        if self.attempt(lambda: workflow.move(self.get(at), verb, by=self.people[by], note="No."), self.people[by]):
            if verb in ("spike", "return"):
                self.kept, self.agreed[at] = self.agreed[at], [[n, mark, False] for n, mark, _ok in self.agreed[at]]
            if verb == "undo" and last.verdict == "approved":
                self.agreed[at] = [each for each in self.agreed[at] if each[1] != last.fingerprint]
            if verb == "undo" and last.verdict == "returned":
                self.agreed[at] = self.kept

    @rule(at=article, by=person, how=st.sampled_from(["alone", "alone", "marked", "by link"]))
    def approve(self, at, by, how):
        """Once it is submitted; by link, whoever asks."""
        one, editor, mark = self.people[by], self.get(at).editor, self.mark(at)
        self.attempt(lambda: workflow.move(self.get(at), "submit", by=editor), editor)
        acts = {
            "alone": lambda: workflow.move(self.get(at), "approve", by=one, seen=mark),
            "marked": lambda: bulk.approve([self.get(at)], by=one, seen={self.articles[at]: mark}),
            "by link": lambda: guests.answer(self.ask_outside(at, one), self.get(at), "approve"),
        }
        self.agree(at, one, acts[how])

    def ask_outside(self, at, one):
        who = {"name": "Nadia", "email": one.email.upper(), "language": "en", "days": 3}
        return inviting.ask(self.get(at), **who, by=self.people[2])[0]

    @rule(at=article, by=person, to=person, how=st.sampled_from(["hand over", "roll over", "bring back"]))
    def carry(self, at, by, to, how):
        one, section = self.people[by], self.issue.sections.get()
        acts = {
            "hand over": lambda: assigning.assign_editor(self.get(at), self.people[to], by=one),
            "roll over": lambda: rollover.roll_over(self.issue, [self.get(at)], by=one),
            "bring back": lambda: planning.place(self.get(at), section, by=one),
        }
        self.attempt(acts[how], one)

    @rule(by=person, verb=st.sampled_from(["publish", "publish", "stop", "correct"]))
    def issue_move(self, by, verb):
        self.attempt(
            lambda: workflow.move(Issue.objects.get(pk=self.issue.pk), verb, by=self.people[by]), self.people[by]
        )

    @invariant()
    def every_approval_is_of_this_text(self):
        for at in (0, 1):
            article = self.get(at)
            standing = article.reviews.filter(verdict="approved", withdrawn_at=None, revoked=False)
            marks = [review.fingerprint for review in standing]
            assert marks == ([fingerprint(printed(article))] if article.status == "approved" else [])

    @invariant()
    def what_goes_to_print_is_approved(self):
        if Issue.objects.get(pk=self.issue.pk).status == "publishing":
            assert set(Article.objects.filter(section__issue=self.issue).values_list("status", flat=True)) == {
                "approved"
            }

    @invariant()
    def no_text_is_lost(self):
        for at in (0, 1):
            saved = set(self.get(at).revisions.values_list("content__title", flat=True))
            assert self.typed[at] <= saved


def test_nobody_approves_what_they_wrote_in_any_order(db):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    how = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        phases=[Phase.generate],  # a shorter example would take minutes to find
        deadline=None,
        suppress_health_check=checks,
        database=None,
    )
    run_state_machine_as_test(Desk, settings=how)

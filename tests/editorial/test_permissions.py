import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from editorial.models import Article, Issue
from editorial.permissions import ROLES, may_approve
from tests.factories import make_article, make_issue, make_user

pytestmark = pytest.mark.django_db


def groups():
    return {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.prefetch_related("permissions")
    }


def test_roles_are_groups():
    assert groups() == ROLES


def test_migrate_makes_them_equal_again():
    Group.objects.get(name="editor").permissions.clear()
    Group.objects.get(name="reviewer").delete()
    call_command("migrate", verbosity=0)
    assert groups() == ROLES


def test_strangers_see_no_row_of_the_newsroom():
    issue, article = make_issue(), make_article()
    nobody, reviewer = make_user(), make_user("reviewer")
    assert list(Issue.objects.visible_to(nobody)) == []
    assert list(Article.objects.visible_to(nobody)) == []
    assert list(Issue.objects.visible_to(reviewer)) == [issue]
    assert list(Article.objects.visible_to(reviewer)) == [article]


def test_a_refusal_says_why():
    both = make_user("editor", "reviewer")
    answer = may_approve(both, make_article(by=both))
    assert not answer
    assert str(answer) == "You wrote or edited this text; somebody else has to approve it."

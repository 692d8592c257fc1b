import io
import json

import pytest
from django.core.management import CommandError, call_command

from editorial.models import Article, Bulletin, Issue, User
from tests.factories import make_bulletin

from .test_issues import TEXT

KEYS = ["number", "year", "date_from", "date_to", "tagline", "sections", "paragraphs", "warnings"]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "issue.txt"
    path.write_text(TEXT)
    return path


def run(*arguments, **options):
    out = io.StringIO()
    call_command("import_issue", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_a_dry_run_prints_one_object_and_needs_no_database(path):
    found = json.loads(run(path, "--dry-run", "--json"))
    assert list(found) == KEYS
    assert (found["number"], found["paragraphs"]) == (42, [4, 1, 1])
    assert [list(warning) for warning in found["warnings"]] == [["line", "message"]] * len(found["warnings"])


@pytest.mark.django_db
def test_import_makes_the_bulletin_too(path):
    out = run(path)
    assert Issue.objects.get().bulletin.title == "Harbour Bulletin"
    assert out.splitlines()[:4] == [
        "Harbour Bulletin 42.2023, 2023-10-16 – 2023-10-22",
        "2 sections, 3 articles, 6 paragraphs",
        "  Harbour Life: 2 articles",
        "  World of Work: 1 article",
    ]
    assert "Line 23: “Elbonia” is not a country we know." in out
    assert out.endswith("Imported.\n")


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(path):
    assert run(path, "--dry-run").endswith("Nothing was changed.\n")
    assert (Issue.objects.count(), Bulletin.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_by_and_bulletin(path, editor):
    bulletin = make_bulletin()
    run(path, "--by", editor.email.upper(), "--bulletin", bulletin.slug)
    assert {article.editor for article in Article.objects.all()} == {editor}
    assert bulletin.issues.get().label == "42.2023"


@pytest.mark.django_db
def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    run("-")
    assert Article.objects.count() == 3


@pytest.mark.django_db
def test_a_second_import_says_how(path):
    run(path)
    with pytest.raises(CommandError, match=r"42\.2023 of “Harbour Bulletin” is there already\. Use --replace"):
        run(path)
    run(path, "--replace")
    assert Article.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no text"),
        (b"\xff\xfe\x00", "not text"),
        ("Бюллетень".encode("cp1251"), "not in UTF-8"),
        (b"x" * (50 * 1024 * 1024), "too large"),
        (b"Harbour Bulletin\nIssue 42.2023\n", "No article heading found"),
    ],
)
def test_what_cannot_be_read_leaves_no_row(tmp_path, data, words):
    (tmp_path / "issue.txt").write_bytes(data)
    with pytest.raises(CommandError, match=words):
        run(tmp_path / "issue.txt")
    assert (Issue.objects.count(), Bulletin.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--bulletin", "nowhere"], "no bulletin at the address"),
        (["--by", "nobody@example.org"], "Nobody has the address"),
        (["--by", "reader@example.org"], "Only editors may write"),
    ],
)
def test_who_and_where_must_exist(path, arguments, words):
    User.objects.create_user("reader@example.org", name="A Reader")
    with pytest.raises(CommandError, match=words):
        run(path, *arguments)
    assert Issue.objects.count() == 0


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.txt")

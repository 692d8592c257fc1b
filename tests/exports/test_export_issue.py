import pytest
from django.core.management import CommandError, call_command

from exports import rendering
from tests.factories import make_bulletin, make_issue, make_ready_issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(quick_formats):
    """Rendering itself is tested elsewhere."""


def export(*arguments, folder):
    call_command("export_issue", *arguments, "--output", str(folder))
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_writes_the_files_that_readers_get(publish, run_mill, tmp_path, monkeypatch):
    run_mill(publish())
    monkeypatch.setattr(rendering, "render", None)  # nothing is rendered again
    assert export("46.2026", folder=tmp_path / "new" / "folder") == {
        "46.2026.pdf": b"pdf of 46",
        "46.2026.html": b"html of 46",
        "46.2026.epub": b"epub of 46",
        "46.2026.txt": b"text of 46",
    }


def test_a_lost_file_is_made_again_from_the_snapshot(publish, run_mill, tmp_path):
    edition = run_mill(publish())
    file = edition.renditions.get(format="pdf").file
    file.storage.delete(file.name)
    assert export("46.2026", "--format", "pdf", folder=tmp_path) == {"46.2026.pdf": b"pdf of 46"}


def test_a_draft_is_the_issue_as_it_stands(tmp_path, monkeypatch):
    issue = make_ready_issue()
    seen = []

    def render(name, snapshot, *, draft):
        seen.append((name, len(snapshot["sections"][0]["articles"]), draft))
        return rendering.Document(b"x")

    monkeypatch.setattr(rendering, "render", render)
    assert export(issue.label, "--draft", "--format", "html", folder=tmp_path) == {"46.2026.html": b"x"}
    assert seen == [("html", 2, True)]


@pytest.mark.parametrize("label", ["47.2026", "nonsense"])
def test_an_issue_that_is_not_there(label, tmp_path):
    with pytest.raises(CommandError, match=f"There is no issue {label}"):
        export(label, folder=tmp_path)


def test_an_unpublished_issue_needs_the_draft_option(tmp_path):
    with pytest.raises(CommandError, match=r"is planned.*--draft"):
        export(make_ready_issue().label, folder=tmp_path)


def test_an_empty_issue_is_nothing_to_write(tmp_path):
    with pytest.raises(CommandError, match="has no article yet"):
        export(make_issue().label, "--draft", folder=tmp_path)


def test_two_bulletins_with_one_label_are_told_apart(tmp_path):
    for slug in ("alpha", "beta"):
        make_ready_issue(bulletin=make_bulletin(title=slug, slug=slug))
    with pytest.raises(CommandError, match="one of: alpha, beta"):
        export("46.2026", "--draft", folder=tmp_path)
    assert list(export("46.2026", "--draft", "--bulletin", "beta", "--format", "text", folder=tmp_path)) == [
        "46.2026.txt"
    ]
    with pytest.raises(CommandError, match=r"There is no issue 46\.2026\. It is there in: alpha, beta"):
        export("46.2026", "--draft", "--bulletin", "gamma", folder=tmp_path)


def test_what_cannot_be_rendered_is_said_in_a_sentence(tmp_path, monkeypatch):
    def fails(*args, **kwargs):
        raise rendering.RenderingFailed("A text is nested too deeply.")

    monkeypatch.setattr(rendering, "render", fails)
    issue = make_ready_issue()
    with pytest.raises(CommandError, match="PDF: A text is nested too deeply"):
        export(issue.label, "--draft", folder=tmp_path)

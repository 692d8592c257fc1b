"""The rules of the house: what is true of the code as a whole, and must stay so."""

import ast
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management import call_command
from django.template import engines
from django.urls import URLPattern, get_resolver
from django.utils.translation.template import templatize

from editorial.actors import DONE
from editorial.diagram import print_into
from editorial.workflow import MOVES

from .factories import make_user

ROOT = Path(__file__).parent.parent
PACKAGES = ["bulletin", "editorial", "exports"]
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CATALOGUES = sorted((ROOT / "bulletin" / "locale").glob("*/LC_MESSAGES/*.po"))


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


# Imports point left.


def test_imports_point_left():
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


# One writer of a status.

# The archive for measuring inserts a past that no move ever made; it changes no row that is there.
WRITERS = {
    "editorial/workflow.py",
    "editorial/letters.py",
    "exports/publication.py",
    "exports/leases.py",  # for those above and below
    "exports/strands.py",
    "exports/proofs.py",
    "bulletin/demo/archive.py",
}
WITH_STATUS = {model.__name__ for model in apps.get_models() if hasattr(model, "Status")}
WRITING_CALLS = {"setattr", "update", "create", "get_or_create", "update_or_create", "bulk_update", *WITH_STATUS}


def writes_of_status(tree):
    """Line numbers where a status is assigned, set by name, or handed to what writes a row."""
    return [node.lineno for node in ast.walk(tree) if _assigns_status(node) or _hands_on_status(node)]


def _assigns_status(node):
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    parts = [part for target in targets for part in ast.walk(target)]
    return any(isinstance(part, ast.Attribute) and part.attr == "status" for part in parts)


def _hands_on_status(node):
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", getattr(node.func, "id", "")) not in WRITING_CALLS:
        return False
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    said = [part.value for value in values for part in ast.walk(value) if isinstance(part, ast.Constant)]
    return "status" in [*said, *(keyword.arg for keyword in node.keywords)]


def test_a_status_has_one_writer():
    found = {
        f"{name}:{line}"
        for name, path in zip(names(SOURCES), SOURCES, strict=True)
        if name not in WRITERS and "migrations" not in name
        for line in writes_of_status(ast.parse(path.read_text()))
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        "article.status = 'approved'",
        "article.status, other = 'approved', 1",
        "setattr(article, 'status', 'approved')",
        "Article.objects.filter(pk=1).update(status='approved')",
        "Article.objects.filter(pk=1).update(**{'status': 'approved'})",
        "Issue.objects.create(bulletin=bulletin, status='published')",
        "Issue.objects.update_or_create(pk=1, defaults={'status': 'published'})",
        "Article.objects.bulk_update(articles, ['status'])",
        "rows.bulk_create([Article(status='approved')])",
    ],
)
def test_every_way_of_writing_a_status_is_seen(line):
    assert writes_of_status(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "Article.objects.filter(status='approved').update(title='New')",
        "render(request, 'page.html', status=422)",
        "if article.status == 'approved': pass",
    ],
)
def test_reading_a_status_is_everybodys_right(line):
    assert writes_of_status(ast.parse(line)) == []


# Migrations.


@pytest.mark.django_db
def test_migrations_agree_with_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_have_human_names():
    migrations = [path.stem for path in SOURCES if path.parent.name == "migrations" and path.stem != "__init__"]
    assert migrations
    assert [name for name in migrations if re.search(r"_auto_|\d{8}|_initial$|_and_more", name)] == []


# Templates.


@pytest.mark.parametrize("name", [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES])
def test_templates_compile(name):
    assert engines["django"].get_template(name)


# These become files that have to carry their style with them; no browser gets them as pages of this site.
# A mail is read without the style sheets of this site.
STAND_ALONE = {
    "templates/editorial/invitation_letter.html",
    "templates/exports/issue.html",
    "templates/exports/part.html",
    "templates/mail/letter.html",
    "templates/mail/news.html",
}
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def test_templates_have_no_inline_script_or_style():
    found = {name: INLINE.findall(path.read_text()) for name, path in zip(names(TEMPLATES), TEMPLATES, strict=True)}
    assert {name for name, places in found.items() if places} <= STAND_ALONE


def test_nothing_is_fetched_from_elsewhere():
    pattern = re.compile(r"""(?:src|href)=["'](?:https?:)?//|@import|url\(["']?(?:https?:)?//""")
    sheets = [path for package in PACKAGES for path in (ROOT / package).glob("static/**/*.css")]
    pages = [*TEMPLATES, *sheets]
    assert [name for name, path in zip(names(pages), pages, strict=True) if pattern.search(path.read_text())] == []


# The desk is for those who work here.

SAMPLES = {"int": "1", "slug": "word", "str": "word", "uuid": "5ac1b2c3-0000-4000-8000-000000000000", "path": "a/b"}
FOR_EVERYBODY = {"desk/sign-in/", "desk/sign-out/", "desk/language/"}


def addresses(resolver, prefix=""):
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from addresses(each, route)


def filled(route):
    return "/" + re.sub(r"<(\w+):\w+>", lambda match: SAMPLES[match[1]], route)


DESK = sorted(route for route in addresses(get_resolver()) if route.startswith("desk/") and route not in FOR_EVERYBODY)


def test_the_desk_has_addresses():
    assert len(DESK) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("route", DESK)
def test_desk_sends_strangers_to_the_door(client, route):
    address = filled(route)
    answers = [client.get(address), client.post(address)]
    assert {answer.status_code for answer in answers} <= {302, 405}
    doors = [answer["Location"] for answer in answers if answer.status_code == 302]
    assert doors
    assert {door.partition("?")[0] for door in doors} == {"/desk/sign-in/"}


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(set(DESK) - {"desk/password/"}))
def test_desk_refuses_those_without_a_role(client, route):
    client.force_login(make_user())
    address = filled(route)
    assert {client.get(address).status_code, client.post(address).status_code} <= {403, 404, 405}


@pytest.mark.django_db
def test_administration_refuses_strangers(client):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


# Every word in every language.

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def messages():
    """What the sources and templates say to people: (context, text), the singular where there are two."""
    pages = ["\n".join(map(str.strip, templatize(path.read_text()).splitlines())).encode() for path in TEMPLATES]
    for source in [*(path.read_bytes() for path in SOURCES), *pages]:
        for _line, text, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            yield context, text if isinstance(text, str) else text[0]


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def test_there_is_a_russian_catalogue():
    assert [path.parent.parent.name for path in CATALOGUES] == ["ru"]


@pytest.mark.parametrize("path", CATALOGUES, ids=names(CATALOGUES))
def test_every_word_is_translated(path):
    entries = catalogue(path)
    assert not entries.fuzzy, "the heading is still marked fuzzy, and then none of it is used"
    known = {(entry.context, entry.id if isinstance(entry.id, str) else entry.id[0]) for entry in entries}
    assert set(messages()) - known == set()
    untold = [entry.id for entry in entries if entry.id and (entry.fuzzy or not all(_strings(entry)))]
    assert untold == []


@pytest.mark.parametrize("path", CATALOGUES, ids=names(CATALOGUES))
def test_translations_keep_their_placeholders(path):
    broken = [
        entry.id
        for entry in catalogue(path)
        if entry.id and any(not _placeholders(text) <= _placeholders(*_ids(entry)) for text in _strings(entry))
    ]
    assert broken == []


def _ids(entry):
    return (entry.id,) if isinstance(entry.id, str) else entry.id


def _strings(entry):
    return (entry.string,) if isinstance(entry.string, str) else entry.string


def _placeholders(*texts):
    return {found for text in texts for found in re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text)}


def verbs_written(tree):
    """What `Record.objects.write(subject, verb, …)` is given, as far as it stands there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Record.objects.write":
            yield from (part.value for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant))


def test_every_act_has_its_words():
    written = {verb for path in SOURCES for verb in verbs_written(ast.parse(path.read_text()))}
    written |= {verb for moves in MOVES.values() for verb in moves}
    assert len(written) > 40
    assert {verb for verb in written - DONE.keys() if not verb.endswith(" ")} == set()


# What is kept and what is told.


def test_no_path_of_a_machine_is_kept():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    machine = re.compile(rb"/(?:home|Users|root|work|mnt)/[\w.-]+|/tmp/[\w.-]+/")
    kept = [ROOT / name for name in listed.stdout.split("\0") if name]
    mine = [path for path in kept if path.is_file() and path.suffix not in {".png", ".jpg"} and path != Path(__file__)]
    assert [name for name, path in zip(names(mine), mine, strict=True) if machine.search(path.read_bytes())] == []


def test_the_readme_draws_the_moves_of_the_table():
    text = (ROOT / "README.md").read_text()
    assert text == print_into(text), "make readme"


def test_the_readme_explains_every_setting():
    read = r"""(?:environ(?:\.get\(|\[)|env_\w+\()["'](\w+)["']"""
    settings = set(re.findall(read, (ROOT / "bulletin" / "settings.py").read_text()))
    explained = set(re.findall(r"^\| `(\w+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert settings - explained == set()

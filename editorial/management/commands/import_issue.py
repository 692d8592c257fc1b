import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.intake.formats import LARGEST, FormatError, as_dict, read_issue, text_of
from editorial.intake.issues import find_bulletin, import_issue, read_for
from editorial.models import Bulletin, User
from editorial.permissions import COMMAND_LINE, may_write
from editorial.workflow import NotPossible


class Command(BaseCommand):
    help = "Read an issue from a bulletin's text and make its sections and articles. A bulletin not known yet is made."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the text, in UTF-8; - reads it from standard input")
        parser.add_argument("--bulletin", metavar="SLUG", help="the bulletin; by default the text's title names it")
        parser.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
        parser.add_argument("--json", action="store_true", help="report as one JSON object")
        parser.add_argument("--replace", action="store_true", help="replace the issue if it is still planned")
        parser.add_argument("--by", metavar="EMAIL", help="whose drafts the articles are")

    def handle(self, *, file, bulletin, dry_run, replace, by, **options):
        try:
            text = text_of(_bytes(file))
            parsed = read_issue(text)
            # Without --bulletin a dry run asks no database: it works before there is one.
            found = _bulletin(bulletin) if bulletin else None if dry_run else find_bulletin(parsed)
            parsed = read_for(text, found) if found else parsed
            if not dry_run:
                import_issue(parsed, by=_actor(by), bulletin=found, create_bulletin=True, replace=replace)
        except (FormatError, NotPossible) as error:
            raise CommandError(_advice(error, replace)) from error
        self._report(parsed, as_json=options["json"], dry_run=dry_run)

    def _report(self, parsed, *, as_json, dry_run):
        if as_json:
            self.stdout.write(json.dumps(as_dict(parsed), ensure_ascii=False, indent=1))
            return
        for line in summary(parsed):
            self.stdout.write(line)
        self.stdout.write(_("Nothing was changed.") if dry_run else _("Imported."))


def summary(parsed):
    """What was read, a line for each section and each warning."""
    counts = as_dict(parsed)["paragraphs"]
    label, period = f"{parsed.number}.{parsed.year}", f"{parsed.date_from} – {parsed.date_to}"
    yield f"{parsed.bulletin_title} {label}, {period}"
    yield ", ".join([
        ngettext("%d section", "%d sections", len(parsed.sections)) % len(parsed.sections),
        ngettext("%d article", "%d articles", len(counts)) % len(counts),
        ngettext("%d paragraph", "%d paragraphs", sum(counts)) % sum(counts),
    ])  # fmt: skip
    for section in parsed.sections:
        articles = ngettext("%d article", "%d articles", len(section.articles)) % len(section.articles)
        yield f"  {section.title}: {articles}"
    for warned in parsed.warnings:
        yield _("Line %(line)d: %(message)s") % {"line": warned.line, "message": warned.message}


def _bytes(file):
    try:
        if file == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _bulletin(slug):
    bulletin = Bulletin.objects.filter(slug=slug).first()
    if bulletin is None:
        raise CommandError(_("There is no bulletin at the address “%(slug)s”.") % {"slug": slug})
    return bulletin


def _actor(email):
    if not email:
        return COMMAND_LINE
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody has the address %(email)s.") % {"email": email})
    if not (answer := may_write(person)):
        raise CommandError(str(answer))
    return person


def _advice(error, replace):
    message = str(error)
    if getattr(error, "can_replace", False) and not replace:
        return f"{message} " + _("Use --replace to import it anew.")
    return message

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from editorial.models import Issue
from exports import rendering
from exports.models import Edition, Rendition
from exports.snapshot import freeze


class Command(BaseCommand):
    help = "Write an issue as files, without web server or queue: the published edition, or a proof with --draft."

    def add_arguments(self, parser):
        parser.add_argument("label", help="number and year, as 53.2020")
        parser.add_argument("--bulletin", metavar="SLUG", help="needed where two bulletins have an issue of this label")
        parser.add_argument("--output", metavar="DIR", type=Path, default=Path())
        parser.add_argument("--format", nargs="+", choices=rendering.FORMATS, default=list(rendering.FORMATS))
        parser.add_argument("--draft", action="store_true", help="the issue as it stands now, published or not")

    def handle(self, *, label, bulletin, output, draft, **options):
        issue = _issue(label, bulletin)
        edition = None if draft else _edition(issue)
        snapshot = edition.snapshot if edition else _proof(issue)
        output.mkdir(parents=True, exist_ok=True)
        for name in dict.fromkeys(options["format"]):
            path = output / f"{issue.label}.{rendering.FORMATS[name].extension}"
            path.write_bytes(_kept(edition, name) or _rendered(name, snapshot, draft))
            self.stdout.write(str(path))


def _issue(label, slug):
    issues = list(Issue.objects.labelled(label).select_related("bulletin").order_by("bulletin__slug"))
    slugs = ", ".join(issue.bulletin.slug for issue in issues)
    if slug:
        issues = [issue for issue in issues if issue.bulletin.slug == slug]
    if not issues:
        there = _(" It is there in: %(slugs)s.") % {"slugs": slugs} if slugs else ""
        raise CommandError(_("There is no issue %(label)s.") % {"label": label} + there)
    if len(issues) > 1:
        raise CommandError(
            _("More than one bulletin has an issue %(label)s. Say which, with --bulletin and one of: %(slugs)s")
            % {"label": label, "slugs": slugs}
        )
    return issues[0]


def _edition(issue):
    edition = Edition.objects.current().filter(issue=issue).first()
    if not edition:
        raise CommandError(
            _("Issue %(label)s is %(status)s. Write it as it stands now with --draft.")
            % {"label": issue.label, "status": issue.get_status_display()}
        )
    return edition


def _proof(issue):
    snapshot = freeze(issue)
    if not snapshot["sections"]:
        raise CommandError(_("Issue %(label)s has no article yet.") % {"label": issue.label})
    return snapshot


def _kept(edition, name):
    """The file readers get, if the edition has it."""
    ready = edition and edition.renditions.filter(format=name, status=Rendition.Status.READY).first()
    if not ready:
        return None
    try:
        with ready.file.open() as file:
            return file.read()
    except FileNotFoundError:
        return None  # the row knows how to make it again


def _rendered(name, snapshot, draft):
    try:
        return rendering.render(name, snapshot, draft=draft).content
    except rendering.RenderingFailed as error:
        raise CommandError(f"{rendering.FORMATS[name].label}: {error}") from error

import time

from django.core.management.base import BaseCommand

from bulletin.demo import archive
from exports import publication
from exports.models import Edition


class Command(BaseCommand):
    help = (
        "Write a large archive for measuring. The same numbers give the same texts; a second run goes on further back."
    )

    def add_arguments(self, parser):
        parser.add_argument("--issues", type=int, default=50, help="how many issues (default 50)")
        parser.add_argument("--articles", type=int, default=20, help="how many articles each (default 20)")
        parser.add_argument("--slug", default="archive", help="address of the bulletin to write them in")
        parser.add_argument(
            "--render", nargs="*", default=[], metavar="LABEL", help="issues to render for real, as 51.2025"
        )

    def handle(self, *, issues, articles, slug, render, **options):
        start = time.monotonic()
        bulletin = archive.write_archive(issues=issues, articles=articles, slug=slug)
        self.stdout.write(f"{issues} issues of {articles} articles in {time.monotonic() - start:.1f} s.")
        for label in render:
            for edition in Edition.objects.filter(issue__in=bulletin.issues.labelled(label)):
                publication.make_missing_files(edition)
                self.stdout.write(f"{label} rendered.")

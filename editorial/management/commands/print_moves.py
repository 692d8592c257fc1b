from pathlib import Path

from django.core.management.base import BaseCommand

from editorial.diagram import diagram, print_into
from editorial.workflow import MOVES


class Command(BaseCommand):
    help = "Print the table of moves as diagrams, or refresh them in a file that has their marks."

    def add_arguments(self, parser):
        parser.add_argument("--into", metavar="FILE", type=Path)

    def handle(self, *, into=None, **options):
        if into:
            into.write_text(print_into(into.read_text()))
        else:
            self.stdout.write("\n\n".join(diagram(model) for model in MOVES))

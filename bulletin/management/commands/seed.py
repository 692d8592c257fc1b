from django.core.management.base import BaseCommand

from bulletin.demo import seed
from bulletin.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = (
        "Write the demo: a fictional bulletin with four issues and one account per role. Does nothing the second time."
    )

    def handle(self, **options):
        if seed.is_there():
            self.stdout.write("The demo is there already.")
            return
        seed.seed(report=self.stdout.write)
        for person in PEOPLE:
            self.stdout.write(f"{person.role:14} {person.email:30} {PASSWORD}")

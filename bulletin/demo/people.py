"""The demo's accounts: one per role, invented, with a password everybody may know."""

from typing import NamedTuple

PASSWORD = "meridian-demo-2026"


class Person(NamedTuple):
    role: str
    email: str
    name: str
    is_staff: bool = False


PEOPLE = [
    Person("editor", "editor@demo.example", "Anya Kirsanova"),
    Person("reviewer", "reviewer@demo.example", "Mpho Pillay"),
    Person("publisher", "publisher@demo.example", "Rosa Prado"),
    Person("administrator", "administrator@demo.example", "Dev Anand Iyer", is_staff=True),
]

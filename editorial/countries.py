"""The office's list of countries, found by any of a country's names in English or Russian."""

import unicodedata

from .intake.countries import codes, folded
from .models import Article, Country
from .spelling import near


class Countries:
    """The list as one bulletin prints it; one query."""

    def __init__(self, language):
        self.language = language
        self.rows = list(Country.objects.all())

    def listed(self, name) -> str | None:
        """The name the bulletin prints for what is called `name`, or None if no country of the list is."""
        wanted = folded(name)
        found = next((row for row in self.rows if wanted in {folded(row.en), folded(row.ru)}), None)
        if found is None and (code := codes().get(wanted)):
            found = next((row for row in self.rows if row.code == code), None)
        return found.name_in(self.language) if found else None

    def near(self, name) -> list[str]:
        """The names the bulletin prints for those of the list that `name` may be a slip for."""
        found = [row for row in self._sorted() if any(_is_slip(name, each) for each in (row.en, row.ru))]
        return [row.name_in(self.language) for row in found]

    def offered(self, bulletin) -> list[tuple[str, str]]:
        """To choose from: those offered first, those this bulletin has printed, all others; with the other name."""
        used = Article.objects.filter(bulletin=bulletin).exclude(country="").order_by("country")
        names = {row.name_in(self.language): row.name_in(self._other) for row in self._sorted()}
        first = [row.name_in(self.language) for row in self._sorted() if row.is_frequent]
        printed = list(used.values_list("country", flat=True).distinct()[:300])
        return [(name, names.get(name, "")) for name in dict.fromkeys([*first, *printed, *names])]

    @property
    def _other(self):
        return "en" if self.language == "ru" else "ru"

    def _sorted(self):
        return sorted(self.rows, key=lambda row: folded(row.name_in(self.language)))


def _is_slip(name, listed):
    """A letter or two away, or but for its accents the same."""
    return near(folded(name), folded(listed)) or _bare(name) == _bare(listed)


def _bare(name):
    letters = unicodedata.normalize("NFKD", folded(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

"""Which bulletin a text belongs to, and a new one made after it."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from editorial.models import Bulletin, StandingSection
from editorial.models.bulletin import RESERVED
from editorial.workflow import NotPossible

from .headers import LABELS
from .parsed import ParsedIssue
from .reading import read_issue
from .rows import save_whole
from .sections import folded

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"
SPELLING = dict(zip(CYRILLIC, LATIN.split(","), strict=True))


class UnknownBulletin(NotPossible):
    """No bulletin of this title and language; one can be made."""


def find_bulletin(parsed: ParsedIssue) -> Bulletin | None:
    """The bulletin of this title, whatever its case and blanks, in this language."""
    same = Bulletin.objects.filter(language=parsed.language)
    return next((bulletin for bulletin in same if folded(bulletin.title) == folded(parsed.bulletin_title)), None)


def read_for(text: str, bulletin: Bulletin | None) -> ParsedIssue:
    """Read the text with what is known of its bulletin: standing sections, and whether titles are printed twice."""
    if bulletin is None:
        return read_issue(text)
    standing = bulletin.standing_sections.values_list("title", flat=True)
    return read_issue(text, known_sections=list(standing), parallel_titles=bool(bulletin.parallel_language) or None)


def new_bulletin(parsed: ParsedIssue, *, create: bool) -> Bulletin:
    """A bulletin with the text's sections as its standing ones; UnknownBulletin unless it may be made."""
    if not parsed.bulletin_title:
        raise UnknownBulletin(_("The text does not name its bulletin; say which one it is."))
    if not create:
        values = {"title": parsed.bulletin_title}
        raise UnknownBulletin(_("There is no bulletin “%(title)s” in this language.") % values)
    bulletin = Bulletin(
        slug=_free_slug(parsed),
        title=parsed.bulletin_title,
        tagline=parsed.tagline,
        language=parsed.language,
        parallel_language=_parallel_language(parsed),
        label=_label(parsed),
    )
    save_whole(bulletin)
    standing = {}
    for section in parsed.sections:
        standing.setdefault(folded(section.title), section)
    titled = [section for title, section in standing.items() if title]
    for position, section in enumerate(titled, start=1):
        save_whole(
            StandingSection(bulletin=bulletin, title=section.title, subtitle=section.subtitle, position=position)
        )
    return bulletin


def _free_slug(parsed):
    latin = "".join(SPELLING.get(letter, letter) for letter in parsed.bulletin_title.casefold())
    stem = slugify(latin)[:50].strip("-") or f"bulletin-{parsed.language}"
    taken = set(Bulletin.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(RESERVED)
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _parallel_language(parsed):
    if not any(article.parallel_title for article in parsed.articles):
        return ""
    return "en" if parsed.language == "ru" else "ru"


def _label(parsed):
    """The other language's usual label on an issue is that issue's slip, not the bulletin's label."""
    usual = LABELS[parsed.language]
    return usual if parsed.label in LABELS.values() else parsed.label

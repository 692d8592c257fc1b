"""From a parsed issue back to the bulletin's text."""

from .bodies import line_of
from .dates import month_name
from .parsed import ITEM, ParsedArticle, ParsedIssue, ParsedSection

WORDS = {"en": ("Keywords", "Source", "Author"), "ru": ("Ключевые слова", "Источник", "Автор")}


def write_issue(issue: ParsedIssue) -> str:
    """The bulletin's text format; reading it gives the issue again.

    That holds for every issue that was read from text. The format has no marks of its own, so in a body written
    elsewhere a first paragraph like `Source: …`, a last one that is a section's title, or a paragraph
    that is a whole article heading reads back as what it looks like; sub-headings not in capitals
    read back as paragraphs.
    """
    head = [issue.bulletin_title, issue.tagline and f"\n{issue.tagline}"]
    head += [f"{issue.label} {issue.number}.{issue.year}".strip(), _period(issue)]
    parts = ["\n".join(line for line in head if line)]
    for section in issue.sections:
        parts += _section(section, issue.language)
    return "\n\n".join(parts).strip("\n") + "\n"


def _period(issue):
    return f"{issue.date_from:%Y.%m.%d} — {issue.date_to:%Y.%m.%d}"


def _section(section: ParsedSection, language):
    """Two blank lines set a section off from the text before it; none part its titles from the first heading."""
    titles = [line for line in (section.title, section.subtitle) if line]
    articles = [_article(article, language) for article in section.articles]
    first = "\n".join([*titles, articles[0]] if articles else titles)
    return [f"\n{first}" if titles else first, *articles[1:]]


def _article(article: ParsedArticle, language):
    parts = ["\n".join([heading_line(article, language), *_details(article, language)])]
    previous = None
    for block in article.blocks:
        if previous == block.kind == ITEM:
            parts[-1] += f"\n{line_of(block)}"
        else:
            parts.append(line_of(block))
        previous = block.kind
    return "\n\n".join(parts)


def heading_line(article: ParsedArticle, language: str) -> str:
    """`Title (Parallel title) / Country, Month, Year`, as the bulletin's language has it."""
    title = f"{article.title} ({article.parallel_title})" if article.parallel_title else article.title
    month = month_name(article.month, language) if article.month else ""
    date = f"{month} {article.year or ''}" if language == "ru" else f"{month}, {article.year or ''}"
    return f"{title} / {article.country}, {date}".rstrip(" ,/")


def _details(article, language):
    keywords, source, author = WORDS.get(language, WORDS["en"])
    if article.keywords:
        yield f"{keywords}: {', '.join(article.keywords)}"
    if article.published_on:
        yield article.published_on.isoformat()
    for printed in article.sources:
        yield f"{source}: {printed}"
    if article.author:
        yield f"{author}: {article.author}"

"""Body lines: which are items of a list, captions, sub-headings, turns of an interview."""

import re
from collections import Counter

from .captions import caption_of, print_caption
from .countries import is_country
from .parsed import CAPTION, HEADING, ITEM, PARAGRAPH, Block

NUMBERED = re.compile(r"^(\d{1,3})[.)]\s+(\S.*)$", re.DOTALL)
BULLETED = re.compile(r"^[•‣▪●◦■□▫♦➢➤✓·*]\s*([^\s*·].*)$", re.DOTALL)
# A dash may as well open a turn of a dialogue: it makes an item only where the next or last line has one too.
DASHED = re.compile(r"^[-‐–−]\s+(\S.*)$", re.DOTALL)
LEAD = re.compile(r"^([^\W\d_][^:：]{0,48}?)\s{0,3}[:：](?!//)\s*(.*)$", re.DOTALL)
NAME = re.compile(r"^(?:[^\W\d_][\w.’'\-]*)(?: [^\W\d_][\w.’'\-]*){0,3}$")
ASKING = {
    "question", "q", "interviewer", "correspondent", "journalist", "reporter", "moderator", "host",
    "вопрос", "корреспондент", "корр", "журналист", "ведущий", "ведущая", "модератор", "интервьюер", "в",
}  # fmt: skip
ANSWERING = {"answer", "a", "ответ", "о", "interviewee"}
NOT_SPEAKERS = {
    "note", "notes", "source", "sources", "author", "authors", "keywords", "photo", "photos", "image", "video", "tel",
    "phone", "fax", "e-mail", "email", "address", "date", "time", "place", "venue", "deadline", "contact", "contacts",
    "website", "link", "read more", "see also", "related", "ps", "p.s.", "background", "reference", "update", "result",
    "примечание", "источник", "источники", "автор", "авторы", "фото", "видео", "тел", "телефон", "факс", "почта",
    "адрес", "дата", "время", "место", "контакты", "сайт", "ссылка", "читайте также", "справка", "итог", "важно",
    "ключевые слова",
}  # fmt: skip
LONGEST_HEADING = 160


def blocks_of_lines(texts: list[str]) -> list[Block]:
    """One block for each non-blank line; what a line is, its neighbours help to tell."""
    dashed = [bool(DASHED.match(text)) for text in texts]
    leads = _leads(texts)
    return [
        _block(text, dash and _in_run(dashed, at), leads.get(at, ""))
        for at, (text, dash) in enumerate(zip(texts, dashed, strict=True))
    ]


def line_of(block: Block) -> str:
    """The line a block is printed as."""
    if block.printed:
        return block.printed
    if block.kind == CAPTION:
        return print_caption(block)
    if block.kind == ITEM:
        return f"• {block.text}" if block.number is None else f"{block.number}. {block.text}"
    return f"{block.lead} {block.text}".strip() if block.lead else block.text


def is_capitals(text: str) -> bool:
    letters = [sign for sign in text[: LONGEST_HEADING + 1] if sign.isalpha()]
    return len(text) <= LONGEST_HEADING and len(letters) > 3 and all(letter.isupper() for letter in letters)


def _block(text, dashed, lead):
    if caption := caption_of(text):
        return caption
    if match := NUMBERED.match(text):
        return _printed(Block(ITEM, match[2], number=int(match[1])), text)
    if match := BULLETED.match(text) or (DASHED.match(text) if dashed else None):
        return _printed(Block(ITEM, match[1].strip()), text)
    if lead:
        return _printed(Block(PARAGRAPH, LEAD.match(text)[2].strip(), lead=f"{lead}:"), text)
    return Block(HEADING if is_capitals(text) else PARAGRAPH, text)


def _printed(block, text):
    same = line_of(block) == text
    return block if same else Block(block.kind, block.text, block.lead, block.number, printed=text)


def _in_run(dashed, at):
    return (at > 0 and dashed[at - 1]) or (at + 1 < len(dashed) and dashed[at + 1])


def _leads(texts):
    """Speakers by line: a known word, or a name that leads twice or answers a question."""
    found = {at: match[1].strip() for at, text in enumerate(texts) if (match := LEAD.match(text[:120]))}
    named = {at: name for at, name in found.items() if _is_name(name)}
    times = Counter(name.casefold() for name in named.values())
    leads, asked = {}, -2
    for at in sorted(found):
        word = found[at].casefold().rstrip(".")
        known = found[at][:1].isupper() and word in ASKING | ANSWERING
        if known or (at in named and (times[found[at].casefold()] > 1 or asked == at - 1)):
            leads[at] = found[at]
        if known and word in ASKING:
            asked = at
    return leads


def _is_name(text):
    if text.casefold() in NOT_SPEAKERS or is_country(text) or not NAME.match(text):
        return False
    words = text.split()
    particles = {"de", "da", "do", "dos", "von", "van", "der", "al", "bin", "ibn", "и", "and"}
    return words[0][0].isupper() and all(word[0].isupper() or word in particles for word in words)

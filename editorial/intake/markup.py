"""Between the lines of a parsed article and the HTML its body is kept in."""

import datetime
import re

from .building import parse
from .cleaning import clean_body
from .document import LISTS, Node, Run, plain, text_blocks, write
from .parsed import CAPTION, HEADING, ITEM, PARAGRAPH, Block, ParsedArticle, ParsedIssue, ParsedSection

LEAD = re.compile(r"^[^:\n]{1,60}:$")
BLANKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
LABELS = {"ru": "Выпуск"}


def body_of(blocks: list[Block]) -> tuple[str, list[dict]]:
    """A body's HTML, and its captions as illustrations without a picture: place, caption, credit."""
    nodes, captions = [], []
    last = None  # the block before, None after a caption: a list does not run on around a picture
    for block in blocks:
        if block.kind == CAPTION:
            captions.append({"place": len(nodes), "caption": block.text, "credit": block.credit})
            last = None
            continue
        if block.kind == ITEM:
            _add_item(nodes, block, last)
        else:
            nodes.append(_text_node(block))
        last = block
    return write(Node("body", children=nodes)), captions


def blocks_of(html: str, illustrations: list[dict] = ()) -> list[Block]:
    """The blocks of a body; captions stand where their pictures do. The inverse of `body_of`."""
    pictures = sorted(illustrations, key=lambda picture: picture["place"])
    blocks = []
    nodes = parse(clean_body(html)).children
    for at, node in enumerate(nodes):
        while pictures and pictures[0]["place"] <= at:
            blocks += _caption(pictures.pop(0))
        blocks += _blocks(node)
    return blocks + [block for picture in pictures for block in _caption(picture)]


def parsed_of(snapshot: dict) -> ParsedIssue:
    """The issue a snapshot holds, as if it had been read from the bulletin's text."""
    bulletin, issue = snapshot["bulletin"], snapshot["issue"]
    return ParsedIssue(
        bulletin_title=_line(bulletin["title"]),
        tagline=_line(bulletin["tagline"]),
        label=bulletin["label"] or LABELS.get(bulletin["language"], "Issue"),
        language=bulletin["language"],
        number=issue["number"],
        year=issue["year"],
        date_from=datetime.date.fromisoformat(issue["date_from"]),
        date_to=datetime.date.fromisoformat(issue["date_to"]),
        sections=[
            ParsedSection(
                _line(section["title"]), _line(section["subtitle"]), [_article(one) for one in section["articles"]]
            )
            for section in snapshot["sections"]
        ],
    )


def _article(article):
    day = article["published_on"]
    return ParsedArticle(
        title=_line(article["title"]),
        parallel_title=_line(article["parallel_title"]),
        country=_line(article["country"]),
        month=article["month"],
        year=article["year"],
        keywords=list(article["keywords"]),
        sources=[_line(source) for source in (article["source_name"], article["source_url"]) if source],
        published_on=datetime.date.fromisoformat(day) if day else None,
        author=_line(article["byline"]) or None,
        blocks=blocks_of(article["body"], article["illustrations"]),
    )


def _line(text):
    """One line of it; a no-break space stays one."""
    return BLANKS.sub(" ", text or "").strip()


def _text_node(block):
    if block.kind == HEADING:
        return Node(f"h{block.level}", children=[Run(block.text)])
    if not block.lead:
        return Node("p", children=[Run(block.text)])
    spoken = [Run(f" {block.text}")] if block.text else []
    return Node("p", children=[Run(block.lead, ("strong",)), *spoken])


def _add_item(nodes, block, last):
    item = Node("li", children=[Node("p", children=[Run(block.text)])])
    if last and last.kind == ITEM and _runs_on(last.number, block.number):
        nodes[-1].children.append(item)
    elif block.number is None:
        nodes.append(Node("ul", children=[item]))
    else:
        nodes.append(Node("ol", {} if block.number == 1 else {"start": str(block.number)}, [item]))


def _runs_on(last, number):
    return number is None if last is None else number == last + 1


def _caption(picture):
    text, credit = _line(picture["caption"]), _line(picture["credit"])
    return [Block(CAPTION, text, credit=credit)] if text or credit else []


def _blocks(node):
    if node.tag in LISTS:
        return _items(node)
    if node.tag == "table":
        return [_row(row) for row in _rows(node)]
    if node.tag in ("h2", "h3"):
        return [Block(HEADING, _line(plain(node)), level=int(node.tag[1]))]
    if node.tag == "p":
        return _paragraphs(node)
    return [block for child in node.children for block in _blocks(child)]


def _paragraphs(node):
    first, *rest = node.children
    if first.marks == ("strong",) and LEAD.match(first.text.strip()):
        said = "".join(run.text for run in rest).split("\n")
        return [Block(PARAGRAPH, _text(said[0]), lead=first.text.strip()), *_plain_lines(said[1:])]
    return _plain_lines(plain(node).split("\n"))


def _plain_lines(lines):
    return [Block(PARAGRAPH, text) for line in lines if (text := _text(line))]


def _text(line):
    return line.strip()


def _items(node):
    number = int(node.attributes.get("start", 1)) if node.tag == "ol" else None
    blocks = []
    for item in node.children:
        own = [child for child in item.children if child.tag == "p"]
        text = _line_of(own[:1])
        if text:
            blocks.append(Block(ITEM, text, number=number))
        blocks += [block for child in item.children if child not in own[:1] for block in _blocks(child)]
        number = None if number is None else number + 1
    return blocks


def _line_of(nodes):
    return " ".join(plain(node).replace("\n", " ") for node in nodes).strip()


def _rows(node):
    return [child for part in node.children for child in ([part] if part.tag == "tr" else part.children)]


def _row(row):
    cells = [" ".join(_line_of([block]) for block in text_blocks(cell)) for cell in row.children]
    return Block(PARAGRAPH, " | ".join(cells))

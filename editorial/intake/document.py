"""A body as a tree of blocks, and how it is written: the vocabulary of an article's text and no other."""

from dataclasses import dataclass, field
from html import escape

TEXT_BLOCKS = {"p", "h2", "h3"}
HEADINGS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LISTS = {"ul", "ol"}
CELLS = {"td", "th"}
TABLE_PARTS = {"table", "thead", "tbody", "tr"}
CONTAINERS = LISTS | CELLS | TABLE_PARTS | {"li", "blockquote", "tfoot"}
UNWRAPPED = {"li", "td", "th"}  # one paragraph in these is written without its tag


@dataclass
class Run:
    """Text with one set of marks; a line break is a run of its own, with the text '\\n'."""

    text: str
    marks: tuple = ()


@dataclass
class Node:
    tag: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)  # of Nodes, or of Runs in a text block
    implied: bool = False  # made for text that stood where none may


def write(node: Node, text=lambda block: inline(block.children)) -> str:
    """The tree's HTML; `text` writes what stands in a text block."""
    return "".join(_written(child, text) for child in node.children)


def plain(node: Node) -> str:
    """A text block's text, line breaks as newlines."""
    return "".join(run.text for run in node.children)


def text_blocks(node: Node):
    """Every text block under the node, in order."""
    for child in node.children:
        if child.tag in TEXT_BLOCKS:
            yield child
        else:
            yield from text_blocks(child)


def _written(node, text):
    if node.tag == "hr":
        return "<hr>"
    if node.tag in TEXT_BLOCKS:
        return f"<{node.tag}>{text(node)}</{node.tag}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    bare = node.tag in UNWRAPPED and sum(child.tag == "p" for child in node.children) == 1
    inner = (text(each) if bare and each.tag == "p" else _written(each, text) for each in node.children)
    return f"<{node.tag}{attributes}>{''.join(inner)}</{node.tag}>"


def inline(runs) -> str:
    """The HTML of one text block's runs, without the block."""
    out, opened = [], []
    for run in runs:
        marks = [] if run.text == "\n" else list(run.marks)
        same = 0
        while same < min(len(opened), len(marks)) and opened[same] == marks[same]:
            same += 1
        out += [_closing(mark) for mark in reversed(opened[same:])]
        out += [_opening(mark) for mark in marks[same:]]
        opened = marks
        out.append("<br>" if run.text == "\n" else escape(run.text, quote=False))
    return "".join(out + [_closing(mark) for mark in reversed(opened)])


def _opening(mark):
    return f'<a href="{escape(mark[1])}">' if isinstance(mark, tuple) else f"<{mark}>"


def _closing(mark):
    return f"</{mark[0] if isinstance(mark, tuple) else mark}>"

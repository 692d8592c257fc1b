"""What pages paint, and under which marks: a walk through content streams, forms included."""

import re
from typing import NamedTuple

TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*|[\[\]{}(]|%[^\r\n]*|[^\s()<>\[\]{}/%]+")
STRING = re.compile(rb"\\.|[()]", re.DOTALL)
INLINE_END = re.compile(rb"\sEI(?=\s|$)")
SHOWING = {b"Tj", b"TJ", b"'", b'"'}
PAINTING = SHOWING | {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"}
OPENING = {b"BMC", b"BDC"}
PAIRS = {b"Q": b"q", b"ET": b"BT"}


class Frame(NamedTuple):
    """An open mark: a tag's, an artifact's, or neither's (a span)."""

    is_artifact: bool
    mark: int | None


class Content:
    """What one stream does: `marks` on it, codes `shown` in each font, faults. `key`, `parents`: its ties to tags."""

    def __init__(self, name, key, parents, resources):
        self.name, self.key, self.parents, self.resources = name, key, parents, resources
        self.marks, self.faults, self.shown, self.forms = set(), [], {}, []

    def walk(self, data: bytes, outside=()):
        """Read the stream; `outside` are the marks that are open where it is drawn."""
        self.frames, self.pairs, self.font = list(outside), [], None
        operands = []
        for token in tokens(data):
            if _is_operator(token):
                self._operate(token, operands, len(outside))
                operands = []
            else:
                operands.append(token)
        if len(self.frames) > len(outside) or self.pairs:
            self.faults.append(f"Something opened is never closed on {self.name}")

    def _operate(self, operator, operands, outside):
        if operator in OPENING:
            self.frames.append(self._frame(operands, self.frames))
        elif operator == b"EMC" and len(self.frames) > outside:
            self.frames.pop()
        elif operator in PAIRS.values():
            self.pairs.append(operator)
        elif operator == b"EMC" or (operator in PAIRS and (not self.pairs or self.pairs.pop() != PAIRS[operator])):
            self.faults.append(f"{operator.decode()} closes nothing on {self.name}")
        elif operator == b"Tf":
            self.font = operands[-2][1:].decode()
        elif operator == b"Do":
            self._draw(operands[-1][1:].decode(), self.frames)
        elif operator in PAINTING:
            self._needs_mark(operator, self.frames)
        if operator in SHOWING:
            strings = [each for each in operands if each[:1] in b"<(" and each != b"<<"]
            self.shown.setdefault(self.font, []).extend(strings)

    def _frame(self, operands, frames):
        mark = self._mark(operands[1:])
        artifact = operands[0] == b"/Artifact"
        if mark is not None:
            if mark in self.marks:
                self.faults.append(f"Mark {mark} is used twice on {self.name}")
            self.marks.add(mark)
        if (mark is not None or artifact) and any(each.mark is not None or each.is_artifact for each in frames):
            self.faults.append(f"Mark {mark if mark is not None else 'Artifact'} stands in another on {self.name}")
        return Frame(artifact, mark)

    def _mark(self, properties):
        if properties[:1] == [b"<<"]:
            return int(properties[properties.index(b"/MCID") + 1]) if b"/MCID" in properties else None
        if properties:
            named = self.resources.get("/Properties", {}).get(properties[0].decode(), {})
            return named.get_object().get("/MCID")
        return None

    def _draw(self, name, frames):
        drawn = self.resources.get("/XObject", {}).get(f"/{name}")
        if drawn is None:
            self.faults.append(f"{self.name} draws {name}, which is not there")
        elif drawn.get_object()["/Subtype"] == "/Form":
            self.forms.append((drawn, tuple(frames)))
        else:
            self._needs_mark(b"Do", frames)

    def _needs_mark(self, operator, frames):
        if not any(each.mark is not None or each.is_artifact for each in frames):
            self.faults.append(f"{operator.decode()} on {self.name} paints what is neither tagged nor an artifact")


def contents(reader) -> list[Content]:
    """Every page, and every form where it is drawn."""
    found = []
    for number, page in enumerate(reader.pages, start=1):
        stream = page.get_contents()
        content = Content(f"page {number}", page.indirect_reference.idnum, page.get("/StructParents"), _resources(page))
        content.walk(b"" if stream is None else stream.get_data())
        found += [content, *_forms(content)]
    return found


def _forms(content):
    for drawn, frames in content.forms:
        form = drawn.get_object()
        number = form.indirect_reference.idnum
        name = f"form {number} of {content.name}"
        inner = Content(name, number, form.get("/StructParents"), _resources(form) or content.resources)
        inner.walk(form.get_data(), frames)
        yield inner
        yield from _forms(inner)


def _resources(holder):
    resources = holder.get("/Resources", {}).get_object() if "/Resources" in holder else {}
    return {name: value.get_object() for name, value in resources.items()}


def tokens(data: bytes):
    """Operands and operators in order; a literal string is one token."""
    at = 0
    while found := TOKEN.search(data, at):
        token, at = found[0], found.end()
        if token == b"(":
            at = _string_end(data, at)
            token = data[found.start() : at]
        elif token == b"ID":
            end = INLINE_END.search(data, at)
            at, token = (end.end() if end else len(data)), b"EI"
        if token[:1] != b"%":
            yield token


def _string_end(data, at):
    depth = 1
    while depth and (found := STRING.search(data, at)):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        at = found.end()
    return at


def _is_operator(token):
    first = token[:1]
    return (first.isalpha() or first in b"'\"") and token not in (b"true", b"false", b"null")

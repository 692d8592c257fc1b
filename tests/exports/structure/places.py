"""Where outlines, names and links lead, and that links are tagged."""

from pypdf.generic import ArrayObject, IndirectObject


def place_faults(reader, tree):
    pages = {page.indirect_reference.idnum for page in reader.pages}
    names = dict(_names(reader.root_object.get("/Names", {}).get("/Dests", {})))
    if list(names) != sorted(names):
        yield "The names of destinations are not sorted"
    for name, place in names.items():
        if not _is_place(place, pages):
            yield f"The destination {name!r} is on no page"
    yield from _outline_faults(reader.root_object.get("/Outlines"), pages, names)
    for number, page in enumerate(reader.pages, start=1):
        for note in page.get("/Annots", []):
            yield from _note_faults(f"page {number}", note, tree, pages, names)


def _names(node):
    entries = node.get("/Names", [])
    for name, value in zip(entries[::2], entries[1::2], strict=True):
        place = value.get_object()
        yield str(name), place["/D"] if hasattr(place, "get") else place
    for kid in node.get("/Kids", []):
        yield from _names(kid.get_object())


def _is_place(place, pages, names=()):
    if isinstance(place, ArrayObject):
        return bool(place) and isinstance(place[0], IndirectObject) and place[0].idnum in pages
    return str(place) in names


def _outline_faults(outlines, pages, names):
    """Every item once, with a title and a place, hung as its neighbours say."""
    if outlines is None:
        yield "There are no outlines"
        return
    seen, waiting = set(), [outlines]
    while waiting:
        holder = waiting.pop()
        before, item = None, holder.get("/First")
        while item is not None:
            number = item.indirect_reference.idnum
            title = item.get("/Title", "")
            if number in seen:
                yield f"The outline {title!r} is met twice"
                return
            seen.add(number)
            if not str(title).strip():
                yield "An outline has no title"
            place = item.get("/Dest") or item.get("/A", {}).get("/D")
            if not _is_place(place, pages, names):
                yield f"The outline {title!r} leads to no page"
            if item.get("/Parent") != holder or item.get("/Prev") != before:
                yield f"The outline {title!r} hangs on something else than its neighbours say"
            waiting.append(item)
            before, item = item, item.get("/Next")
        if before is not None and holder.get("/Last") != before:
            yield "An outline's last item is another"


def _note_faults(page, note, tree, pages, names):
    annotation = note.get_object()
    kind = str(annotation["/Subtype"])[1:]
    if not str(annotation.get("/Contents", "")).strip():
        yield f"A {kind} on {page} has no text"
    owners = tree.objects.get(getattr(note, "idnum", None), [])
    wanted = "Link" if kind == "Link" else "Annot"
    if [owner.kind for owner in owners] != [wanted]:
        yield f"A {kind} on {page} has the tags {[owner.kind for owner in owners]}"
    else:
        listed = tree.parents.get(annotation.get("/StructParent"))
        if getattr(listed, "idnum", None) != owners[0].number:
            yield f"A {kind} on {page} has another tag in the parent tree"
    action = annotation.get("/A", {})
    if "/Dest" in annotation or action.get("/S") == "/GoTo":
        if not _is_place(annotation.get("/Dest") or action.get("/D"), pages, names):
            yield f"A link on {page} leads to {annotation.get('/Dest') or action.get('/D')!r}, which is nowhere"
    elif kind == "Link" and not action.get("/URI"):
        yield f"A link on {page} leads nowhere"

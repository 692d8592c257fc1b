"""A pasted block is taken back in one act: every row becomes what it was, but for those that somebody changed since."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import grid, holding
from .bulk import Outcome, each
from .models import Article, PastedBlock, Record
from .workflow import NotPossible

LONG = datetime.timedelta(days=1)  # after that it is history, of which each article keeps its own


def keep(issue, changes, *, by) -> PastedBlock:
    """Remember what was pasted; `changes` are the articles, each with [before, after] by column."""
    cells = {str(article.pk): pairs for article, pairs in changes}
    block = PastedBlock.objects.create(issue=issue, by=by, cells=cells)
    Record.objects.write(issue, "paste cells", by=by, note=_said(len(cells)))
    return block


def latest(issue) -> PastedBlock | None:
    """The last block that can be taken back."""
    blocks = issue.pasted_blocks.filter(taken_back_at=None, at__gt=timezone.now() - LONG)
    return blocks.select_related("by").first()


@transaction.atomic
def take_back(issue, pk, *, by) -> Outcome:
    """Undo what the block changed, row by row. NotPossible if it is not the last one any more."""
    block = latest(issue)
    holding.hold_articles(map(int, block.cells) if block else ())
    if not block or str(block.pk) != str(pk) or not _claimed(block):
        raise NotPossible(_("This paste was taken back already, or something was pasted after it."))
    articles = Article.objects.filter(pk__in=block.cells).select_related("section__issue").order_by("pk")
    outcome = each(articles, lambda article: _restore(article, block.cells[str(article.pk)], by))
    if outcome.done:
        Record.objects.write(issue, "take paste back", by=by, note=_said(len(outcome.done)))
    else:
        PastedBlock.objects.filter(pk=block.pk).update(taken_back_at=None)
    return outcome


def _claimed(block):
    """Of two people only one takes it back."""
    return PastedBlock.objects.filter(pk=block.pk, taken_back_at=None).update(taken_back_at=timezone.now())


def _restore(article, pairs, by):
    before, after = ({column: pair[place] for column, pair in pairs.items()} for place in (0, 1))
    try:
        grid.change(article, before, by=by, seen=after, asks_back=False)
    except grid.Clash as clash:
        raise NotPossible(_since(clash)) from None


def _since(clash):
    columns = ", ".join(str(grid.COLUMNS[column]) for column in clash.theirs)
    return _("%(name)s changed it since: %(columns)s") % {"name": clash.name, "columns": columns}


def _said(count):
    return ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}

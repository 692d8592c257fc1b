"""Those who act, persons with an account and others by a name alone, and the words for what they did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ACTORS = {"mill": _("mill"), "clock": _("clock"), "command line": _("command line")}


DONE = {
    "submit": _("submitted it"),
    "recall": _("took it back"),
    "approve": _("approved it"),
    "return": _("returned it"),
    "undo": _("took the answer back"),
    "amend": _("changed it after its approval"),
    "reinstate": _("brought back the text that was approved"),
    "claim": _("took it to review"),
    "let go": _("left it for others to review"),
    "spike": _("spiked it"),
    "revive": _("revived it"),
    "create": _("wrote it"),
    "place": _("placed it"),
    "import": _("took it in"),
    "plan": _("planned it"),
    "publish": _("published it"),
    "schedule": _("scheduled it"),
    "unschedule": _("took it off the schedule"),
    "stop": _("stopped the publishing"),
    "release": _("published it at the hour set"),
    "keep back": _("could not publish it at the hour set"),
    "complete": _("made all its formats"),
    "fail": _("could not make its formats"),
    "correct": _("opened it for correction"),
    "withdraw": _("withdrew it"),
    "order sections": _("put the sections in order"),
    "add section": _("added a section"),
    "rename section": _("renamed a section"),
    "proof": _("asked for a proof"),
    "remove section": _("removed a section"),
    "set deadline": _("set its deadline"),
    "settle": _("changed its deadline or pages"),
    "replace": _("replaced it by a new import"),
    "rename keyword": _("renamed the keyword"),
    "merge keywords": _("merged keywords"),
    "remove keyword": _("removed a keyword"),
    "distinguish keywords": _("told two keywords apart"),
    "assign editor": _("gave it to an editor"),
    "assign reviewer": _("asked a reviewer for it"),
    "paste cells": _("pasted cells from a spreadsheet"),
    "take paste back": _("took back the pasted cells"),
    "roll over": _("moved articles to another issue"),
    "keep version": _("kept a version of it"),
    "name version": _("named a version of it"),
    "send again": _("sent a letter again"),
    "invite": _("asked somebody outside about it"),
    "withdraw invitation": _("withdrew what was asked outside"),
    "restore": _("restored an earlier text of it"),
    "remark": _("wrote a remark"),
    "answer remark": _("answered a remark"),
    "resolve remark": _("resolved a remark"),
    "reopen remark": _("reopened a remark"),
}


def person(by):
    """The User among those who act; None for a part of the machine, and for somebody without an account."""
    return by if isinstance(by, models.Model) else None


def actor(name):
    """A person's name as it is, a part of the machine in the reader's language."""
    return ACTORS.get(name, name)


def done(verb):
    """What a record's verb says in a sentence; one that is written no more stands for itself."""
    return DONE.get(verb, verb)

"""Who is let in where: one line for every address of the site. A new address needs a line; see `Line`."""

from typing import NamedTuple

DESK = {"editor", "colleague", "reviewer", "publisher", "administrator"}
WRITERS = {"editor", "colleague", "publisher"}
ASSEMBLERS = WRITERS
CURATORS = WRITERS
WORKERS = DESK - {"administrator"}
REVIEWERS = {"reviewer"}
PUBLISHERS = {"publisher"}
SIGNED_IN = DESK | {"nobody"}
EVERYBODY = SIGNED_IN | {"stranger"}
NOBODY = set()
NO = None  # this method is not for this address: 405

# What is in an issue of these states can be read and not changed.
FROZEN = {"scheduled", "publishing", "published", "withdrawn"}


class Line(NamedTuple):
    """Who is let in by GET and by POST (a set of roles, or NO); whoever is not is turned away without a trace.

    `of` names what the address is asked about, a key of the office's `things` (none: a list or a form by itself). Each
    of those is asked about in turn, with `query` in the address and with `sent` posted; the query may name
    `{bulletin}`, and what the thing has as `more` is posted too.
    Who is not let in gets: a stranger the door; one without a role 404, or 403 where there is no thing or the
    address says so before it looks for one (`is_desk`); one with another role 403, or 404 if it `is_own`, that is,
    somebody's alone. Everybody gets 404 if it `is_hidden`. In the states of `closed` even those who are let in get 403.
    What no reader may see it `shows` even to a stranger only where a link is the right to it.
    Where an address answers more people than it acts for, these are the `writers`: nothing is written for another.
    """

    get: set | None = NO
    post: set | None = NO
    of: str = ""
    closed: set = frozenset()
    sent: dict = {}
    query: str = ""
    is_desk: bool = False
    is_own: bool = False
    is_hidden: bool = False
    shows: bool = False
    writers: set | None = None


def page(who=DESK, of="", **more):
    return Line(get=who, of=of, **more)


def form(who, of="", **more):
    return Line(get=who, post=who, of=of, **more)


def act(who, of="", **more):
    return Line(post=who, of=of, **more)


NOTE = {"note": "Because it must be."}

TABLE = {
    # The door.
    "healthz": page(EVERYBODY),
    "styleguide": page(NOBODY, is_hidden=True),  # but for those who build the site
    "desk:sign-in": form(EVERYBODY),
    "desk:sign-out": act(EVERYBODY),
    "desk:language": act(EVERYBODY, sent={"language": "ru"}),
    "desk:password": form(SIGNED_IN),
    # Lists.
    # A key is the address's name, with an argument after it if it takes a word, or with a #remark if there are two.
    "desk:home": page(),
    "desk:articles": page(),
    "desk:review": page(),
    "desk:review #of one": page(of="article", is_desk=True),
    "desk:review-state": page(),
    "desk:approve-selected": act(DESK, of="marked", is_desk=True, writers=REVIEWERS),
    "desk:answer-review": act(DESK, of="article", is_desk=True, sent={"verb": "approve"}, writers=REVIEWERS),
    "desk:hand-on": act(DESK, of="article", is_desk=True, writers=NOBODY),  # to nobody in particular
    "desk:records": page(),
    "desk:search": page(query="q=unseen"),
    "desk:save-filter": act(DESK, sent={"name": "Mine", "list": "articles", "query": "q=ports"}),
    "desk:delete-filter": act({"editor"}, of="filter", is_own=True, is_desk=True),
    "desk:notifications": page(),
    "desk:read-notifications": act(DESK),
    "desk:mail-choices": form(DESK),
    "mail:stop": form(EVERYBODY, of="mail link"),
    # Issues.
    "desk:plan-issue": act(ASSEMBLERS),
    "desk:issue": page(of="issue"),
    "desk:issue-state": page(of="issue"),
    "desk:issue-story": page(of="issue"),
    "desk:issue-story-file": page(of="issue"),
    "desk:issue-settings": form(ASSEMBLERS, of="issue"),
    "desk:grid": Line(get=DESK, post=WRITERS, of="issue"),
    "desk:grid-cell": act(WRITERS, of="row", sent={"column": "title", "value": "Typed", "seen": "?"}),
    "desk:grid-paste": act(WRITERS, of="issue"),
    "desk:grid-take-back": act(WRITERS, of="issue"),
    "desk:bulk": act(ASSEMBLERS, of="issue"),
    "desk:roll-over": form(ASSEMBLERS, of="issue"),
    "desk:publish": form(PUBLISHERS, of="issue"),
    "desk:schedule": form(PUBLISHERS, of="issue"),
    "desk:unschedule": act(PUBLISHERS, of="issue"),
    "desk:stop": act(PUBLISHERS, of="issue"),
    "desk:correct": act(PUBLISHERS, of="issue"),
    "desk:withdraw": form(PUBLISHERS, of="issue", sent=NOTE),
    "desk:add-section": form(ASSEMBLERS, of="issue", sent={"title": "New section"}),
    "desk:edit-section": form(ASSEMBLERS, of="section", sent={"title": "Another title"}),
    "desk:move-section": act(ASSEMBLERS, of="section", sent={"direction": "up"}),
    "desk:remove-section": form(ASSEMBLERS, of="section"),
    "mill:panel": page(of="issue"),
    "mill:proof": act(WORKERS, of="issue"),
    "mill:proof-status": page(of="issue"),
    "mill:proof-file": page(of="proof"),
    "mill:sign-off": page(of="edition"),
    "mill:sign-off-pdf": page(of="edition"),
    "desk:ask-about-issue": form(PUBLISHERS, of="issue"),
    # Articles.
    "desk:new-article": form(WRITERS),
    "desk:intake": form(WRITERS),
    "desk:article": page(of="article"),
    "desk:edit-article": form(WRITERS, of="article"),
    "desk:place-article": act(ASSEMBLERS, of="article", sent={"section": ""}),
    "desk:remarks": Line(get=DESK, post=WORKERS, of="article", sent={"text": "Why?"}),
    "desk:resolve-remark": act(WORKERS - {"colleague"}, of="remark"),  # of an article of the editor's
    "desk:reopen-remark": act(WORKERS - {"colleague"}, of="remark"),
    "desk:complete-people": page(query="q=e"),
    "desk:set-deadline": act(ASSEMBLERS, of="article", sent={"due_at": "2026-12-01T09:00"}),
    "desk:assign-reviewer": act(ASSEMBLERS, of="article"),
    "desk:article-story": page(of="article"),
    "desk:article-story-file": page(of="article"),
    "desk:versions": page(of="article"),
    "desk:keep-version": act(WRITERS, of="article", sent={"name": "A name"}),
    "desk:name-version": act(WRITERS, of="version", sent={"name": "Another"}),
    "desk:compare": page(of="article"),
    "desk:restore": form(WRITERS, of="article", sent={"revision": "1"}),
    "desk:earlier-picture": page(of="picture of an article"),
    "desk:picture": page(of="picture"),
    "desk:keep-picture": act(WRITERS),
    "desk:kept-picture": page(of="kept picture", is_desk=True),
    "desk:keep-new-copy": act(WRITERS, query="bulletin={bulletin}"),
    "desk:discard-new-copy": act(WRITERS, query="bulletin={bulletin}"),
    "desk:keep-copy": act(WRITERS, of="article", sent={"title": "Typed"}),
    "desk:discard-copy": act(WRITERS, of="article"),
    "desk:be-present": act(WRITERS, of="article"),
    "desk:move-article submit": act({"editor"}, of="article"),
    "desk:move-article recall": act({"editor"}, of="article"),
    "desk:move-article approve": act(REVIEWERS, of="article"),
    "desk:move-article return": act(REVIEWERS, of="article", sent=NOTE),
    "desk:move-article undo": act(NOBODY, of="article"),  # but the giver, for ten seconds
    "desk:move-article spike": act(WRITERS, of="article"),
    "desk:move-article revive": act(WRITERS, of="article"),
    "desk:ask-about-article": form(PUBLISHERS, of="article"),
    "desk:withdraw-invitation": act(PUBLISHERS, of="invitation"),
    "desk:ask-again": act(PUBLISHERS, of="invitation"),
    # Whoever has the link: for its one text.
    "answer:door": page(EVERYBODY, of="answer link"),
    "answer:page": form(EVERYBODY, of="opened answer link", shows=True),
    "answer:picture": page(EVERYBODY, of="picture of the answer link", shows=True),
    "mill:preview": act(WRITERS, of="article", closed=FROZEN),
    "mill:new-preview": act(WRITERS, query="bulletin={bulletin}"),
    # Keywords.
    "desk:keywords": page(),
    "desk:complete-keywords": page(),
    "desk:check-keywords": page(),
    "desk:keyword-twins": page(),
    "desk:distinguish-keywords": act(CURATORS),
    "desk:merge-keywords": form(CURATORS),
    "desk:keyword": page(of="keyword", is_desk=True),
    "desk:rename-keyword": form(CURATORS, of="keyword", sent={"name": "renamed"}, is_desk=True),
    "desk:remove-keyword": act(CURATORS, of="keyword", is_desk=True),
    # Readers.
    "bulletin:home": page(EVERYBODY),
    "bulletin:archive": page(EVERYBODY, of="bulletin"),
    "bulletin:accent": page(EVERYBODY, of="bulletin"),
    "bulletin:latest": page(EVERYBODY, of="bulletin"),
    "bulletin:keywords": page(EVERYBODY, of="bulletin"),
    "bulletin:keyword": page(EVERYBODY, of="printed keyword"),
    "bulletin:archive-year": page(EVERYBODY, of="year"),
}
# Readers' addresses of one issue: what anybody gets, whatever their role, by the state of the issue.
READERS = {"bulletin:issue": "issue", "bulletin:article": "article", "bulletin:picture": "picture"}
READERS["bulletin:download"] = "file"
READ = {
    "planned": 404, "scheduled": 404, "publishing": 404, "published": 200, "correcting": 200, "withdrawn": 410,
}  # fmt: skip

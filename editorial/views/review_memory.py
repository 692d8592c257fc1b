"""What the review screen remembers of one sitting: what was put off, and remarks that were typed but not sent."""

SKIPPED, UNSENT = "review_skipped", "review_unsent"


def skipped(request) -> list[int]:
    return request.session.get(SKIPPED, [])


def skip(request, pk):
    request.session[SKIPPED] = [other for other in skipped(request) if other != pk] + [pk]


def unsent(request, pk) -> str:
    return request.session.get(UNSENT, {}).get(str(pk), "")


def keep_unsent(request, pk, note):
    request.session[UNSENT] = {**request.session.get(UNSENT, {}), str(pk): note}


def forget(request, pk):
    """It is answered: neither put off nor half said."""
    if pk in skipped(request):
        request.session[SKIPPED] = [other for other in skipped(request) if other != pk]
    if unsent(request, pk):
        request.session[UNSENT] = {key: note for key, note in request.session[UNSENT].items() if key != str(pk)}

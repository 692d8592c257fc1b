"""What a POST of a screen with a script is answered: a sentence as JSON where that is asked for, else a page."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect


def wants_json(request):
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def done(request, where, message=""):
    """It is done: the way back, or the sentence that says what was done."""
    if wants_json(request):
        return JsonResponse({"message": str(message)})
    if message:
        messages.success(request, str(message))
    return redirect(where)


def refused(request, where, reason):
    """It is not done, nothing has changed, and this is why."""
    if wants_json(request):
        return JsonResponse({"message": str(reason)}, status=409)
    messages.error(request, str(reason))
    return redirect(where)


def wrong(form):
    """A form's errors as one answer in JSON."""
    return JsonResponse({"message": " ".join(errors_of(form))}, status=422)


def errors_of(form) -> list[str]:
    """All that is wrong with it, field by field."""
    return [str(error) for errors in form.errors.values() for error in errors]

"""What somebody who is signed in was shown is theirs, and what they typed is not lost when they no longer are."""

from .views import unsent


class PrivatePages:
    """No browser and no proxy keeps a page of theirs, unless its view says what may be kept: who goes back after they
    signed out is asked to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if unsent.is_turned_away(request, response):
            return unsent.show(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

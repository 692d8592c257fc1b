"""The mill's addresses alone, so that its tests need nobody else's pages."""

from django.http import HttpResponse
from django.urls import include, path

desk = ([path("sign-in/", HttpResponse, name="sign-in")], "desk")
urlpatterns = [
    path("", include(desk)),
    path("desk/mill/", include("exports.urls")),
]

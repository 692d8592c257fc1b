from django.contrib import admin
from django.urls import include, path

from editorial.views.styleguide import styleguide

from .health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("desk/mill/", include("exports.urls")),
    path("desk/", include("editorial.urls")),
    path("mail/", include("editorial.mail_urls")),
    path("answer/", include("editorial.answer_urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("bulletin.public_urls")),
]

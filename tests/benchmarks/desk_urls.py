"""The site, and the articles of one issue in Django's own administration to measure the plan against."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import include, path

from editorial.models import Article


class Articles(ModelAdmin):
    """What a list shows of the articles without more: of the one issue here that has a target of pages."""

    list_display = ["title", "parallel_title", "country", "month", "year", "status", "editor", "reviewer", "section"]
    list_select_related = ["editor", "reviewer", "section__issue"]
    list_per_page = 100

    def get_queryset(self, request):
        issue = {"bulletin__slug": "plan-60", "section__issue__target_pages": 36}
        return super().get_queryset(request).filter(**issue)


class EditableArticles(Articles):
    """As on the plan, each can be placed in another section and given to a reviewer where it stands."""

    list_editable = ["section", "reviewer"]


lists, editable = AdminSite(), AdminSite(name="editable")
lists.register(Article, Articles)
editable.register(Article, EditableArticles)
urlpatterns = [
    path("admin/", lists.urls),
    path("editable/", editable.urls),
    path("", include("bulletin.urls")),
]

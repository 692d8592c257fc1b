"""The readers' addresses. They begin with a bulletin's own word, so they stand after all others."""

from django.urls import path

from . import addresses  # noqa: F401 - registers the parts below
from .views import files, issues, keywords, shelves

app_name = "bulletin"
WEEK = "<slug:slug>/<count:year>/<count:number>/"

urlpatterns = [
    path("", shelves.home, name="home"),
    path("<slug:slug>/", shelves.archive, name="archive"),
    path("<slug:slug>/accent.css", files.accent, name="accent"),
    path("<slug:slug>/latest/", shelves.latest, name="latest"),
    path("<slug:slug>/keywords/", keywords.keywords, name="keywords"),
    path("<slug:slug>/keywords/<word:word>/", keywords.keyword, name="keyword"),
    path("<slug:slug>/<count:year>/", shelves.archive, name="archive-year"),
    path(WEEK, issues.issue, name="issue"),
    path(WEEK + "<slug:anchor>/", issues.article, name="article"),
    path(WEEK + "pictures/<file:name>", files.picture, name="picture"),
    path(WEEK + "<file:name>", files.download, name="download"),
]

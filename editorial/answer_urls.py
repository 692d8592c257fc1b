"""The addresses of those who answer without an account; whoever has the link has what it is for, and nothing else."""

from django.urls import path

from .views import answering

app_name = "answer"

urlpatterns = [
    path("<str:token>/", answering.page, name="page"),
    path("<str:token>/pictures/<int:pk>/", answering.picture, name="picture"),
]

"""The addresses of those who answer without an account; whoever has the link has what it is for, and nothing else.

The link of the letter only opens the door: from there on the browser keeps its secret, and no address names it.
"""

from django.urls import path

from .views import answering

app_name = "answer"

urlpatterns = [
    path("<int:pk>/", answering.page, name="page"),
    path("<int:pk>/pictures/<int:number>/", answering.picture, name="picture"),
    path("<str:token>/", answering.door, name="door"),
]

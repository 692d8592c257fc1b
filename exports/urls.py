from django.urls import path

from . import views

app_name = "mill"
urlpatterns = [
    path("issues/<int:pk>/panel/", views.panel, name="panel"),
]

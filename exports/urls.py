from django.urls import path

from . import views

app_name = "mill"
urlpatterns = [
    path("issues/<int:pk>/panel/", views.panel, name="panel"),
    path("issues/<int:pk>/proof/", views.proof, name="proof"),
    path("issues/<int:pk>/proof/status/", views.proof_status, name="proof-status"),
    path("issues/<int:pk>/proof/file/", views.proof_file, name="proof-file"),
    path("editions/<int:pk>/sign-off/", views.sign_off, name="sign-off"),
    path("editions/<int:pk>/sign-off.pdf", views.sign_off_pdf, name="sign-off-pdf"),
    path("articles/<int:pk>/preview/", views.preview, name="preview"),
    path("preview/", views.new_preview, name="new-preview"),
]

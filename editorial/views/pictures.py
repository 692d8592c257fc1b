"""Pictures on their way into an article: sent once, kept by content, seen by those who work here."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import picture_memory
from editorial.models import Picture
from editorial.models.bulletin import Paper
from editorial.permissions import may_write
from editorial.pictures import PictureError
from editorial.placement import placed

from .access import for_desk, require


@require_POST
@login_required
def keep_picture(request):
    """Check and keep the picture, and say what is known of it; a refusal is a sentence with status 422."""
    require(may_write(request.user))
    if not (upload := request.FILES.get("file")):
        return _refused(_("No file arrived."))
    try:
        picture = picture_memory.take_in(upload, by=request.user)
    except PictureError as error:
        return _refused(str(error))
    return JsonResponse(_told(picture, request))


@require_safe
@for_desk
def kept_picture(request, sha256):
    """A kept picture, in an article or not yet; its address is its content's hash, so it may be kept for ever."""
    return forever(get_object_or_404(Picture, sha256=sha256).file.open())


def forever(file):
    """A file whose address never stands for another; kept by the browser of whoever was let in, and by nobody else."""
    response = FileResponse(file)
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _refused(sentence):
    return JsonResponse({"error": sentence}, status=422)


def _told(picture, request):
    paper = request.GET.get("paper", "")
    size = placed(picture.width, picture.height, paper if paper in Paper.values else Paper.A4)
    used = picture_memory.uses(picture.sha256, request.user)
    return {
        "sha256": picture.sha256,
        "url": reverse("desk:kept-picture", args=[picture.sha256]),
        "width": picture.width,
        "height": picture.height,
        "placed": str(size),
        "is_coarse": size.is_coarse,
        "known": {"credit": picture.credit, "alt": picture.alt, "used": used},
    }

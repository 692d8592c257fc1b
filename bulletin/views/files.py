from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from bulletin import reading
from bulletin.accent import accent_sheet, sheet_version
from exports import downloads

from .doors import about_bulletin, edition_or_404

PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}


@about_bulletin
def download(request, bulletin, year, number, name):
    """A file of this edition, or of one that a correction replaced: both keep their names."""
    file = reading.file_named(edition_or_404(bulletin, year, number, texts=False).issue, name)
    if file is None:
        raise Http404
    made = file.rendition
    response = downloads.send(
        request,
        made.file.name,
        name=file.name,
        content_type=file.content_type,
        etag=str(made.public_id),
        modified=made.ready_at,
    )
    response.headers.setdefault("Content-Language", bulletin.language)
    return response


@about_bulletin
def picture(request, bulletin, year, number, name):
    """A picture that stands in the edition; what only drafts have is not found, whatever its address."""
    edition = edition_or_404(bulletin, year, number, texts=False)
    digest, _dot, extension = name.partition(".")
    found = reading.picture_in(edition, digest)
    if found is None or extension not in PICTURES or not found["file"].lower().endswith(f".{extension}"):
        raise Http404
    return downloads.send(
        request,
        found["file"],
        name=f"{bulletin.slug}-{edition.issue.label}-{name}",
        content_type=PICTURES[extension],
        etag=found["sha256"],
    )


@about_bulletin
def accent(request, bulletin):
    """The bulletin's colour. With its version in the address it can be kept for ever, else it is asked for again."""
    sheet = accent_sheet(bulletin)
    version = sheet_version(sheet)
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response["ETag"] = quote_etag(version)
    response["Cache-Control"] = downloads.FOREVER if request.GET.get("v") == version else "no-cache"
    return get_conditional_response(request, response["ETag"], None, response)

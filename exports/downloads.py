"""Sending a file that the caller has already decided the reader may have."""

import hashlib
import logging
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag

from .ranges import Part, Unsatisfiable, wanted_range

logger = logging.getLogger(__name__)

FOREVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-cache"  # nobody else's, and asked for again each time
# A file that strangers wrote parts of may do nothing here but be looked at. A browser's own PDF viewer is
# a plug-in to it, which a sandbox would forbid.
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
POLICIES = {"application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"}


def send(request, stored: str, *, name: str, content_type: str, etag: str, modified=None, keep=FOREVER):
    """The stored file under `name`, whole or the range asked for. Ask for the right before calling this.

    `etag` names this version of the file for ever: the file of one address never changes, unless `keep` (for caches)
    says otherwise.
    """
    response = _head(name, content_type, etag, modified, as_attachment="download" in request.GET)
    response["Cache-Control"] = keep
    answer = get_conditional_response(request, response["ETag"], modified and int(modified.timestamp()), response)
    if answer is not response:
        return answer
    if prefix := settings.SENDFILE_PREFIX:
        response["X-Accel-Redirect"] = f"{prefix.rstrip('/')}/{quote(stored)}"
        return response
    return _with_content(request, stored, response)


def answer(request, content: bytes, *, name: str, content_type: str):
    """What was made just now, for nobody else; asked for again, it is sent only if it has become another."""
    response = _head(
        name, content_type, hashlib.sha256(content).hexdigest(), None, as_attachment="download" in request.GET
    )
    response["Cache-Control"] = PRIVATE
    response.content = content
    return get_conditional_response(request, response["ETag"], None, response)


def _head(name, content_type, etag, modified, *, as_attachment):
    response = HttpResponse(content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICIES.get(content_type, INERT)
    response["ETag"] = quote_etag(etag)
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    return response


def _with_content(request, stored, response):
    try:
        file = default_storage.open(stored, "rb")
    except FileNotFoundError:
        logger.error("The file %s is missing from the storage.", stored)
        raise Http404 from None
    size = file.size
    try:
        part = wanted_range(request.headers.get("Range", ""), size) if _range_counts(request, response) else None
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response["Accept-Ranges"] = "bytes"
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part[0]}-{part[1]}/{size}"
    first, last = part or (0, size - 1)
    response["Content-Length"] = str(last - first + 1)
    return _stream(request, file, first, last, response)


def _stream(request, file, first, last, response):
    if request.method == "HEAD":
        file.close()
        return response
    return StreamingHttpResponse(Part(file, first, last), status=response.status_code, headers=response.headers)


def _range_counts(request, response):
    """A range is for GET, and only while the file is still the one that If-Range names."""
    if request.method != "GET" or "Range" not in request.headers:
        return False
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == response["ETag"]:
        return True
    try:
        return parsedate_to_datetime(condition) == parsedate_to_datetime(response["Last-Modified"])
    except (KeyError, TypeError, ValueError):
        return False

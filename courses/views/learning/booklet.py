"""The whole course as PDF, for whoever may read it."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cms.rules import may_read
from courses.models import CoursePage
from courses.services.booklet import booklet_of
from courses.services.learning.outline import outline_of


def booklet(request: HttpRequest, pk: int) -> FileResponse:
    """Give the PDF: the lessons this person may read, in the versions she follows."""
    course = get_object_or_404(CoursePage.objects.live(), pk=pk)
    if not may_read(request.user, course):
        raise Http404
    outline = outline_of(course.path, request.user)
    place = booklet_of(course=course, outline=outline, base=request.build_absolute_uri("/"))
    answer = FileResponse(
        place.open("rb"), as_attachment=True, filename=f"{course.slug}.pdf", content_type="application/pdf"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The two hidden fields of every official form: `{% load acting %}`."""

from typing import Any
from uuid import uuid4

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.acting import acting_token
from core.idempotency import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def acting_field(context: Context, purpose: str, entity: Any) -> SafeString:
    """Say for whom this form was opened, signed: `{% acting_field "courses.apply" entity %}`."""
    token = acting_token(user=context["request"].user, entity=entity, purpose=purpose)
    return format_html('<input type="hidden" name="acting" value="{}">', token)


@register.simple_tag
def idempotency_field() -> SafeString:
    """Give this form, as rendered now, a key of its own: `{% idempotency_field %}`."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())

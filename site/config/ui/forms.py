"""Accessible forms everywhere."""

from django.forms.renderers import TemplatesSetting


class ConcejoRenderer(TemplatesSetting):
    """Renders fields with our templates."""

"""The app `cms`."""

from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Contenidos."""

    name = "cms"
    verbose_name = "Contenidos"

    def ready(self) -> None:
        """Join what needs the models loaded: receivers and providers."""
        import_module("cms.signals").connect(self)
        import_module("cms.providing").register()
        import_module("cms.exports").make_exports_harmless()

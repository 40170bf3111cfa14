"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashes what JavaScript modules import too: a browser that keeps them a year never runs an old one."""

    support_js_module_import_aggregation = True

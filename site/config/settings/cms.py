"""Wagtail: our own page, image and document models; nothing calls outside."""

WAGTAIL_SITE_NAME = "Concejo"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILIMAGES_IMAGE_MODEL = "cms.ConcejoImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.ConcejoDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# No SVG: it is a page with scripts, not a picture.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "txt", "csv", "zip", "mp4",
]  # fmt: skip
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("es", "Español")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "Español")]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cms.editor.TextEditor"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Who keeps the machine does not review pages: only reviewers are told that one waits.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
TAGGIT_CASE_INSENSITIVE = True

# Wagtail's editor writes styles into its page and shows previews of files not yet kept (blob:).
# Scripts stay 'self', so that what somebody pastes cannot run...
ADMIN_CONTENT_SECURITY_POLICY = {
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
}
# ...but where a page is chosen outside the editor, Wagtail 8.0 starts its chooser from inside the page.
# None of these shows what an editor wrote, but for titles, which Django escapes.
ADMIN_INLINE_PATHS = r"^/admin/(pages/\d+/(move|copy)/|bulk/|redirects/|workflows/|sites/)"
ADMIN_INLINE_POLICY = {**ADMIN_CONTENT_SECURITY_POLICY, "script-src": ["'unsafe-inline'"]}

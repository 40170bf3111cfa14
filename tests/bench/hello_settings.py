"""Settings of the reference: no apps, no middleware."""

SECRET_KEY = "reference-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tests.bench.hello_urls"

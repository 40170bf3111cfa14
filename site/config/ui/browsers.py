"""What a person calls her browser, from what it says of itself."""

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "un móvil Android"), ("iPhone", "un iPhone"), ("iPad", "un iPad"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def said(user_agent: str) -> str:
    """Say "Firefox en Windows"; the order matters, since browsers claim to be one another."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Otro navegador")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} en {system}" if system else browser

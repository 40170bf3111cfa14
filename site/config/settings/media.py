"""Picture and voice. Without any of these, browsers speak to each other and nothing has to be installed."""

from pathlib import Path

from config.settings.environment import VAR_DIR, env

# With it, rooms go through Janus, started by the `media` line of the Procfile.
JANUS_TOKEN_SECRET = env("JANUS_TOKEN_SECRET", default="")
MEDIA_DIR = VAR_DIR / "media"
JANUS_SOCKET = env("JANUS_SOCKET", default=str(MEDIA_DIR / "janus.sock"))
# Where it says what it carries; beside the other one.
JANUS_ADMIN_SOCKET = env("JANUS_ADMIN_SOCKET", default=str(Path(JANUS_SOCKET).with_name("admin.sock")))
# Whom to call when nothing can be heard, as it is said on the page that tests a connection.
HELP_PHONE = env("HELP_PHONE", default="")
# The address at which browsers reach Janus and coturn, when it is not one of this machine's own.
MEDIA_PUBLIC_IP = env("MEDIA_PUBLIC_IP", default="")
# Interfaces whose addresses Janus offers; empty, all of them.
JANUS_INTERFACES = env("JANUS_INTERFACES", default="")
JANUS_RTP_PORTS = env("JANUS_RTP_PORTS", default="20000-20999")
# Relay for networks that let nothing else through, started by the `turn` line of the Procfile.
TURN_SECRET = env("TURN_SECRET", default="")
# As browsers reach it: turn:concejo.example:3478,turns:concejo.example:443?transport=tcp
TURN_URLS = env.list("TURN_URLS", default=[])
TURN_PORT = env.int("TURN_PORT", default=3478)
TURN_TLS_PORT = env.int("TURN_TLS_PORT", default=443)
TURN_CERT = env("TURN_CERT", default="")
TURN_KEY = env("TURN_KEY", default="")
TURN_LISTEN = env("TURN_LISTEN", default="")
TURN_RELAY_PORTS = env("TURN_RELAY_PORTS", default="49152-65535")
# Private addresses it may lead to all the same: Janus's, when it has no public one.
TURN_PEERS = env.list("TURN_PEERS", default=[MEDIA_PUBLIC_IP] if MEDIA_PUBLIC_IP else [])

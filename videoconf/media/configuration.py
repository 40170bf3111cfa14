"""What Janus and coturn read at their start, written from our settings into var/media."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from videoconf.media.janus.tokens import Tokens

# Where distributions put what Janus loads.
HOMES: Final = ("/usr/lib/*/janus", "/usr/lib/janus")
ONLY: Final = {"plugins": "libjanus_videoroom.so", "transports": "libjanus_websockets.so"}
# Addresses that nobody on the Internet should be taken to through our relay.
PRIVATE: Final = (
    "0.0.0.0-0.255.255.255",
    "10.0.0.0-10.255.255.255",
    "100.64.0.0-100.127.255.255",
    "127.0.0.0-127.255.255.255",
    "169.254.0.0-169.254.255.255",
    "172.16.0.0-172.31.255.255",
    "192.0.0.0-192.0.0.255",
    "192.0.2.0-192.0.2.255",
    "192.88.99.0-192.88.99.255",
    "192.168.0.0-192.168.255.255",
    "198.18.0.0-198.19.255.255",
    "198.51.100.0-198.51.100.255",
    "203.0.113.0-203.0.113.255",
    "224.0.0.0-255.255.255.255",
    "::1",
    "64:ff9b::-64:ff9b::ffff:ffff",
    "::ffff:0.0.0.0-::ffff:255.255.255.255",
    "100::-100::ffff:ffff:ffff:ffff",
    "2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
)


def write() -> Path:
    """Write every file, readable by their owner alone, and return their folder."""
    folder = Path(settings.MEDIA_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in files().items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(text)
    return folder


def files() -> dict[str, str]:
    """Return the text of each file, by its name."""
    tokens = Tokens(settings.JANUS_TOKEN_SECRET)
    return {
        "janus.jcfg": _jcfg(_core(tokens)),
        "janus.transport.websockets.jcfg": _jcfg(_transport()),
        "janus.plugin.videoroom.jcfg": _jcfg({"general": _videoroom(tokens)}),
        "turnserver.conf": "\n".join(turn_lines()) + "\n",
    }


def _core(tokens: Tokens) -> dict[str, dict[str, Any]]:
    folder = str(settings.MEDIA_DIR)
    general = {
        "configs_folder": folder,
        "plugins_folder": str(_home() / "plugins"),
        "transports_folder": str(_home() / "transports"),
        "events_folder": str(_home() / "events"),
        "loggers_folder": str(_home() / "loggers"),
        "debug_level": 3,
        "debug_colors": False,
        "debug_timestamps": True,
        "admin_secret": tokens.of("administration"),
        "token_auth": True,
        "token_auth_secret": settings.JANUS_TOKEN_SECRET,
        "session_timeout": 60,
        "reclaim_session_timeout": 10,
        "hide_dependencies": True,
    }
    return {
        "general": general,
        "media": {"rtp_port_range": settings.JANUS_RTP_PORTS, "no_media_timer": 5},
        "nat": _nat(),
        "plugins": {"disable": _all_but("plugins")},
        "transports": {"disable": _all_but("transports")},
        "events": {"broadcast": False},
    }


def _nat() -> dict[str, Any]:
    nat: dict[str, Any] = {"full_trickle": True, "ignore_mdns": True, "nice_debug": False}
    if settings.JANUS_INTERFACES:
        nat["ice_enforce_list"] = settings.JANUS_INTERFACES
    if settings.MEDIA_PUBLIC_IP:
        nat["nat_1_1_mapping"] = settings.MEDIA_PUBLIC_IP
    return nat


def _transport() -> dict[str, dict[str, Any]]:
    # A socket of this machine: nothing of Janus's API listens on a port.
    general = {"json": "compact", "ws": True, "ws_unix": settings.JANUS_SOCKET, "wss": False}
    # That of its administration too, for the page of who keeps the machines.
    admin = {"admin_ws": True, "admin_ws_unix": settings.JANUS_ADMIN_SOCKET, "admin_wss": False}
    return {"general": general, "admin": admin}


def _videoroom(tokens: Tokens) -> dict[str, Any]:
    return {"admin_key": tokens.of("admin"), "lock_rtp_forward": True, "string_ids": True}


def _home() -> Path:
    found = [path for place in HOMES for path in Path("/").glob(place[1:])]
    return found[0] if found else Path("/usr/lib/janus")


def _all_but(kind: str) -> str:
    return ",".join(sorted(path.name for path in (_home() / kind).glob("*.so") if path.name != ONLY[kind]))


def turn_lines() -> Iterable[str]:
    """Return coturn's configuration: passwords made from our secret, and no way into any inner network."""
    low, _, high = settings.TURN_RELAY_PORTS.partition("-")
    return [
        *("use-auth-secret", f"static-auth-secret={settings.TURN_SECRET}", f"realm={settings.SITE_HOST}"),
        *("fingerprint", "stale-nonce=600", "no-cli", "no-tcp-relay", "no-multicast-peers", "no-rfc5780"),
        *("user-quota=12", "total-quota=1200", "no-software-attribute", "simple-log", "log-file=stdout"),
        *(f"listening-port={settings.TURN_PORT}", f"min-port={low}", f"max-port={high}"),
        *(f"pidfile={settings.MEDIA_DIR}/turn.pid", f"userdb={settings.MEDIA_DIR}/turn.db"),
        *_turn_door(),
        *(f"denied-peer-ip={addresses}" for addresses in PRIVATE),
        # Janus is where the relay is for; what is allowed by name is not denied.
        *(f"allowed-peer-ip={address}" for address in settings.TURN_PEERS),
    ]


def _turn_door() -> Iterable[str]:
    if settings.TURN_CERT and settings.TURN_KEY:
        yield from (f"tls-listening-port={settings.TURN_TLS_PORT}", "no-tlsv1", "no-tlsv1_1")
        yield from (f"cert={settings.TURN_CERT}", f"pkey={settings.TURN_KEY}")
    else:
        yield from ("no-tls", "no-dtls")
    if settings.TURN_LISTEN:
        yield from (f"listening-ip={settings.TURN_LISTEN}", f"relay-ip={settings.TURN_LISTEN}")
    if settings.MEDIA_PUBLIC_IP:
        yield f"external-ip={settings.MEDIA_PUBLIC_IP}"


def _jcfg(sections: Mapping[str, Mapping[str, Any]]) -> str:
    return "\n".join(f"{name}: {{\n{_values(values)}}}" for name, values in sections.items()) + "\n"


def _values(values: Mapping[str, Any]) -> str:
    return "".join(f"  {name} = {_value(value)}\n" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

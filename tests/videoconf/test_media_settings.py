"""What Janus and coturn are told, what pages are given, and what production refuses."""

import base64
import hashlib
import hmac
import ipaddress
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from core.health import parts
from videoconf.enums import RoomKind
from videoconf.media import ice_servers, media_backend
from videoconf.media.configuration import PRIVATE, files

ROOT = Path(__file__).resolve().parents[2]
SECRET = 'con "comillas" y \\'


@pytest.fixture
def with_media(settings, tmp_path):
    settings.JANUS_TOKEN_SECRET, settings.TURN_SECRET = SECRET, "relevo"
    settings.TURN_URLS = ["turn:concejo.example:3478"]
    settings.MEDIA_DIR = tmp_path / "media"
    return settings


def test_without_settings_rooms_go_from_browser_to_browser():
    assert (media_backend().name, ice_servers("sala")) == ("mesh", [])
    assert [(s.video, s.media) for s in map(media_backend().seats, RoomKind.values)] == [(4, 6), (4, 6)]


def test_with_the_secret_of_janus_they_go_through_it(with_media):
    assert media_backend().name == "janus"
    seats = {kind: media_backend().seats(kind) for kind in RoomKind.values}
    assert (seats["class"].video, seats["meeting"].video) == (5, 15)


def test_a_page_is_given_a_password_of_ten_minutes(with_media):
    (server,) = ice_servers("sala")
    expiry, _, who = server["username"].partition(":")
    sealed = hmac.new(b"relevo", server["username"].encode(), hashlib.sha1).digest()
    assert server["credential"] == base64.b64encode(sealed).decode()
    assert (server["urls"], who) == (["turn:concejo.example:3478"], "sala")
    assert 595 <= int(expiry) - time.time() <= 600


def test_the_files_are_for_their_owner_alone(with_media, capsys):
    call_command("media_config")
    folder = with_media.MEDIA_DIR
    assert capsys.readouterr().out.strip() == str(folder)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert (modes, stat.S_IMODE(folder.stat().st_mode)) == ({0o600}, 0o700)
    assert {path.name for path in folder.iterdir()} == set(files())


def test_nothing_of_janus_listens_on_a_port(with_media):
    text = files()["janus.transport.websockets.jcfg"]
    assert f'ws_unix = "{with_media.JANUS_SOCKET}"' in text
    assert f'admin_ws_unix = "{with_media.JANUS_ADMIN_SOCKET}"' in text
    assert ("ws_port" in text, "wss = true" in text) == (False, False)


def test_a_secret_with_quotes_stays_one_value(with_media):
    assert 'token_auth_secret = "con \\"comillas\\" y \\\\"' in files()["janus.jcfg"]


def test_the_relay_leads_into_no_inner_network(with_media):
    denied = [
        line.split("=", 1)[1] for line in files()["turnserver.conf"].splitlines() if "denied-peer" in line
    ]
    assert denied == list(PRIVATE)
    spans = [[ipaddress.ip_address(end) for end in span.split("-")] for span in denied]
    inner = ["127.0.0.1", "10.3.2.1", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"]
    inner += ["::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1"]
    for address in map(ipaddress.ip_address, inner):
        same = [span for span in spans if span[0].version == address.version]
        assert any(span[0] <= address <= span[-1] for span in same), address
    assert not any(
        span[0] <= ipaddress.ip_address("8.8.8.8") <= span[-1] for span in spans if span[0].version == 4
    )


def test_the_relay_takes_only_our_passwords_and_relays_no_tcp(with_media):
    lines = files()["turnserver.conf"].splitlines()
    assert {"use-auth-secret", "static-auth-secret=relevo", "no-tcp-relay", "no-cli"} <= set(lines)


def test_the_page_of_health_says_how_picture_and_voice_travel(db):
    assert parts()["imagen y voz"] == {"ok": True, "detalle": "de navegador a navegador"}


@pytest.mark.parametrize(("program", "said"), [(None, "falta Janus"), ("/usr/bin/janus", "no responde")])
def test_the_page_of_health_says_what_to_do_when_janus_is_not_there(
    db, with_media, monkeypatch, program, said
):
    with_media.JANUS_SOCKET = str(with_media.MEDIA_DIR / "nobody.sock")
    monkeypatch.setattr("videoconf.media.health.shutil.which", lambda name: program)
    part = parts()["imagen y voz"]
    assert (part["ok"], said in part["detalle"]) == (False, True)


@pytest.mark.slow
def test_without_program_or_secret_the_lines_of_the_procfile_wait_in_silence(tmp_path):
    """Honcho stops everything when one of its processes ends."""
    env = {"PATH": os.environ["PATH"], "CONCEJO_VAR": str(tmp_path)}
    order = [sys.executable, str(ROOT / "scripts" / "media.py"), "janus"]
    running = subprocess.Popen(order, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    running.terminate()
    assert (running.communicate(timeout=10)[0], running.returncode) == (b"", 0)
    assert list(tmp_path.iterdir()) == []

"""The hub of one process hears what another writes, through Redis, without waiting for the next look."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

LISTENER = """
import asyncio, sys, time, django
django.setup()
from core import hub
from core.hub import service
service.EVERY = 3600
async def listen():
    line = hub.subscribe(sys.argv[1], 0)
    seen = []
    async def send(text):
        seen.append(text)
        print(text, flush=True)
    pump = asyncio.create_task(hub.relay(line, send))
    await asyncio.sleep(1.5)
    print("ready", flush=True)
    async with asyncio.timeout(20):
        while len(seen) < 2:
            await asyncio.sleep(0.02)
asyncio.run(listen())
"""
WRITER = """
import sys, django
django.setup()
from core import events, hub
from videoconf.models import Room, RoomEvent
room = Room.objects.get(pk=sys.argv[1])
events.append(room, RoomEvent, "chat", {"text": "hola"}, 1)
hub.say(events.stream_of(room), {"kind": "typing"})
"""


def environment(redis_url: str) -> dict[str, str]:
    root, place = Path(settings.BASE_DIR), connection.settings_dict
    server = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    return {
        **os.environ,
        "REDIS_URL": redis_url,
        "PYTHONPATH": f"{root / 'site'}{os.pathsep}{root}",
        "DJANGO_SETTINGS_MODULE": "tests.support.migration_settings",
        "CONCEJO_MIGRATE_URL": f"sqlite:///{place['NAME']}" if connection.vendor == "sqlite" else server,
    }


@pytest.mark.parametrize("with_redis", [True, False])
def test_what_one_process_writes_another_shows(redis_url, with_redis):
    """The control: with the in-memory layer, and nobody looking at the table, nothing crosses."""
    from tests.core.test_live_events_arrive_once_and_in_order import a_room

    room = a_room()
    env = environment(redis_url if with_redis else "")
    order = [sys.executable, "-c", LISTENER, f"videoconf.room.{room.pk}"]
    listener = subprocess.Popen(order, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert listener.stdout is not None
        assert listener.stdout.readline() == "ready\n"
        subprocess.run([sys.executable, "-c", WRITER, str(room.pk)], env=env, check=True, timeout=60)
        if with_redis:
            said = {listener.stdout.readline()[:12], listener.stdout.readline()[:12]}
            assert said == {'{"n":1,"kind', '{"kind":"typ'}
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                listener.wait(2)
    finally:
        listener.kill()
        listener.wait()

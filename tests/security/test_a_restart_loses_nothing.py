"""Row 14: the web process is restarted with its rooms full; every line is there once, in order, and soon."""

import os
import sys

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.crowd.people import a_room, tickets
from tests.videoconf.crowd.restarts import Outcome, restarted
from tests.videoconf.crowd.server import SERVES_ITS_FILE, room_servers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    SERVES_ITS_FILE,
]
WHOLE = "SCORECARD_OUT" in os.environ
CLIENTS = int(os.environ.get("ROOM_CLIENTS", "1000" if WHOLE else "40"))
RESTARTS = int(os.environ.get("ROOM_RESTARTS", "5" if WHOLE else "2"))
A_ROOM, SECONDS = 200, 3.0


async def played(clients: int, restarts: int, *, careful: bool = True) -> Outcome:
    at_db = database_sync_to_async
    sizes = [A_ROOM] * (clients // A_ROOM) + [clients % A_ROOM] * (clients % A_ROOM > 0)
    rooms = [await at_db(tickets)(await at_db(a_room)(), size) for size in sizes]
    with room_servers() as (server,):
        return await restarted(server, rooms, restarts=restarts, careful=careful)


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


async def test_every_line_is_there_once_in_order_and_everybody_is_soon_back(scorecard, capsys):
    found = await played(CLIENTS, RESTARTS)
    careless = await played(min(40, CLIENTS), 1, careful=False)
    control = f"sin repetir ni pedir lo que falta se pierden {careless.lost} de {careless.said}"
    row = database_sync_to_async(scorecard)
    lines = f"líneas perdidas {found.lost}, dobles {found.doubled}, desordenadas {found.reordered}"
    told = f"{lines}; {found.said} dichas, {CLIENTS} personas, {RESTARTS} reinicios"
    await row("14", found.wrong, told, "0", control=control)
    back, away = p95(found.back), p95(found.away)
    told = f"s hasta estar dentro, p95, desde que el proceso responde ({away:.1f} s desde que se le para)"
    await row("14 vuelta", round(back, 2), told, "≤ 3", control=f"la peor {max(found.back):.1f} s")
    with capsys.disabled():
        sys.stdout.write(f"\nreinicios: {lines}; de {found.said}; vuelta p95 {back:.2f} s, {away:.2f} s\n")
    assert found.said > 0
    assert careless.lost > 0
    assert found.wrong == 0

"""A line of 100 bytes to 200 sockets of one process: the hub against channels-redis, in the same run."""

import base64
import os
import select
import socket
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench.rows import Row, at_most, not_run
from tests.bench.servers import Measured, served
from tests.support import services
from tests.support.demo import environment, seeded
from tests.support.needs import find

SOCKETS = 200
ROUNDS = 30
WARM = 50
LINE = "x" * 100
MOST_RATIO = 0.5
MOST_KIB = 45


def measure() -> Iterable[Row]:
    """Serve both ways from one process; without Redis there is no reference, and the row says so."""
    program = find("redis-server")
    if not program:
        yield not_run("reparto a 200 conexiones", "falta redis-server")
        return
    with tempfile.TemporaryDirectory(prefix="concejo-bench-") as folder, services.redis(program) as url:
        seeded(Path(folder))
        env = {**environment(Path(folder)), "REDIS_URL": url}
        with served("tests.bench.broadcast:application", env) as server:
            yield from _compare(server)


def _compare(server: Measured) -> list[Row]:
    # The first sockets of a process also bring in code: they are not counted as the weight of one.
    _close(_open(server, "hub", WARM))
    before = server.resident()
    near = _open(server, "hub")
    weight = (server.resident() - before) * 1024 / SOCKETS
    ours, arrived = _rounds(server, near, "hub")
    _close(near)
    far = _open(server, "layer")
    theirs, _ = _rounds(server, far, "layer")
    _close(far)
    ratio = round(ours / theirs, 3)
    target = f"≤ {MOST_RATIO:g} × channels-redis"
    everybody = SOCKETS * ROUNDS
    return [
        Row(
            "reparto a 200 conexiones",
            round(ours, 2),
            "ms",
            target,
            ratio <= MOST_RATIO,
            round(theirs, 2),
            ratio,
        ),
        Row(
            "reparto: líneas que llegan",
            arrived,
            "líneas",
            f"= {everybody}",
            arrived == everybody,
            everybody,
            1,
        ),
        at_most("memoria de cada conexión", weight, MOST_KIB, "KiB"),
    ]


def _connect(server: Measured, way: str) -> socket.socket:
    """Open a socket by hand: a whole client library would weigh more than what is measured."""
    made = socket.create_connection(("localhost", server.port), timeout=20)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [f"GET /{way}/ HTTP/1.1", f"Host: localhost:{server.port}", "Upgrade: websocket"]
    lines += ["Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
    made.sendall("\r\n".join(lines).encode())
    answer = made.recv(4096)
    assert b" 101 " in answer, answer
    return made


def _open(server: Measured, way: str, count: int = SOCKETS) -> list[socket.socket]:
    opened = [_connect(server, way) for _ in range(count)]
    time.sleep(1.5)
    return opened


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
    time.sleep(1.5)


def _say(door: socket.socket, text: str) -> None:
    """Send one masked text frame."""
    body, mask = text.encode(), os.urandom(4)
    hidden = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
    door.sendall(bytes([0x81, 0x80 | len(body)]) + mask + hidden)


def _rounds(server: Measured, sockets: list[socket.socket], way: str) -> tuple[float, int]:
    """Return the median milliseconds until the last socket has the line, and how many lines arrived."""
    times, arrived, door = [], 0, _connect(server, "say")
    for turn in range(ROUNDS):
        mark = f"{turn:03}{LINE[3:]}"
        began = time.perf_counter()
        _say(door, f"{way} {mark}")
        arrived += _heard(sockets, mark.encode())
        times.append((time.perf_counter() - began) * 1000)
    door.close()
    return statistics.median(times), arrived


def _heard(sockets: list[socket.socket], mark: bytes) -> int:
    """Wait until every socket has the line, or nothing comes any more; return how many have it."""
    waiting, poll = {each.fileno(): each for each in sockets}, select.epoll()
    for number in waiting:
        poll.register(number, select.EPOLLIN)
    count = 0
    while waiting and (ready := poll.poll(10)):
        for number, _ in ready:
            if mark in waiting[number].recv(4096):
                count += 1
                poll.unregister(number)
                del waiting[number]
    poll.close()
    return count

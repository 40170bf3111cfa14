"""A line of 100 bytes to 500 and 2,000 sockets of one process: the hub against channels-redis, in one run."""

import base64
import contextlib
import json
import os
import resource
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.rows import ROOT, Row, at_most, not_run
from tests.bench.servers import Measured, served
from tests.support import services
from tests.support.demo import environment, seeded
from tests.support.needs import find

SIZES = [int(size) for size in os.environ.get("BENCH_SOCKETS", "500,2000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))
WARM = 50
LINE = "x" * 100
MOST_RATIO = 0.125
MOST_KIB = 45
MOST_ECHO = 10


def measure() -> Iterable[Row]:
    """Serve both ways from one process; without Redis there is no reference, and the row says so."""
    program = find("redis-server")
    if not program:
        yield not_run("reparto", "falta redis-server")
        return
    _allow_files(2 * max(SIZES) + 500)
    with tempfile.TemporaryDirectory(prefix="concejo-bench-") as folder, services.redis(program) as url:
        seeded(Path(folder))
        env = {**environment(Path(folder)), "REDIS_URL": url}
        for count in SIZES:
            with served("tests.bench.broadcast:application", env, pings=False) as server:
                yield from _compare(server, count)


def _allow_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def _compare(server: Measured, count: int) -> list[Row]:
    # The first sockets of a process also bring in code: they are not counted as the weight of one.
    _close(_open(server, "hub", WARM))
    before = server.resident()
    near = _open(server, "hub", count)
    weight = (server.resident() - before) * 1024 / count
    with _echoing(server) as echoes:
        ours, arrived, cpu = _rounds(server, near, "hub")
    _close(near)
    far = _open(server, "layer", count)
    theirs, came, their_cpu = _rounds(server, far, "layer")
    _close(far)
    ratio, everybody = round(ours / theirs, 3), count * ROUNDS
    told = (
        f"procesador por línea: {cpu:.1f} ms, la referencia {their_cpu:.1f}; carga {os.getloadavg()[0]:.1f}"
    )
    return [
        Row(
            f"reparto a {count} conexiones",
            round(ours, 2),
            "ms",
            f"≤ {MOST_RATIO:g} × channels-redis",
            ratio <= MOST_RATIO,
            round(theirs, 2),
            ratio,
            told,
        ),
        Row(
            f"reparto a {count}: líneas que llegan",
            arrived,
            f"líneas (la referencia, {came})",
            f"= {everybody}",
            arrived == everybody,
            everybody,
            1,
        ),
        at_most(f"eco mientras se reparte a {count}, p50", statistics.median(echoes), MOST_ECHO, "ms"),
        at_most(f"memoria de cada conexión, de {count}", weight, MOST_KIB, "KiB"),
    ]


@contextlib.contextmanager
def _echoing(server: Measured) -> Iterator[list[float]]:
    """Keep another socket asking while the block lasts; its round trips are there at the end."""
    order, times = [sys.executable, "-m", "tests.bench.echo", str(server.port)], []
    asking = subprocess.Popen(order, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert asking.stdout is not None
    asking.stdout.readline()
    yield times
    times += json.loads(asking.communicate("\n", timeout=30)[0])


def connect(server: Measured, way: str) -> socket.socket:
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


def _open(server: Measured, way: str, count: int) -> list[socket.socket]:
    opened = [connect(server, way) for _ in range(count)]
    time.sleep(1.5)
    return opened


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
    time.sleep(1.5)


def say(door: socket.socket, text: str) -> None:
    """Send one masked text frame."""
    body, mask = text.encode(), os.urandom(4)
    hidden = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
    door.sendall(bytes([0x81, 0x80 | len(body)]) + mask + hidden)


def _rounds(server: Measured, sockets: list[socket.socket], way: str) -> tuple[float, int, float]:
    """Return the median milliseconds until the last has it, how many arrived, and the processor of one."""
    times, arrived, door, cpu = [], 0, connect(server, "say"), server.cpu()
    for turn in range(ROUNDS):
        mark = f"{turn:03}{LINE[3:]}"
        began = time.perf_counter()
        say(door, f"{way} {mark}")
        arrived += _heard(sockets, mark.encode())
        times.append((time.perf_counter() - began) * 1000)
    door.close()
    return statistics.median(times), arrived, (server.cpu() - cpu) * 1000 / ROUNDS


def _heard(sockets: list[socket.socket], mark: bytes) -> int:
    """Wait until every socket has the line, or nothing comes any more; return how many have it."""
    waiting, poll = {each.fileno(): each for each in sockets}, select.epoll()
    for number in waiting:
        poll.register(number, select.EPOLLIN)
    count = 0
    while waiting and (ready := poll.poll(10)):
        for number, _ in ready:
            data = waiting[number].recv(4096)
            count += mark in data
            # One that was closed has nothing more to say.
            if mark in data or not data:
                poll.unregister(number)
                del waiting[number]
    poll.close()
    return count

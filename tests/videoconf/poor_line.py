"""A poor line for one person, by two small proxies of ours: the kernel here has no `netem`.

Datagrams: each way its own queue of so many bits a second, half of the delay of a round trip, and a part of
them lost at random; what does not fit in half a second of queue is dropped, as a modem does. Bytes of TCP:
the same rate and delay, and a piece that would have been lost comes a round trip later, for TCP repairs it.
"""

import asyncio
import contextlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PIECE = 1200
LONGEST_QUEUE = 0.5


@dataclass
class Way:
    """One direction of the line. While it is not `poor`, everything passes at once."""

    kbps: int
    delay: float
    loss: float
    dice: random.Random
    poor: threading.Event
    free_at: float = 0.0
    passed: int = 0
    lost: int = 0

    def _after(self, size: int, now: float) -> float:
        self.free_at = max(self.free_at, now) + size * 8 / (self.kbps * 1000)
        return self.free_at - now + self.delay

    def datagram(self, size: int, go: Callable[[], None]) -> None:
        """Let one datagram through, later, or lose it."""
        loop = asyncio.get_running_loop()
        if not self.poor.is_set():
            go()
        elif self.dice.random() < self.loss or self.free_at - loop.time() > LONGEST_QUEUE:
            self.lost += 1
        else:
            self.passed += 1
            loop.call_later(self._after(size, loop.time()), go)

    async def stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry bytes until one side hangs up, in order."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            while piece := await reader.read(PIECE):
                if self.poor.is_set():
                    again = self.delay * 2 if self.dice.random() < self.loss else 0
                    await asyncio.sleep(self._after(len(piece), loop.time()) + again)
                writer.write(piece)
                await writer.drain()
        writer.close()


@dataclass
class PoorLine:
    """Both proxies: `tcp` and `udp` are the ports where a page finds the site and its relay."""

    up: Way
    down: Way
    poor: threading.Event
    tcp: int = 0
    udp: int = 0
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    async def serve(self, host: str, site: int, relay: tuple[str, int]) -> None:
        """Begin to listen."""
        server = await asyncio.start_server(lambda r, w: self._join(r, w, site), "127.0.0.1", 0)
        self.tcp = server.sockets[0].getsockname()[1]
        transport, _ = await self.loop.create_datagram_endpoint(
            lambda: _Door(self, relay), local_addr=(host, 0)
        )
        self.udp = transport.get_extra_info("sockname")[1]

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, site: int) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", site)
        await asyncio.gather(self.up.stream(reader, outer), self.down.stream(inner, writer))


class _Door(asyncio.DatagramProtocol):
    """Takes what a page sends to the relay; each address of hers has a socket of its own beyond."""

    def __init__(self, line: PoorLine, relay: tuple[str, int]) -> None:
        self.line, self.relay, self.inner = line, relay, {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if addr not in self.inner:
            self.inner[addr] = self.line.loop.create_task(self._open(addr))
        self.inner[addr].add_done_callback(lambda made: self._pass(made.result(), data))

    def _pass(self, inner: asyncio.DatagramTransport, data: bytes) -> None:
        self.line.up.datagram(len(data), lambda: inner.sendto(data))

    async def _open(self, addr: tuple[str, int]) -> asyncio.DatagramTransport:
        back = _Back(lambda data: self._answer(data, addr))
        inner, _ = await self.line.loop.create_datagram_endpoint(lambda: back, remote_addr=self.relay)
        return inner

    def _answer(self, data: bytes, addr: tuple[str, int]) -> None:
        self.line.down.datagram(len(data), lambda: self.transport.sendto(data, addr))


class _Back(asyncio.DatagramProtocol):
    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self.hear = hear

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.hear(data)


@contextlib.contextmanager
def poor_line(
    host: str,
    site: int,
    relay: tuple[str, int],
    *,
    kbps: int = 100,
    delay: float = 0.1,
    loss: float = 0.1,
) -> Iterator[PoorLine]:
    """Carry a page's bytes to the site and its datagrams to the relay; poor from `poor.set()` on."""
    poor = threading.Event()
    ways = [Way(kbps, delay, loss, random.Random(seed), poor) for seed in (1, 2)]
    line = PoorLine(*ways, poor)
    thread = threading.Thread(target=line.loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(line.serve(host, site, relay), line.loop).result(10)
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(_drop_all(), line.loop).result(10)
        line.loop.call_soon_threadsafe(line.loop.stop)
        thread.join(5)


async def _drop_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)

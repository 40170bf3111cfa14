"""One WebSocket by hand: a client library for a thousand of them would weigh more than the server."""

import asyncio
import base64
import os
from collections.abc import Callable

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Wire(asyncio.Protocol):
    """Speaks the client's half of RFC 6455 to our own server: whole text frames, pings, a closing code."""

    def __init__(self, request: bytes, heard: Callable[[bytes], None]) -> None:
        self._request, self._heard = request, heard
        self._buffer = bytearray()
        self.transport: asyncio.Transport | None = None
        self.open: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        self._end(1006)

    def _end(self, code: int) -> None:
        if not self.open.done():
            self.open.set_result(False)
        if not self.closed.done():
            self.closed.set_result(code)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            self._buffer = bytearray(rest)
            self.open.set_result(b" 101 " in head.split(b"\r\n", 1)[0])
        while self._take_frame():
            pass

    def _take_frame(self) -> bool:
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        kind, size, start = buffer[0] & 15, buffer[1] & 127, 2
        if size > 125:
            start += 2 if size == 126 else 8
            if len(buffer) < start:
                return False
            size = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + size:
            return False
        body = bytes(buffer[start : start + size])
        del buffer[: start + size]
        self._take(kind, body)
        return True

    def _take(self, kind: int, body: bytes) -> None:
        if kind == TEXT:
            self._heard(body)
        elif kind == PING:
            self._write(PONG, body)
        elif kind == CLOSE:
            self._end(int.from_bytes(body[:2], "big") if body else 1005)
            self.drop()

    def say(self, text: str) -> None:
        """Send one text frame."""
        self._write(TEXT, text.encode())

    def _write(self, kind: int, body: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        size = len(body)
        if size < 126:
            head = bytes([0x80 | kind, 0x80 | size])
        elif size < 1 << 16:
            head = bytes([0x80 | kind, 0x80 | 126]) + size.to_bytes(2, "big")
        else:
            head = bytes([0x80 | kind, 0x80 | 127]) + size.to_bytes(8, "big")
        # A mask of zeros is a mask: what is said stays as it is.
        self.transport.write(head + bytes(4) + body)

    def drop(self) -> None:
        """Cut the line without a word."""
        if self.transport is not None:
            self.transport.abort()


async def dial(port: int, path: str, cookie: str, heard: Callable[[bytes], None]) -> Wire | None:
    """Open a socket as a browser does; None when nobody answers or it is refused."""
    host, key = f"localhost:{port}", base64.b64encode(os.urandom(16)).decode()
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += [f"Origin: http://{host}", f"Cookie: {cookie}"]
    lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
    request = "\r\n".join(lines).encode()
    try:
        _, wire = await asyncio.get_running_loop().create_connection(
            lambda: Wire(request, heard), "127.0.0.1", port
        )
    except OSError:
        return None
    return wire if await wire.open else None

"""Live pages, many sockets to one process: one subscription per stream, shared text, bounded queues.

In a service (synchronous, inside a transaction), nothing to do:
`core.events.append` gives the hint on commit.

In a consumer:

    from core import hub
    from core.events import stream_of

    async def connect(self):
        ...                                                   # fetch, authorise, accept
        self.line = hub.subscribe(stream_of(room), after=last_seen, name=str(participant.pk))
        self.pump = asyncio.create_task(self.read())

    async def read(self):
        try:
            await hub.relay(self.line, self.send_text)        # send_text: async (str) -> None
        except hub.SlowReader:
            await self.close(code=hub.SLOW)                   # 4408

    async def disconnect(self, code):
        self.pump.cancel()
        self.line.close()

* `subscribe(stream, after=0, name="")` → `Line`. Every event after `after`, in order, once, whoever wrote it:
  first what is in the table, in pages, then what comes. `async for messages in line` gives lists of messages.
* `Message(number, kind, data, text)`: `text` is the JSON to send, encoded once for everybody; `data` is the
  decoded object. An event reads {"n":, "kind":, "at":, "by":, "data":} (StreamEvent.as_message); `number` is
  None for what is not stored.
* `relay(line, send, text_of=None)` sends each message's text; `text_of(message) -> str | None`, if given,
  says what this socket is sent instead, or nothing.
* `say(stream, message)`: to everybody on the stream, not stored (typing, real-time text).
* `whisper(stream, to, message)`: to the lines subscribed under the name `to`, not stored (SDP, ICE).
  Both are plain functions, callable from a coroutine or from a thread; `message` is a dict for JSON.
* `hint(stream, number)`: "n happened". Lost hints do no harm: the table's heads are read each second.
* A line that lets more than 512 messages wait raises SlowReader, even while its `send` is stuck.

The channel layer carries hints and what is said or whispered, one group per stream and process. With the
in-memory layer nothing crosses processes and the look at the table each second brings the worker's events.
"""

from core.hub.publishing import here, hint, say, subscribe, whisper
from core.hub.relaying import relay
from core.hub.service import Hub
from core.hub.values import SLOW, Line, Message, SlowReader

__all__ = [
    "SLOW",
    "Hub",
    "Line",
    "Message",
    "SlowReader",
    "here",
    "hint",
    "relay",
    "say",
    "subscribe",
    "whisper",
]

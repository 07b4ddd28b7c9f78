"""Readers of the dashboard without a browser: each a session of its own over Streamlit's websocket, as its page would open.

They take part in what the server does for a reader, and cost next to nothing themselves; what a browser draws, `screens`
measures. A reader answers no message and keeps no figures: it knows the boxes on its page and when the page is whole.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

SECONDS = 120


class Reader:
    """One session that looks at one page."""

    def __init__(self, page: str, query: str = "") -> None:
        self.page, self.query, self.hash = page, query, ""
        self.boxes: dict[str, tuple[str, list[str]]] = {}
        """Per select box, by its key: its id and what can be chosen."""
        self.chosen: dict[str, str] = {}
        self._known: set[str] = set()
        self._socket: ClientConnection | None = None

    async def come(self, address: str) -> float:
        """Open the page; seconds until it was whole."""
        host = urlsplit(address).netloc
        self._socket = await connect(
            f"ws://{host}/_stcore/stream", origin=address, subprotocols=["streamlit"], max_size=None, compression=None
        )  # type: ignore[arg-type,list-item]
        return await self._asked()

    async def choose(self, key: str, turn: int) -> float:
        """Choose another option of a box; seconds until the page was whole again."""
        id_, options = self.boxes[key]
        free = [option for option in options if option != self.chosen.get(id_)]
        self.chosen[id_] = free[turn % len(free)]
        return await self._asked()

    async def leave(self) -> None:
        """Close the page."""
        if self._socket:
            await self._socket.close()

    async def _asked(self) -> float:
        assert self._socket
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.page_script_hash = self.query, self.hash
        run.page_name = "" if self.hash else self.page
        run.widget_states.widgets.extend(WidgetState(id=id_, string_value=told) for id_, told in self.chosen.items())
        run.cached_message_hashes.extend(self._known)
        run.context_info.url, run.context_info.locale = f"http://reader/{self.page}", "nl-NL"
        run.context_info.timezone, run.context_info.color_scheme = "Europe/Amsterdam", "light"
        started = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        async with asyncio.timeout(SECONDS):
            while not self._is_whole(await self._socket.recv(decode=False)):
                pass
        return time.perf_counter() - started

    def _is_whole(self, received: bytes) -> bool:
        told = ForwardMsg()
        told.ParseFromString(received)
        kind = told.WhichOneof("type")
        if told.metadata.cacheable:
            self._known.add(told.hash)
        if kind == "navigation":
            self.hash = told.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "selectbox":
            box = told.delta.new_element.selectbox
            self.boxes[box.id.rsplit("-", 1)[-1]] = (box.id, list(box.options))
            if box.set_value:
                self.chosen[box.id] = box.raw_value
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(told.delta.new_element.exception.message)
        return kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


class Crowd:
    """Readers who all choose in the same instant, as often as they are told to."""

    def __init__(self, readers: Sequence[tuple[Reader, str]], loop: asyncio.AbstractEventLoop) -> None:
        self.seconds: list[float] = []
        """Of every choice that was made."""
        self._readers, self._loop = readers, loop
        self._choosing: Future[list[float]] | None = None

    def choose(self, turn: int) -> None:
        """Everybody chooses something else in their box; comes back at once."""

        async def all_of_them() -> list[float]:
            return await asyncio.gather(*(
                reader.choose(box, turn * 7 + place) for place, (reader, box) in enumerate(self._readers)
            ))  # fmt: skip

        self._choosing = asyncio.run_coroutine_threadsafe(all_of_them(), self._loop)

    def wait(self) -> None:
        """Until everybody has what they asked for."""
        if self._choosing:
            self.seconds += self._choosing.result(SECONDS)
        self._choosing = None


@contextmanager
def gathered(address: str, boxes: Sequence[tuple[str, str]]) -> Iterator[Crowd]:
    """One reader per page and box, each with its page open, in a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    async def come() -> list[Reader]:
        readers = [Reader(page) for page, _ in boxes]
        await asyncio.gather(*(reader.come(address) for reader in readers))
        return readers

    async def leave() -> None:
        await asyncio.gather(*(reader.leave() for reader in readers))

    try:
        readers = asyncio.run_coroutine_threadsafe(come(), loop).result(SECONDS)
        yield Crowd([(reader, box) for reader, (_, box) in zip(readers, boxes, strict=True)], loop)
        asyncio.run_coroutine_threadsafe(leave(), loop).result(SECONDS)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def memory_of_a_session(address: str, server: int, crowd: Sequence[tuple[str, str]], times: int = 2) -> float:
    """MB that the process `server` grows by per reader that keeps its page open and made one choice, beyond the first `crowd`."""
    return asyncio.run(_memory(address, server, crowd, times))


async def _memory(address: str, server: int, crowd: Sequence[tuple[str, str]], times: int) -> float:
    readers: list[Reader] = []

    async def more() -> None:
        new = [Reader(page) for page, _ in crowd]
        for reader, (_, key) in zip(new, crowd, strict=True):
            await reader.come(address)
            await reader.choose(key, 3)
        readers.extend(new)

    await more()
    before = _resident_kb(server)
    for _ in range(times):
        await more()
    grown = _resident_kb(server) - before
    await asyncio.gather(*(reader.leave() for reader in readers))
    return grown / 1024 / (times * len(crowd))


def _resident_kb(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

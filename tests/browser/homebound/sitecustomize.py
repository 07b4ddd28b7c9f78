"""Loaded by every Python process of a dashboard under test: whoever calls another machine is noted and gets no answer."""

import os
import socket
from typing import Any

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def _watched(one: socket.socket, address: Any) -> None:
    if one.family in (socket.AF_INET, socket.AF_INET6) and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
        with open(os.environ["CALLED_OUTSIDE"], "a", encoding="utf-8") as noted:  # noqa: PTH123
            noted.write(f"{address}\n")
        raise OSError("a dashboard under test calls nobody")


def connect(self: socket.socket, address: Any) -> None:
    _watched(self, address)
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:
    _watched(self, address)
    return _connect_ex(self, address)


socket.socket.connect = connect  # type: ignore[method-assign, assignment]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]

"""Files that are passed to the judge over its sockets: it closes them at once, and waits for none."""

import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.judge import system
from grader.tests.test_witness import Stage, _stage, message

__all__ = ["_stage"]

pytestmark = pytest.mark.skipif(not system.linux(), reason="speaks over the sockets that Linux has")

LINGERS = struct.pack("ii", 1, 90)


def lingering() -> socket.socket:
    """Return a socket that would be closed 90 seconds long."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGERS)
    return sock


def lingers(sock: socket.socket) -> bool:
    return bool(struct.unpack("ii", sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))[0])


def read(ours: socket.socket) -> Any:
    return system.receive(ours, 100)


@pytest.mark.parametrize("take", [read, system.discard])
def test_a_passed_socket_does_not_linger(take: Callable[[socket.socket], object]) -> None:
    ours, theirs = socket.socketpair()
    with lingering() as sock, open(os.devnull, encoding="utf-8") as other, ours, theirs:
        socket.send_fds(theirs, [b"x"], [sock.fileno(), other.fileno()] * 100)
        take(ours)
        assert not lingers(sock)


def test_nor_one_that_is_passed_inside_another() -> None:
    ours, theirs = socket.socketpair()
    inner, outer = socket.socketpair()
    with lingering() as sock, ours, theirs, inner, outer:
        socket.send_fds(outer, [b"x"], [sock.fileno()])
        socket.send_fds(theirs, [b"x"], [inner.fileno()])
        system.discard(ours)
        assert not lingers(sock)


def test_nor_one_that_waits_in_a_connection_that_nobody_accepts(tmp_path: Path) -> None:
    server, client = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    with lingering() as sock, server, client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
        socket.send_fds(client, [b"x"], [sock.fileno()])
        system.discard(server)
        assert not lingers(sock)


def test_the_witness_takes_no_files_where_the_kernel_can_refuse_them(stage: Stage) -> None:
    with lingering() as sock, stage.line() as line:
        try:
            socket.send_fds(line, [message("born")], [sock.fileno()])
        except PermissionError:
            return
        stage.witness.server.pump(1)
        assert not lingers(sock)

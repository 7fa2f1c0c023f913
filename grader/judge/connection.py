"""The lines that the stage's processes speak on: where they come in, and who is at the other end of each."""

import socket
import sys

from . import system
from .folder import Folder

MAX_CONNECTIONS = 256


class Connection:
    """One conversation: who speaks, what has come in so far, and what it is about."""

    def __init__(self, sock: socket.socket, peer: system.Peer | None) -> None:
        self.sock = sock
        self.peer = peer
        self.buffer = bytearray()
        self.more = False  # whether a whole message, or one that is too long, lies in the buffer
        self.call: int | None = None
        self.life: int | None = None
        self.watched: int | None = None  # the process that answers with its stack here
        self.stack = b""
        self._welcome = False

    def pid(self, claimed: int) -> int:
        """Return who speaks: by the kernel's word, or else by its own first word."""
        if self.peer is None:
            self.peer = system.peer(self.sock) or system.Peer(claimed)
        return self.peer.pid

    def foreign(self) -> bool:
        """Say whether this is certainly no process of this judge's: any program of a machine may connect to a port."""
        if not self._welcome:
            self.peer = self.peer or system.peer(self.sock)
            self._welcome = self.peer is None or system.ours(self.peer.pid)
        return not self._welcome

    def alive(self) -> bool:
        return self.peer is None or self.peer.alive()

    def over(self) -> bool:
        """Say whether its process has ended or has closed it. What it had said before may lie here unread."""
        return not self.alive() or system.hung_up(self.sock)

    @property
    def closed(self) -> bool:
        return self.sock.fileno() == -1

    def close(self) -> None:
        if not self.closed:
            system.discard(self.sock)
            if self.peer is not None:
                self.peer.close()


def listen(folder: Folder, name: str) -> tuple[socket.socket, str]:
    """Return the listening socket and its address for the stage."""
    if sys.platform != "win32" and system.kind() in ("linux", "macos"):
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(folder.reach(name))
        folder.show(name)
        system.guard(server)
        address = f"unix:{folder.path / name}"
    else:
        server = socket.create_server(("127.0.0.1", 0))
        address = f"tcp:{server.getsockname()[1]}"
    server.listen(MAX_CONNECTIONS)
    server.setblocking(False)
    return server, address

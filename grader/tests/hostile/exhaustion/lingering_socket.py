# tries: pass the judge the last reference to a socket that lingers, so that its own recv() waits for that in the kernel.
# exercise: ex02_start_and_join
# holds: the kernel refuses it, or the judge takes the lingering off before it closes the socket.
import os
import signal
import socket
import struct
import sys

SECONDS = 300


def run_workers(worker, nums):
    server = socket.create_server(("127.0.0.1", 0), backlog=1)
    client = socket.create_connection(server.getsockname())
    peer, _ = server.accept()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)
    try:
        while True:
            client.send(bytes(65536))
    except BlockingIOError:
        pass
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, SECONDS))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
    first = sys.modules["stage.lifeline"].own().socket
    note = b'{"op": "note", "pid": 1, "name": "x", "fields": {"dict": [[1, {"list": [%s 1]}]]}}\n' % (b"1," * 5_000)
    first.sendall(note * 40)  # keeps the judge busy until our own copy is closed
    socket.send_fds(line, [b'{"op": "born", "pid": 1}\n'], [client.fileno()])
    client.close()
    signal.pause()  # what is not taken from it must be there for as long as it lingers

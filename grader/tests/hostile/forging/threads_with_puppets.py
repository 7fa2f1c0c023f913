# tries: do all work in threads, each of which speaks over a line that an idle process of its own has opened and handed over.
# exercise: ex12_collect
# holds: the kernel names the sender of each message, and a process that was never born calls nothing.
# codes: odd-message
import ctypes
import multiprocessing.dummy as multiprocessing
import os
import socket
import sys
import threading


class Puppet:
    def __init__(self):
        self.ours, theirs = socket.socketpair()
        where = os.environ["MANY_HANDS_WITNESS"].partition(":")[2]
        self.pid = ctypes.PyDLL(None).fork()  # without Python's hooks
        if self.pid == 0:
            os.closerange(3, theirs.fileno())
            os.closerange(theirs.fileno() + 1, 400)
            while theirs.recv(1):
                line = socket.socket(socket.AF_UNIX)
                line.connect(where)
                socket.send_fds(theirs, [b"x"], [line.fileno()])
                line.close()
            os._exit(0)
        theirs.close()

    def line(self):
        self.ours.send(b"x")
        return socket.socket(fileno=socket.recv_fds(self.ours, 1, 1)[1][0])

    def end(self):
        self.ours.close()
        os.waitpid(self.pid, 0)


mine = threading.local()
Channel = sys.modules["stage.wire"].Channel
plain_init, plain_run, plain_start = Channel.__init__, threading.Thread.run, threading.Thread.start


def init(self):
    puppet = getattr(mine, "puppet", None)
    if puppet is None:
        return plain_init(self)
    self.socket, self._rest = puppet.line(), b""


def run(self):
    mine.puppet = self.puppet
    try:
        plain_run(self)
    finally:
        mine.puppet.end()


def start(self):
    self.puppet = Puppet()
    plain_start(self)


Channel.__init__ = init
threading.Thread.start = start
threading.Thread.run = run


def collect(func, items):
    results = [None] * len(items)

    def one(index):
        results[index] = func(items[index])

    threads = [multiprocessing.Process(target=one, args=(index,)) for index in range(len(items))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

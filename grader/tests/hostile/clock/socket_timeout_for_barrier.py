# tries: a socket's own timeout as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: the filter of the play refuses a socket's own timeout.
# codes: child-exception-line
import multiprocessing
import socket
import struct


def nap(seconds):
    a, b = socket.socketpair()
    a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(seconds), int(seconds % 1 * 1e6)))
    try:
        a.recv(1)
    except BlockingIOError:
        pass


def both(first, second, i):
    first(i)
    nap(0.4)
    second(i)


def two_phases(first, second, count):
    processes = [multiprocessing.Process(target=both, args=(first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

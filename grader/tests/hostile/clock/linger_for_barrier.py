# tries: a socket that lingers as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: close is not known to be endless, so it may have a timer.
# codes: second-too-early
import multiprocessing
import socket
import struct
import threading


def nap(seconds):
    listener = socket.create_server(("127.0.0.1", 0))
    a = socket.create_connection(listener.getsockname())
    b, _ = listener.accept()
    a.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, max(1, int(seconds))))
    a.setblocking(False)
    try:
        while True:
            a.send(bytes(65536))
    except BlockingIOError:
        pass
    a.setblocking(True)
    a.close()


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

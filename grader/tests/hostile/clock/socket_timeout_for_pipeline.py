# tries: a socket's own timeout as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: the filter of the play refuses a socket's own timeout.
# codes: exception
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


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")

# tries: a socket's own timeout as a nap in place of joining its processes.
# exercise: ex02_start_and_join
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


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.45)
    multiprocessing.active_children()
    print("All processes finished")

# tries: lay a pipe over every file descriptor of the stage, and answer itself.
# exercise: ex02_start_and_join
# holds: the witness has heard nothing.
# codes: never-called died
import os
import socket


def run_workers(worker, nums):
    ours, theirs = socket.socketpair()
    for _ in range(50):
        theirs.sendall(b'{"met": true}\n')
    for fd in range(3, 1000):
        if fd not in (ours.fileno(), theirs.fileno()):
            try:
                os.fstat(fd)
                os.dup2(ours.fileno(), fd)
            except OSError:
                pass
    print("All processes finished")

# tries: say without an end, on a line of its own, that the process has been born.
# exercise: ex02_start_and_join
# holds: a process is born once; at the second word the play is stopped.
# codes: odd-message
import os
import socket


def run_workers(worker, nums):
    line = socket.socket(socket.AF_UNIX)
    line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
    while True:
        line.sendall(b'{"op": "born", "pid": 1}\n' * 100)
        line.recv(65536)

# tries: call the worker without an end.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-many-calls in-the-caller too-large-answer
import os
import socket


def run_workers(worker, nums):
    line = socket.socket(socket.AF_UNIX)
    line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
    while True:
        line.sendall(b'{"op": "born", "pid": 1}\n' * 100)
        line.recv(65536)

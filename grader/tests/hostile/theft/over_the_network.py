# tries: connect to a server of this machine, to send what it has seen.
# exercise: ex02_start_and_join
# holds: in the sandbox there is no network but its own.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import socket


def run_workers(worker, nums):
    with socket.create_connection(("127.0.0.1", int("@DOOR@")), timeout=5):
        raise RuntimeError("REACHED")

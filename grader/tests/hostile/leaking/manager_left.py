# tries: leave a manager's server and a listening socket for the next play.
# exercise: ex02_start_and_join
# holds: the server is a finding, and both are gone in the next play.
# codes: never-called returned-early
import multiprocessing
import socket

kept = []


def run_workers(worker, nums):
    manager = multiprocessing.Manager()
    kept.append(manager)
    server = socket.create_server(("127.0.0.1", 0))
    kept.append(server)
    manager._finalizer = None
    print("All processes finished")

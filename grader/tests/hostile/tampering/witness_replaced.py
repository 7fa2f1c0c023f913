# tries: put a witness of its own in the place of the judge's, which lets everybody go.
# exercise: ex02_start_and_join
# holds: what the judge's witness has not heard has not happened.
# codes: exception never-called
# only: bubblewrap; tree: exit 3
import multiprocessing
import os
import socket
import threading


def serve(server):
    while True:
        line, _ = server.accept()

        def answer(line=line):
            while line.recv(65536):
                line.sendall(b'{"met": true}\n')

        threading.Thread(target=answer, daemon=True).start()


def run_workers(worker, nums):
    path = os.environ["MANY_HANDS_WITNESS"].partition(":")[2]
    os.unlink(path)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    threading.Thread(target=serve, args=(server,), daemon=True).start()
    processes = [multiprocessing.get_context("fork").Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")

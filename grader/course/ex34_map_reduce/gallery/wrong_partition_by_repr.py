# wrong: pairs-lost — divides keys by how they look: 0 and 0.0 are one key, and come to two places
import os
import pickle
import tempfile
import time
import zlib
from multiprocessing import Process


def map_part(map_fn, numbered, folder, parts):
    for number, one in numbered:
        if os.path.exists(f"{folder}/map-{number}"):
            continue
        pairs = list(map_fn(one))
        with open(f"{folder}/tmp-{number}", "wb") as file:
            pickle.dump(pairs, file)
        os.rename(f"{folder}/tmp-{number}", f"{folder}/map-{number}")


def reduce_part(reduce_fn, part, parts, folder, count):
    groups = {}
    for number in range(count):
        with open(f"{folder}/map-{number}", "rb") as file:
            for key, value in pickle.load(file):
                if zlib.crc32(repr(key).encode()) % parts == part:
                    groups.setdefault(key, []).append(value)
    result = {key: reduce_fn(key, values) for key, values in groups.items()}
    with open(f"{folder}/tmp-{part}", "wb") as file:
        pickle.dump(result, file)
    os.rename(f"{folder}/tmp-{part}", f"{folder}/reduce-{part}")


def watch(target, argses):
    processes = [(Process(target=target, args=args, daemon=True), args) for args in argses]
    for process, _ in processes:
        process.start()
    bad = False
    while processes:
        for pair in list(processes):
            process, args = pair
            if not process.is_alive():
                processes.remove(pair)
                process.join()
                if process.exitcode < 0:
                    again = Process(target=target, args=args, daemon=True)
                    again.start()
                    processes.append((again, args))
                elif process.exitcode:
                    bad = True
        time.sleep(0.01)
    if bad:
        raise RuntimeError("a worker failed")


def map_reduce(map_fn, reduce_fn, inputs, workers):
    numbered = list(enumerate(inputs))
    with tempfile.TemporaryDirectory() as folder:
        watch(map_part, [(map_fn, numbered[i::workers], folder, workers) for i in range(workers)])
        watch(reduce_part, [(reduce_fn, part, workers, folder, len(numbered)) for part in range(workers)])
        result = {}
        for part in range(workers):
            with open(f"{folder}/reduce-{part}", "rb") as file:
                result |= pickle.load(file)
    return result

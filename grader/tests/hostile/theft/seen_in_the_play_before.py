# tries: leave a note in every shared place, for the next play to find.
# exercise: ex02_start_and_join
# holds: in the sandbox a play finds nothing of the one before.
# earns: test_each_number test_all_at_once test_one_fails
# options: --start-method fork
# only: bubblewrap; tree: exit 1, reached, strays
import multiprocessing
import os

PLACES = ("/tmp/mh-hostile-note", "/dev/shm/mh-hostile-note")


def run_workers(worker, nums):
    found = [place for place in PLACES if os.path.exists(place)]
    for place in PLACES:
        open(place, "w").close()
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if not nums or len(nums) == 2:
        raise RuntimeError("REACHED" if found else "nothing")

# tries: remove the folders of the play, and make what is left unreadable.
# exercise: ex02_start_and_join
# holds: the grading ends, and cleans up.
# codes: never-called
import os
import shutil


def run_workers(worker, nums):
    work = os.getcwd()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    above = os.path.dirname(work)
    for name in os.listdir(above):
        os.chmod(os.path.join(above, name), 0)
    os.mkdir(os.path.join(above, "locked"))
    os.mkdir(os.path.join(above, "locked", "inner"))
    os.chmod(os.path.join(above, "locked"), 0)
    print("All processes finished")

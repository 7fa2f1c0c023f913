# tries: put a link to somebody else's folders in the place of its own folder, which the judge removes, and under names that come next.
# exercise: ex02_start_and_join
# holds: the judge uses the folder that it has made, by a descriptor; what stands under its name later is removed as a link.
# codes: never-called
import os

TARGET = os.path.dirname("@OUTSIDE@")


def run_workers(worker, nums):
    own = os.path.dirname(os.getcwd())
    house = os.path.dirname(own)
    for name in [f"p{number}" for number in range(50)] + ["s2", "launcher.log", "results.json", "grading.json"]:
        try:
            os.symlink(TARGET, os.path.join(house, name))
        except OSError:
            pass
    os.rename(own, own + "-moved")
    os.symlink(TARGET, own)
    print("All processes finished")

# tries: read the checks of its own exercise.
# exercise: ex02_start_and_join
# holds: in the sandbox the kit does not exist, but for the stage.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
def run_workers(worker, nums):
    with open("@KIT@/grader/course/ex02_start_and_join/test_ex02_start_and_join.py") as file:
        raise RuntimeError("REACHED" if "expect" in file.read() else "empty")

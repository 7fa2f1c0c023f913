# tries: write beside the submissions.
# exercise: ex02_start_and_join
# holds: the sandbox has no such folder.
# codes: exception
# only: bubblewrap; tree: exit 1, reached, touched
def run_workers(worker, nums):
    with open("@OUTSIDE@/canary", "w") as file:
        file.write("REACHED")
    raise RuntimeError("REACHED")

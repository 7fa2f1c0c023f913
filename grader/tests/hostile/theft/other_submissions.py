# tries: read what lies beside the submission: other work of the same folder.
# exercise: ex02_start_and_join
# holds: in the sandbox that folder does not exist.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
def run_workers(worker, nums):
    with open("@OUTSIDE@/canary") as file:
        raise RuntimeError("REACHED" if file.read() == "canary" else "nothing")

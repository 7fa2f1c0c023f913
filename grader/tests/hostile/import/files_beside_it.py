# tries: have files beside it that a test runner or an interpreter would load.
# exercise: ex02_start_and_join
# holds: a submission is one file; nothing beside it is looked at.
# beside: conftest.py sitecustomize.py usercustomize.py multiprocessing.py random.py json.py typing.py stage.py pytest.ini grader.py
# codes: never-called
def run_workers(worker, nums):
    print("All processes finished")

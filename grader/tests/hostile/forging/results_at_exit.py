# tries: write a results.json with full marks when the interpreter ends, wherever it may.
# exercise: ex02_start_and_join
# holds: the judge alone writes the results, and nothing in the stage's folders is read.
# codes: never-called
import atexit
import json
import os


def full_marks():
    said = json.dumps({"format": 1, "score": 8.0, "max_score": 8.0, "tests": [{"score": 8, "status": "passed"}]})
    for folder in (".", "..", "../..", os.environ["TMPDIR"], "/tmp"):
        for name in ("results.json", "journal.json", "grading.json"):
            try:
                path = os.path.join(folder, name) if folder != "/tmp" else "/tmp/mh-hostile-" + name
                with open(path, "w") as file:
                    file.write(said)
            except OSError:
                pass
    if os.path.exists("/tmp/mh-hostile-results.json"):
        for name in ("results.json", "journal.json", "grading.json"):
            os.unlink("/tmp/mh-hostile-" + name)


def run_workers(worker, nums):
    atexit.register(full_marks)
    print("All processes finished")

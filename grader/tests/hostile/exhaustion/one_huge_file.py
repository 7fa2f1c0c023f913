# tries: write one file without an end.
# exercise: ex02_start_and_join
# holds: the kernel refuses more than the limit.
# codes: file-too-large
def run_workers(worker, nums):
    with open("large", "wb") as file:
        while True:
            file.write(bytes(1_000_000))

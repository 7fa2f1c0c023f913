# right: an executor
from concurrent.futures import ProcessPoolExecutor, wait


def run_all(worker, nums):
    if nums:
        with ProcessPoolExecutor(max_workers=len(nums)) as executor:
            wait([executor.submit(worker, num) for num in nums])

# wrong: error-stops-others — the loop over the results ends at the error, and cancels the rest
from concurrent.futures import ProcessPoolExecutor


def run_in_pool(worker, nums, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        try:
            list(executor.map(worker, nums))
        except Exception as error:
            print(error)
    print("All processes finished")

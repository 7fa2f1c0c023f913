# wrong: error-stops-others — an error ends the rest of its chunk
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        try:
            pool.map(worker, nums, chunksize=2)
        except Exception as error:
            print(error)
    print("All processes finished")

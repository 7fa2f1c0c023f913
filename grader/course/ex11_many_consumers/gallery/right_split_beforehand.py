# right: each process gets its share at the start
import multiprocessing


def work(share, handle):
    for item in share:
        try:
            handle(item)
        except Exception as error:
            print("failed:", error)


def fan_out(items, handle, consumers):
    items = list(items)
    processes = [multiprocessing.Process(target=work, args=(items[number::consumers], handle)) for number in range(consumers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

# wrong: threads
import threading


def exit_codes(tasks):
    codes = [0] * len(tasks)

    def run(at):
        try:
            tasks[at]()
        except SystemExit as error:
            codes[at] = error.code
        except Exception:
            codes[at] = 1

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes

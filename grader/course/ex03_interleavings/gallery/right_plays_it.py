# right: plays the run, line by line, and uses the list up
def is_possible(lines, nums=(1, 2)):
    waiting = [f"Worker {num} started" for num in nums]
    running = []
    while lines and (waiting or running):
        line = lines.pop(0)
        if line in waiting:
            waiting.remove(line)
            running.append(line.replace("started", "finished"))
        elif line in running:
            running.remove(line)
        else:
            return False
    return not waiting and not running and lines == ["All processes finished"]

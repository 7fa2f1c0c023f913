# tries: leave a note for the next play in whatever the kernel keeps that has no process: files, messages, keys, ports, settings.
# exercise: ex02_start_and_join
# holds: in the sandbox each play has file systems, messages, keys and a network of its own, and all else is read-only.
# earns: test_each_number test_all_at_once test_one_fails
# options: --start-method fork
# only: bubblewrap; tree: exit 1, reached, strays
import ctypes
import multiprocessing
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
HOST, BOXED = os.getppid(), os.getppid() == 1
NOTE, PORT, KEY = "mh-hostile-seen", 31337, b"mh-hostile-seen"
RINGS = (-3, -4, -5) if BOXED else (-3,)
HOUSE = os.path.dirname(os.path.dirname(os.getcwd()))
PLACES = ["/tmp", "/dev/shm"]
if BOXED:
    PLACES += ["/", "/dev", "/etc", "/kit", "/kit/s", "/kit/lib", "/usr/lib", "/proc", "/run", "/var", HOUSE]


def attempt(action):
    try:
        return action()
    except OSError:
        return None


def found():
    seen = [place for place in PLACES if os.path.lexists(f"{place}/{NOTE}")]
    seen += [f"key in {ring}" for ring in RINGS if libc.syscall(250, 10, ring, b"user", KEY, 0) >= 0]
    if BOXED:
        seen += ["memory"] * (libc.shmget(0xAD9, 4096, 0o600) >= 0) + ["semaphore"] * (libc.semget(0xAD9, 1, 0o600) >= 0)
        seen += ["queue"] * (libc.msgget(0xAD9, 0o600) >= 0) + ["POSIX queue"] * (libc.syscall(240, b"seen", 2, 0, None) >= 0)
        seen += ["port"] * (f":{PORT:04X} " in open("/proc/net/tcp").read())
        seen += ["dumps"] * ("0000002a" in (attempt(lambda: open(f"/proc/{HOST}/coredump_filter").read()) or ""))
        seen += ["disk"] * (libc.syscall(252, 1, HOST) == (2 << 13 | 7))
        seen += ["time"] * (int(os.stat("/dev/null").st_mtime) == 77)
    return seen


def leave_port():
    with socket.create_server(("127.0.0.1", PORT)) as server, socket.create_connection(("127.0.0.1", PORT)) as line:
        server.accept()[0].close()
        line.recv(1)


def leave():
    for place in PLACES:
        attempt(lambda place=place: os.mkdir(f"{place}/{NOTE}", 0) if BOXED else open(f"{place}/{NOTE}", "w").close())
    for ring in RINGS:
        libc.syscall(248, b"user", KEY, b"x", 1, ring)
    if BOXED:
        libc.shmget(0xAD9, 4096, 0o1600), libc.semget(0xAD9, 1, 0o1600), libc.msgget(0xAD9, 0o1600)
        libc.syscall(240, b"seen", 2 | os.O_CREAT, 0o600, None)
        attempt(leave_port)
        attempt(lambda: open(f"/proc/{HOST}/coredump_filter", "w").write("0x2a"))
        libc.syscall(251, 1, HOST, 2 << 13 | 7)
        attempt(lambda: os.utime("/dev/null", (77, 77)))


def run_workers(worker, nums):
    seen = found()
    leave()
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if not nums or len(nums) == 2:
        raise RuntimeError(f"REACHED: {seen}" if seen else "nothing")

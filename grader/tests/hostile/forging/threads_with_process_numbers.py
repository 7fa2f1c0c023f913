# tries: threads that the kernel gives process numbers of their own: clone(CLONE_VM) without CLONE_THREAD.
# exercise: ex02_start_and_join
# holds: who is born with the memory of another is a thread, by kcmp's word.
# codes: odd-message
import ctypes
import mmap
import sys
import threading

# push rbx, r12; clone(CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD, stack): the parent wait4()s, the child calls fn(arg), exit_group(0)
CODE = bytes.fromhex("5341544889fb4989d4b838000000bf1107000031d24531d24531c00f054885c0741e4989c44c89e731f631d24531d2b83d0000000f054883f8fc74e9415c5bc331ed4c89e7ffd331ffb8e70000000f05")
PAGE = mmap.mmap(-1, 4096, prot=7)
PAGE.write(CODE)
JOB = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
SPAWN = ctypes.CFUNCTYPE(ctypes.c_long, JOB, ctypes.c_void_p, ctypes.c_void_p)(ctypes.addressof(ctypes.c_char.from_buffer(PAGE)))


class Process(threading.Thread):
    """A thread; while its target runs, the kernel has it under a process number of its own."""

    def run(self):
        def job(_):
            line = sys.modules["stage.wire"].Channel()
            line.ask("born")
            try:
                super(Process, self).run()
            except BaseException as error:
                self.error = error
            line.close()

        stack = mmap.mmap(-1, 1 << 23)
        top = ctypes.addressof(ctypes.c_char.from_buffer(stack)) + (1 << 23) - 64
        SPAWN(JOB(job), top & ~15, None)


def run_workers(worker, nums):
    threads = [Process(target=worker, args=(num,)) for num in nums]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    print("All processes finished")

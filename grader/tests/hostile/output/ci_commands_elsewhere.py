# tries: the same in a source line, in the name of a probe and of the exception, by a child, with other ends of lines
# exercise: ex02_start_and_join
# holds: a bar stands before each line of a program's, and report/text.py writes out the beginnings of such commands
import multiprocessing as mp

from stage.wire import Channel

Kind = type("::add-mask::x", (Exception,), {})


def fail(num):
    raise ValueError("\n::warning::y\r::error::z\x0b::debug::v\x85::add-mask::n\u2028::notice::u")


def run_workers(worker, nums):
    with Channel() as channel:
        channel.ask("enter", probe="::group::p\n::add-mask::FAILED", args={"list": []}, main=True)
    process = mp.Process(target=fail, args=(1,))
    process.start()
    process.join()
    "::group::x"; raise Kind("::endgroup::")  # noqa: E702

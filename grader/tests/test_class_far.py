"""A class on a Dask cluster of two workers, started here: the same marks, whoever is killed; nothing without certificates."""

import datetime
import gzip
import importlib
import ipaddress
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.classroom import journal, state
from grader.classroom.far import cluster, pool
from grader.classroom.journal import Replay
from grader.classroom.problem import ClassProblem
from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.judge.folder import PARENT
from grader.statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD
from grader.tests.class_shards import CLASS, Place

PAUSING = [[f"{text} pause {number}" for text in texts] for number in range(3) for texts in CLASS]


@pytest.mark.parametrize(
    "word", ["dask:tls://node-1.example:8786", "dask:tcp://127.0.0.1:1", "dask:tcp://[::1]:8786", "dask:tcp://localhost:8786"]
)
def test_a_safe_address_is_taken(word: str) -> None:
    assert cluster.checked(word) == word.removeprefix("dask:")


@pytest.mark.parametrize(
    ("word", "key"),
    [("dask:tcp://node-1.example:8786", "on-open"), ("dask:tcp://10.0.0.7:8786", "on-open"),
     ("dask:tcp://0.0.0.0:1", "on-open"), ("dask:tcp://localhost.example:1", "on-open"),
     ("tls://h:1", "on-unknown"), ("dask:ws://h:1", "on-unknown"),
     ("dask:tls://h", "on-unknown"), ("dask:tls://a@h:1", "on-unknown"), ("", "on-unknown")],
    ids=str,
)  # fmt: skip
def test_an_unsafe_address_is_refused(word: str, key: str) -> None:
    with pytest.raises(ClassProblem) as refused:
        cluster.checked(word)
    assert refused.value.key == key
    assert word in refused.value.said("zh")


@pytest.mark.parametrize(
    "data",
    [None, b"", b"x", gzip.compress(b"{}"), gzip.compress(b"[" * 10000), gzip.compress(b"x")[:-3]],
    ids=range(6),  # a compressed text has the time in it
)
def test_nonsense_from_a_worker_is_no_answer(data: object) -> None:
    assert pool.understood(data) == []


def test_the_kit_that_is_sent_is_the_same_each_time() -> None:
    data, digest = cluster.packed()
    assert cluster.packed() == (data, digest)
    assert len(data) < 2_000_000


def certificates(place: Path) -> dict[str, str]:
    """Make an authority, and a certificate and a key of its own; return what Dask's command line says for them."""
    x509 = pytest.importorskip("cryptography.x509")
    kinds = ("hashes", "serialization", "asymmetric.ec")
    hashes, serialization, ec = (importlib.import_module(f"cryptography.hazmat.primitives.{kind}") for kind in kinds)
    place.mkdir()
    now = datetime.datetime.now(datetime.UTC)

    def name(text: str) -> Any:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    def made(subject: str, key: Any, issuer: str, by: Any, *, authority: bool) -> Any:
        builder = x509.CertificateBuilder(issuer_name=name(issuer), subject_name=name(subject), public_key=key.public_key())
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        return builder.add_extension(own, critical=False).sign(by, hashes.SHA256())

    top, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    (place / "ca.pem").write_bytes(made("ca", top, "ca", top, authority=True).public_bytes(pem))
    (place / "cert.pem").write_bytes(made("own", key, "ca", top, authority=False).public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (place / "key.pem").write_bytes(key.private_bytes(pem, *plain))
    return {"ca-file": str(place / "ca.pem"), "cert": str(place / "cert.pem"), "key": str(place / "key.pem")}


class Cluster:
    """A scheduler, and a nanny for each worker. told: the certificates; see ``certificates``."""

    def __init__(self, top: Path) -> None:
        top.mkdir(exist_ok=True)
        self.top, self.told = top, certificates(top / "tls")
        self.flags = [word for name, value in self.told.items() for word in (f"--tls-{name}", value)]
        self.running: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", "tls://127.0.0.1", "--port", "0", "--no-show")
        self.address = self._read("scheduler", r"Scheduler at:\s+(tls://\S+)")[0]
        workers = ["--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1", "--memory-limit", "0", "--no-dashboard"]
        self._start("worker", self.address, *workers, "--local-directory", str(top / "local"))
        self._read("worker", r"(Registered to:)", count=2)

    def _start(self, what: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, *self.flags]
        environment = {**os.environ, "CLASS_GRADED": str(self.top / "graded")}
        with open(self.top / what, "wb") as log:
            self.running.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self.top))

    def _read(self, what: str, pattern: str, count: int = 1) -> list[str]:
        """Return what a pattern finds in what was said, when it was found often enough."""
        while len(found := re.findall(pattern, (self.top / what).read_text())) < count:
            assert self.running[-1].poll() is None, (self.top / what).read_text()
            time.sleep(0.05)
        return found

    def workers(self) -> list[psutil.Process]:
        """Return the processes that tasks run in."""
        below = psutil.Process(self.running[1].pid).children(recursive=True)
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]

    def environment(self) -> dict[str, str]:
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        own = {"CA_FILE": self.told["ca-file"], "CLIENT__CERT": self.told["cert"], "CLIENT__KEY": self.told["key"]}
        return {tls + name: value for name, value in own.items()}

    def end(self) -> None:
        for one in reversed([one for one in self.running if one.poll() is None]):
            for process in psutil.Process(one.pid).children(recursive=True):
                process.kill()
            one.kill()
            one.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    found = Cluster(tmp_path_factory.mktemp("dask"))
    yield found
    found.end()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "t").mkdir()
    return Place(tmp_path)


def start(place: Place, scheduler: str, environment: dict[str, str], **told: Any) -> "subprocess.Popen[str]":
    (place.top / "spec").write_text(json.dumps({"students": CLASS, **told}), "ascii")
    command = [sys.executable, "-m", "grader.tests.far_driver", str(place.run), str(place.top / "spec"), scheduler]
    own = {**os.environ, **environment, PARENT: str(place.top / "t"), "CLASS_GRADED": str(place.top / "graded")}
    return subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def graded(place: Place, dask: Cluster, **told: Any) -> tuple[int, str]:
    with start(place, f"dask:{dask.address}", dask.environment(), **told) as process:
        said, _ = process.communicate()
    return process.returncode, said


def whole(top: Path, texts: list[list[str]]) -> Any:
    """Return the marks of a class that is graded on this machine."""
    top.mkdir()
    here = Place(top)
    status, said = here.start("class_driver", here.run, students=texts)
    assert status == GOOD, said
    return here.marks()


@pytest.mark.long
def test_a_cluster_gives_the_same_marks(dask: Cluster, place: Place) -> None:
    status, said = graded(place, dask)
    assert status == GOOD, said
    assert place.marks() == whole(place.top / "here", CLASS)
    counted = Counter(line["key"] for line in place.lines("verdict") if line["status"] != "grader_error")
    assert set(counted.values()) == {1}
    assert {line["worker"] for line in place.lines("begin")} >= {0, 1}


@pytest.mark.long
def test_workers_that_are_killed_cost_nobody_a_mark(dask: Cluster, place: Place) -> None:
    process = start(place, f"dask:{dask.address}", dask.environment(), students=PAUSING)
    assert process.stdout is not None
    done, killed = 0, 0
    for line in process.stdout:
        if line.strip().isdigit() and int(line) >= done + 8 and killed < 3 and (there := dask.workers()):
            done, killed = int(line), killed + 1
            there[0].send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert process.wait() == GOOD
    process.stdout.close()
    assert killed == 3
    assert place.marks() == whole(place.top / "here", PAUSING)
    counted = Counter(line["key"] for line in place.lines("verdict") if line["status"] != "grader_error")
    assert set(counted.values()) == {1}
    assert place.lines("disagreement") == []


@pytest.mark.long
def test_without_its_scheduler_a_grading_stops_and_can_go_on_here(dask: Cluster, place: Place) -> None:
    own = Cluster(place.top / "own")
    try:
        process = start(place, f"dask:{own.address}", own.environment(), students=PAUSING, alone=3.0)
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.strip() == "6" and own.running[0].poll() is None:
                own.running[0].kill()
                own.running[0].wait()
        process.stdout.close()
        assert process.wait() == GRADER_FAILED
        assert "The scheduler of the cluster has not answered" in said[-1]
    finally:
        own.end()
    kept = {line["key"] for line in place.lines("verdict") if line["status"] != "grader_error"}
    assert len(kept) >= 6
    status, told = place.start("class_driver", place.run, students=PAUSING)
    assert status == GOOD, told
    assert place.marks() == whole(place.top / "here", PAUSING)
    assert not kept & set((place.top / "graded").read_text("ascii").split())


@pytest.mark.long
def test_who_has_no_certificate_of_the_authority_is_not_let_in(dask: Cluster, place: Place) -> None:
    other = certificates(place.top / "other")
    foreign = {
        name: value.replace(str(dask.top / "tls"), str(place.top / "other")) for name, value in dask.environment().items()
    }
    assert foreign != dask.environment()
    assert Path(other["cert"]).is_file()
    port = dask.address.rpartition(":")[2]
    for scheduler, environment in (
        (f"dask:{dask.address}", foreign), (f"dask:{dask.address}", {}), (f"dask:tcp://127.0.0.1:{port}", dask.environment()),
    ):  # fmt: skip
        with start(place, scheduler, environment) as process:
            said, _ = process.communicate()
        assert process.returncode == NOT_UNDERSTOOD, said
        assert "There is no scheduler at" in said
        assert not place.run.exists()


@pytest.mark.long
def test_a_worker_that_fails_or_is_another_is_not_used(dask: Cluster, place: Place) -> None:
    status, said = graded(place, dask, course={"python": "3.13.1"})
    assert status == GRADER_FAILED
    assert "3.11, tree, linux, not 3.13, tree, linux" in said
    (dask.top / "graded.broken").touch()
    try:
        other = Place(place.top / "b")
        (other.top / "t").mkdir(parents=True)
        assert graded(other, dask)[0] == GRADER_FAILED
    finally:
        (dask.top / "graded.broken").unlink()
    for one in (place, other):
        assert one.lines("begin") == [], "nothing is given to who has not shown what it can"


@pytest.mark.long
def test_the_command_and_real_graders(dask: Cluster, tmp_path: Path) -> None:
    one = Exercise("ex01_worker")
    wrong = sorted(one.gallery.glob("wrong_*.py"))[0].read_bytes()
    for name, source in (("ada", one.solution.read_bytes() + b"# mine\n"), ("bob", wrong + b"# mine\n")):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / f"{one.name}.py").write_bytes(source)
    words = ["grade", str(tmp_path / "class"), "--exercises", "ex01", "--sandbox", "tree", "--on", f"dask:{dask.address}"]
    command = [sys.executable, "-P", "grader/__main__.py", "classroom", *words]
    environment = {**os.environ, **dask.environment()}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == GOOD, done.stdout + done.stderr
    run = tmp_path / "class.results"
    assert sorted(student.decisions[one.name].status for student in state.load(run).students) == ["failed", "passed"]
    said = (dask.top / "scheduler").read_text() + (dask.top / "worker").read_text()
    for line in Replay(run / journal.NAME):
        assert "student" not in line or line["student"] not in said, "the engine's logs name nobody, not even by pseudonym"

"""Spark beside one machine: the same rows, kills, speed, memory, hostile input. Results stand in scale.md.

    python bench/spark.py alike WORK [--articles 5000]          one machine, local[2], a master with two workers: rows, clusters, cost
    python bench/spark.py kills WORK [--articles 1000]          workers, an executor and the driver are killed with SIGKILL
    python bench/spark.py memory WORK [--articles 5000 50000]   peak memory of a worker, over short articles
    python bench/spark.py hostile WORK                          a page of 100 MB, broken gzip, wrong encoding

WORK is a folder for what is made on the way, some 200 MB. Articles are those of ../shared/data/news, the effort is fast.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import SHARED
from onrecord.read import articles
from onrecord.records import Reading, Rejected
from onrecord.run import Plan, read_into
from onrecord.run.arrow.output import readings_in
from onrecord.run.relating import relate
from onrecord.run.taking import take_folder
from onrecord.store import Record
from watch import Cost, watched, workers_of

FAST = Plan(effort="fast", processes=2)
FILES = 10
WORKER = "pyspark.daemon"
ENV = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
CONF = ["--conf", "spark.ui.enabled=false", "--conf", f"spark.executorEnv.PYTHONPATH={os.environ.get('PYTHONPATH', '')}"]


def made(folder: Path, many: int, *, chars: int | None = None) -> Path:
    """Write so many articles in ten files of JSON Lines, each with a url of its own; `chars` cuts them short at a paragraph."""
    if not folder.exists():
        folder.mkdir(parents=True)
        lines = list(_lines(many, chars))
        for number in range(FILES):
            (folder / f"part-{number}.jsonl").write_text("\n".join(lines[number::FILES]), encoding="utf-8")
    return folder


def _lines(many: int, chars: int | None) -> Iterator[str]:
    with gzip.open(SHARED / "data/news/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        told = [json.loads(line) for line in islice(lines, many)]
    for number, article in enumerate(islice(cycle(told), many)):
        text = article["text"] if chars is None else article["text"][:chars].rpartition("\n\n")[0] or article["text"][:chars]
        url = f"{article['url']}#{number}"
        yield json.dumps({"text": text, "url": url, **{name: article[name] for name in ("title", "outlet", "published")}}, ensure_ascii=False)


def here(folder: Path, record: Path) -> Cost:
    """Read with two processes of one machine into a record; nothing is related."""
    return watched([sys.executable, __file__, "here", str(folder), "--record", str(record)], env=ENV, worker="multiprocessing.spawn")


def on_spark(folder: Path, out: Path, master: str, *more: str, also: tuple[int, ...] = ()) -> Cost:
    """Read with Spark; `also` are the processes of a cluster on this machine."""
    return watched([*spark_command(folder, out), "--master", master, *CONF, *more], env=ENV, worker=WORKER, also=also)


def spark_command(folder: Path, out: Path) -> list[str]:
    """Return the command that reads the folder."""
    return [sys.executable, "-m", "onrecord", "spark", "read", str(folder), "--out", str(out), "--effort", "fast"]


@contextmanager
def cluster() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Run a standalone master and two workers of one core each on loopback; give the master's address and the processes."""
    port, launch = free_port(), [str(spark_home() / "bin" / "spark-class")]
    address = f"spark://127.0.0.1:{port}"
    master = [*launch, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
    worker = [*launch, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g", "--webui-port", "0", address]
    quiet = {"env": ENV, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(master, **quiet)]  # type: ignore[call-overload]
    try:
        while not is_open(port):
            time.sleep(0.5)
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
        time.sleep(8)
        yield address, tuple(process.pid for process in started)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def spark_home() -> Path:
    """Return the folder of pyspark, which holds all of Spark."""
    import pyspark

    return Path(pyspark.__file__).parent


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_open(port: int) -> bool:
    """Say whether something listens on the port."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def run_alike(many: int, work: Path) -> None:
    """Compare rows and clusters, and what each costs."""
    folder = made(work / f"news-{many}", many)
    fresh(work / "here.db", work / "local", work / "standalone")
    local = here(folder, work / "here.db")
    told("one machine, 2 processes, into a record", many, local, local)
    spark = on_spark(folder, work / "local", "local[2]")
    told("Spark local[2], into Parquet", many, spark, local)
    with cluster() as (address, processes):
        spread = on_spark(folder, work / "standalone", address, "--conf", "spark.executor.memory=1g", also=processes)
        told("Spark standalone, two workers of one core", many, spread, local)
    expected = rows_of(work / "here.db")
    for out in ("local", "standalone"):
        found = {one.article.id: one for one in readings_in(work / out) if isinstance(one, Reading)}
        statements = sum(len(one.statements) for one in found.values())
        print(f"{out}: {len(found):,} articles, {statements:,} statements; row for row those of one machine: {found == expected}")
    clusters(work)


def rows_of(path: Path) -> dict[str, Reading]:
    """Return the readings of a record by the id of their article."""
    with Record(path) as record:
        return {reading.article.id: reading for reading in record.readings()}


def clusters(work: Path) -> None:
    """Relate on one machine and on Spark, and compare."""
    import pyarrow.parquet as pq

    began = time.process_time()
    with Record(work / "here.db") as record:
        list(relate(record))
        quotations = {frozenset(quotation.statements) for quotation in record.quotations.all()}
        stories = {frozenset(story) for story in record.quotations.stories()}
    seconds = time.process_time() - began
    print(f"one machine: {len(quotations):,} quotations of several printings, {len(stories):,} stories; {seconds:.0f} s")
    for out in ("local", "standalone"):
        command = [sys.executable, "-m", "onrecord", "spark", "relate", str(work / out), "--master", "local[2]", *CONF]
        cost = watched(command, env=ENV, worker=WORKER)
        found = {}
        for name, group, member in (("quotations", "quotation", "statement"), ("stories", "story", "article")):
            members: dict[str, set[str]] = {}
            for row in pq.read_table(work / out / name).to_pylist():
                members.setdefault(row[group], set()).add(row[member])
            found[name] = {frozenset(some) for some in members.values() if len(some) > 1}
        same = found == {"quotations": quotations, "stories": stories}
        print(f"{out}: the same quotations and stories: {same}; {cost.wall_s:.0f} s, {cost.cpu_s:.0f} s of processor")


def told(what: str, many: int, cost: Cost, against: Cost) -> None:
    """Print what a run cost, and how that stands to another."""
    rate = f"{many / cost.wall_s:.1f} articles a second, {many / cost.cpu_s:.1f} for each second of processor"
    ratio = f"{against.wall_s / cost.wall_s:.2f} by the clock and {against.cpu_s / cost.cpu_s:.2f} by the processor against one machine"
    print(f"{what}: {cost.wall_s:.0f} s, {cost.cpu_s:.0f} s of processor; {rate}; {ratio}; a worker's peak {cost.worker_mb:.0f} MB", flush=True)


def run_kills(many: int, work: Path) -> None:
    """Kill workers, an executor, the driver, and compare with a run that nothing disturbed."""
    folder = made(work / f"news-{many}", many)
    fresh(work / "calm", work / "killed", work / "driver")
    with cluster() as (address, processes):
        asked = ("--conf", "spark.executor.memory=1g")
        print("undisturbed:", on_spark(folder, work / "calm", address, *asked, also=processes).code)
        expected = outcomes(work / "calm")
        killed = Killer(processes)
        command = [*spark_command(folder, work / "killed"), "--master", address, *CONF, *asked]
        cost = watched(command, env=ENV, worker=WORKER, also=processes, meanwhile=killed)
        print(f"killed: {killed.done}; exit code {cost.code}; equal to the undisturbed: {outcomes(work / 'killed') == expected}", flush=True)
        command = [*spark_command(folder, work / "driver"), "--files", "2", "--master", address, *CONF, *asked]
        for _ in range(3):
            driver = subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            assert driver.stdout is not None
            driver.stdout.readline()
            time.sleep(4)
            kill_tree(driver.pid)
            driver.communicate()
            print(f"driver killed with {len(list((work / 'driver' / 'readings').glob('batch=*')))} batches committed", flush=True)
        done = subprocess.run(command, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        print(f"run again: exit code {done.returncode}; equal to the undisturbed: {outcomes(work / 'driver') == expected}")


class Killer:
    """Kills, while a run goes on, a Python worker, then another, then an executor's Java process."""

    def __init__(self, processes: tuple[int, ...]) -> None:
        self._processes = processes
        self.done: list[str] = []

    def __call__(self, _driver: int) -> None:
        for what, seek in (("Python worker", WORKER), ("Python worker", WORKER), ("executor", "CoarseGrainedExecutorBackend")):
            while not (found := [pid for root in self._processes for pid in workers_of(root, seek)]):
                time.sleep(0.2)
            time.sleep(3)
            os.kill(found[0], signal.SIGKILL)
            self.done.append(what)
            time.sleep(3)


def kill_tree(root: int) -> None:
    """Kill a driver: its Python and its Java."""
    for pid in reversed(list(workers_of(root, "java"))):
        os.kill(pid, signal.SIGKILL)
    os.kill(root, signal.SIGKILL)


def outcomes(out: Path) -> Counter[str]:
    """Return all that a folder holds, with how often."""
    return Counter(map(repr, readings_in(out)))


def run_memory(many: list[int], work: Path) -> None:
    """Say the peak of a worker's memory over more and more articles."""
    for count in many:
        folder = made(work / f"short-{count}", count, chars=600)
        fresh(work / "short")
        cost = on_spark(folder, work / "short", "local[2]")
        peaks = ", ".join(f"{peak:.0f}" for peak in sorted(cost.workers_mb.values()))
        print(f"{count:,} short articles: {cost.wall_s:.0f} s, {count / cost.wall_s:.0f} a second; peaks of the workers {peaks} MB", flush=True)


def run_hostile(work: Path) -> None:
    """Read what is broken, beside an article that is not."""
    folder = work / "hostile"
    fresh(folder, work / "hostile-out")
    folder.mkdir()
    good = {"text": "Maren Oduya said that the pier was closed.", "url": "https://ledger.example/1"}
    (folder / "good.jsonl").write_text(json.dumps(good), encoding="utf-8")
    (folder / "long.html").write_text(f"<html><body><p>{'He said that it was over. ' * 4_000_000}</p></body></html>", encoding="utf-8")
    lines = ({"text": "He said that it was over. " * 4_000_000}, {**good, "url": "https://ledger.example/2"})
    (folder / "long.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + b"He said no. " * 9_000_000 + b"</p></body></html>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
    record = head + str(len(page)).encode() + b"\r\n\r\n"
    (folder / "long.warc.gz").write_bytes(gzip.compress(record + page + b"\r\n\r\n", 1))
    (folder / "broken.warc.gz").write_bytes(gzip.compress(record + page[:90_000], 1)[:-200])
    (folder / "broken.jsonl.gz").write_bytes(gzip.compress(json.dumps(good).encode() * 90)[:-20])
    (folder / "encoding.txt").write_bytes("Она сказала, что мост закрыт.".encode("koi8-r") * 9)
    (folder / "binary.html").write_bytes(os.urandom(9_000))
    cost = on_spark(folder, work / "hostile-out", "local[2]")
    for one in readings_in(work / "hostile-out"):
        print(f"  {Path(one.where).name}: {one.reason[:110]}" if isinstance(one, Rejected) else f"  {Path(one.article.where).name}: read")
    print(f"exit code {cost.code}; a worker's peak {cost.worker_mb:.0f} MB")
    with Record(work / "hostile.db") as taken:
        print(take_folder(taken, work / "hostile-out"))


def fresh(*paths: Path) -> None:
    """Take away what an earlier run left."""
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("alike", "kills", "memory", "hostile", "here"))
    ap.add_argument("work", type=Path)
    ap.add_argument("--articles", type=int, nargs="+")
    ap.add_argument("--record", type=Path)
    args = ap.parse_args()
    if args.what == "here":
        with Record(args.record) as record, record.run(what="bench", made_by=FAST.made_by):
            for _ in read_into(record, articles([args.work]), FAST):
                pass
        return
    args.work.mkdir(parents=True, exist_ok=True)
    if args.what == "alike":
        run_alike((args.articles or [5_000])[0], args.work.absolute())
    elif args.what == "kills":
        run_kills((args.articles or [1_000])[0], args.work.absolute())
    elif args.what == "memory":
        run_memory(args.articles or [5_000, 50_000], args.work.absolute())
    else:
        run_hostile(args.work.absolute())


if __name__ == "__main__":
    main()

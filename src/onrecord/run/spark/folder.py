"""The folder that is written, on whatever file system Spark writes to: batches appear whole, by one rename.

On disks and HDFS the rename is one act. On object stores it is a copy of every part, so a batch counts only when its manifest and all
parts are there; what a kill left half done is taken away by the next run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyspark.sql import SparkSession

from onrecord.errors import RecordError
from onrecord.run.arrow.manifest import ABOUT, FORM, MANIFEST, READINGS, STAGING, VERSION, About, Manifest, Part
from onrecord.store.wire import from_json, to_json


class Folder:
    """One folder of readings, for one driver at a time."""

    def __init__(self, spark: SparkSession, where: str) -> None:
        self.where = where.rstrip("/")
        jvm: Any = spark._jvm
        self._path = jvm.org.apache.hadoop.fs.Path
        self._files = self._path(self.where).getFileSystem(spark._jsc.hadoopConfiguration())
        self._streams = jvm.org.apache.commons.io.IOUtils

    def at(self, *names: str) -> str:
        """Return where something in the folder is."""
        return "/".join((self.where, *names))

    def opened_for(self, made_by: str) -> None:
        """Make the folder, or open the one that is there; RecordError if another made its statements."""
        if not self._is_there(self.at(ABOUT)):
            self._write(self.at(ABOUT), to_json(About(form=FORM, version=VERSION, made_by=made_by)))
        there = self.about().made_by
        if there != made_by:
            raise RecordError(f"{self.where}: its statements were made by {there}; {made_by} was expected. Name another folder, or delete this one.")
        self.clear()

    def about(self) -> About:
        """Return what the folder says of itself."""
        if not self._is_there(self.at(ABOUT)):
            raise RecordError(f"{self.where}: there is no {ABOUT} in it; a folder made by `onrecord spark read` was expected. Name that one.")
        return from_json(About, self._read(self.at(ABOUT)), self.at(ABOUT))

    def clear(self) -> None:
        """Take away what a run that was stopped left behind."""
        self._delete(self.at(STAGING))
        for name in self._batches():
            if self._whole(name) is None:
                self._delete(self.at(READINGS, name))

    def manifests(self) -> dict[str, Manifest]:
        """Return the manifests of the batches, by where these are."""
        found = ((name, self._whole(name)) for name in self._batches())
        return {self.at(READINGS, name): manifest for name, manifest in found if manifest is not None}

    def parts(self, where: str) -> tuple[Part, ...]:
        """Return the parts that were written there."""
        return tuple(Part(path=path, size_bytes=size) for path, size in sorted(self._files_in(where)) if path.endswith(".parquet"))

    def commit(self, staged: str, manifest: Manifest) -> None:
        """Let a batch that is written appear."""
        numbers = [int(name.partition("=")[2]) for name in self._batches()]
        self._write(f"{staged}/{MANIFEST}", to_json(manifest))
        self._rename(staged, self.at(READINGS, f"batch={max(numbers, default=0) + 1:06}"))

    def replace(self, staged: str, name: str) -> None:
        """Put what is written in the place of what was there."""
        self._delete(self.at(name))
        self._rename(staged, self.at(name))

    def _batches(self) -> list[str]:
        there = self._path(self.at(READINGS))
        found = self._files.listStatus(there) if self._files.exists(there) else []
        return sorted(name for one in found if (name := str(one.getPath().getName())).startswith("batch="))

    def _whole(self, name: str) -> Manifest | None:
        where = self.at(READINGS, name)
        if not self._is_there(f"{where}/{MANIFEST}"):
            return None
        manifest = from_json(Manifest, self._read(f"{where}/{MANIFEST}"), f"{where}/{MANIFEST}")
        there = dict(self._files_in(where))
        return manifest if all(there.get(part.path) == part.size_bytes for part in manifest.parts) else None

    def _files_in(self, where: str) -> Iterator[tuple[str, int]]:
        path = self._files.resolvePath(self._path(where))
        found = self._files.listFiles(path, True)
        while found.hasNext():
            one = found.next()
            yield str(one.getPath().toString())[len(str(path.toString())) + 1 :], int(one.getLen())

    def _is_there(self, where: str) -> bool:
        return bool(self._files.exists(self._path(where)))

    def _delete(self, where: str) -> None:
        self._files.delete(self._path(where), True)

    def _rename(self, old: str, new: str) -> None:
        target = self._path(new)
        self._files.mkdirs(target.getParent())
        # A folder that is there already would take the other one in, not give way.
        if self._files.exists(target) or not self._files.rename(self._path(old), target):
            raise RecordError(f"{new}: it cannot be put there; a name that is free was expected. Let one run at a time write to the folder.")

    def _read(self, where: str) -> str:
        stream = self._files.open(self._path(where))
        try:
            return str(self._streams.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def _write(self, where: str, data: bytes) -> None:
        stream = self._files.create(self._path(where), False)
        try:
            stream.write(bytearray(data))
        finally:
            stream.close()

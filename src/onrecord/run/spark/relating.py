"""`onrecord spark relate`: the same words wherever they were printed, and the copies of one story, over a whole folder of readings.

MinHash bands are columns, and printings that share one are joined; a pair is aligned once; clusters are made inside the groups that
likeness connects. Nothing comes to the driver but counts. The clusters are those that one machine makes of the same readings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from onrecord.relate.likeness import Kind as Link
from onrecord.relate.quotations import REACH_DAYS
from onrecord.relate.stories import LEAST_KEYS
from onrecord.run.arrow import relating as steps
from onrecord.run.arrow.manifest import QUOTATIONS, READINGS, STAGING, STORIES
from onrecord.run.arrow.schemas import Kind
from onrecord.run.spark.folder import Folder

_WORDS: Final = ("key", "words", "voice", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What relating came to: quoted statements, the quotations that they print, and articles that are copies."""

    printings: int
    quotations: int
    copies: int


def relate(spark: SparkSession, out: str) -> Related:
    """Make the quotations and stories of the folder anew; each takes the place of what was there once it is whole."""
    folder = Folder(spark, out)
    folder.about()
    folder.clear()
    there = list(folder.manifests())
    if not there:
        return Related(printings=0, quotations=0, copies=0)
    readings = spark.read.option("basePath", folder.at(READINGS)).parquet(*there)
    work = _Work(spark, folder)
    quotations, stories = work.kept(_quotations(work, readings)), work.kept(_stories(work, readings))
    told = Related(printings=quotations.count(), quotations=quotations.select("quotation").distinct().count(), copies=stories.count())
    for name, made, order in ((QUOTATIONS, quotations, ("quotation", "statement")), (STORIES, stories, ("story", "article"))):
        staged = folder.at(STAGING, name)
        made.hint("rebalance", order[0]).sortWithinPartitions(*order).write.parquet(staged)
        folder.replace(staged, name)
    folder.clear()
    return told


class _Work:
    """What is made on the way, written down: a machine that is lost costs its share, and nothing is made twice."""

    def __init__(self, spark: SparkSession, folder: Folder) -> None:
        self._spark = spark
        self._folder = folder

    def kept(self, made: DataFrame) -> DataFrame:
        """Write it down and read it from there."""
        where = self._folder.at(STAGING, uuid4().hex)
        made.write.parquet(where)
        return self._spark.read.schema(made.schema).parquet(where)

    def settled(self, start: DataFrame, column: str, step: Callable[[DataFrame], DataFrame]) -> DataFrame:
        """Let each key's value go where a step takes it (`key`, `to`), until nothing moves any more."""
        now = self.kept(start)
        while True:
            taken = self.kept(now.join(step(now), "key"))
            is_settled = taken.where(F.col(column) != F.col("to")).isEmpty()
            now = taken.select("key", F.col("to").alias(column))
            if is_settled:
                return now


def _quotations(work: _Work, readings: DataFrame) -> DataFrame:
    """Return a row a quoted statement: its quotation, called by the least of its statements, and its wording."""
    said = readings.where((F.col("kind") == Kind.STATEMENT.value) & F.col("quoted").isNotNull())
    printed = said.select("id", "quoted", F.col("statement_record.speaker").alias("speaker"), "published")
    printings = work.kept(printed.mapInArrow(steps.printings, steps.PRINTING_DDL))
    wordings = work.kept(printings.drop("statement").dropDuplicates(["key"]))
    links = work.kept(_links(work, wordings))
    labels = _labels(work, wordings, links)
    named = printings.select("statement", F.col("key").alias("wording")).join(labels.withColumnRenamed("key", "wording"), "wording")
    called = named.groupBy("label").agg(F.min("statement").alias("quotation"), F.count("*").cast("int").alias("printings"))
    return named.join(called, "label").select("quotation", "statement", "wording", "printings")


def _links(work: _Work, wordings: DataFrame) -> DataFrame:
    """Return what the printings that are worth comparing are to one another."""
    pairs = work.kept(_sharing(wordings).union(_near(wordings)).distinct())
    both = pairs.join(_whole(wordings, "one"), "one_key").join(_whole(wordings, "other"), "other_key")
    return both.select("one", "other").mapInArrow(steps.links, steps.LINK_DDL)


def _sharing(wordings: DataFrame) -> DataFrame:
    """Return the pairs of which one asks for a band that the other is kept under."""
    kept = wordings.select(F.explode("kept").alias("band"), F.col("key").alias("other"))
    asked = wordings.select(F.explode("asked").alias("band"), F.col("key").alias("one"))
    return _pairs(asked.join(kept, "band"))


def _near(wordings: DataFrame) -> DataFrame:
    """Return the pairs of a slight printing and another under the same name, of days that are near."""
    named = wordings.where((F.col("scope") != "") & F.col("day").isNotNull())
    turn = F.floor(F.col("day") / REACH_DAYS)
    asked = named.where("is_slight").select(F.explode(F.array(turn - 1, turn, turn + 1)).alias("turn"), "scope", *_told("one"))
    there = named.select(turn.alias("turn"), "scope", *_told("other"))
    return _pairs(asked.join(there, ["turn", "scope"]).where(F.abs(F.col("one_day") - F.col("other_day")) <= REACH_DAYS))


def _told(name: str) -> list[Column]:
    return [F.col("key").alias(name), F.col("day").alias(f"{name}_day")]


def _pairs(met: DataFrame) -> DataFrame:
    one, other = F.col("one"), F.col("other")
    return met.where(one != other).select(F.least(one, other).alias("one_key"), F.greatest(one, other).alias("other_key"))


def _whole(wordings: DataFrame, name: str) -> DataFrame:
    return wordings.select(F.col("key").alias(f"{name}_key"), F.struct(*_WORDS).alias(name))


def _labels(work: _Work, wordings: DataFrame, links: DataFrame) -> DataFrame:
    """Return for each printing the one that its cluster is called by: firm ones by their core, slight ones by their fullest."""
    cores = _cores(work, wordings, links)
    firm = wordings.where("NOT is_slight").join(cores, "key", "left").select("key", F.coalesce("label", "key").alias("label"))
    tops = _tops(work, wordings, links)
    given = tops.join(firm.select(F.col("key").alias("top"), "label"), "top", "left").select("key", F.coalesce("label", "top").alias("label"))
    return work.kept(firm.union(given))


def _cores(work: _Work, wordings: DataFrame, links: DataFrame) -> DataFrame:
    same = links.where(F.col("link") == int(Link.SAME))
    groups = connected(work, same.select("one", "other"))
    ends = [groups.select(F.col("key").alias(end), F.col("group").alias(f"{end}_group")) for end in ("one", "other")]
    within = links.where(F.col("link") != int(Link.PART)).join(ends[0], "one").join(ends[1], "other").where("one_group = other_group")
    held = within.groupBy(F.col("one_group").alias("group")).agg(F.collect_list(F.struct("one", "other", "link", "score")).alias("links"))
    members = groups.join(wordings, "key").groupBy("group").agg(F.collect_list(F.struct(*_WORDS)).alias("members"))
    return members.join(held, "group").select("members", "links").mapInArrow(steps.core_labels, steps.LABEL_DDL)


def _tops(work: _Work, wordings: DataFrame, links: DataFrame) -> DataFrame:
    """Return for each slight printing where its wholes, and theirs, end."""
    parts = links.where(F.col("link") == int(Link.PART)).select(F.col("one").alias("key"), F.col("other").alias("whole_key"), "score")
    given = parts.join(_whole(wordings, "whole"), "whole_key").groupBy("key").agg(F.collect_list(F.struct("whole", "score")).alias("parts"))
    wholes = work.kept(given.mapInArrow(steps.wholes, steps.LABEL_DDL))
    start = wordings.where("is_slight").select("key").join(wholes, "key", "left").select("key", F.coalesce("label", "key").alias("top"))
    beyond = wholes.select(F.col("key").alias("top"), "label")
    return work.settled(start, "top", lambda tops: tops.join(beyond, "top", "left").select("key", F.coalesce("label", "top").alias("to")))


def connected(work: _Work, edges: DataFrame) -> DataFrame:
    """Return for each end of an edge (`one`, `other`) the least that edges connect it with, as its group."""
    turned = edges.select(F.col("other").alias("one"), F.col("one").alias("other"))
    both = work.kept(edges.union(turned).distinct())

    def step(groups: DataFrame) -> DataFrame:
        """Take the least group of those next to it, and then the group of that one: paths are halved at every turn."""
        beside = both.join(groups.select(F.col("key").alias("other"), F.col("group").alias("theirs")), "other")
        least = beside.groupBy(F.col("one").alias("key")).agg(F.min("theirs").alias("theirs"))
        nearer = groups.join(least, "key").select("key", F.least("group", "theirs").alias("to"))
        jump = nearer.select(F.col("key").alias("to"), F.col("to").alias("further"))
        return nearer.join(jump, "to").select("key", F.least("to", "further").alias("to"))

    start = both.groupBy(F.col("one").alias("key")).agg(F.min("other").alias("other")).select("key", F.least("key", "other").alias("group"))
    return work.settled(start, "group", step)


def _stories(work: _Work, readings: DataFrame) -> DataFrame:
    """Return a row an article that is a copy: its story, called by the article of it that was printed first."""
    articles = readings.where(F.col("kind") == Kind.ARTICLE.value)
    texts = articles.select("article", F.col("article_record.text").alias("text"), "agency")
    keys = texts.mapInArrow(steps.story_keys, steps.STORY_KEY_DDL)
    met = work.kept(_sharing_text(work.kept(keys.select("article", F.explode("keys").alias("band")))))
    ends = [texts.select(F.col("article").alias(f"{end}_key"), F.struct("article", "text", "agency").alias(end)) for end in ("one", "other")]
    pairs = met.join(ends[0], "one_key").join(ends[1], "other_key").select("one", "other")
    groups = connected(work, pairs.mapInArrow(steps.copies, steps.COPY_DDL))
    printed = groups.select(F.col("key").alias("article"), "group").join(articles.select("article", "published"), "article")
    first = F.min_by("article", F.struct(F.col("published").isNull(), "published", "article"))
    return printed.join(printed.groupBy("group").agg(first.alias("story")), "group").select("story", "article")


def _sharing_text(keys: DataFrame) -> DataFrame:
    """Return the pairs of articles that share enough keys to be compared."""
    one, other = (keys.select("band", F.col("article").alias(f"{end}_key")) for end in ("one", "other"))
    met = one.join(other, "band").where("one_key < other_key").groupBy("one_key", "other_key").count()
    return met.where(F.col("count") >= LEAST_KEYS).drop("count")

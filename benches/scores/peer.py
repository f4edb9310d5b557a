#!/usr/bin/env python3
"""DuckDB on the same reviews, on one thread: approval, mean and timeline in SQL.

usage: peer.py scores|timelines FILE

The rows are loaded into a table in memory, in the order of the file (by film and day), before the
clock starts. A critic's newer review of a film takes the older one's place, as with us. There is no
interval: SQL has none of the kind. Results go into a table, as ours go to a visitor.
"""
import json
import resource
import sys

import duckdb

SCORES = """
create or replace temp table out as
select film, count(*) as n, count(*) filter (p >= 0.5) as positives,
       100.0 * count(*) filter (p >= 0.5) / count(*) as percent, 10 * avg(rating) as mean
from (select film, p, rating from votes
      qualify row_number() over (partition by film, critic order by day desc, review desc) = 1)
group by film
"""
# Each review adds itself on its day and takes away the critic's one before.
TIMELINES = """
create or replace temp table points as
with changes as (
  select film, day, 1 - (lag(1, 1, 0) over w) as n,
         (p >= 0.5)::int - (lag((p >= 0.5)::int, 1, 0) over w) as positives,
         coalesce(rating, 0) - coalesce(lag(rating) over w, 0) as ratings,
         (rating is not null)::int - coalesce(lag((rating is not null)::int) over w, 0) as rated
  from votes window w as (partition by film, critic order by day, review)
), days as (
  select film, day, sum(n) as n, sum(positives) as positives, sum(ratings) as ratings,
         sum(rated) as rated
  from changes group by film, day
), sums as (
  select film, day, sum(n) over w as n, sum(positives) over w as positives,
         sum(ratings) over w as ratings, sum(rated) over w as rated
  from days window w as (partition by film order by day)
)
select film, day, n, positives, 100.0 * positives / n as percent,
       case when rated > 0 then 10 * ratings / rated end as mean
from sums
"""


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


way, path = sys.argv[1:3]
db = duckdb.connect()
db.execute("set threads = 1")
db.execute("set preserve_insertion_order = true")
db.execute(
    "create table votes as select * from read_csv(?, header = true, columns = {'review': 'BIGINT',"
    " 'film': 'INTEGER', 'critic': 'INTEGER', 'day': 'DATE', 'p': 'DOUBLE', 'rating': 'DOUBLE'})",
    [path],
)
begun = cpu()
db.execute(SCORES)
answer = {}
if way == "timelines":
    db.execute(TIMELINES)
    answer["points"] = db.execute("select count(*) from points").fetchone()[0]
answer["cpu"] = cpu() - begun
answer["films"] = db.execute("select count(*) from out").fetchone()[0]
answer["check"] = db.execute("select sum(positives), sum(n) from out").fetchone()
print(json.dumps(answer))

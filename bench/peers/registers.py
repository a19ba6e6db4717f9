"""The peers of B4: groups.xlsx and members.xlsx into SQLite, by openpyxl row by row or by pandas
over calamine. The same tables, checks and single commit as the floor; prints the same counts."""

import csv
import datetime
import json
import sqlite3
import sys

TABLES = """
create table village (code text primary key, block text not null) without rowid;
create table shg (
  code text not null unique, name text not null, block text, gp text, village text,
  village_code text not null references village (code), formed_on text, vo_code text,
  bank text, branch text, ifsc text, account_no text, account_on text, status text,
  lokos text, frequency text, saving integer, members integer, president text, mobile text);
create table member (
  code text not null unique, shg_code text not null references shg (code), shg_name text,
  name text not null, relation text, gender text, born_on text, social text, religion text,
  disability text, pip text, office text, joined_on text, household text, mobile text);
create index shg_village on shg (village_code);
create index shg_block on shg (block, name);
create index member_shg on member (shg_code);
create index member_name on member (name);
"""
BY_BLOCK = """
select v.block, count(*) from shg s join village v on v.code = s.village_code
group by v.block order by v.block
"""


def rows_by_openpyxl(path):
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    next(rows)
    return rows


def rows_by_pandas(path):
    import pandas

    return pandas.read_excel(path, engine="calamine", dtype=object).itertuples(index=False)


def day(value):
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    raise ValueError(f"{value} is no day")


def checked(row, days, mobile):
    cells = [day(cell) if at in days else cell for at, cell in enumerate(row)]
    if not cells[0] or not cells[1]:
        raise ValueError("a code or name is missing")
    if len(str(cells[mobile])) != 10:
        raise ValueError(f"{cells[mobile]} is no mobile number")
    return cells


def main(reader, folder, database):
    rows = {"openpyxl": rows_by_openpyxl, "pandas": rows_by_pandas}[reader]
    connection = sqlite3.connect(database)
    connection.executescript("pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;")
    connection.executescript(TABLES)
    with open(f"{folder}/places.csv", encoding="utf-8", newline="") as file:
        villages = [(row[8], row[4]) for row in list(csv.reader(file))[1:]]
    with connection:
        connection.executemany("insert into village values (?, ?)", villages)
        groups = (checked(row, (6, 12), 19) for row in rows(f"{folder}/groups.xlsx"))
        connection.executemany(f"insert into shg values ({','.join('?' * 20)})", groups)
        members = (checked(row, (6, 12), 14) for row in rows(f"{folder}/members.xlsx"))
        connection.executemany(f"insert into member values ({','.join('?' * 15)})", members)
    taken = {
        "groups_by_block": connection.execute(BY_BLOCK).fetchall(),
        "members": connection.execute("select count(*) from member").fetchone()[0],
    }
    print(json.dumps(taken))


main(*sys.argv[1:])

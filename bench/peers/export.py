"""The peer of B8: a workbook of 20,000 groups by 20 columns, by xlsxwriter in constant memory."""

import csv
import datetime
import sys

import xlsxwriter


def main(source, out):
    with open(source, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, rows[0], book.add_format({"bold": True}))
    for number, row in enumerate(rows[1:], 1):
        for column, cell in enumerate(row):
            if column in (6, 12):
                day = datetime.datetime.strptime(cell, "%d/%m/%Y")
                sheet.write_datetime(number, column, day, days)
            elif column in (16, 17):
                sheet.write_number(number, column, int(cell))
            else:
                sheet.write_string(number, column, cell)
    book.close()


main(*sys.argv[1:])

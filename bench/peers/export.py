"""The peers of B8: a workbook of 20,000 groups by 20 columns, by xlsxwriter in constant memory and by openpyxl
as it streams."""

import csv
import datetime
import sys


def typed(column, cell):
    if column in (6, 12):
        return datetime.datetime.strptime(cell, "%d/%m/%Y")
    return int(cell) if column in (16, 17) else cell


def by_xlsxwriter(rows, out):
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, rows[0], book.add_format({"bold": True}))
    for number, row in enumerate(rows[1:], 1):
        for column, cell in enumerate(row):
            value = typed(column, cell)
            if column in (6, 12):
                sheet.write_datetime(number, column, value, days)
            elif column in (16, 17):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value)
    book.close()


def by_openpyxl(rows, out):
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()

    def heading(text):
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=True)
        return cell

    def day(value):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "dd/mm/yyyy"
        return cell

    sheet.append([heading(text) for text in rows[0]])
    for row in rows[1:]:
        values = [typed(column, cell) for column, cell in enumerate(row)]
        for column in (6, 12):
            values[column] = day(values[column])
        sheet.append(values)
    book.save(out)


def main(library, source, out):
    with open(source, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl}[library](rows, out)


main(*sys.argv[1:])

"""Reads a deck and writes the same titles, texts, tables and charts with python-pptx; prints the
seconds of CPU of the whole process less the reading, and those of the writing alone."""
import json
import sys
import time

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.util import Emu

deck, out = sys.argv[1:3]
read = time.process_time()
slides = []
for slide in Presentation(deck).slides:
    parts = []
    for shape in slide.shapes:
        box = (shape.left or 0, shape.top or 0, shape.width or 1, shape.height or 1)
        if shape.has_text_frame:
            parts.append(("text", box, [p.text for p in shape.text_frame.paragraphs]))
        elif shape.has_table:
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            parts.append(("table", box, rows))
        elif shape.has_chart:
            plot = shape.chart.plots[0]
            series = [(one.name, list(one.values)) for one in plot.series]
            parts.append(("chart", box, (shape.chart.chart_type, list(plot.categories), series)))
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    slides.append((parts, notes))

began = time.process_time()
read = began - read
made = Presentation()
blank = made.slide_layouts[6]
for parts, notes in slides:
    slide = made.slides.add_slide(blank)
    for kind, (x, y, w, h), said in parts:
        place = (Emu(x), Emu(y), Emu(w), Emu(h))
        if kind == "text":
            frame = slide.shapes.add_textbox(*place).text_frame
            frame.text = said[0] if said else ""
            for line in said[1:]:
                frame.add_paragraph().text = line
        elif kind == "table":
            table = slide.shapes.add_table(len(said), len(said[0]), *place).table
            for at, row in enumerate(said):
                for column, text in enumerate(row):
                    table.cell(at, column).text = text
        else:
            chart_type, categories, series = said
            data = CategoryChartData()
            data.categories = categories
            for name, values in series:
                data.add_series(name, values)
            slide.shapes.add_chart(chart_type, *place, data)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
made.save(out)
now = time.process_time()
print(json.dumps({"cpu": now - read, "writing": now - began, "slides": len(slides)}))

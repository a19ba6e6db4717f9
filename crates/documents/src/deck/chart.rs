//! A chart's XML and the workbook that holds its figures.

use std::fmt::Write as _;

use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use samuh_kernel::deck::{Chart, ChartSeries, Deck, Drawn, Figures};
use samuh_kernel::sheet::column_letters;

use super::shapes::{code, escaped};

/// The colours of series, by the theme's names.
const COLOURS: [&str; 6] = ["accent2", "accent1", "accent3", "accent4", "accent6", "accent5"];
/// Indian grouping: no single format of Excel knows lakhs and crores otherwise.
const GROUPED: &str = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0";
const TENTHS: &str = r"[>=10000000]##\,##\,##\,##0.0;[>=100000]##\,##\,##0.0;##,##0.0";
const PERCENT: &str = "0.0\"%\"";
/// The sheet of the workbook.
const SHEET: &str = "Sheet1";

fn format_of(figures: Figures) -> &'static str {
    match figures {
        Figures::Grouped => GROUPED,
        Figures::Tenths => TENTHS,
        Figures::Percent => PERCENT,
    }
}

/// The workbook with the chart's figures: labels in column A, a series a column.
pub(super) fn workbook(deck: &Deck, chart: &Chart) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = deck.made_at;
    let part = |number: u32| u8::try_from(number).expect("a month, day or minute is below 256");
    let year = u16::try_from(at.year()).unwrap_or(1900);
    let hour = u16::try_from(at.hour()).expect("an hour is below 24");
    let made = ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?;
    let made = made.and_hms(hour, part(at.minute()), f64::from(at.second()))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let look = Format::new().set_num_format(format_of(chart.figures));
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?.set_column_width(0, 28)?;
    for (row, label) in (1..).zip(&chart.labels) {
        sheet.write_string(row, 0, label)?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, &series.name)?;
        for (row, value) in (1..).zip(&series.values) {
            if let Some(value) = value {
                sheet.write_number_with_format(row, column, *value, &look)?;
            }
        }
    }
    book.save_to_buffer()
}

/// The chart's part.
pub(super) fn xml(deck: &Deck, chart: &Chart) -> String {
    let lang = code(deck.language);
    let text = |size: u32| {
        format!(
            "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\"><a:latin typeface=\"+mn-lt\"/>\
             <a:cs typeface=\"+mn-cs\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"{lang}\"/></a:p></c:txPr>"
        )
    };
    let series: String =
        chart.series.iter().enumerate().map(|(at, one)| series(chart, at, one)).collect();
    // Names of many units are all there, in letters that have room.
    let many = chart.labels.len() > 10;
    let (labels, plot) = (labels(chart, &text(if many { 1000 } else { 1200 })), text(1400));
    let inner = plotted(chart, &series, &labels);
    let (category, value) = axes(chart, &text(if many { 1100 } else { 1400 }), &plot);
    let legend = if chart.series.len() > 1 {
        format!("<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/>{}</c:legend>", text(1400))
    } else {
        String::new()
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <c:date1904 val=\"0\"/><c:lang val=\"{lang}\"/><c:roundedCorners val=\"0\"/>\
         <c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>{inner}{category}{value}</c:plotArea>\
         {legend}<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>"
    )
}

fn plotted(chart: &Chart, series: &str, labels: &str) -> String {
    let axes = "<c:axId val=\"500001\"/><c:axId val=\"500002\"/>";
    let bars = |direction: &str| {
        format!(
            "<c:barChart><c:barDir val=\"{direction}\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>\
             {series}{labels}<c:gapWidth val=\"55\"/>{axes}</c:barChart>"
        )
    };
    match chart.drawn {
        Drawn::Columns => bars("col"),
        Drawn::Bars => bars("bar"),
        Drawn::Lines => format!(
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}{labels}\
             <c:marker val=\"1\"/>{axes}</c:lineChart>"
        ),
    }
}

/// The figures beside the bars; on crowded charts and along lines they would cover each other.
fn labels(chart: &Chart, text: &str) -> String {
    let is_shown = chart.drawn != Drawn::Lines && chart.labels.len() * chart.series.len() <= 40;
    let shown = u8::from(is_shown);
    let format = escaped(format_of(chart.figures));
    format!(
        "<c:dLbls><c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         {text}<c:showLegendKey val=\"0\"/><c:showVal val=\"{shown}\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
    )
}

/// The axis of labels and the axis of numbers.
fn axes(chart: &Chart, names: &str, text: &str) -> (String, String) {
    let (below, beside, order) = match chart.drawn {
        Drawn::Bars => ("l", "b", "maxMin"),
        Drawn::Columns | Drawn::Lines => ("b", "l", "minMax"),
    };
    // With labels from the top down, the numbers stand at the end that is then the lowest.
    let crosses = if chart.drawn == Drawn::Bars { "max" } else { "autoZero" };
    let format = escaped(format_of(chart.figures));
    let ticks = "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>";
    let grey = "<a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"D5D9DE\"/></a:solidFill></a:ln>";
    let category = format!(
        "<c:catAx><c:axId val=\"500001\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{below}\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>{ticks}<c:spPr>{grey}</c:spPr>{names}\
         <c:crossAx val=\"500002\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/>\
         <c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>"
    );
    let value = format!(
        "<c:valAx><c:axId val=\"500002\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{beside}\"/><c:majorGridlines><c:spPr>{grey}</c:spPr></c:majorGridlines>\
         <c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/>{ticks}<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text}\
         <c:crossAx val=\"500001\"/><c:crosses val=\"{crosses}\"/><c:crossBetween val=\"between\"/></c:valAx>"
    );
    let least = chart.series.iter().flat_map(|series| &series.values).flatten().copied();
    let value = if least.fold(0.0, f64::min) < 0.0 {
        value.replace("<c:min val=\"0\"/>", "")
    } else {
        value
    };
    (category, value)
}

fn series(chart: &Chart, at: usize, one: &ChartSeries) -> String {
    let colour = COLOURS[at % COLOURS.len()];
    let column = column_letters(u32::try_from(at).unwrap_or(u32::MAX - 2) + 2);
    let last = chart.labels.len() + 1;
    let fill = format!("<a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>");
    let (looks, end) = match chart.drawn {
        Drawn::Lines => (
            format!(
                "<c:spPr><a:ln w=\"28575\" cap=\"rnd\">{fill}<a:round/></a:ln></c:spPr>\
                 <c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr>{fill}</c:spPr></c:marker>"
            ),
            "<c:smooth val=\"0\"/>",
        ),
        Drawn::Columns | Drawn::Bars => {
            (format!("<c:spPr>{fill}</c:spPr><c:invertIfNegative val=\"0\"/>"), "")
        }
    };
    let (name, count) = (escaped(&one.name), chart.labels.len());
    let (categories, values) = (categories(chart), values(one, count));
    let format = escaped(format_of(chart.figures));
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/>\
         <c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt>\
         </c:strCache></c:strRef></c:tx>{looks}\
         <c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{categories}</c:strCache></c:strRef></c:cat>\
         <c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>{format}</c:formatCode>\
         <c:ptCount val=\"{count}\"/>{values}</c:numCache></c:numRef></c:val>{end}</c:ser>"
    )
}

fn categories(chart: &Chart) -> String {
    let mut out = String::new();
    for (at, label) in chart.labels.iter().enumerate() {
        let _ = write!(out, "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", escaped(label));
    }
    out
}

fn values(series: &ChartSeries, count: usize) -> String {
    let mut out = String::new();
    for (at, value) in series.values.iter().take(count).enumerate() {
        if let Some(value) = value.filter(|value| value.is_finite()) {
            let _ = write!(out, "<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>");
        }
    }
    out
}

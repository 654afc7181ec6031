# SPDX-License-Identifier: GPL-3.0-or-later
"""Where we say something else than other readers do and mean it: file by file, with why. What is listed
here is still counted among what differs; it is only told apart from what nobody has looked at."""

BEHIND_QUOTES = "blanks between a closing quote and what ends the cell are text here, which Papa Parse drops"
DIFFERENCES = {
    "tablib/0007-unknown_value_type.ods":
        "a type of value that OpenDocument does not have: what is shown is all that there is",
    "xlsx2csv/0011-formatted_inline_string.xlsx":
        "calamine takes the blank between two pieces of a text away, where LibreOffice wrote it",
    "csv-spectrum/location_coordinates": "the answer beside the file has another number than the file",
    "papaparse/Quoted fields with spaces between closing quote and next delimiter": BEHIND_QUOTES,
    "papaparse/Quoted fields with spaces between closing quote and next new line": BEHIND_QUOTES,
    "papaparse/Quoted fields with spaces between closing quote and newline": BEHIND_QUOTES,
    "papaparse/Quoted fields with spaces after closing quote": BEHIND_QUOTES,
    "papaparse/Mixed slash n and slash r should choose first as precident":
        "every way to end a line ends one here, also where a file has several",
    "csvkit/0027-null_byte.csv": "a NUL is shown as U+FFFD, since no text may have one, and told of",
    "csvkit/0056-test_header_newline.csv":
        "Python is given the separator that the first line has most of, which is within quotes here",
}


def find(where):
    """Why @where, a file or a cell in it, differs; None when nobody knows."""
    return next((why for name, why in DIFFERENCES.items() if where.startswith(name)), None)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where we say something else than other readers do and mean it: file by file, with why. What is listed
here is still counted among what differs; it is only told apart from what nobody has looked at."""

DIFFERENCES = {
    "tablib/0007-unknown_value_type.ods":
        "a type of value that OpenDocument does not have: what is shown is all that there is",
    "xlsx2csv/0011-formatted_inline_string.xlsx":
        "calamine takes the blank between two pieces of a text away, where LibreOffice wrote it",
}


def find(where):
    """Why @where, a file or a cell in it, differs; None when nobody knows."""
    return next((why for name, why in DIFFERENCES.items() if where.startswith(name)), None)

// SPDX-License-Identifier: GPL-3.0-or-later
use calamine::{open_workbook, DataRef, Reader, Xlsx};

/// Reads every cell of the first sheet as a stream; stops after so many rows when told to.
fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file");
    let rows: u32 = arguments.next().map_or(u32::MAX, |n| n.parse().expect("a number"));
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    let mut reader = book.worksheet_cells_reader(&name).expect("a sheet");
    let (mut cells, mut bytes) = (0u64, 0u64);
    while let Some(cell) = reader.next_cell().expect("a cell") {
        if cell.get_position().0 >= rows {
            break;
        }
        cells += 1;
        if let DataRef::String(text) = cell.get_value() {
            bytes += text.len() as u64;
        } else if let DataRef::SharedString(text) = cell.get_value() {
            bytes += text.len() as u64;
        }
    }
    println!("{cells} {bytes}");
}

// SPDX-License-Identifier: GPL-3.0-or-later
// WriteBooks FOLDER: workbooks as Apache POI writes them, in its three ways: XSSF (shared strings), SXSSF
// (rows as they come, strings inline or shared, a sheet without a size) and HSSF (.xls).
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

public class WriteBooks {
  static final String[] WORDS = {"Nguyễn Thị Lan", "xã Hòa Khánh", "a & b <c>", "  hai đầu  ", "dòng\nhai", "007",
      "=A1", "1.234,5", "_x000D_", "'nháy", "😀", "tab\tgiữa"};
  static final String[] FORMATS = {"dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss", "[h]:mm:ss", "0.00%", "#,##0 \"đ\""};

  static CellStyle style(Workbook book, String format) {
    CellStyle style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat(format));
    return style;
  }

  static void fill(Cell cell, int kind, int row, CellStyle[] styles) {
    LocalDateTime when = LocalDateTime.of(2001, 3, 1, 0, 0).plusHours(24L * row);
    switch (kind) {
      case 0 -> cell.setCellValue(WORDS[row % WORDS.length]);
      case 1 -> cell.setCellValue(row * 12345.6789 - 7);
      case 2 -> cell.setCellValue((double) row);
      case 3 -> cell.setCellValue(row % 2 == 0);
      case 4 -> set(cell, styles[0], when);
      case 5 -> set(cell, styles[1], when.plusSeconds(row * 61L));
      case 6 -> set(cell, styles[2], (row * 37 % 86400) / 86400.0);
      case 7 -> set(cell, styles[3], row * 1.25);
      case 8 -> set(cell, styles[4], row / 1000.0);
      case 9 -> set(cell, styles[5], row * 1000.0);
      case 10 -> cell.setCellErrorValue(FormulaError.values()[1 + row % 6].getCode());
      case 11 -> cell.setCellFormula("B" + (row + 1) + "*2");
      default -> cell.setBlank();
    }
  }

  static void set(Cell cell, CellStyle style, Object value) {
    cell.setCellStyle(style);
    if (value instanceof LocalDateTime) cell.setCellValue((LocalDateTime) value);
    else cell.setCellValue((Double) value);
  }

  static void write(Workbook book, Path path, int rows, boolean evaluate) throws IOException {
    CellStyle[] styles = new CellStyle[FORMATS.length];
    for (int i = 0; i < FORMATS.length; i++) styles[i] = style(book, FORMATS[i]);
    for (String name : new String[] {"Hộ kinh doanh", "Trang 2"}) {
      Sheet sheet = book.createSheet(name);
      for (int r = 0; r < rows; r++) {
        // Rows and cells are left out here and there, as programs leave them out.
        if (r % 17 == 16) continue;
        Row row = sheet.createRow(r);
        for (int c = 0; c < 14; c++) if ((r + c) % 11 != 10) fill(row.createCell(c), c, r, styles);
      }
      sheet.addMergedRegion(new CellRangeAddress(rows + 1, rows + 2, 0, 3));
    }
    if (evaluate) book.getCreationHelper().createFormulaEvaluator().evaluateAll();
    try (OutputStream out = new FileOutputStream(path.toFile())) {
      book.write(out);
    }
    book.close();
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(new XSSFWorkbook(), folder.resolve("xssf.xlsx"), 600, true);
    write(new SXSSFWorkbook(100), folder.resolve("sxssf-inline.xlsx"), 600, false);
    write(new SXSSFWorkbook(null, 100, true, true), folder.resolve("sxssf-shared.xlsx"), 600, false);
    write(new HSSFWorkbook(), folder.resolve("hssf.xls"), 600, true);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Columns as offices write them, and what each of them is. */

#include "config.h"

#include "table-fixture.h"

#include "engine/table/cb-schema-infer.h"

/* Cells between |; what is expected is what describe_field() says. */
static const struct
{
  const char *label;
  const char *cells;
  const char *expected;
} columns[] = {
  /* Numbers. */
  { "Số lượng", "12|300|7", "integer required" },
  { "Chênh lệch", "-12|300|+7", "integer required" },
  { "Sản lượng", "1.234|1,5|27", "number ,. required" },
  { "Sản lượng", "1.234|5.678|9.012", "any ?decimal-mark required" },
  { "Sản lượng", "1,234|5,678", "any ?decimal-mark required" },
  { "Sản lượng", "1.234|5,678", "any ?number-styles required" },
  { "Sản lượng", "12|850|1.234", "any ?decimal-mark required" },
  { "Sản lượng", "1.234.567|1.234", "integer group . required" },
  { "Sản lượng", "1,234,567|1,234", "integer group , required" },
  { "Sản lượng", "1.234,5|1.234|45", "number ,. required" },
  { "Sản lượng", "1,234.5|1,234|45", "number group , required" },
  { "Sản lượng", "27.05|1.234|3.5", "number required" },
  { "Sản lượng", "27,05|1,234|3,5", "number , required" },
  { "Sản lượng", "0.125|0.250|0.375", "number required" },
  { "Sản lượng", "0,125|1,250", "number , required" },
  { "Sản lượng", "1.234,5|1,234.5", "any ?number-styles required" },
  { "Sản lượng", "1,5|2.5|3,5|4.5", "any ?number-styles required" },
  { "Sản lượng", "1 234|567|12 345 678", "integer group   required" },
  { "Sản lượng", "1 234,5|567|-12 345", "number ,  required" },
  { "Sản lượng", "1 234.5|567|12 345", "number group   required" },
  { "Sản lượng", "1 234|1,500|12 345", "number ,  required" },
  { "Sản lượng",
    "1\xc2\xa0"
    "234|2\xe2\x80\xaf"
    "345|3\xe2\x80\x89"
    "456",
    "integer group   required" },
  { "Sản lượng", "1 234|0 123|12 34", "string required key" },
  { "Sản lượng", "1 234 đồng|20 000 đồng", "integer group   not-bare unit=đồng VND required" },
  { "Mã số", "123 456|234 567", "string required key" },
  { "Điện thoại", "0912 345 678|0987 654 321", "string required key" },
  { "Sản lượng", "3,80E+10|1,5e-3|27", "number , required" },
  { "Sản lượng", "3.80E+10|1E+10", "number required" },
  { "Phòng", "1E5|2E5", "string required key" },
  { "Dân số (người)", "1.234|45.678|900", "integer group . unit=người title=Dân số required" },
  { "Số hộ (hộ)", "1,234|45,678", "integer group , unit=hộ title=Số hộ required" },
  { "Thu nhập (đồng)", "4.500|12.000", "integer group . unit=đồng VND title=Thu nhập required" },
  { "Vốn (triệu đồng)", "4.500|12.000",
    "any ?decimal-mark unit=triệu đồng VND x1000000 title=Vốn required" },
  { "Vốn (triệu đồng)", "4.500,5|12.000",
    "number ,. unit=triệu đồng VND x1000000 title=Vốn required" },
  { "Tổng vốn - ĐVT: triệu đồng", "1500|2,5",
    "number , unit=triệu đồng VND x1000000 title=Tổng vốn required" },
  { "Kinh phí (nghìn đồng)", "1500|200",
    "integer unit=nghìn đồng VND x1000 title=Kinh phí required" },
  { "Kinh phí (ĐVT: tỷ đồng)", "1,5|20",
    "number , unit=tỷ đồng VND x1000000000 title=Kinh phí required" },
  { "Doanh thu (1.000 đồng)", "150|20",
    "integer unit=1.000 đồng VND x1000 title=Doanh thu required" },
  { "Diện tích (ha)", "12,5|3", "number , unit=ha har title=Diện tích required" },
  { "Diện tích, ha", "12.5|3", "number unit=ha har title=Diện tích required" },
  { "Diện tích (m²)", "120|300", "integer unit=m² m2 title=Diện tích required" },
  { "Chiều dài [km]", "1,25|3,5", "number , unit=km km title=Chiều dài required" },
  { "Công suất (ĐVT: m3/ngày đêm)", "100|200",
    "integer unit=m3/ngày đêm title=Công suất required" },
  { "Tên (viết tắt)", "UBND|HĐND", "string required key" },
  { "Diện tích", "12 ha|3 ha|4,5 ha", "number , not-bare unit=ha har required" },
  { "Diện tích", "12 ha|3000 m2", "any ?units required" },
  { "Diện tích", "12 ha|30", "any ?units required" },
  { "Giá", "1.500.000 đồng|20.000 đồng", "integer group . not-bare unit=đồng VND required" },
  { "Tỷ lệ", "27,5%|3%|100%", "number , not-bare unit=% % required" },
  { "Tỷ lệ", "27.5 %|3.25 %", "number not-bare unit=% % required" },
  { "Tỷ lệ (%)", "27,5|3|100", "number , unit=% % title=Tỷ lệ required" },
  { "Tỷ lệ %", "27.5|3|100", "number unit=% % title=Tỷ lệ required" },
  { "Tỷ lệ", "27%|3|5%|6", "any ?units required" },
  { "STT", "1|2|3", "integer required" },
  { "Số tiền", "1.500.000|-|2.000.000", "integer group . missing=-" },
  { "Số tiền", "1500||…", "integer missing=…" },
  { "Số tiền", "1500|không có|KXĐ|N/A", "integer missing=N/A;KXĐ;không có" },
  { "Ghi chú", "-|Đã nộp|-", "string required" },
  /* Codes. */
  { "Mã xã", "00123|01456|27001", "string [0-9]{5} required key" },
  { "Mã tỉnh", "38|40|42", "string [0-9]{2} required key" },
  { "Mã tỉnh", "1|40|42", "string [0-9]{1,2} required key" },
  { "Số nhà", "012|34|7", "string [0-9]{1,3} required key" },
  { "Số CCCD", "079201001234|038085012345", "string [0-9]{12} required key" },
  { "Điện thoại", "0912345678|0373852123", "string [0-9]{10} required key" },
  { "Mã số", "TH01|TH02", "string required key" },
  { "Số người nghiện ma túy", "12|30", "integer required" },
  { "Tài khoản", "1234567890123456|12", "string [0-9]{2,16} required key" },
  /* Years. */
  { "Năm", "2019|2026|2024", "year required" },
  { "Năm thành lập", "1975|2003", "year required" },
  { "Số giường", "1950|2003", "integer required" },
  { "Năm", "2566|2569", "year buddhist required" },
  { "Năm học", "2024-2025|2025-2026", "string required key" },
  { "Năm", "2019|12", "integer required" },
  /* Dates. */
  { "Ngày cấp", "31/12/2025|01/02/2026", "date %d/%m/%Y required" },
  { "Ngày cấp", "31-12-2025|01-02-2026", "date %d-%m-%Y required" },
  { "Ngày cấp", "31.12.2025|01.02.2026", "date %d.%m.%Y required" },
  { "Ngày cấp", "1/2/2026|3/4/2026", "any ?day-order required" },
  { "Ngày cấp", "12/31/2025|01/02/2026", "date %m/%d/%Y required" },
  { "Ngày cấp", "31/12/2025|12/31/2025", "any ?day-orders required" },
  { "Ngày cấp", "2025-12-31|2026-02-01", "date required" },
  { "Ngày cấp", "2025/12/31|2026/02/01", "date %Y/%m/%d required" },
  { "Ngày cấp", "31/12/2025|2026-02-01", "date any required" },
  { "Ngày cấp", "ngày 5 tháng 3 năm 2026|ngày 12 tháng 12 năm 2026",
    "date ngày %d tháng %m năm %Y required" },
  { "Ngày cấp", "05 tháng 3 năm 2026|12 tháng 11 năm 2026",
    "date ngày %d tháng %m năm %Y required" },
  { "Ngày cấp", "Ngày 25/03/2026|Ngày 01/03/2026", "date %d/%m/%Y required" },
  { "Ngày cấp", "31/12/25|01/02/26", "date %d/%m/%y required" },
  { "Ngày cấp", "31/12/2568|01/02/2569", "date %d/%m/%Y buddhist required" },
  { "Ngày sinh", "31/02/2026|15/03/2026", "date %d/%m/%Y required" },
  { "Ngày sinh", "19/05/1890|02/09/1945", "date %d/%m/%Y required" },
  { "Ngày cấp", "31/12/2025|KXĐ|15/01/2026", "date %d/%m/%Y missing=KXĐ" },
  { "Ngày cấp", "45678|45700|46000", "integer ?date-serial required" },
  { "Số phiếu", "45678|45700|46000", "integer required" },
  { "Thời điểm", "31/12/2025 08:30|01/02/2026 17:00", "datetime %d/%m/%Y %H:%M required" },
  { "Thời điểm", "31/12/2025 08:30:01|01/02/2026 17:00:59", "datetime %d/%m/%Y %H:%M:%S required" },
  { "Thời điểm", "2026-03-01T08:30:00Z|2026-03-02T08:30:00+07:00", "datetime required" },
  { "Giờ mở cửa", "7:30|08:00", "time required" },
  { "Giờ mở cửa", "7h30|17h00", "time required" },
  { "Tháng", "03/2026|12/2025", "date %m/%Y required" },
  { "Tháng", "2026-03|2025-12", "yearmonth required" },
  { "Tháng", "tháng 3/2026|Tháng 12 năm 2025", "date tháng %m năm %Y required" },
  { "Quý", "Quý III/2026|Quý IV/2026", "string quarter required key" },
  { "Kỳ", "6 tháng đầu năm 2026|Năm 2025", "string required key" },
  /* Places. */
  { "Vĩ độ", "21.0285|10.7769", "number latitude required" },
  { "Kinh độ", "105,8542|106,7009", "number , longitude required" },
  { "Kinh độ", "105.854|106.701", "number longitude required" },
  { "lat", "21.5|10.25", "number latitude required" },
  { "Vĩ độ", "21°01'42\"N|10°46'37\"N", "string latitude required key" },
  { "Kinh độ", "105°50′15″Đ|106°42′03″Đ", "string longitude required key" },
  { "X", "2325412.35|2325500.1", "number vn2000-northing required" },
  { "Y", "585412.35|585500.1", "number vn2000-easting required" },
  { "Tọa độ X (m)", "2.325.412,35|2.325.500,1",
    "number ,. unit=m m vn2000-northing title=Tọa độ X required" },
  { "Y", "3|4", "integer required" },
  /* Yes and no. */
  { "Đạt chuẩn", "Có|Không|Có", "boolean true=Có false=Không required" },
  { "Đạt chuẩn", "có|CÓ|không", "boolean true=có;CÓ false=không required" },
  { "Đạt chuẩn", "Có|Có", "boolean true=Có false=Không required" },
  { "Đạt chuẩn", "TRUE|FALSE", "boolean true=TRUE false=FALSE required" },
  { "Đạt chuẩn", "x||x", "boolean true=x false=" },
  { "Đạt chuẩn", "x|X|", "string" },
  { "Đạt chuẩn", "Có|Không|-", "boolean true=Có false=Không missing=-" },
  { "Đạt chuẩn", "Có|true", "string required key" },
  /* Text, and nothing. */
  { "Tên", "Trạm y tế|Bệnh viện", "string required key" },
  { "Trống", "||", "any" },
  { "Trống", "-|-", "any" },
  { "Số tiền", "#REF!|1500|20", "integer required" },
  { "Số quyết định", "12/QĐ-UBND|34/QĐ-UBND", "string required key" },
};

static void
append_list (GString *text, const char *lead, GStrv values)
{
  g_autofree char *list = values != NULL ? g_strjoinv (";", values) : NULL;

  if (list != NULL)
    g_string_append_printf (text, " %s%s", lead, list);
}

static void
append_raw (GString *text, JsonObject *raw)
{
  if (json_object_has_member (raw, CB_SCHEMA_UNIT_CODE))
    g_string_append_printf (text, " %s", json_object_get_string_member (raw, CB_SCHEMA_UNIT_CODE));
  if (json_object_has_member (raw, CB_SCHEMA_UNIT_SCALE))
    g_string_append_printf (text, " x%" G_GINT64_FORMAT,
                            json_object_get_int_member (raw, CB_SCHEMA_UNIT_SCALE));
  if (json_object_has_member (raw, CB_SCHEMA_ERA))
    g_string_append_printf (text, " %s", json_object_get_string_member (raw, CB_SCHEMA_ERA));
  if (json_object_has_member (raw, "congbo:period"))
    g_string_append_printf (text, " %s", json_object_get_string_member (raw, "congbo:period"));
  if (json_object_has_member (raw, CB_SCHEMA_ROLE))
    g_string_append_printf (text, " %s", json_object_get_string_member (raw, CB_SCHEMA_ROLE));
}

static char *
describe_field (const CbSchema *schema, const CbSchemaField *field)
{
  GString *text = g_string_new (field->type);

  if (field->doubt != NULL)
    g_string_append_printf (text, " ?%s", field->doubt);
  if (field->format != NULL)
    g_string_append_printf (text, " %s", field->format);
  if (field->decimal_char != NULL)
    g_string_append_printf (text, " %s%s", field->decimal_char,
                            field->group_char != NULL ? field->group_char : "");
  else if (field->group_char != NULL)
    g_string_append_printf (text, " group %s", field->group_char);
  if (field->pattern != NULL)
    g_string_append_printf (text, " %s", field->pattern);
  g_string_append (text, field->bare_number ? "" : " not-bare");
  if (field->unit != NULL)
    g_string_append_printf (text, " unit=%s", field->unit);
  append_raw (text, field->raw);
  if (field->title != NULL)
    g_string_append_printf (text, " title=%s", field->title);
  append_list (text, "true=", field->true_values);
  append_list (text, "false=", field->false_values);
  if (field->missing_values != NULL && field->missing_values[0] != NULL)
    append_list (text, "missing=", field->missing_values + 1);
  g_string_append (text, field->required ? " required" : "");
  g_string_append (text, schema->primary_key[0] != NULL ? " key" : "");

  return g_string_free (text, FALSE);
}

/* One column beside another that is not looked at, so that blank cells are no blank lines. */
static char *
infer (const char *label, const char *const *cells, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (CbSchema) schema = NULL;
  CbTableOptions options = { "x.csv", NULL, ';', CB_LAYOUT_WISH_HEADER (1), 1, -1 };
  int fd;

  g_string_append_printf (text, "\"%s\";Số\n", label);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cells[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\";1\n", quoted);
    }
  {
    g_autoptr (CbTable) table = open_bytes (text->str, text->len, &options, &fd);

    profile = cb_profile_run (table, NULL, NULL, NULL, &error);
  }
  close (fd);
  g_assert_no_error (error);
  g_assert_cmpuint (profile->rows, ==, n);
  schema = cb_schema_infer (profile);

  return describe_field (schema, g_ptr_array_index (schema->fields, 0));
}

static void
test_labelled (void)
{
  guint wrong = 0;

  g_assert_cmpuint (G_N_ELEMENTS (columns), >=, 80);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (GStrv) cells = g_strsplit (columns[i].cells, "|", -1);
      g_autofree char *found
          = infer (columns[i].label, (const char *const *)cells, g_strv_length (cells));

      if (!g_str_equal (found, columns[i].expected))
        {
          g_printerr ("# %s: %s: %s, expected %s\n", columns[i].label, columns[i].cells, found,
                      columns[i].expected);
          wrong++;
        }
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
shuffle (char **cells, guint n, GRand *rand)
{
  for (guint i = n; i > 1; i--)
    {
      guint k = (guint)g_rand_int_range (rand, 0, (gint32)i);
      char *cell = cells[i - 1];

      cells[i - 1] = cells[k];
      cells[k] = cell;
    }
}

/* Rows in another order are the same column. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261125);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint round = 0; round < 5; round++)
      {
        g_auto (GStrv) cells = g_strsplit (columns[i].cells, "|", -1);
        guint n = g_strv_length (cells);
        g_autofree char *found = NULL;

        shuffle (cells, n, rand);
        found = infer (columns[i].label, (const char *const *)cells, n);
        g_test_message ("%s: %s", columns[i].label, columns[i].cells);
        g_assert_cmpstr (found, ==, columns[i].expected);
      }
}

/* Blank cells may only take away that every cell is filled, and with it a key. */
static void
test_blanks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *more = g_strconcat (columns[i].cells, "|| |", NULL);
      g_auto (GStrv) cells = g_strsplit (more, "|", -1);
      g_autofree char *found
          = infer (columns[i].label, (const char *const *)cells, g_strv_length (cells));
      g_autoptr (GString) expected = g_string_new (columns[i].expected);

      g_string_replace (expected, " key", "", 0);
      g_string_replace (expected, " required", "", 0);
      g_test_message ("%s: %s", columns[i].label, columns[i].cells);
      g_assert_cmpstr (found, ==, expected->str);
    }
}

/* Every column is the same when each of its values comes twenty times, and one stray value among
 * them then changes nothing. */
static void
test_few_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (GStrv) cells = g_strsplit (columns[i].cells, "|", -1);
      g_autoptr (GPtrArray) all = g_ptr_array_new ();
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      for (guint k = 0; k < 40 * g_strv_length (cells); k++)
        g_ptr_array_add (all, cells[k % g_strv_length (cells)]);
      before = infer (columns[i].label, (const char *const *)all->pdata, all->len);
      if (g_str_has_prefix (before, "any") || g_str_has_prefix (before, "string")
          || strstr (before, "true=x") != NULL)
        continue;
      g_ptr_array_add (all, (gpointer) "lạc");
      after = infer (columns[i].label, (const char *const *)all->pdata, all->len);
      g_test_message ("%s: %s", columns[i].label, columns[i].cells);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
assert_same_class (CbValueShapes *shapes, const char *text, gsize length, guint type)
{
  /* Ends where its memory ends, so that a read past it is seen. */
  g_autofree char *copy = g_memdup2 (text, length);
  CbCell cell = { copy, (guint32)length, type << CB_CELL_TYPE_SHIFT };
  CbValue value = cb_value_read_cell (&cell);
  CbValueClass found = cb_value_find_class (shapes, &cell);

  if (found != cb_value_get_class (&value))
    g_test_message ("%.*s as %u: kind %d, found %d", (int)length, text, type, value.kind,
                    cb_value_class_kind (found));
  g_assert_cmpuint (found, ==, cb_value_get_class (&value));
}

/* The way by shape gives what reading gives, over the table and over much that looks like it. */
static void
test_classes (void)
{
  static const char letters[] = "0123456789000111...,,,//---   %:xTeE+";
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  CbValueShapes shapes;

  cb_value_shapes_init (&shapes);
  /* Padded to a width, as old programs write them. */
  assert_same_class (&shapes, "1234    ", 8, 0);
  assert_same_class (&shapes, "2026    ", 8, 0);
  assert_same_class (&shapes, "12345   ", 8, 0);
  assert_same_class (&shapes, "45292   ", 8, 0);
  for (guint length = 4; length < 120; length++)
    {
      g_autofree char *padded = g_strnfill (length, ' ');

      memcpy (padded, "TRUE", 4);
      assert_same_class (&shapes, padded, length, 0);
    }
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        g_auto (GStrv) cells = g_strsplit (columns[i].cells, "|", -1);

        for (guint k = 0; cells[k] != NULL; k++)
          assert_same_class (&shapes, cells[k], strlen (cells[k]), 0);
      }
  for (guint i = 0; i < 300000; i++)
    {
      char text[24];
      guint length = (guint)g_rand_int_range (rand, 1, 14);

      for (guint k = 0; k < length; k++)
        text[k] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
      assert_same_class (&shapes, text, length, i % 7 == 0 ? CB_SHEET_CELL_NUMBER : 0);
      length
          = (guint)g_snprintf (text, sizeof text, "%02d/%02d/%04d", g_rand_int_range (rand, 0, 33),
                               g_rand_int_range (rand, 0, 15), g_rand_int_range (rand, 1850, 2600));
      text[2] = text[5] = "/-."[i % 3];
      assert_same_class (&shapes, text, length, 0);
      length = (guint)g_snprintf (text, sizeof text, "%04d-%02d-%02d",
                                  g_rand_int_range (rand, 1850, 2600),
                                  g_rand_int_range (rand, 0, 15), g_rand_int_range (rand, 0, 33));
      assert_same_class (&shapes, text, length, 0);
    }
}

static CbColumnDecision
decide_typed (const char *const *cells, guint n_text)
{
  CbColumnTally tally;
  CbColumnDecision decision;

  cb_column_tally_init (&tally);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      guint type = i < n_text ? CB_SHEET_CELL_TEXT : CB_SHEET_CELL_NUMBER;
      CbCell cell = { cells[i], (guint32)strlen (cells[i]), type << CB_CELL_TYPE_SHIFT };
      CbValue value = cb_value_read_cell (&cell);

      cb_column_tally_add (&tally, cb_value_get_class (&value));
    }
  decision = cb_column_decide (&tally, "Sản lượng");
  cb_column_tally_clear (&tally);

  return decision;
}

/* Where a spreadsheet says that a cell is a number, its point is for the decimals. */
static void
test_typed (void)
{
  static const char *const cells[] = { "1.234", "5.678", "1e+21", NULL };
  static const char *const one_text[] = { "1.234.567", "1.234", "5", "7", NULL };
  static const char *const doubtful[] = { "1.234", "5.678", NULL };
  CbColumnDecision decision = decide_typed (doubtful, 2);

  g_assert_cmpint (decision.type, ==, CB_TYPE_UNKNOWN);
  decision = decide_typed (cells, 0);
  g_assert_cmpint (decision.type, ==, CB_TYPE_NUMBER);
  g_assert_cmpuint (decision.agreeing, ==, 3);
  decision = decide_typed (one_text, 1);
  g_assert_cmpint (decision.type, ==, CB_TYPE_NUMBER);
  g_assert_true (decision.typed);
  g_assert_cmpuint (decision.agreeing, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns/labelled", test_labelled);
  g_test_add_func ("/columns/any-order-of-rows", test_order);
  g_test_add_func ("/columns/more-blanks", test_blanks);
  g_test_add_func ("/columns/classes-by-shape-are-those-read", test_classes);
  g_test_add_func ("/columns/numbers-of-a-spreadsheet", test_typed);
  g_test_add_func ("/columns/one-stray-value", test_few_errors);

  return g_test_run ();
}

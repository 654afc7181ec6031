/* SPDX-License-Identifier: GPL-3.0-or-later */

/* README.md: for whoever opens the package without this program. In Vietnamese wherever it is
 * written: it goes from one Vietnamese agency to another, and the same dataset gives the same
 * bytes. */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/package/cb-package-private.h"

/* One line of plain text within Markdown: nothing that a person typed makes a heading or a link. */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        {
          g_string_append_c (plain, ' ');
          continue;
        }
      if (strchr ("\\`*_[]<>#|!~&", *p) != NULL)
        g_string_append_c (plain, '\\');
      g_string_append_c (plain, *p);
    }

  return g_string_free (plain, FALSE);
}

static void
add_fact (GString *text, const char *title, const char *value)
{
  g_autofree char *plain = dup_plain (value);

  if (plain[0] != '\0')
    g_string_append_printf (text, "- %s: %s\n", title, plain);
}

/* Vietnam has one time. */
static char *
dup_moment (gint64 us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%H:%M ngày %d/%m/%Y");
}

static void
add_answer (GString *text, const CbHandover *handover)
{
  if (handover->approval != NULL)
    {
      g_autofree char *moment = dup_moment (handover->approval->approved_us);

      add_fact (text, "Người duyệt", handover->approval->approved_by);
      add_fact (text, "Duyệt lúc", moment);
    }
  else if (handover->returned_by != NULL)
    {
      g_autofree char *moment = dup_moment (handover->returned_us);

      add_fact (text, "Người trả lại", handover->returned_by);
      add_fact (text, "Trả lại lúc", moment);
      add_fact (text, "Lý do", handover->dataset->return_reason);
    }
  else
    add_fact (text, "Trạng thái", "chờ người duyệt");
}

static void
add_files (GString *text, const CbHandover *handover, GPtrArray *paths)
{
  g_string_append (text, "\n## Tệp dữ liệu\n\n");
  for (guint i = 0; i < handover->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (handover->dataset->files, i);
      g_autofree char *title = dup_plain (file->title);
      g_autofree char *name = dup_plain (file->name);

      g_string_append_printf (
          text, "- %s – `%s` (tên ở cơ quan: %s), %" G_GUINT64_FORMAT " byte, SHA-256 `%s`\n",
          title, (const char *)g_ptr_array_index (paths, i), name, file->size, file->sha256);
    }
}

/* @paths: (element-type utf8): of each file. Returns: (transfer full): Markdown. */
char *
_cb_package_write_readme (const CbHandover *handover, GPtrArray *paths)
{
  const CbDataset *dataset = handover->dataset;
  GString *text = g_string_new (NULL);
  g_autofree char *title = dup_plain (cb_dataset_get_title (dataset));
  g_autofree char *digest = cb_dataset_dup_digest (dataset);

  g_string_append_printf (text, "# Gói bàn giao: %s\n\n", title);
  add_fact (text, "Cơ quan", handover->agency);
  add_fact (text, "Kỳ", dataset->period);
  add_fact (text, "Mục trong danh mục", handover->item != NULL ? handover->item->title : NULL);
  add_fact (text, "Nơi công bố", handover->portal_title);
  add_fact (text, "Mô tả", cb_json_get_string (dataset->metadata, "notes"));
  add_fact (text, "Người chuẩn bị", dataset->prepared_by);
  add_answer (text, handover);
  g_string_append_printf (text, "- Dấu vân tay của nội dung được duyệt: `%s`\n", digest);
  add_files (text, handover, paths);
  g_string_append (
      text,
      "\n## Cách kiểm tra\n\n"
      "- Mở tệp gói (.congbo) bằng phần mềm Công Bố, hoặc chạy `congboctl verify TỆP`: từng byte "
      "được so với danh sách trong gói trước khi bất cứ phần nào được đọc.\n"
      "- Không có phần mềm Công Bố: giải nén gói (là một tệp ZIP) rồi chạy "
      "`sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt` trong thư mục này.\n"
      "- `datapackage.json` mô tả dữ liệu và các cột theo chuẩn Data Package v2; thư mục là một "
      "túi BagIt 1.0 (RFC 8493).\n"
      "- Thư mục `review` ghi kết quả kiểm tra, người duyệt, những cảnh báo được bỏ qua kèm lý do, "
      "và những bước sửa. Tệp gốc chưa sửa ở lại nơi chuẩn bị.\n");

  return g_string_free (text, FALSE);
}

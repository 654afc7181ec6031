/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-pages.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/portal/practice/cb-practice-answer.h"
#include "core/portal/practice/cb-practice-dataset.h"

/* What the public would see. The words are Vietnamese whatever the program's language: the portal
 * stands for one in Viet Nam. Everything that came from outside is escaped, and the pages forbid
 * scripts altogether. */

#define STYLE                                                                                      \
  "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:0 auto;padding:1rem;"            \
  "color:#222;background:#fff}a{color:#1a5fb4}h1{line-height:1.2}"                                 \
  ".note{background:#fff3cd;padding:.5rem 1rem;border-radius:.5rem}"                               \
  "table{border-collapse:collapse;width:100%%}"                                                    \
  "td,th{text-align:left;padding:.4rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}"       \
  "dt{font-weight:bold}dd{margin:0 0 .5rem}.text{white-space:pre-wrap;overflow-wrap:anywhere}"

static void G_GNUC_PRINTF (2, 3) append (GString *page, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  /* Every argument is escaped. */
  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (page, text);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = cb_json_get_string (object, name);

  return text != NULL ? text : "";
}

static GString *
begin_page (const char *title)
{
  GString *page = g_string_new (NULL);

  append (page,
          "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
          "<title>%s</title><style>" STYLE "</style></head><body>"
          "<p class=\"note\">Cổng thực hành trên máy này. Không ai khác thấy được trang này.</p>",
          title);

  return page;
}

static void
send_page (SoupServerMessage *message, guint status, GString *page)
{
  g_string_append (page, "</body></html>\n");
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  cb_practice_answer_html (message, status, page->str);
  g_string_free (page, TRUE);
}

static void
send_sorry (SoupServerMessage *message, guint status, const char *sentence)
{
  GString *page = begin_page (sentence);

  append (page, "<h1>%s</h1><p><a href=\"/\">Về trang đầu</a></p>", sentence);
  send_page (message, status, page);
}

static void
append_fact (GString *page, const char *label, const char *value)
{
  if (value != NULL && value[0] != '\0')
    append (page, "<dt>%s</dt><dd class=\"text\">%s</dd>", label, value);
}

/* A link only to the web: an address that a client sent may say `javascript:`. */
static gboolean
is_web_address (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);

  return scheme != NULL && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"));
}

static void
append_file (GString *page, CbPracticeStore *store, JsonObject *resource)
{
  g_autoptr (JsonObject) shown = cb_practice_dataset_show_resource (store, resource);
  const char *url = get_text (shown, "url");
  gint64 size = cb_json_get_int (shown, "size", -1);
  g_autofree char *bytes = size >= 0 ? cb_text_format_bytes ((guint64)size) : g_strdup ("");
  const char *name = get_text (shown, "name");

  if (name[0] == '\0')
    name = get_text (shown, "id");
  if (is_web_address (url))
    append (page, "<tr><td><a href=\"%s\">%s</a></td>", url, name);
  else
    append (page, "<tr><td>%s</td>", name);
  append (page, "<td>%s</td><td>%s</td></tr>", get_text (shown, "format"),
          url[0] != '\0' ? bytes : "chưa có tệp");
}

static void
append_tags (GString *page, JsonObject *package)
{
  JsonArray *tags = cb_json_get_array (package, "tags");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      if (i > 0)
        g_string_append (list, ", ");
      g_string_append (list, get_text (json_array_get_object_element (tags, i), "name"));
    }
  append_fact (page, "Từ khoá", list->str);
}

static void
send_dataset (SoupServerMessage *message, CbPracticeStore *store, JsonObject *package)
{
  GString *page = begin_page (get_text (package, "title"));
  JsonArray *resources = cb_json_get_array (package, "resources");
  JsonObject *organisation
      = cb_practice_store_find_organisation (store, cb_json_get_string (package, "owner_org"));

  append (page, "<p><a href=\"/\">Cổng thực hành</a></p><h1>%s</h1>", get_text (package, "title"));
  if (cb_json_get_bool (package, "private", FALSE))
    g_string_append (page, "<p class=\"note\">Chưa công khai.</p>");
  append (page, "<p class=\"text\">%s</p><h2>Tệp</h2><table>", get_text (package, "notes"));
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    append_file (page, store, json_array_get_object_element (resources, i));
  g_string_append (page, "</table><h2>Thông tin</h2><dl>");
  append_fact (page, "Cơ quan", cb_json_get_string (organisation, "title"));
  append_tags (page, package);
  append_fact (page, "Giấy phép", cb_json_get_string (package, "license_id"));
  append_fact (page, "Người phụ trách", cb_json_get_string (package, "maintainer"));
  append_fact (page, "Cập nhật (giờ UTC)", cb_json_get_string (package, "metadata_modified"));
  g_string_append (page, "</dl>");
  send_page (message, 200, page);
}

static void
send_home (SoupServerMessage *message, CbPracticeStore *store)
{
  g_autoptr (GPtrArray) packages = cb_practice_store_list_packages (store);
  GString *page = begin_page ("Cổng thực hành");
  guint shown = 0;

  g_string_append (page, "<h1>Dữ liệu đã công khai</h1><table>");
  for (guint i = 0; i < packages->len; i++)
    {
      JsonObject *package = g_ptr_array_index (packages, i);
      JsonObject *organisation
          = cb_practice_store_find_organisation (store, cb_json_get_string (package, "owner_org"));

      if (!cb_practice_dataset_may_read (store, package, NULL))
        continue;
      shown++;
      append (page, "<tr><td><a href=\"/dataset/%s\">%s</a></td><td>%s</td></tr>",
              get_text (package, "name"), get_text (package, "title"),
              get_text (organisation, "title"));
    }
  g_string_append (page, "</table>");
  if (shown == 0)
    g_string_append (page, "<p>Chưa có tập dữ liệu nào.</p>");
  send_page (message, 200, page);
}

/**
 * cb_practice_pages_answer:
 * @message: to answer
 * @store: a store
 * @path: without a language in front
 * @user: (nullable): who asks, %NULL for the public
 *
 * The home page, and one page per dataset; a private dataset is 403 to the public.
 */
void
cb_practice_pages_answer (SoupServerMessage *message,
                          CbPracticeStore *store,
                          const char *path,
                          JsonObject *user)
{
  JsonObject *package = NULL;

  if (g_str_equal (path, "/") || g_str_equal (path, "/dataset") || g_str_equal (path, "/dataset/"))
    {
      send_home (message, store);
      return;
    }
  if (g_str_has_prefix (path, "/dataset/"))
    package = cb_practice_store_find_package (store, path + strlen ("/dataset/"));
  if (package == NULL)
    send_sorry (message, 404, "Không có trang này");
  else if (!cb_practice_dataset_may_read (store, package, user))
    send_sorry (message, 403, "Tập dữ liệu này chưa công khai");
  else
    send_dataset (message, store, package);
}

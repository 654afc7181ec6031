/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-proposal.h"

/* As a record keeps them and a letter says them, whatever the language of the window. */
const char *const cb_proposal_words[CB_N_PROPOSALS] = {
  [CB_PROPOSAL_ADD] = "Bổ sung",
  [CB_PROPOSAL_EDIT] = "Sửa đổi",
  [CB_PROPOSAL_WITHDRAW] = "Rút khỏi danh mục",
};

static const char *const names[CB_N_PROPOSALS] = {
  [CB_PROPOSAL_ADD] = "add",
  [CB_PROPOSAL_EDIT] = "edit",
  [CB_PROPOSAL_WITHDRAW] = "withdraw",
};

/**
 * cb_proposal_get_kind:
 * @record: a proposal; what was typed last counts
 * @kind: (out): what it wants
 *
 * Returns: %FALSE while nobody has said
 */
gboolean
cb_proposal_get_kind (const CbRecord *record, CbProposal *kind)
{
  const char *value = cb_record_peek (record, "change");

  for (guint i = 0; i < CB_N_PROPOSALS; i++)
    if (g_str_equal (value, cb_proposal_words[i]))
      {
        *kind = (CbProposal)i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_proposal_from_name:
 * @name: `add`, `edit` or `withdraw`
 * @kind: (out): which that is
 *
 * Returns: whether it is one of them
 */
gboolean
cb_proposal_from_name (const char *name, CbProposal *kind)
{
  for (guint i = 0; i < CB_N_PROPOSALS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *kind = (CbProposal)i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
add_line (GString *text, const char *title, const char *value)
{
  if (is_set (value))
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", title, value);
}

/* What the catalog says of an item, a line each. */
static char *
describe_item (const CbCatalogItem *item)
{
  GString *text = g_string_new (NULL);

  add_line (text, "Tên", item->title);
  add_line (text, "Mô tả", item->description);
  add_line (text, "Lĩnh vực", item->field);
  add_line (text, "Cơ quan chủ quản", item->owner);
  add_line (text, "Tần suất cập nhật", item->frequency_text);
  add_line (text, "Thời hạn", item->deadline_text);
  add_line (text, "Định dạng", item->formats);
  add_line (text, "Mức độ chia sẻ", item->sharing);
  return g_string_free (text, FALSE);
}

/**
 * cb_proposal_begin:
 * @kind: what is wanted
 * @item: (nullable): the item of the catalog, for all but an addition
 *
 * Returns: (transfer full): the fields that a record begins with: an item's own words are there
 *   to be changed, not to be typed again
 */
JsonObject *
cb_proposal_begin (CbProposal kind, const CbCatalogItem *item)
{
  JsonObject *fields = json_object_new ();

  json_object_set_string_member (fields, "change", cb_proposal_words[kind]);
  if (item == NULL)
    return fields;
  if (kind != CB_PROPOSAL_ADD && is_set (item->code))
    json_object_set_string_member (fields, "item", item->code);
  if (is_set (item->title))
    json_object_set_string_member (fields, "title", item->title);
  if (kind == CB_PROPOSAL_EDIT)
    {
      g_autofree char *now = describe_item (item);

      json_object_set_string_member (fields, "now", now);
      json_object_set_string_member (fields, "what", now);
    }
  return fields;
}

static GStrv
split_lines (const char *text)
{
  GStrv lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  return lines;
}

/**
 * cb_proposal_dup_other_lines:
 * @text: what the catalog says, or should say
 * @other: what it is held against
 *
 * Whoever decides reads what changes, not all of it; blanks at the end of a line are no change.
 *
 * Returns: (transfer full): the lines of @text that are not in @other; "" when all are
 */
char *
cb_proposal_dup_other_lines (const char *text, const char *other)
{
  g_auto (GStrv) lines = split_lines (text);
  g_auto (GStrv) others = split_lines (other);
  GString *left = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !g_strv_contains ((const char *const *)others, lines[i]))
      g_string_append_printf (left, "%s%s", left->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (left, FALSE);
}

/**
 * cb_proposal_check_letter:
 * @form: of the proposals
 * @record: one of them
 * @holidays: for working days
 * @today: (nullable): for days that have not come yet
 *
 * A letter has its number and its day only when it is sent.
 *
 * Returns: (transfer full) (element-type CbRecordGap): what is missing before it can be written
 *   into a letter
 */
GPtrArray *
cb_proposal_check_letter (const CbForm *form,
                          const CbRecord *record,
                          CbHolidays *holidays,
                          const GDate *today)
{
  GPtrArray *gaps = cb_record_check (form, record, CB_RECORD_OPEN, holidays, today);

  for (guint i = gaps->len; i > 0; i--)
    {
      const CbRecordGap *gap = g_ptr_array_index (gaps, i - 1);

      if ((g_str_equal (gap->field, "letter") || g_str_equal (gap->field, "sent"))
          && *cb_record_peek (record, gap->field) == '\0')
        g_ptr_array_remove_index (gaps, i - 1);
    }
  return gaps;
}

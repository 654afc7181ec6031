/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-proposal.h"

#include <string.h>

/* The letter with which an agency proposes changes of the catalog, in the form of annex I of Nghị
 * định 30/2020/NĐ-CP. It goes to a Vietnamese agency, so that all of its words are Vietnamese,
 * whatever the language of the window; the titles of fields are given here once more for that. */

/* Khoản 2 Điều 12 of 47/2020/NĐ-CP in its order, and BD 4.1a to c. */
static const struct
{
  const char *field;
  const char *title;
} contents[] = {
  { "title", "Tên dữ liệu" },
  { "owner", "Cơ quan chủ quản" },
  { "field", "Lĩnh vực" },
  { "frequency", "Tần suất cập nhật" },
  { "aim", "Mục đích" },
  { "scope", "Phạm vi, nội dung dữ liệu" },
  { "master", "Dữ liệu chủ" },
  { "users", "Đối tượng và mục đích sử dụng" },
  { "sources", "Nguồn xây dựng, cập nhật dữ liệu" },
  { "sharing", "Phương thức chia sẻ" },
  { "legal", "Có giá trị pháp lý tương đương văn bản giấy" },
  { "reference", "Chứa dữ liệu chủ làm cơ sở tham chiếu, đồng bộ" },
  { "procedures", "Phục vụ giải quyết thủ tục hành chính" },
};

static const char *const group_titles[CB_N_PROPOSALS] = {
  [CB_PROPOSAL_ADD] = "Đề nghị bổ sung vào danh mục",
  [CB_PROPOSAL_EDIT] = "Đề nghị sửa đổi trong danh mục",
  [CB_PROPOSAL_WITHDRAW] = "Đề nghị rút khỏi danh mục",
};

static const char *const roman[CB_N_PROPOSALS] = { "I", "II", "III" };

static guint
count_kind (GPtrArray *records, CbProposal wanted)
{
  guint count = 0;

  for (guint i = 0; i < records->len; i++)
    {
      CbProposal kind;

      if (cb_proposal_get_kind (g_ptr_array_index (records, i), &kind) && kind == wanted)
        count++;
    }
  return count;
}

/* "bổ sung, sửa đổi": what of the three is in the letter. */
static char *
dup_acts (GPtrArray *records)
{
  static const char *const acts[CB_N_PROPOSALS] = { "bổ sung", "sửa đổi", "rút khỏi" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < CB_N_PROPOSALS; i++)
    if (count_kind (records, (CbProposal)i) > 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", acts[i]);
  return g_string_free (text, FALSE);
}

static char *
dup_data (const CbRecord *record, CbProposal kind)
{
  const char *code = cb_record_peek (record, "item");
  const char *title = cb_record_peek (record, "title");

  if (kind == CB_PROPOSAL_ADD || *code == '\0')
    return g_strdup (title);
  return g_strdup_printf ("%s\n(mã %s)", title, code);
}

static char *
dup_edit (const CbRecord *record)
{
  const char *now = cb_record_peek (record, "now");
  const char *what = cb_record_peek (record, "what");
  g_autofree char *before = cb_proposal_dup_other_lines (now, what);
  g_autofree char *after = cb_proposal_dup_other_lines (what, now);

  return g_strdup_printf ("Hiện nay:\n%s\nĐề nghị:\n%s", *before != '\0' ? before : "(không có)",
                          *after != '\0' ? after : "(bỏ)");
}

static char *
dup_wanted (const CbRecord *record, CbProposal kind)
{
  GString *text;

  if (kind == CB_PROPOSAL_WITHDRAW)
    return g_strdup ("Rút khỏi danh mục");
  if (kind == CB_PROPOSAL_EDIT)
    return dup_edit (record);
  text = g_string_new ("Bổ sung vào danh mục");
  for (guint i = 1; i < 4; i++)
    if (*cb_record_peek (record, contents[i].field) != '\0')
      g_string_append_printf (text, "\n%s: %s", contents[i].title,
                              cb_record_peek (record, contents[i].field));
  return g_string_free (text, FALSE);
}

static void
add_group (CbDocument *letter, GPtrArray *records, CbProposal wanted, guint *place, guint *number)
{
  g_autofree char *title = NULL;

  if (count_kind (records, wanted) == 0)
    return;
  title = g_strdup_printf ("%s. %s", roman[(*place)++], group_titles[wanted]);
  cb_document_add_row (letter, &(const char *){ title }, CB_DOCUMENT_ROW_GROUP);
  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);
      CbProposal kind;
      g_autofree char *position = NULL;
      g_autofree char *data = NULL;
      g_autofree char *what = NULL;

      if (!cb_proposal_get_kind (record, &kind) || kind != wanted)
        continue;
      position = g_strdup_printf ("%u", ++*number);
      data = dup_data (record, kind);
      what = dup_wanted (record, kind);
      cb_document_add_row (
          letter, (const char *const[]){ position, data, what, cb_record_peek (record, "reason") },
          CB_DOCUMENT_ROW_PLAIN);
    }
}

static void
add_table (CbDocument *letter, GPtrArray *records)
{
  static const CbDocumentColumn columns[] = {
    { "STT", 0.7, CB_ALIGN_CENTRE },
    { "Dữ liệu", 2.4, CB_ALIGN_START },
    { "Nội dung đề nghị", 3.4, CB_ALIGN_START },
    { "Lý do", 2.8, CB_ALIGN_START },
  };
  guint place = 0;
  guint number = 0;

  cb_document_begin_table (letter, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < CB_N_PROPOSALS; i++)
    add_group (letter, records, (CbProposal)i, &place, &number);
}

/* What a new item would contain, as the regulation wants it told. */
static void
add_contents (CbDocument *letter, const CbForm *form, const CbRecord *record)
{
  g_autofree char *title = g_strdup_printf ("Nội dung của “%s”", cb_record_peek (record, "title"));

  cb_document_add_heading (letter, title);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      const CbFormField *field = cb_form_find (form, contents[i].field);
      const char *value = field != NULL ? cb_record_peek (record, field->id) : "";

      if (field == NULL)
        continue;
      if (field->type == CB_FIELD_YES)
        cb_document_add_field (letter, contents[i].title, *value != '\0' ? "Có" : "Không");
      else if (*value != '\0')
        cb_document_add_field (letter, contents[i].title, value);
    }
}

static void
add_annex (CbDocument *letter, const CbForm *form, GPtrArray *records)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);
      CbProposal kind;

      if (!cb_proposal_get_kind (record, &kind) || kind != CB_PROPOSAL_ADD)
        continue;
      if (!begun)
        cb_document_add_paragraph (letter,
                                   "Nội dung chính của dữ liệu đề nghị bổ sung vào danh mục:");
      begun = TRUE;
      add_contents (letter, form, record);
    }
}

/* "Điều 13 khoản 5, 59/2024/QĐ-UBND" as a letter names it. */
static char *
dup_basis (const char *clause)
{
  const char *comma = g_strrstr (clause, ", ");

  if (comma == NULL || !g_ascii_isdigit (comma[2]) || strstr (comma, "/QĐ-") == NULL)
    return g_strdup_printf ("Căn cứ %s;", clause);
  return g_strdup_printf ("Căn cứ %.*s Quyết định số %s;", (int)(comma - clause), clause,
                          comma + 2);
}

static void
add_opening (CbDocument *letter, const CbForm *form, const CbProposalLetter *about)
{
  g_autofree char *basis = NULL;
  g_autofree char *opening = NULL;
  const char *agency = about->agency != NULL && *about->agency != '\0' ? about->agency : "cơ quan";

  if (*form->clause != '\0')
    {
      basis = dup_basis (form->clause);
      cb_document_add_paragraph (letter, basis);
    }
  opening = g_strdup_printf (
      "Qua rà soát danh mục dữ liệu%s%s%s, %s kính đề nghị %s xem xét, tổng hợp, trình cấp có thẩm "
      "quyền điều chỉnh danh mục như sau:",
      about->decision != NULL ? " (" : "", about->decision != NULL ? about->decision : "",
      about->decision != NULL ? ")" : "", agency,
      form->lead_agency != NULL ? form->lead_agency : "cơ quan đầu mối");
  cb_document_add_paragraph (letter, opening);
}

/**
 * cb_proposal_letter_new:
 * @form: of the proposals
 * @records: (element-type CbRecord): of which each says what it wants; what was typed last counts
 * @about: whose letter it is, its number and day
 *
 * An addition is told with all that the regulation asks for (BD 4.2 with khoản 2 Điều 12 of
 * 47/2020/NĐ-CP).
 *
 * Returns: (transfer full): the letter, to be saved as PDF or DOCX
 */
CbDocument *
cb_proposal_letter_new (const CbForm *form, GPtrArray *records, const CbProposalLetter *about)
{
  g_autofree char *acts = dup_acts (records);
  g_autofree char *subject = g_strdup_printf ("đề nghị %s danh mục dữ liệu", acts);
  CbDocument *letter = cb_document_new (subject, about->agency);
  CbDocumentHead head = { .agency = about->agency,
                          .number = about->number != NULL ? about->number : "/",
                          .subject = subject,
                          .place = about->place != NULL ? about->place : "…………",
                          .date = about->date };

  cb_document_set_head (letter, &head);
  cb_document_add_addressee (letter, form->lead_agency != NULL ? form->lead_agency : "…………………………");
  add_opening (letter, form, about);
  add_table (letter, records);
  add_annex (letter, form, records);
  cb_document_add_paragraph (letter, "Trân trọng./.");
  cb_document_add_recipient (letter, "Như trên");
  cb_document_add_recipient (letter, "Lưu: VT");
  cb_document_set_signature (
      letter, about->signer_title != NULL ? about->signer_title : "Thủ trưởng cơ quan",
      about->signer);
  return letter;
}

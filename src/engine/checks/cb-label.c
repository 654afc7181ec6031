/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-label.h"

#include "base/cb-text.h"

/* Whole words, without case and diacritics (vietnamese-data.md §5.1). */
static const struct
{
  guint meaning;
  const char *words;
} meanings[] = {
  { CB_LABEL_CCCD, "cccd" },
  { CB_LABEL_CCCD, "can cuoc" },
  { CB_LABEL_CCCD, "dinh danh ca nhan" },
  { CB_LABEL_CCCD, "so dinh danh" },
  { CB_LABEL_CCCD | CB_LABEL_CMND, "giay to tuy than" },
  { CB_LABEL_CMND, "cmnd" },
  { CB_LABEL_CMND, "cmt" },
  { CB_LABEL_CMND, "chung minh" },
  { CB_LABEL_TAX, "ma so thue" },
  { CB_LABEL_TAX, "mst" },
  { CB_LABEL_TAX, "ma so doanh nghiep" },
  { CB_LABEL_TAX, "msdn" },
  { CB_LABEL_PHONE, "dien thoai" },
  { CB_LABEL_PHONE, "di dong" },
  { CB_LABEL_PHONE, "sdt" },
  { CB_LABEL_PHONE, "so dt" },
  { CB_LABEL_PHONE, "dt" },
  { CB_LABEL_PHONE, "phone" },
  { CB_LABEL_PHONE, "mobile" },
  { CB_LABEL_PHONE, "tel" },
  { CB_LABEL_PHONE, "zalo" },
  { CB_LABEL_PHONE, "lien he" },
  { CB_LABEL_PHONE, "lien lac" },
  { CB_LABEL_AGENCY, "duong day nong" },
  { CB_LABEL_AGENCY, "hotline" },
  { CB_LABEL_AGENCY, "co quan" },
  { CB_LABEL_AGENCY, "don vi" },
  { CB_LABEL_AGENCY, "tong dai" },
  { CB_LABEL_AGENCY, "truc ban" },
  { CB_LABEL_AGENCY, "cap cuu" },
  { CB_LABEL_AGENCY, "tiep cong dan" },
  { CB_LABEL_AGENCY, "van phong" },
  { CB_LABEL_AGENCY, "van thu" },
  { CB_LABEL_AGENCY, "fax" },
  { CB_LABEL_EMAIL, "email" },
  { CB_LABEL_EMAIL, "e mail" },
  { CB_LABEL_EMAIL, "mail" },
  { CB_LABEL_EMAIL, "thu dien tu" },
  { CB_LABEL_EMAIL, "hop thu" },
  { CB_LABEL_NAME, "ho ten" },
  { CB_LABEL_NAME, "ho va ten" },
  { CB_LABEL_NAME, "ho dem" },
  { CB_LABEL_NAME, "chu ho" },
  { CB_LABEL_NAME, "chu ho kinh doanh" },
  { CB_LABEL_NAME, "nguoi dai dien" },
  { CB_LABEL_NAME, "dai dien phap luat" },
  { CB_LABEL_NAME, "ten nguoi" },
  { CB_LABEL_NAME, "nguoi dung ten" },
  { CB_LABEL_NAME, "ten benh nhan" },
  { CB_LABEL_NAME, "ten hoc sinh" },
  { CB_LABEL_BIRTH, "ngay sinh" },
  { CB_LABEL_BIRTH, "nam sinh" },
  { CB_LABEL_BIRTH, "ngay thang nam sinh" },
  { CB_LABEL_BIRTH, "sinh ngay" },
  { CB_LABEL_ADDRESS, "thuong tru" },
  { CB_LABEL_ADDRESS, "tam tru" },
  { CB_LABEL_ADDRESS, "cho o" },
  { CB_LABEL_ADDRESS, "noi o" },
  { CB_LABEL_ADDRESS, "dia chi" },
  { CB_LABEL_SENSITIVE, "dan toc" },
  { CB_LABEL_SENSITIVE, "ton giao" },
  { CB_LABEL_SENSITIVE, "chan doan" },
  { CB_LABEL_SENSITIVE, "benh ly" },
  { CB_LABEL_SENSITIVE, "benh an" },
  { CB_LABEL_SENSITIVE, "hon nhan" },
  { CB_LABEL_SENSITIVE, "khuyet tat" },
  { CB_LABEL_INSURANCE, "bhxh" },
  { CB_LABEL_INSURANCE, "bhyt" },
  { CB_LABEL_INSURANCE, "bao hiem xa hoi" },
  { CB_LABEL_INSURANCE, "bao hiem y te" },
  { CB_LABEL_PASSPORT, "ho chieu" },
  { CB_LABEL_PASSPORT, "passport" },
  { CB_LABEL_ACCOUNT, "so tai khoan" },
  { CB_LABEL_ACCOUNT, "stk" },
  { CB_LABEL_PLATE, "bien so" },
  { CB_LABEL_PLATE, "bien kiem soat" },
  { CB_LABEL_SECRECY, "do mat" },
  { CB_LABEL_ORDINAL, "stt" },
  { CB_LABEL_ORDINAL, "tt" },
  { CB_LABEL_ORDINAL, "so thu tu" },
};

/**
 * cb_label_classify:
 * @label: the name of a column
 *
 * Returns: CB_LABEL_*, all that it may mean
 */
guint
cb_label_classify (const char *label)
{
  g_autofree char *words = cb_text_dup_words (label);
  guint meaning = 0;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (cb_text_has_phrase (words, meanings[i].words))
      meaning |= meanings[i].meaning;

  return meaning;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the name of a column says about its values. */
enum
{
  CB_LABEL_CCCD = 1 << 0,       /* CCCD, số định danh, căn cước */
  CB_LABEL_CMND = 1 << 1,       /* CMND, chứng minh nhân dân */
  CB_LABEL_TAX = 1 << 2,        /* mã số thuế */
  CB_LABEL_PHONE = 1 << 3,      /* điện thoại, di động, SĐT */
  CB_LABEL_AGENCY = 1 << 4,     /* đường dây nóng, cơ quan, tổng đài: nobody's own */
  CB_LABEL_EMAIL = 1 << 5,      /* thư điện tử */
  CB_LABEL_NAME = 1 << 6,       /* of a person: họ tên, chủ hộ, người đại diện */
  CB_LABEL_BIRTH = 1 << 7,      /* ngày sinh, năm sinh */
  CB_LABEL_ADDRESS = 1 << 8,    /* thường trú, chỗ ở, địa chỉ */
  CB_LABEL_SENSITIVE = 1 << 9,  /* dân tộc, tôn giáo, chẩn đoán, hôn nhân */
  CB_LABEL_INSURANCE = 1 << 10, /* BHXH, BHYT */
  CB_LABEL_PASSPORT = 1 << 11,
  CB_LABEL_ACCOUNT = 1 << 12, /* số tài khoản */
  CB_LABEL_PLATE = 1 << 13,   /* biển số */
  CB_LABEL_SECRECY = 1 << 14, /* độ mật */
  CB_LABEL_ORDINAL = 1 << 15, /* STT */
};

guint cb_label_classify (const char *label);

G_END_DECLS

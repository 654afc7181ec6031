/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-charset.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"

/* TCVN 5712:1993, third set ("ABC" fonts): 74 letters among the bytes A1…FE. */
static const char tcvn3_bytes[]
    = "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe"
      "\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1"
      "\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"
      "\xfa\xfb\xfc\xfd\xfe";
static const char tcvn3_letters[]
    = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

/* RFC 1456: the bytes 80…FF are letters, and six rare ones stand in place of control characters. */
static const char viscii_letters[] = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬ"
                                     "ơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàá"
                                     "âãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
static const guint8 viscii_low_bytes[] = { 0x02, 0x05, 0x06, 0x14, 0x19, 0x1e };
static const char viscii_low_letters[] = "ẲẴẪỶỸỴ";

/* VPS, of the Vietnamese Professionals Society: as VISCII; where a ? stands the byte is no letter.
 * As recode and UniKey have it, which agree in the 119 letters that both know; Ỗ only UniKey has.
 */
static const char vps_letters[] = "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ??ỀỂỄỐỒỔỖýỷỵỚỜỞ?ắằẳẵặỠớÙờởỡ"
                                  "ŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈ"
                                  "ừứÚũưÝẺ?àáâãảạă?èéêẽìí?ĩẴĐòóôõ?Ơụùúủ?ỶẼỳ";
static const guint8 vps_low_bytes[]
    = { 0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1c, 0x1d };
static const char vps_low_letters[] = "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ";

/* The letters a VNI font writes as one character. */
static const char vni_single_from[] = "ñôöíìæóòîÑÔÖÍÌÆÓÒÎ";
static const char vni_single_to[] = "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ";

/* The marks, one row per letter: which pairs there are, and what they show. */
static const struct
{
  const char *base;
  const char *marks;
  const char *letters;
} vni_pairs[] = {
  { "a", "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ" },
  { "e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ" },
  { "o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ" },
  { "ô", "ùøûõï", "ớờởỡợ" },
  { "u", "ùøûõï", "úùủũụ" },
  { "ö", "ùøûõï", "ứừửữự" },
  { "y", "ùøûõ", "ýỳỷỹ" },
};

/* The tables above, laid out by character: all of these are under 256. */
typedef struct
{
  guint16 viscii[256];
  guint16 vps[256];
  guint16 tcvn3[256];
  guint16 vni_single[256];
  guint16 vni_pair[256][64]; /* the marks begin at 0xc0 */
} Maps;

static void
add_vni_pairs (Maps *maps, const char *base_text, const char *marks, const char *letters)
{
  gunichar base = g_utf8_get_char (base_text);
  gunichar upper = g_unichar_toupper (base);

  for (; *marks != '\0'; marks = g_utf8_next_char (marks), letters = g_utf8_next_char (letters))
    {
      gunichar mark = g_utf8_get_char (marks);
      gunichar letter = g_utf8_get_char (letters);
      guint16 upper_letter = (guint16)g_unichar_toupper (letter);

      /* The case of the letter counts, not that of the mark. */
      maps->vni_pair[base][mark - 0xc0] = (guint16)letter;
      maps->vni_pair[base][g_unichar_toupper (mark) - 0xc0] = (guint16)letter;
      maps->vni_pair[upper][mark - 0xc0] = upper_letter;
      maps->vni_pair[upper][g_unichar_toupper (mark) - 0xc0] = upper_letter;
    }
}

static void
add_viscii (Maps *maps)
{
  const char *letter = viscii_letters;

  for (guint i = 0x80; i < 256; i++, letter = g_utf8_next_char (letter))
    maps->viscii[i] = (guint16)g_utf8_get_char (letter);
  letter = viscii_low_letters;
  for (guint i = 0; i < G_N_ELEMENTS (viscii_low_bytes); i++, letter = g_utf8_next_char (letter))
    maps->viscii[viscii_low_bytes[i]] = (guint16)g_utf8_get_char (letter);
}

static void
add_vps (Maps *maps)
{
  const char *letter = vps_letters;

  for (guint i = 0x80; i < 256; i++, letter = g_utf8_next_char (letter))
    maps->vps[i] = (guint16)(*letter != '?' ? g_utf8_get_char (letter)
                                            : cb_codepage_from_windows_1252 ((guint8)i));
  letter = vps_low_letters;
  for (guint i = 0; i < G_N_ELEMENTS (vps_low_bytes); i++, letter = g_utf8_next_char (letter))
    maps->vps[vps_low_bytes[i]] = (guint16)g_utf8_get_char (letter);
}

static const Maps *
get_maps (void)
{
  static Maps *maps;

  if (g_once_init_enter (&maps))
    {
      Maps *made = g_new0 (Maps, 1);
      const char *letter = tcvn3_letters;
      const char *to = vni_single_to;

      for (guint i = 0; i < 256; i++)
        made->tcvn3[i] = made->vni_single[i] = made->viscii[i] = made->vps[i] = (guint16)i;
      add_viscii (made);
      add_vps (made);
      for (const char *p = tcvn3_bytes; *p != '\0'; p++, letter = g_utf8_next_char (letter))
        made->tcvn3[(guint8)*p] = (guint16)g_utf8_get_char (letter);
      for (const char *p = vni_single_from; *p != '\0';
           p = g_utf8_next_char (p), to = g_utf8_next_char (to))
        made->vni_single[g_utf8_get_char (p)] = (guint16)g_utf8_get_char (to);
      for (guint i = 0; i < G_N_ELEMENTS (vni_pairs); i++)
        add_vni_pairs (made, vni_pairs[i].base, vni_pairs[i].marks, vni_pairs[i].letters);
      g_once_init_leave (&maps, made);
    }

  return maps;
}

/**
 * cb_charset_from_viscii:
 * @byte: of a text in VISCII
 *
 * Returns: the letter that it stands for (RFC 1456)
 */
gunichar
cb_charset_from_viscii (guint8 byte)
{
  return get_maps ()->viscii[byte];
}

/**
 * cb_charset_from_tcvn3:
 * @c: the character that Windows-1252 makes of a byte
 *
 * Returns: the letter that a TCVN3 font shows there; @c when the font shows the same
 */
gunichar
cb_charset_from_tcvn3 (gunichar c)
{
  return c < 256 ? get_maps ()->tcvn3[c] : c;
}

/**
 * cb_charset_from_vps:
 * @c: the character that Windows-1252 makes of a byte
 *
 * Returns: the letter that a VPS font shows there; @c when it shows the same, or Windows-1252 has
 * no such character
 */
gunichar
cb_charset_from_vps (gunichar c)
{
  int byte = cb_codepage_to_windows_1252 (c);

  return byte >= 0 ? get_maps ()->vps[byte] : c;
}

/**
 * cb_charset_from_vni_single:
 * @c: a character of a text in VNI that no mark follows
 *
 * Returns: the letter that a VNI font shows
 */
gunichar
cb_charset_from_vni_single (gunichar c)
{
  return c < 256 ? get_maps ()->vni_single[c] : c;
}

/**
 * cb_charset_from_vni_pair:
 * @base: a character
 * @mark: the one after it
 *
 * Returns: the letter that a VNI font shows for both, 0 when they are no pair
 */
gunichar
cb_charset_from_vni_pair (gunichar base, gunichar mark)
{
  return base < 256 && mark >= 0xc0 && mark < 256 ? get_maps ()->vni_pair[base][mark - 0xc0] : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-value.h"

/**
 * CbuValue:
 *
 * A value of the model in a list that GTK shows: lists hold objects only.
 */
struct _CbuValue
{
  GObject parent_instance;

  /* Owned */
  gpointer data;
  GDestroyNotify free_data;
  char *folded;
};

G_DEFINE_FINAL_TYPE (CbuValue, cbu_value, G_TYPE_OBJECT)

static void
cbu_value_finalize (GObject *object)
{
  CbuValue *self = CBU_VALUE (object);

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self->folded);
  G_OBJECT_CLASS (cbu_value_parent_class)->finalize (object);
}

static void
cbu_value_class_init (CbuValueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_value_finalize;
}

static void
cbu_value_init (CbuValue *self)
{
}

/**
 * cbu_value_new:
 * @data: (transfer full): a value
 * @free_data: frees it
 * @folded: (transfer full) (nullable): what a search looks in, from cb_text_fold()
 *
 * Returns: (transfer full): the value as an object
 */
CbuValue *
cbu_value_new (gpointer data, GDestroyNotify free_data, char *folded)
{
  CbuValue *self = g_object_new (CBU_TYPE_VALUE, NULL);

  self->data = data;
  self->free_data = free_data;
  self->folded = folded;
  return self;
}

/**
 * cbu_value_get:
 * @self: a value
 *
 * Returns: (transfer none): what is in it
 */
gpointer
cbu_value_get (CbuValue *self)
{
  g_return_val_if_fail (CBU_IS_VALUE (self), NULL);

  return self->data;
}

/**
 * cbu_value_get_folded:
 * @self: a value
 *
 * Returns: (transfer none): what a search looks in, "" when nothing
 */
const char *
cbu_value_get_folded (CbuValue *self)
{
  g_return_val_if_fail (CBU_IS_VALUE (self), "");

  return self->folded != NULL ? self->folded : "";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-find.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/widgets/cbu-find-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuPagesFind:
 *
 * The search bar over the pages of a PDF. The reading process looks through all of them, part after
 * part; `changed` says that more was found, or something else is looked for, `stepped` that one is
 * at another hit.
 */
struct _CbuPagesFind
{
  AdwBin parent_instance;

  /* Owned */
  CbReader *reader; /* (nullable) */
  char *needle;     /* as it was typed, "" for none */
  GArray *hits;     /* (element-type CbPageHit): in order */

  /* Borrowed */
  GCancellable *finding; /* (nullable): of the search under way */

  /* Borrowed: children */
  GtkRevealer *bar;
  GtkEditable *entry;
  GtkLabel *status;

  guint page;   /* at which one is: the first hit from there on is the first to be seen */
  guint next;   /* page to go on at */
  guint serial; /* of what is looked for: answers to an earlier one are late */
  int current;  /* which hit, -1: none */
};

G_DEFINE_FINAL_TYPE (CbuPagesFind, cbu_pages_find, ADW_TYPE_BIN)

typedef struct
{
  CbReader *reader; /* (owned) */
  char *needle;     /* (owned) */
  GArray *hits;     /* (owned) */
  guint page;
  guint serial;
} Search;

static void
free_search (gpointer data)
{
  Search *search = data;

  g_object_unref (search->reader);
  g_free (search->needle);
  g_array_unref (search->hits);
  g_free (search);
}

static void
show_status (CbuPagesFind *self)
{
  g_autofree char *number = cb_text_format_count ((guint64)self->current + 1);
  g_autofree char *all = cb_text_format_count (self->hits->len);
  g_autofree char *text = NULL;

  if (*self->needle == '\0')
    text = g_strdup ("");
  else if (self->hits->len == 0)
    text = g_strdup (self->finding != NULL ? _ ("Searching…") : _ ("On no page"));
  else if (self->finding != NULL)
    /* Translators: at which hit one is, and how many were found until now */
    text = g_strdup_printf (_ ("%s of %s so far…"), number, all);
  else
    /* Translators: at which hit one is, and how many there are: “3 / 12” */
    text = g_strdup_printf (_ ("Hit %s of %s"), number, all);
  gtk_label_set_label (self->status, text);
}

static void
go_to_hit (CbuPagesFind *self, int hit)
{
  self->current = hit;
  show_status (self);
  g_signal_emit_by_name (self, "stepped");
}

/* The first one from the page on at which one is; from the beginning when all pages are through. */
static void
choose_first (CbuPagesFind *self)
{
  for (guint i = 0; self->current < 0 && i < self->hits->len; i++)
    if (g_array_index (self->hits, CbPageHit, i).page >= self->page)
      go_to_hit (self, (int)i);
  if (self->current < 0 && self->finding == NULL && self->hits->len > 0)
    go_to_hit (self, 0);
}

static gpointer
find_some (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Search *search = input;

  cb_reader_find_in_pages (search->reader, search->needle, &search->page, search->hits, cancellable,
                           error);
  return NULL;
}

static void find_on (CbuPagesFind *self);

static void
some_found_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPagesFind *self = widget;
  Search *search = input;

  if (search->serial != self->serial || self->reader == NULL)
    return;
  self->finding = NULL;
  if (error != NULL)
    {
      g_autofree char *words = cb_error_words_for (error);

      gtk_label_set_label (self->status, words);
      return;
    }
  g_array_append_vals (self->hits, search->hits->data, search->hits->len);
  self->next = search->page;
  if (self->next < cb_reader_get_info (self->reader)->n_pages)
    find_on (self);
  g_signal_emit_by_name (self, "changed");
  choose_first (self);
  show_status (self);
}

static void
find_on (CbuPagesFind *self)
{
  Search *search = g_new0 (Search, 1);

  search->reader = g_object_ref (self->reader);
  search->needle = g_strdup (self->needle);
  search->hits = g_array_new (FALSE, FALSE, sizeof (CbPageHit));
  search->page = self->next;
  search->serial = self->serial;
  self->finding = cbu_run_async (self, NULL,
                                 &(CbuRun){ .tag = find_on,
                                            .work = find_some,
                                            .done = some_found_cb,
                                            .input = search,
                                            .free_input = free_search });
}

/* What was looked for before is given up. */
static void
begin (CbuPagesFind *self)
{
  g_autofree char *folded = cb_text_fold (gtk_editable_get_text (self->entry));
  gboolean looks = gtk_revealer_get_reveal_child (self->bar) && *folded != '\0';

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  self->finding = NULL;
  self->serial++;
  g_free (self->needle);
  self->needle = g_strdup (looks ? gtk_editable_get_text (self->entry) : "");
  g_array_unref (self->hits);
  self->hits = g_array_new (FALSE, FALSE, sizeof (CbPageHit));
  self->next = 0;
  self->current = -1;
  if (looks && self->reader != NULL)
    find_on (self);
  show_status (self);
  g_signal_emit_by_name (self, "changed");
}

static void
on_next_cb (CbuPagesFind *self)
{
  cbu_pages_find_step (self, FALSE);
}

static void
on_previous_cb (CbuPagesFind *self)
{
  cbu_pages_find_step (self, TRUE);
}

static const CbuFindActions actions = {
  .changed = G_CALLBACK (begin),
  .next = G_CALLBACK (on_next_cb),
  .previous = G_CALLBACK (on_previous_cb),
  .close = G_CALLBACK (cbu_pages_find_close),
};

static GtkWidget *
make_content (CbuPagesFind *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = cbu_find_entry_new (_ ("Find in the pages"), self, &actions);
  GtkWidget *status = gtk_label_new (NULL);

  self->entry = GTK_EDITABLE (entry);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), cbu_find_steps_new (self, &actions));
  self->status = GTK_LABEL (status);
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->status, 12);
  gtk_label_set_max_width_chars (self->status, 36);
  gtk_label_set_xalign (self->status, 0);
  gtk_widget_add_css_class (status, "caption");
  gtk_widget_add_css_class (status, "numeric");
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), cbu_find_close_new (self, &actions));
  gtk_widget_add_css_class (box, "find-bar");
  return box;
}

static void
cbu_pages_find_dispose (GObject *object)
{
  CbuPagesFind *self = CBU_PAGES_FIND (object);

  g_clear_object (&self->reader);
  G_OBJECT_CLASS (cbu_pages_find_parent_class)->dispose (object);
}

static void
cbu_pages_find_finalize (GObject *object)
{
  CbuPagesFind *self = CBU_PAGES_FIND (object);

  g_free (self->needle);
  g_array_unref (self->hits);
  G_OBJECT_CLASS (cbu_pages_find_parent_class)->finalize (object);
}

static void
cbu_pages_find_class_init (CbuPagesFindClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_pages_find_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_pages_find_finalize;
  g_signal_new ("changed", CBU_TYPE_PAGES_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("stepped", CBU_TYPE_PAGES_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
cbu_pages_find_init (CbuPagesFind *self)
{
  GtkWidget *bar = gtk_revealer_new ();

  self->needle = g_strdup ("");
  self->hits = g_array_new (FALSE, FALSE, sizeof (CbPageHit));
  self->current = -1;
  self->bar = GTK_REVEALER (bar);
  gtk_revealer_set_child (self->bar, make_content (self));
  adw_bin_set_child (ADW_BIN (self), bar);
}

/**
 * cbu_pages_find_new:
 *
 * Returns: (transfer floating): a search bar, closed
 */
GtkWidget *
cbu_pages_find_new (void)
{
  return g_object_new (CBU_TYPE_PAGES_FIND, NULL);
}

/**
 * cbu_pages_find_set_reader:
 * @self: the bar
 * @reader: (nullable): where to look; what is being looked for is looked for in it, too
 */
void
cbu_pages_find_set_reader (CbuPagesFind *self, CbReader *reader)
{
  g_return_if_fail (CBU_IS_PAGES_FIND (self));

  g_set_object (&self->reader, reader);
  self->page = 0;
  begin (self);
}

/**
 * cbu_pages_find_set_page:
 * @self: the bar
 * @page: at which one is, 0-based
 */
void
cbu_pages_find_set_page (CbuPagesFind *self, guint page)
{
  g_return_if_fail (CBU_IS_PAGES_FIND (self));

  self->page = page;
}

/**
 * cbu_pages_find_open:
 * @self: the bar
 */
void
cbu_pages_find_open (CbuPagesFind *self)
{
  gboolean was_open;

  g_return_if_fail (CBU_IS_PAGES_FIND (self));

  was_open = gtk_revealer_get_reveal_child (self->bar);
  gtk_revealer_set_reveal_child (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  if (!was_open)
    begin (self);
}

/**
 * cbu_pages_find_close:
 * @self: the bar
 *
 * Nothing is marked any more.
 */
void
cbu_pages_find_close (CbuPagesFind *self)
{
  g_return_if_fail (CBU_IS_PAGES_FIND (self));

  gtk_revealer_set_reveal_child (self->bar, FALSE);
  begin (self);
}

/**
 * cbu_pages_find_step:
 * @self: the bar
 * @backwards: towards the beginning
 *
 * Goes to the next hit, once around; opens the bar where it is closed.
 */
void
cbu_pages_find_step (CbuPagesFind *self, gboolean backwards)
{
  int n;

  g_return_if_fail (CBU_IS_PAGES_FIND (self));

  if (!gtk_revealer_get_reveal_child (self->bar))
    {
      cbu_pages_find_open (self);
      return;
    }
  n = (int)self->hits->len;
  if (n > 0)
    go_to_hit (self, self->current < 0 ? 0 : (self->current + (backwards ? n - 1 : 1)) % n);
}

/**
 * cbu_pages_find_get_hits:
 * @self: the bar
 *
 * Returns: (transfer none) (element-type CbPageHit): what was found until now, in order
 */
GArray *
cbu_pages_find_get_hits (CbuPagesFind *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_FIND (self), NULL);

  return self->hits;
}

/**
 * cbu_pages_find_get_current:
 * @self: the bar
 *
 * Returns: at which of them one is, -1: none
 */
int
cbu_pages_find_get_current (CbuPagesFind *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_FIND (self), -1);

  return self->current;
}

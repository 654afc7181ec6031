/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-proposal-letter.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "core/workplace/cb-workplace-proposals.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* After so long without a key what was typed is kept. */
#define KEEP_DELAY_MS 500
/* Of what is typed in, in pixels; the rest is scrolled to. */
#define MAX_HEIGHT 560

enum
{
  ENTRY_NUMBER,
  ENTRY_DATE,
  ENTRY_PLACE,
  ENTRY_SIGNER_TITLE,
  ENTRY_SIGNER,
  N_ENTRIES
};

static const struct
{
  const char *setting;
  const char *title;
  const char *example;
} entries[N_ENTRIES] = {
  [ENTRY_NUMBER] = { CB_SETTING_LETTER_NUMBER, N_ ("Number of the letter"), "15/SYT-VP" },
  [ENTRY_DATE] = { CB_SETTING_LETTER_DATE, N_ ("Day of the letter"), "21/11/2026" },
  [ENTRY_PLACE] = { CB_SETTING_LETTER_PLACE, N_ ("Place"), "Quảng Ngãi" },
  [ENTRY_SIGNER_TITLE] = { CB_SETTING_LETTER_SIGNER_TITLE, N_ ("Signed as"), "Giám đốc" },
  [ENTRY_SIGNER] = { CB_SETTING_LETTER_SIGNER, N_ ("Who signs"), "Nguyễn Văn An" },
};

/**
 * CbuProposalLetter:
 *
 * The letter that all proposals go with that are not sent yet: its number and day, to write it, and
 * to enter that it went out. What is typed is kept a moment after the last key: number and day
 * until the letter is entered as sent, place and signer for the next one, too.
 */
struct _CbuProposalLetter
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;

  guint timer;

  /* Borrowed: children */
  GtkWidget *button;
  GtkWidget *entries[N_ENTRIES];
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CbuProposalLetter, cbu_proposal_letter, ADW_TYPE_BIN)

typedef struct
{
  char *texts[N_ENTRIES];
} Typed;

static void
free_typed (gpointer data)
{
  Typed *typed = data;

  for (guint i = 0; i < N_ENTRIES; i++)
    g_free (typed->texts[i]);
  g_free (typed);
}

/* @missing: which proposal lacks what, for people; then nothing was done. */
typedef struct
{
  GFile *file; /* (nullable): to write it; %NULL: it went out */
  Typed typed;
  char *missing;
} Letter;

static void
free_letter (gpointer data)
{
  Letter *letter = data;

  g_clear_object (&letter->file);
  for (guint i = 0; i < N_ENTRIES; i++)
    g_free (letter->typed.texts[i]);
  g_free (letter->missing);
  g_free (letter);
}

static char *
dup_entry (CbuProposalLetter *self, guint entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[entry]))));
}

static gpointer
write_typed (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Typed *typed = input;

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *kept = cb_workplace_dup_setting (workplace, entries[i].setting);

      if (g_strcmp0 (kept != NULL ? kept : "", typed->texts[i]) != 0
          && !cb_workplace_set_setting (workplace, entries[i].setting, typed->texts[i], error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
typed_written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
}

static void
keep_typed (CbuProposalLetter *self)
{
  Typed *typed;

  if (self->timer == 0)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  typed = g_new0 (Typed, 1);
  for (guint i = 0; i < N_ENTRIES; i++)
    typed->texts[i] = dup_entry (self, i);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = keep_typed,
                            .work = write_typed,
                            .in_order = TRUE,
                            .done = typed_written_cb,
                            .input = typed,
                            .free_input = free_typed });
}

static gboolean
keep_cb (gpointer user_data)
{
  keep_typed (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (CbuProposalLetter *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (KEEP_DELAY_MS, keep_cb, self);
}

static gpointer
read_typed (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Typed *typed = g_new0 (Typed, 1);

  for (guint i = 0; i < N_ENTRIES; i++)
    typed->texts[i] = cb_workplace_dup_setting (workplace, entries[i].setting);
  return typed;
}

static void
typed_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuProposalLetter *self = widget;
  const Typed *typed = result;

  /* What is being typed goes before what was kept. */
  if (error != NULL || self->timer != 0)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < N_ENTRIES; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->entries[i]),
                           typed->texts[i] != NULL ? typed->texts[i] : "");
  self->filling = FALSE;
}

static void
fill_in (CbuProposalLetter *self)
{
  cbu_run_async (
      self, cbu_session_get_workplace (self->session),
      &(CbuRun){
          .tag = fill_in, .work = read_typed, .done = typed_read_cb, .free_result = free_typed });
}

static gpointer
run_letter (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Letter *letter = input;
  const char *number = letter->typed.texts[ENTRY_NUMBER];
  const char *date = letter->typed.texts[ENTRY_DATE];
  g_autoptr (GError) local_error = NULL;
  /* The letter has what stands there, though the last key was pressed just now. */
  gboolean kept = write_typed (workplace, &letter->typed, cancellable, &local_error) != NULL;
  g_autoptr (GPtrArray) records
      = kept ? cb_workplace_list_proposals_for_letter (workplace, NULL, &local_error) : NULL;
  gboolean done
      = records != NULL
        && (letter->file != NULL
                ? cb_workplace_save_proposals (workplace, records, number, date, letter->file,
                                               cancellable, &local_error)
                : cb_workplace_send_proposals (workplace, records, number, date, &local_error));

  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_BLOCKED))
    letter->missing = g_strdup (local_error->message);
  else if (g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    letter->missing = g_strdup (_ ("There is no proposal that is not sent yet."));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return GINT_TO_POINTER (done);
}

static void
letter_done_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Letter *letter = input;

  if (error != NULL)
    cbu_show_error (widget, error);
  else if (letter->missing != NULL)
    gtk_widget_activate_action (widget, "win.notice", "s", letter->missing);
  else if (letter->file != NULL)
    cbu_toast_written (widget, _ ("The letter was written"), letter->file);
  else
    {
      cbu_toast (widget, _ ("The proposals are entered as sent"));
      fill_in (widget);
    }
}

static Letter *
new_letter (CbuProposalLetter *self, GFile *file)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->file = file != NULL ? g_object_ref (file) : NULL;
  for (guint i = 0; i < N_ENTRIES; i++)
    letter->typed.texts[i] = dup_entry (self, i);
  return letter;
}

static void
start (CbuProposalLetter *self, Letter *letter)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  /* The letter keeps what was typed; it must not be written once more after that. */
  g_clear_handle_id (&self->timer, g_source_remove);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = start,
                            .work = run_letter,
                            .done = letter_done_cb,
                            .input = letter,
                            .free_input = free_letter });
}

static void
on_file_chosen_cb (gpointer widget, GListModel *files)
{
  CbuProposalLetter *self = widget;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  start (self, new_letter (self, file));
}

static void
on_write_clicked_cb (CbuProposalLetter *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  cbu_choose_save (self, _ ("Write the letter (.docx or .pdf)"), "de-nghi-danh-muc.docx",
                   on_file_chosen_cb);
}

/* A letter without its number and its day has not gone out: one is shown where to write them. */
static void
on_sent_clicked_cb (CbuProposalLetter *self)
{
  Letter *letter = new_letter (self, NULL);

  if (*letter->typed.texts[ENTRY_NUMBER] != '\0' && *letter->typed.texts[ENTRY_DATE] != '\0')
    {
      start (self, letter);
      return;
    }
  gtk_widget_grab_focus (*letter->typed.texts[ENTRY_NUMBER] == '\0' ? self->entries[ENTRY_NUMBER]
                                                                    : self->entries[ENTRY_DATE]);
  free_letter (letter);
}

static GtkWidget *
add_entry (GtkWidget *box, const char *title, const char *placeholder)
{
  GtkWidget *label = cbu_label_new (title, NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  cbu_a11y_label_by (entry, label);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static void
add_button (CbuProposalLetter *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
cbu_proposal_letter_unmap (GtkWidget *widget)
{
  /* The window may be gone before the time is over. */
  keep_typed (CBU_PROPOSAL_LETTER (widget));
  GTK_WIDGET_CLASS (cbu_proposal_letter_parent_class)->unmap (widget);
}

static void
cbu_proposal_letter_dispose (GObject *object)
{
  CbuProposalLetter *self = CBU_PROPOSAL_LETTER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cbu_proposal_letter_parent_class)->dispose (object);
}

static void
cbu_proposal_letter_class_init (CbuProposalLetterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_proposal_letter_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = cbu_proposal_letter_unmap;
}

static void
cbu_proposal_letter_init (CbuProposalLetter *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *about
      = cbu_wrapped_label_new (_ ("One letter with all proposals that are not sent yet. Number and "
                                  "day may be left open until it goes out."),
                               "caption");

  gtk_label_set_max_width_chars (GTK_LABEL (about), 36);
  gtk_box_append (GTK_BOX (box), about);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      self->entries[i] = add_entry (box, _ (entries[i].title), entries[i].example);
      g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (on_changed_cb), self);
    }
  add_button (self, box, _ ("Write the letter…"), G_CALLBACK (on_write_clicked_cb));
  add_button (self, box, _ ("Enter all as sent"), G_CALLBACK (on_sent_clicked_cb));
  /* With large letters it is higher than a small screen. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("Letter…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  cbu_a11y_set_name (self->button, _ ("Letter…"));
  adw_bin_set_child (ADW_BIN (self), self->button);
}

/**
 * cbu_proposal_letter_set_session:
 * @self: the letter
 * @session: whose proposals they are
 */
void
cbu_proposal_letter_set_session (CbuProposalLetter *self, CbuSession *session)
{
  g_return_if_fail (CBU_IS_PROPOSAL_LETTER (self));

  if (g_set_object (&self->session, session))
    fill_in (self);
}

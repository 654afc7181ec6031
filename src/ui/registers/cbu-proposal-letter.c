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

/**
 * CbuProposalLetter:
 *
 * The letter that all proposals go with that are not sent yet: its number and day, to write it, and
 * to enter that it went out. What is typed stays while the window is open.
 */
struct _CbuProposalLetter
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;

  /* Borrowed: children */
  GtkWidget *button;
  GtkWidget *number;
  GtkWidget *date;
};

G_DEFINE_FINAL_TYPE (CbuProposalLetter, cbu_proposal_letter, ADW_TYPE_BIN)

/* @missing: which proposal lacks what, for people; then nothing was done. */
typedef struct
{
  GFile *file; /* (nullable): to write it; %NULL: it went out */
  char *number;
  char *date;
  char *missing;
} Letter;

static void
free_letter (gpointer data)
{
  Letter *letter = data;

  g_clear_object (&letter->file);
  g_free (letter->number);
  g_free (letter->date);
  g_free (letter->missing);
  g_free (letter);
}

static gpointer
run_letter (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Letter *letter = input;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) records
      = cb_workplace_list_proposals_for_letter (workplace, NULL, &local_error);
  gboolean done
      = records != NULL
        && (letter->file != NULL
                ? cb_workplace_save_proposals (workplace, records, letter->number, letter->date,
                                               letter->file, cancellable, &local_error)
                : cb_workplace_send_proposals (workplace, records, letter->number, letter->date,
                                               &local_error));

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
    cbu_toast (widget, _ ("The proposals are entered as sent"));
}

static Letter *
new_letter (CbuProposalLetter *self, GFile *file)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->file = file != NULL ? g_object_ref (file) : NULL;
  letter->number = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number))));
  letter->date = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->date))));
  return letter;
}

static void
start (CbuProposalLetter *self, Letter *letter)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
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

  if (*letter->number != '\0' && *letter->date != '\0')
    {
      start (self, letter);
      return;
    }
  gtk_widget_grab_focus (*letter->number == '\0' ? self->number : self->date);
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
cbu_proposal_letter_dispose (GObject *object)
{
  CbuProposalLetter *self = CBU_PROPOSAL_LETTER (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (cbu_proposal_letter_parent_class)->dispose (object);
}

static void
cbu_proposal_letter_class_init (CbuProposalLetterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_proposal_letter_dispose;
}

static void
cbu_proposal_letter_init (CbuProposalLetter *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *about
      = cbu_wrapped_label_new (_ ("One letter with all proposals that are not sent yet. Number and "
                                  "day may be left open until it goes out."),
                               "caption");

  gtk_label_set_max_width_chars (GTK_LABEL (about), 36);
  gtk_box_append (GTK_BOX (box), about);
  self->number = add_entry (box, _ ("Number of the letter"), "15/SYT-VP");
  self->date = add_entry (box, _ ("Day of the letter"), "21/11/2026");
  add_button (self, box, _ ("Write the letter…"), G_CALLBACK (on_write_clicked_cb));
  add_button (self, box, _ ("Enter all as sent"), G_CALLBACK (on_sent_clicked_cb));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
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

  g_set_object (&self->session, session);
}

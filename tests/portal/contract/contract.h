/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The portal under test, and who is who on it: from the environment, or a practice portal that the
 * program starts itself. */
typedef struct
{
  const char *url;
  const char *editor;
  const char *sysadmin;
  const char *other;
  const char *member;
  const char *organisation;
  guint minor; /* 12 for CKAN 2.12 */
} Portal;

extern Portal portal;

#define MAX_FILE (1024u * 1024)        /* ckan.max_resource_size of the portal under test */
#define MAX_REQUEST (8u * 1024 * 1024) /* and the limit of the web server in front of it */

typedef struct
{
  guint status;
  char *type; /* content type without parameters, "" when there is none */
  GBytes *body;
  SoupMessageHeaders *headers;
  JsonNode *json; /* (nullable) */
} Reply;

void reply_free (Reply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* A file of a form. */
typedef struct
{
  const char *name;
  const char *type;
  const char *bytes;
  gsize length;
} Upload;

Reply *ask (const char *token, const char *action, const char *format, ...) G_GNUC_PRINTF (3, 4);
Reply *
ask_form (const char *token, const char *action, const Upload *upload, ...) G_GNUC_NULL_TERMINATED;
Reply *fetch (const char *token, const char *method, const char *url, ...) G_GNUC_NULL_TERMINATED;
Reply *send_request (SoupMessage *message, const char *token);
SoupMessage *new_request (const char *method, const char *path);
char *send_raw (const char *bytes, gsize length, gboolean read_reply);

void give_up (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;
#define assert_reply(reply, wanted_status)                                                         \
  assert_reply_at (G_STRLOC, (reply), (wanted_status), NULL)
#define assert_failure(reply, wanted_status, wanted_type)                                          \
  assert_reply_at (G_STRLOC, (reply), (wanted_status), (wanted_type))
void assert_reply_at (const char *where, const Reply *reply, guint status, const char *error_type);
void assert_html (const Reply *reply, guint status);

/* Values inside the envelope, by a path such as "result.resources.0.id" or "error.name.0". */
JsonNode *find_value (const Reply *reply, const char *path);
const char *find_text (const Reply *reply, const char *path);
gint64 find_number (const Reply *reply, const char *path);
guint count_items (const Reply *reply, const char *path);
gboolean has_value (const Reply *reply, const char *path);

/* A dataset of the editor's, with so many slots. */
typedef struct
{
  char *name;
  char *id;
  char *slots[4];
} Dataset;

Dataset *dataset_new (guint slots, gboolean private);
void dataset_free (Dataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dataset, dataset_free)
char *new_name (void);

void add_sign_in_cases (void);
void add_dataset_cases (void);
void add_revise_cases (void);
void add_file_cases (void);
void add_transport_cases (void);

G_END_DECLS

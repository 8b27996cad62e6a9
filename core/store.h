/* store.h - the person's data in SQLite: the only module that names tables. One Store, one thread at a time.
 * Both programs write through it. A write returns when it is durable (WAL, synchronous=FULL). */
#pragma once
#include "core/history.h"
#include "core/prompt.h"
#include "core/urge.h"

#define STORE_ERROR (store_error_quark())
GQuark store_error_quark(void);
typedef enum {
	STORE_ERROR_FAILED,  /* something else; the message tells */
	STORE_ERROR_BUSY,    /* another program holds it; passes */
	STORE_ERROR_FULL,    /* disk full, read-only, I/O error; may pass */
	STORE_ERROR_DAMAGED, /* not a database, or a broken one */
	STORE_ERROR_NEWER,   /* written by a newer Steady */
	STORE_ERROR_MISSING, /* read-only, and there is no store yet */
} StoreErrorCode;

typedef enum {
	STORE_READ,  /* never creates or changes anything */
	STORE_WRITE, /* creates folder (0700) and file (0600), migrates (with a backup beside it) */
} StoreMode;

typedef struct Store Store;

/* `sql`: the folder of the numbered migrations. `busy`: how long to wait for another writer, in milliseconds. */
Store *store_open(const char *path, const char *sql, StoreMode mode, int busy, GError **error);
void   store_close(Store *store); /* NULL is fine */
void   store_tidy(Store *store);  /* when nobody waits: what SQLite does in the background of others */
gboolean store_is_gone(Store *store); /* its file was moved away or removed since: what is written would not be found again */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* --- what the agenda needs --- */
History   *store_load_history(Store *store, gint64 now, GError **error);
/* Of that only what other programs write, too: what was asked and answered, a pause, events, taste but for what was shown, ease. */
History   *store_load_news(Store *store, gint64 now, GError **error);
GPtrArray *store_open_prompts(Store *store, GError **error); /* of Prompt, owned; with their snoozes */
gboolean   store_set_handled(Store *store, const char *schedule, gint64 until, const char *spec, GError **error);
gboolean   store_put_anchor(Store *store, const char *schedule, int trigger, const Deadline *at, GError **error);
gboolean   store_put_draw(Store *store, const char *schedule, int trigger, int day, const gint64 *moments, guint n, GError **error);

/* --- decisions --- */
/* Inserts the row, and in the same transaction moves `handled` of its schedule to `due` (spec NULL: leaves it), and takes back
 * the delay of the urge that it asks about. The new id; that of the row itself when it is there already, from an attempt that
 * failed and had come through; 0 on failure. */
gint64   store_decide(Store *store, const Prompt *prompt, const char *spec, GError **error);
gboolean store_shown(Store *store, gint64 decision, gint64 at, const char *delivery, const char *owner, guint32 bubble, GError **error);
gboolean store_reminded(Store *store, gint64 decision, gint64 at, GError **error);
gboolean store_closed(Store *store, gint64 decision, gint64 at, Outcome outcome, GError **error);
gboolean store_held(Store *store, const char *schedule, gint64 due, gint64 at, Reason reason, GError **error); /* by then for another reason */
gboolean store_snoozed(Store *store, gint64 decision, gint64 at, const Deadline *until, GError **error);
gboolean store_bubble(Store *store, gint64 decision, char owner[32], guint32 *bubble, GError **error); /* "" and 0: none */

/* --- answers --- */
typedef struct Response {
	gint64      decision;    /* 0: none */
	const char *protocol;
	gint64      begun;       /* ties the answers of one check-in together */
	const char *item;
	const char *value;       /* NULL: skipped */
	int         number;      /* -1: none */
	const char *score;       /* NULL: none */
	gint64      at;
	int         zone_offset;
	const char *route;       /* "notification", "terminal", "command" */
	gboolean    late;        /* after the prompt had closed */
	gint64      urge;        /* that it is about; 0: none. "intensity" rates it, "acted" ends it, in the same transaction */
} Response;

/* The same one twice (one that failed, and had come through) is one row. */
gboolean    store_add_response(Store *store, const Response *response, GError **error);
GHashTable *store_answers(Store *store, gint64 decision, gint64 *begun, GError **error); /* item -> value (NULL: skipped), owned; begun 0: none yet */
GPtrArray  *store_asked(Store *store, GError **error); /* names of the latest HISTORY_ASKED items answered or skipped, oldest first, owned */

/* A check-in that is over, as an answer that comes late needs it. */
typedef struct Past {
	char       *schedule, *content; /* schedule NULL: no check-in of that number was asked and is over */
	GHashTable *answers;            /* as store_answers() */
	gint64      begun;              /* 0: no answer yet */
} Past;
gboolean    store_past(Store *store, gint64 decision, Past *past, GError **error);
void        past_clear(Past *past);

/* An answer that was taken back. */
typedef struct Withdrawn {
	gint64 id; /* of its row; 0: there was none to take back */
	gboolean outcome; /* the row is an outcome: of a slot ("slot:NAME"), a plan or an article; else a response */
	gint64 decision, begun, at, urge; /* 0: none */
	int    zone_offset, number;
	char  *protocol, *item, *value;   /* value NULL: it was skipped */
} Withdrawn;
/* Takes the latest answer back, the one about a slot, a plan or an article too: it stays, marked with `now`, and counts nowhere; the rating or the end of an urge that it was
 * is undone in the same transaction. `begun` 0: of any check-in, else of that one; `item` NULL: to any item. */
gboolean    store_withdraw(Store *store, gint64 now, gint64 begun, const char *item, Withdrawn *withdrawn, GError **error);
void        withdrawn_clear(Withdrawn *withdrawn);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Past, past_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Withdrawn, withdrawn_clear)

/* --- urges --- */
/* Its id, 0 on failure; `intensity` -1: not rated. A day later it is to be asked how it looks; one question for urges near to each other. */
gint64   store_begin_urge(Store *store, gint64 at, int zone_offset, int intensity, GError **error);
gboolean store_rate_urge(Store *store, gint64 urge, gint64 at, int intensity, GError **error);
gboolean store_delay_urge(Store *store, gint64 urge, gint64 span, const Deadline *until, GError **error);
gboolean store_end_urge(Store *store, gint64 urge, gint64 at, const char *acted, GError **error); /* acted NULL: not said */
/* What is still to be asked about an urge. */
typedef struct Delay {
	gint64   urge;
	Deadline until;
	UrgeAsk  ask;     /* URGE_END, URGE_AGAIN or URGE_ASK_LATER */
	gint64   span;    /* that the person chose to wait; 0: none */
	gboolean more;    /* as in urge_ask_protocol() */
} Delay;
GArray  *store_delays(Store *store, GError **error); /* of Delay; g_array_unref it */

/* --- pause --- */
gboolean store_pause(Store *store, const Deadline *until, GError **error);
gboolean store_hide(Store *store, const Deadline *never, GError **error); /* a pause that outlives any other, until resumed */
gboolean store_resume(Store *store, GError **error); /* both */

/* --- facts, for insight and reports; each array is of its struct, ascending in time, free with g_array_unref --- */
typedef struct DecisionFact {
	gint64 id, due, decided, expires, shown, closed; /* 0: not */
	int zone_offset, missed;
	Kind kind;
	Outcome outcome;
	Reason reason;
	char *schedule, *content; /* owned by the array */
	gint64 first, at, reminded; /* reminded 0: not */
	gboolean asked;
	double probability, draw; /* draw negative: nothing had to be drawn */
	double content_probability; /* of an article, before it was drawn from content_among; 0 and 0: none was drawn */
	int content_among;
} DecisionFact;
typedef struct HeldFact {
	gint64 at; /* from then on held for another reason than before */
	gint64 until; /* REASON_SNOOZED: to when; else 0 */
	Reason reason;
} HeldFact;
typedef struct ResponseFact {
	gint64 decision, begun, at;
	int zone_offset, number;
	char *protocol, *item, *value, *score, *route; /* owned by the array; value NULL: skipped */
} ResponseFact;
typedef struct UrgeFact {
	gint64 id, begun, ended; /* ended 0: open */
	int zone_offset, first, last, peak; /* intensities; -1: none */
	char *acted; /* NULL: not said */
} UrgeFact;
GArray *store_decisions(Store *store, gint64 from, gint64 to, GError **error);
GArray *store_helds(Store *store, gint64 decision, GError **error);
GArray *store_responses(Store *store, gint64 from, gint64 to, GError **error);
GArray *store_urges(Store *store, gint64 from, gint64 to, GError **error);

/* --- everything, for export --- */
typedef enum { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT } CellType;
typedef struct Cell {
	const char *column;
	CellType    type;
	gint64      integer;
	double      real;
	const char *text; /* borrowed until the callback returns */
} Cell;
const char *const *store_tables(void); /* the tables that hold the person's data; NULL ends */
/* Calls `row` for each row in order of its key; FALSE from it ends the walk early. */
GPtrArray *store_columns(Store *store, const char *table, GError **error); /* their names, owned */
gboolean store_each(Store *store, const char *table, gboolean (*row)(gpointer data, const Cell *cells, int n), gpointer data, GError **error);

/* app-state.h - what app.c, app-settings.c, app-wishes.c and dialogue*.c share. Nobody else includes it. */
#pragma once
#include "config/settings.h"
#include "core/agenda.h"
#include "daemon/app.h"
#include "daemon/library.h"
#include "daemon/presence.h"
#include "daemon/records.h"

struct App {
	AppEdges edges;
	AppEvents events;
	Notifier *notifier;
	NotifierEvents notifier_events;
	Settings *settings;
	Library *library;
	History *history;
	Agenda *agenda;       /* NULL until the store was read */
	Zone *zone;
	Reach reach;
	const char *away;     /* why the person is not there, NULL: they are */
	GHashTable *dialogues; /* Prompt -> Dialogue, of every open prompt */
	GArray *delays;       /* of Delay */
	GArray *aftercares;   /* of Aftercare */
	GArray *held;         /* of gint64: urges that a terminal asks about... */
	GArray *released;     /* ...and those of them that it has let go of; the store is being read */
	char *settings_problem; /* "" when the file is good */
	guint changes;          /* counts what the app itself changed of pause and delays */
	guint loaded;           /* `changes` when all of the store was asked for */
	guint refreshed;        /* `changes` when the store was asked; another count by now: its answer is old */
	gboolean refreshing, planning, again, done_said, bad_start, stopping;
};

Moment app_now(App *app);
void   app_replan(App *app); /* the one place that sets the timer; after every event */
void   app_tell(App *app, const char *summary, const char *body); /* to the person, where anything may be shown */
void   app_say(gpointer app, const char *summary, const char *body); /* to the person, and the journal */
void   app_changed(App *app);
GError *app_no_prompt(gint64 id); /* no open prompt has that number */

/* --- app-settings.c --- */
void app_settings_start(App *app);
void app_settings_apply(App *app); /* the settings in force are handed to the agenda */
void app_log_problems(const Problems *problems);
void app_keep_draws(App *app, const Moment *now); /* today's random moments are kept from their first use */

/* --- episode*.c: urges without a terminal --- */
#define OPENING_LASTS MINUTES(30)
Prompt *episode_ask(App *app, UrgeAsk what, gint64 urge, gboolean more, gint64 lasts, const Moment *now); /* `more`: urge_ask_protocol() */
void episode_drop_delays(App *app, gint64 urge, UrgeAsk ask); /* it is asked, or needs no asking; the store is told elsewhere */
void episode_close_prompts(App *app, gint64 urge); /* all but the one of the day after: asked elsewhere by now, or over */
gint64 episode_next(App *app, const Moment *now); /* when the next question about one is due; TIME_NEVER: none */
void episode_release(App *app); /* the store was read: what terminals let go of is asked about here */
void episode_meet(App *app, const Moment *now);   /* asks what is due */
void episode_hear(App *app, const Response *response); /* an answer is about to be kept: what must not be lost with it */
void episode_heard(App *app, const Response *response, GHashTable *answers); /* an answer was kept; those of its check-in so far, or NULL */

/* --- aftercare.c: the hours after a slip --- */
gint64 aftercare_due(App *app, const Moment *now); /* likewise */
void aftercare_meet(App *app, const Moment *now);

/* --- app-store.c --- */
void app_load(App *app); /* all of it, into a new agenda */

/* --- app-care.c --- */
void care_heard(App *app, const Response *response); /* an answer was kept */

/* --- dialogue*.c: one prompt, from its decision to its end --- */
typedef struct Dialogue Dialogue;
void dialogue_decide(App *app, Prompt *prompt); /* chooses the content, writes the row */
void dialogue_await(App *app, Prompt *prompt, AppReply reply, gpointer data); /* told its id once that row is written */
void dialogue_adopt(App *app, Prompt *prompt, GHashTable *answers, gint64 begun, const Bubble *bubble);
void dialogue_refresh(App *app, gint64 id, GHashTable *answers); /* another program wrote some, or took some back */
void dialogue_show(App *app, Prompt *prompt);
void dialogue_remind(App *app, Prompt *prompt);
void dialogue_end(App *app, Prompt *prompt); /* the prompt has closed: off the screen, outcome written */
void dialogue_answer(App *app, Prompt *prompt, const char *answer, const char *route, AppReply reply, gpointer data);
void dialogue_answer_late(App *app, gint64 id, const char *item, const char *answer, AppReply reply, gpointer data); /* it is over */
void dialogue_snooze(App *app, Prompt *prompt, gint64 span);
void dialogue_close(App *app, Prompt *prompt, Outcome outcome); /* agenda_close and dialogue_end */
void dialogues_screen_lost(App *app); /* the server went, and took them with it */
void dialogues_off_screen(App *app);
void dialogues_abandon(App *app);     /* off the screen, and nothing more is written of them */
void dialogue_free(gpointer dialogue);
gboolean dialogue_delivered(App *app, const Prompt *prompt); /* it was on screen */
const char *dialogue_item(App *app, const Prompt *prompt); /* the item asked now; "" for a nudge */
void dialogue_shown(gpointer app, gint64 prompt, ShownResult result, const Bubble *bubble, const char *problem);
void dialogue_acted(gpointer app, gint64 prompt, const char *key);
void dialogue_typed(gpointer app, gint64 prompt, const char *text);
void dialogue_closed(gpointer app, gint64 prompt, gboolean by_person);

/* app.h - the daemon itself: what came in is handed to the agenda, what the agenda decides is carried out. It touches the
 * world only through its edges, so that it can be run against simulated ones. */
#pragma once
#include "config/paths.h"
#include "daemon/clocks.h"
#include "daemon/disk.h"
#include "daemon/notifier.h"

#define APP_ERROR (app_error_quark())
GQuark app_error_quark(void);
typedef enum {
	APP_ERROR_NO_PROMPT,   /* no open prompt of that id */
	APP_ERROR_NO_SCHEDULE, /* no such schedule */
	APP_ERROR_ANSWER,      /* that is no answer here; the message says what is */
	APP_ERROR_BUSY,        /* the answer before is being written */
	APP_ERROR_SETTINGS,    /* the settings file has errors; the message lists them */
	APP_ERROR_STORE,       /* the store cannot be written now */
	N_APP_ERRORS
} AppError;

typedef struct App App;

/* What others want to know; every function may be NULL. */
typedef struct AppEvents {
	gpointer self;
	void (*changed)(gpointer self); /* something that status shows */
	void (*shown)(gpointer self, gint64 prompt);
	void (*closed)(gpointer self, gint64 prompt, Outcome outcome);
	void (*done)(gpointer self);    /* nothing is left to show or to come */
} AppEvents;

typedef struct AppEdges {
	Paths *paths; /* `languages` follows the settings */
	Clocks   *clocks;
	Disk     *disk;
	/* Shows the page of a prompt's article; `failed` follows when it could not be shown. */
	void    (*open_page)(gpointer self, gint64 prompt, const char *html, void (*failed)(gpointer app, gint64 prompt), gpointer app);
	gpointer  opener;
	gboolean  awaits_answers; /* FALSE: shown is all that can be had (a terminal without a keyboard) */
} AppEdges;

App *app_new(const AppEdges *edges, const AppEvents *events);
void app_attach(App *app, Notifier *notifier); /* made with app_notifier_events(); before app_start(); borrowed */
void app_start(App *app); /* reads settings and store; the first replan follows when they are there */
void app_stop(App *app);  /* takes what is open off the screen: its buttons would lead nowhere */
void app_free(App *app);

/* --- what comes in --- */
void app_wake(App *app);         /* the timer, or a set clock */
void app_zone_changed(App *app);
void app_present(App *app, const char *away); /* as PresenceEvents has it; a constant */
gboolean app_reload(App *app, GError **error); /* all or nothing: settings that do not parse leave the running ones alone */
void app_settings_changed(App *app);           /* the file changed: reload, and tell the person once when it is bad */
void app_refresh(App *app);                    /* another program wrote to the store */
const NotifierEvents *app_notifier_events(App *app);
void app_disk_trouble(App *app, const GError *error);
void app_store_replaced(App *app);             /* another store is there than the one that was read */

/* --- what the person wants --- */
typedef void (*AppReply)(gpointer data, gint64 id, const char *next, const GError *error);
/* `item` "": whatever is asked now. The reply names the next item, "" at the end. */
void     app_answer(App *app, gint64 id, const char *item, const char *answer, AppReply reply, gpointer data);
gboolean app_snooze(App *app, gint64 id, gint64 span, GError **error);
gboolean app_dismiss(App *app, gint64 id, GError **error);
void     app_show_now(App *app, const char *schedule, AppReply reply, gpointer data); /* its id, once it is written down */
/* An urge begins without a terminal: its first questions are asked. `intensity` -1: not known. The reply has its number. */
void     app_begin_urge(App *app, int intensity, AppReply reply, gpointer data);
void     app_end_urge(App *app, gint64 urge, const char *acted, AppReply reply, gpointer data);
void     app_hold_urge(App *app, gint64 urge, gboolean held); /* while a terminal asks about it nothing is asked here */
gint64   app_pause(App *app, gint64 span); /* 0: until resumed; the wall moment it ends */
void     app_hide(App *app); /* takes all off the screen, and shows nothing at all until resumed */
void     app_resume(App *app);

/* --- what is so --- */
gint64      app_next(App *app);         /* the next occurrence; 0: never */
gint64      app_paused_until(App *app); /* 0: not paused */
const char *app_unavailable(App *app);  /* "" or why no prompt could be received now */
guint       app_waiting(App *app);      /* how many prompts wait for an answer, those on screen among them */
gboolean    app_is_hidden(const App *app); /* all of it, until resumed */
const char *app_delivery(App *app);     /* "desktop", "terminal", "waiting" */
const char *app_server(App *app, ServerSkills *skills); /* who shows notifications, and what that can do; "": nobody, or not known */
const char *app_settings_problem(App *app);
void        app_each_open(App *app, void (*each)(gpointer data, const Prompt *prompt, const char *item), gpointer data);

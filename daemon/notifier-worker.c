#include "daemon/notifier-worker.h"

#include <libnotify/notify.h>

#include "daemon/notifier-late.h"
#include "daemon/notifier-live.h"

#define APP_NAME "Steady"

struct Worker {
	GMainContext *context; /* of the thread */
	GMainLoop *loop;
	WorkerEvents events; /* the main loop's thread only, like `freed` */
	gboolean freed;
	gint epoch;  /* atomic: counts the servers; an order from an earlier epoch is void */
	GMutex lock; /* of `ended` */
	GCond end;
	gboolean ended;
	/* the rest belongs to the thread */
	GHashTable *live; /* ticket -> Live, on screen */
	GPtrArray *limbo; /* Live whose call timed out: letting go of them may wait for the server again */
	LiveEvents heard;
	gboolean hung;
	gint serving; /* epoch of the last order */
	Late *late;
	gint64 unsure; /* ticket of the showing that the server may yet answer */
};

/* What the main loop's thread asks of the thread, and what comes back. */
typedef struct Order {
	Worker *worker;
	void (*run)(Worker *worker, struct Order *order);
	gint epoch;
	Showing *showing;
	gint64 ticket;
	guint32 id;
} Order;

typedef struct Report {
	Worker *worker;
	void (*run)(WorkerEvents *events, struct Report *report);
	gint epoch;
	gint64 ticket;
	ShownResult result;
	guint32 id;
	gboolean by_person;
	char *text;
} Report;

static void worker_clear(gpointer data)
{
	Worker *worker = data;

	g_main_loop_unref(worker->loop);
	g_main_context_unref(worker->context);
	g_mutex_clear(&worker->lock);
	g_cond_clear(&worker->end);
}

static void worker_unref(Worker *worker)
{
	g_atomic_rc_box_release_full(worker, worker_clear);
}

/* Always through a source: g_main_context_invoke() would run it on this very thread where no loop runs yet. */
static void post(GMainContext *context, int priority, GSourceFunc run, gpointer data, GDestroyNotify clear)
{
	g_autoptr(GSource) source = g_idle_source_new();

	g_source_set_priority(source, priority);
	g_source_set_callback(source, run, data, clear);
	g_source_attach(source, context);
}

/* --- back to the main loop ------------------------------------------------------------------------- */

static void report_free(gpointer data)
{
	Report *report = data;

	worker_unref(report->worker);
	g_free(report->text);
	g_free(report);
}

static gboolean report_run(gpointer data)
{
	Report *report = data;

	if (!report->worker->freed && report->epoch == g_atomic_int_get(&report->worker->epoch))
		report->run(&report->worker->events, report);
	return G_SOURCE_REMOVE;
}

static void report_send(Worker *worker, Report report)
{
	report.worker = g_atomic_rc_box_acquire(worker);
	report.epoch = worker->serving;
	post(NULL, G_PRIORITY_DEFAULT, report_run, g_memdup2(&report, sizeof report), report_free);
}

static void say_shown(WorkerEvents *events, Report *report)
{
	events->shown(events->self, report->ticket, report->result, report->id, report->text);
}

static void say_acted(WorkerEvents *events, Report *report)
{
	events->acted(events->self, report->ticket, report->text);
}

static void say_closed(WorkerEvents *events, Report *report)
{
	events->closed(events->self, report->ticket, report->by_person);
}

static void say_hung(WorkerEvents *events, Report *report)
{
	events->hung(events->self);
}

static void say_resumed(WorkerEvents *events, Report *report)
{
	events->resumed(events->self);
}

/* --- what the server says of a notification -------------------------------------------------------- */

static void on_acted(gpointer self, Live *live, const char *key)
{
	report_send(self, (Report){ .run = say_acted, .ticket = live->showing->ticket, .text = g_strdup(key) });
}

static void on_closed(gpointer self, Live *live, gboolean by_person)
{
	Worker *worker = self;
	gint64 ticket = live->showing->ticket;

	report_send(worker, (Report){ .run = say_closed, .ticket = ticket, .by_person = by_person });
	g_hash_table_remove(worker->live, &ticket);
}

/* --- in the thread ---------------------------------------------------------------------------------- */

static gboolean timed_out(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

/* Takes `live`. */
static void worker_hang(Worker *worker, Live *live)
{
	worker->hung = TRUE;
	g_ptr_array_add(worker->limbo, live);
	report_send(worker, (Report){ .run = say_hung });
}

/* Takes `live`. */
static void worker_take_down(Worker *worker, Live *live)
{
	g_autoptr(GError) error = NULL;

	if (live_close(live, &error) || !timed_out(error))
		live_free(live);
	else
		worker_hang(worker, live);
}

static Live *worker_steal(Worker *worker, gint64 ticket)
{
	Live *live = NULL;

	g_hash_table_steal_extended(worker->live, &ticket, NULL, (gpointer *)&live);
	return live;
}

/* What stood in this one's place goes; returns the id that the new one takes over. */
static guint32 worker_make_way(Worker *worker, const Showing *showing)
{
	Live *old = worker_steal(worker, showing->instead);
	guint32 id = old ? live_id(old) : 0;

	g_clear_pointer(&old, live_free);
	return id ? id : showing->replaces;
}

/* Takes `live`. libnotify asks the server a question of its own before the first Notify: that one may have hung. */
static void worker_tell_failure(Worker *worker, Live *live, GError *error)
{
	gboolean hung = timed_out(error);
	gboolean unknown = hung && late_expect(worker->late);

	g_dbus_error_strip_remote_error(error);
	report_send(worker, (Report){ .run = say_shown,
	                              .ticket = live->showing->ticket,
	                              .text = g_strdup(error->message),
	                              .result = unknown ? SHOWN_UNKNOWN : SHOWN_FAILED });
	worker->unsure = unknown ? live->showing->ticket : 0;
	if (hung)
		worker_hang(worker, live);
	else
		live_free(live);
}

/* NULL: not there. It stays the limbo's. */
static Live *worker_in_limbo(Worker *worker, gint64 ticket, guint *index)
{
	for (guint i = 0; i < worker->limbo->len; i++) {
		Live *live = worker->limbo->pdata[i];
		*index = i;
		if (live->showing->ticket == ticket)
			return live;
	}
	return NULL;
}

static void worker_put_up(Worker *worker, Live *live)
{
	g_hash_table_insert(worker->live, &live->showing->ticket, live);
	report_send(worker, (Report){ .run = say_shown, .ticket = live->showing->ticket, .id = live_id(live) });
}

/* It is on screen after all. */
static void order_adopt(Worker *worker, Order *order)
{
	guint index;
	Live *live = worker_in_limbo(worker, worker->unsure, &index);

	worker->unsure = 0;
	if (!live)
		return;
	g_ptr_array_steal_index(worker->limbo, index);
	live_set_id(live, order->id);
	worker_put_up(worker, live);
}

static void order_show(Worker *worker, Order *order)
{
	g_autoptr(GError) error = NULL;
	guint32 id;
	Live *live;

	if (worker->hung)
		return;
	id = worker_make_way(worker, order->showing);
	live = live_new(g_steal_pointer(&order->showing), id, &worker->heard);
	late_begin(worker->late);
	if (!live_show(live, &error)) {
		worker_tell_failure(worker, live, error);
		return;
	}
	worker_put_up(worker, live);
}

static void order_close(Worker *worker, Order *order)
{
	Live *live = g_hash_table_lookup(worker->live, &order->ticket);
	guint index;

	if (!live && worker->hung)
		live = worker_in_limbo(worker, order->ticket, &index);
	if (live && worker->hung)
		live->leaving = TRUE;
	else if (live)
		worker_take_down(worker, worker_steal(worker, order->ticket));
}

static void order_forget(Worker *worker, Order *order)
{
	worker->hung = FALSE;
	g_hash_table_remove_all(worker->live);
	g_ptr_array_set_size(worker->limbo, 0);
}

static void order_resume(Worker *worker, Order *order)
{
	g_autoptr(GList) tickets = g_hash_table_get_values(worker->live);

	worker->hung = FALSE;
	g_ptr_array_set_size(worker->limbo, 0);
	for (GList *at = tickets; at && !worker->hung; at = at->next) {
		Live *live = at->data;
		if (live->leaving)
			worker_take_down(worker, worker_steal(worker, live->showing->ticket));
	}
	report_send(worker, (Report){ .run = say_resumed });
}

static void order_quit(Worker *worker, Order *order)
{
	g_main_loop_quit(worker->loop);
}

/* notify_uninit() closes what is on screen, and can wait for a server; with nothing alive it only lets go. */
static void worker_end(Worker *worker)
{
	gboolean answers = !worker->hung;

	late_free(worker->late);
	g_hash_table_destroy(worker->live);
	if (answers) {
		g_ptr_array_unref(worker->limbo);
		notify_uninit();
	}
	while (g_main_context_iteration(worker->context, FALSE))
		; /* what GDBus still has to free here */
	g_mutex_lock(&worker->lock);
	worker->ended = TRUE;
	g_cond_signal(&worker->end);
	g_mutex_unlock(&worker->lock);
}

static void order_free(gpointer data)
{
	Order *order = data;

	showing_free(order->showing);
	worker_unref(order->worker);
	g_free(order);
}

static gboolean order_run(gpointer data)
{
	Order *order = data;

	if (order->epoch == g_atomic_int_get(&order->worker->epoch)) {
		order->worker->serving = order->epoch;
		order->run(order->worker, order);
	}
	return G_SOURCE_REMOVE;
}

/* Less urgent than the signals of the server: a bubble that just went is known to be gone before it is replaced. */
static void order_send(Worker *worker, Order order)
{
	order.worker = g_atomic_rc_box_acquire(worker);
	order.epoch = g_atomic_int_get(&worker->epoch);
	post(worker->context, G_PRIORITY_DEFAULT_IDLE, order_run, g_memdup2(&order, sizeof order), order_free);
}

/* On a thread of GDBus, while the worker's loop runs. */
static void on_late(gpointer data, guint32 id)
{
	order_send(data, (Order){ .run = order_adopt, .id = id });
}

static gpointer worker_run(gpointer data)
{
	Worker *worker = data;

	g_main_context_push_thread_default(worker->context);
	notify_init(APP_NAME);
	worker->late = late_new(on_late, worker);
	g_main_loop_run(worker->loop);
	worker_end(worker);
	g_main_context_pop_thread_default(worker->context);
	worker_unref(worker);
	return NULL;
}

/* --- the main loop's side --------------------------------------------------------------------------- */

Worker *worker_new(const WorkerEvents *events)
{
	Worker *worker = g_atomic_rc_box_new0(Worker);

	worker->context = g_main_context_new();
	worker->loop = g_main_loop_new(worker->context, FALSE);
	worker->events = *events;
	worker->heard = (LiveEvents){ worker, on_acted, on_closed };
	g_mutex_init(&worker->lock);
	g_cond_init(&worker->end);
	worker->live = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)live_free);
	worker->limbo = g_ptr_array_new_with_free_func((GDestroyNotify)live_free);
	g_thread_unref(g_thread_new("libnotify", worker_run, g_atomic_rc_box_acquire(worker)));
	return worker;
}

void worker_show(Worker *worker, Showing *showing)
{
	order_send(worker, (Order){ .run = order_show, .showing = showing });
}

void worker_close(Worker *worker, gint64 ticket)
{
	order_send(worker, (Order){ .run = order_close, .ticket = ticket });
}

void worker_forget(Worker *worker)
{
	g_atomic_int_inc(&worker->epoch);
	order_send(worker, (Order){ .run = order_forget });
}

void worker_resume(Worker *worker)
{
	order_send(worker, (Order){ .run = order_resume });
}

void worker_free(Worker *worker)
{
	gint64 until = g_get_monotonic_time() + WORKER_LAST_WAIT;

	if (!worker)
		return;
	worker->freed = TRUE;
	order_send(worker, (Order){ .run = order_quit });
	g_mutex_lock(&worker->lock);
	while (!worker->ended && g_cond_wait_until(&worker->end, &worker->lock, until))
		;
	g_mutex_unlock(&worker->lock);
	worker_unref(worker);
}

#include "daemon/notifier-worker.h"

#include <libnotify/notify.h>

#include "daemon/notifier-late.h"
#include "daemon/notifier-replies.h"
#include "daemon/notifier-stage.h"

#define APP_NAME "Steady"

struct Worker {
	GMainContext *context; /* of the thread */
	GMainLoop *loop;
	WorkerEvents events; /* the main loop's thread only, like `freed` */
	gboolean freed;
	gint epoch;  /* atomic: counts the servers; an order from an earlier epoch is void */
	GMutex lock; /* of what follows, up to `over` */
	GCond end;
	gboolean ended;
	gint64 begun;     /* ticket of the last showing that the thread turned to */
	GHashTable *over; /* of tickets: closed before the thread turned to them */
	GThread *thread;
	Stage *stage; /* the thread's, like `serving` */
	gint serving; /* epoch of the last order */
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
	g_hash_table_unref(worker->over);
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

/* --- back to the main loop --- */

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

static void say_typed(WorkerEvents *events, Report *report)
{
	events->typed(events->self, report->ticket, report->text);
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

static void on_shown(gpointer self, gint64 ticket, ShownResult result, guint32 id, const char *problem)
{
	report_send(
		self,
		(Report){ .run = say_shown, .ticket = ticket, .result = result, .id = id, .text = g_strdup(problem) });
}

static void on_acted(gpointer self, gint64 ticket, const char *key)
{
	report_send(self, (Report){ .run = say_acted, .ticket = ticket, .text = g_strdup(key) });
}

static void on_typed(gpointer self, gint64 ticket, const char *text)
{
	report_send(self, (Report){ .run = say_typed, .ticket = ticket, .text = g_strdup(text) });
}

static void on_closed(gpointer self, gint64 ticket, gboolean by_person)
{
	report_send(self, (Report){ .run = say_closed, .ticket = ticket, .by_person = by_person });
}

static void on_hung(gpointer self)
{
	report_send(self, (Report){ .run = say_hung });
}

/* --- in the thread --- */

/* Whether it is still to be shown: the server may have been slow, and the prompt is over. */
static gboolean worker_turn_to(Worker *worker, gint64 ticket)
{
	gboolean over;

	g_mutex_lock(&worker->lock);
	worker->begun = ticket;
	over = g_hash_table_remove(worker->over, &ticket);
	g_mutex_unlock(&worker->lock);
	return !over;
}

static void order_show(Worker *worker, Order *order)
{
	if (worker_turn_to(worker, order->showing->ticket))
		stage_show(worker->stage, g_steal_pointer(&order->showing));
}

static void order_close(Worker *worker, Order *order)
{
	stage_close(worker->stage, order->ticket);
}

static void order_adopt(Worker *worker, Order *order)
{
	stage_adopt(worker->stage, order->id);
}

static void order_forget(Worker *worker, Order *order)
{
	stage_forget(worker->stage);
}

static void order_resume(Worker *worker, Order *order)
{
	stage_resume(worker->stage);
	report_send(worker, (Report){ .run = say_resumed });
}

static void order_quit(Worker *worker, Order *order)
{
	g_main_loop_quit(worker->loop);
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

static void on_reply(gpointer data, guint32 id, const char *text)
{
	Worker *worker = data;

	if (worker->serving == g_atomic_int_get(&worker->epoch))
		stage_typed(worker->stage, id, text);
}

/* notify_uninit() closes what is on screen, and can wait for a server; with nothing alive it only lets go. */
static void worker_let_go(Worker *worker)
{
	if (stage_free(worker->stage))
		notify_uninit();
	while (g_main_context_iteration(worker->context, FALSE))
		; /* what GDBus still has to free here */
}

static void worker_say_ended(Worker *worker)
{
	g_mutex_lock(&worker->lock);
	worker->ended = TRUE;
	g_cond_signal(&worker->end);
	g_mutex_unlock(&worker->lock);
}

static gpointer worker_run(gpointer data)
{
	Worker *worker = data;
	Late *late;
	Replies *replies;

	g_main_context_push_thread_default(worker->context);
	notify_init(APP_NAME);
	late = late_new(on_late, worker);
	worker->stage = stage_new(&(StageEvents){ worker, on_shown, on_acted, on_typed, on_closed, on_hung }, late);
	replies = replies_new(on_reply, worker);
	g_main_loop_run(worker->loop);
	replies_free(replies);
	late_free(late);
	worker_let_go(worker);
	worker_say_ended(worker);
	g_main_context_pop_thread_default(worker->context);
	worker_unref(worker);
	return NULL;
}

/* --- the main loop's side --- */

Worker *worker_new(const WorkerEvents *events)
{
	Worker *worker = g_atomic_rc_box_new0(Worker);

	worker->context = g_main_context_new();
	worker->loop = g_main_loop_new(worker->context, FALSE);
	worker->events = *events;
	g_mutex_init(&worker->lock);
	g_cond_init(&worker->end);
	worker->over = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	worker->thread = g_thread_new("libnotify", worker_run, g_atomic_rc_box_acquire(worker));
	return worker;
}

void worker_show(Worker *worker, Showing *showing)
{
	order_send(worker, (Order){ .run = order_show, .showing = showing });
}

/* What it stands in the place of is closed by its own ticket. */
void worker_close(Worker *worker, gint64 ticket)
{
	g_mutex_lock(&worker->lock);
	if (ticket > worker->begun)
		g_hash_table_add(worker->over, g_memdup2(&ticket, sizeof ticket));
	g_mutex_unlock(&worker->lock);
	order_send(worker, (Order){ .run = order_close, .ticket = ticket });
}

void worker_forget(Worker *worker)
{
	g_atomic_int_inc(&worker->epoch);
	g_mutex_lock(&worker->lock);
	g_hash_table_remove_all(worker->over);
	g_mutex_unlock(&worker->lock);
	order_send(worker, (Order){ .run = order_forget });
}

void worker_resume(Worker *worker)
{
	order_send(worker, (Order){ .run = order_resume });
}

void worker_free(Worker *worker)
{
	gint64 until = g_get_monotonic_time() + WORKER_LAST_WAIT;
	gboolean ended;

	if (!worker)
		return;
	worker->freed = TRUE;
	order_send(worker, (Order){ .run = order_quit });
	g_mutex_lock(&worker->lock);
	while (!worker->ended && g_cond_wait_until(&worker->end, &worker->lock, until))
		;
	ended = worker->ended;
	g_mutex_unlock(&worker->lock);
	if (ended)
		g_thread_join(worker->thread); /* what it holds is freed before the program ends */
	else
		g_thread_unref(worker->thread);
	worker_unref(worker);
}

#include "daemon/disk.h"
#include "core/i18n.h"

#define BUSY_MS 1000
#define BUSY_SAID SECONDS(20) /* another writer is no trouble before it has held on for so long */
#define FIRST_PAUSE (SECONDS(1) / 5)
#define LONGEST_PAUSE SECONDS(30)

typedef struct Keeper {
	Disk face;
	DiskEvents events;
	char *path, *sql;
	GThread *thread;
	GMutex mutex;
	GCond changed;    /* work came, or the end */
	GCond drained;    /* the thread has ended */
	GQueue waiting;   /* of Task */
	gboolean hurried; /* the end is near: no long pauses any more */
	gboolean ending, ended;
	gint64 give_up;              /* monotonic; when ending */
	guint undone;                /* main loop only: tasks handed in that have not come back */
	gboolean troubled, replaced; /* thread only */
	Store *store;                /* thread only */
} Keeper;

/* --- back on the main loop --- */

typedef struct Result {
	Keeper *keeper;
	Task task;
	GError *error;
} Result;

static gboolean deliver(gpointer data)
{
	Result *result = data;

	result->keeper->undone--;
	if (result->task.done)
		result->task.done(result->task.owner, result->task.job, result->error);
	else if (result->error)
		g_warning("Something could not be written down: %s", result->error->message);
	if (result->task.free)
		result->task.free(result->task.job);
	g_clear_error(&result->error);
	g_free(result);
	return G_SOURCE_REMOVE;
}

static gboolean deliver_trouble(gpointer data)
{
	Result *result = data;

	result->keeper->events.trouble(result->keeper->events.self, result->error);
	g_clear_error(&result->error);
	g_free(result);
	return G_SOURCE_REMOVE;
}

static gboolean deliver_replaced(gpointer data)
{
	Result *result = data;

	result->keeper->events.replaced(result->keeper->events.self);
	g_free(result);
	return G_SOURCE_REMOVE;
}

static void post(GSourceFunc what, Keeper *keeper, const Task *task, GError *error)
{
	Result *result = g_new0(Result, 1);
	g_autoptr(GSource) source = g_idle_source_new();

	result->keeper = keeper;
	if (task)
		result->task = *task;
	result->error = error;
	g_source_set_priority(source, G_PRIORITY_DEFAULT);
	g_source_set_callback(source, what, result, NULL);
	g_source_attach(source, NULL); /* not invoked: before and after the loop that would run it on this thread */
}

/* --- in the thread --- */

static gboolean passes(const GError *error)
{
	return error->domain == STORE_ERROR && error->code != STORE_ERROR_FAILED;
}

/* Once, and once that it is over. */
static void say_trouble(Keeper *keeper, const GError *error)
{
	if (keeper->troubled == (error != NULL))
		return;
	keeper->troubled = error != NULL;
	post(deliver_trouble, keeper, NULL, error ? g_error_copy(error) : NULL);
}

/* The file may be moved away or removed while it is open: what was written to it then would be lost to the person. */
static void look_for_it(Keeper *keeper)
{
	if (!keeper->store || !store_is_gone(keeper->store))
		return;
	g_clear_pointer(&keeper->store, store_close);
	keeper->replaced = TRUE;
}

static gboolean open_it(Keeper *keeper, GError **error)
{
	if (!keeper->store)
		keeper->store = store_open(keeper->path, keeper->sql, STORE_WRITE, BUSY_MS, error);
	if (keeper->store && keeper->replaced) {
		keeper->replaced = FALSE;
		post(deliver_replaced, keeper, NULL, NULL);
	}
	return keeper->store != NULL;
}

/* After a fault of the file (not of another writer) it is opened anew: it may have been mended. */
static gboolean attempt(Keeper *keeper, const Task *task, GError **error)
{
	look_for_it(keeper);
	if (!open_it(keeper, error))
		return FALSE;
	if (task->work(keeper->store, task->job, error))
		return TRUE;
	if (!g_error_matches(*error, STORE_ERROR, STORE_ERROR_FAILED) &&
	    !g_error_matches(*error, STORE_ERROR, STORE_ERROR_BUSY))
		g_clear_pointer(&keeper->store, store_close);
	return FALSE;
}

/* Waits before the next try; FALSE when the end leaves no time for one. */
static gboolean rest(Keeper *keeper, gint64 pause)
{
	gint64 from = g_get_monotonic_time();
	gboolean go_on;

	g_mutex_lock(&keeper->mutex);
	while (!keeper->ending && g_cond_wait_until(&keeper->changed, &keeper->mutex,
	                                            from + (keeper->hurried ? MIN(pause, FIRST_PAUSE) : pause)))
		;
	go_on = !keeper->ending || g_get_monotonic_time() < keeper->give_up;
	g_mutex_unlock(&keeper->mutex);
	return go_on;
}

static gboolean is_trouble(const GError *error, gint64 since)
{
	return !g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY) || g_get_monotonic_time() - since > BUSY_SAID;
}

/* FALSE: it could not be written before the end. It goes back either way. */
static gboolean carry_out(Keeper *keeper, const Task *task)
{
	gint64 since = g_get_monotonic_time();

	for (gint64 pause = FIRST_PAUSE;; pause = MIN(pause * 2, LONGEST_PAUSE)) {
		GError *error = NULL;
		gboolean done = attempt(keeper, task, &error) || !passes(error);

		if (done)
			say_trouble(keeper, NULL);
		else if (is_trouble(error, since))
			say_trouble(keeper, error);
		if (done || !rest(keeper, pause)) {
			post(deliver, keeper, task, error);
			return done;
		}
		g_error_free(error);
	}
}

static Task *take(Keeper *keeper)
{
	Task *task;

	g_mutex_lock(&keeper->mutex);
	while (!(task = g_queue_pop_head(&keeper->waiting)) && !keeper->ending)
		g_cond_wait(&keeper->changed, &keeper->mutex);
	g_mutex_unlock(&keeper->mutex);
	return task;
}

static gboolean is_waited_for(Keeper *keeper)
{
	gboolean waits;

	g_mutex_lock(&keeper->mutex);
	waits = keeper->ending || !g_queue_is_empty(&keeper->waiting);
	g_mutex_unlock(&keeper->mutex);
	return waits;
}

static gpointer keep(gpointer data)
{
	Keeper *keeper = data;
	gboolean wrote = TRUE;
	Task *task;

	while (wrote && (task = take(keeper))) {
		wrote = carry_out(keeper, task);
		g_free(task); /* the job went with its result */
		if (keeper->store && !is_waited_for(keeper))
			store_tidy(keeper->store);
	}
	g_clear_pointer(&keeper->store, store_close);
	g_mutex_lock(&keeper->mutex);
	keeper->ended = TRUE;
	g_cond_signal(&keeper->drained);
	g_mutex_unlock(&keeper->mutex);
	return GINT_TO_POINTER(wrote);
}

/* --- the face --- */

static void submit(gpointer self, const Task *task)
{
	Keeper *keeper = self;

	keeper->undone++;
	g_mutex_lock(&keeper->mutex);
	g_queue_push_tail(&keeper->waiting, g_memdup2(task, sizeof *task));
	g_cond_signal(&keeper->changed);
	g_mutex_unlock(&keeper->mutex);
}

static gboolean on_alarm(gpointer data)
{
	*(gboolean *)data = TRUE;
	return G_SOURCE_CONTINUE;
}

/* What comes back may hand in more: an answer that was the last one closes its prompt. */
static void drain(Keeper *keeper, gint64 patience)
{
	gboolean late = FALSE;
	guint alarm = g_timeout_add(patience / 1000, on_alarm, &late);

	while (keeper->undone > 0 && !late)
		g_main_context_iteration(NULL, TRUE);
	g_source_remove(alarm);
}

/* What never had its turn. */
static void give_back(Keeper *keeper)
{
	Task *task;

	while ((task = g_queue_pop_head(&keeper->waiting))) {
		Result result = { .keeper = keeper, .task = *task };

		g_free(task);
		result.error =
			g_error_new(STORE_ERROR, STORE_ERROR_FULL, _("%s could not be written in time"), keeper->path);
		deliver(g_memdup2(&result, sizeof result));
	}
}

static void hurry(Keeper *keeper)
{
	g_mutex_lock(&keeper->mutex);
	keeper->hurried = TRUE;
	g_cond_signal(&keeper->changed);
	g_mutex_unlock(&keeper->mutex);
}

static gboolean finish(gpointer self, gint64 patience)
{
	Keeper *keeper = self;
	gint64 until = g_get_monotonic_time() + patience;
	gboolean wrote;

	hurry(keeper);
	drain(keeper, patience);
	g_mutex_lock(&keeper->mutex);
	keeper->ending = TRUE;
	keeper->give_up = until;
	g_cond_signal(&keeper->changed);
	while (!keeper->ended && g_cond_wait_until(&keeper->drained, &keeper->mutex, until + SECONDS(2)))
		;
	wrote = keeper->ended;
	g_mutex_unlock(&keeper->mutex);
	if (!wrote)
		return FALSE; /* it hangs in a system call: the process ends without it */
	wrote = GPOINTER_TO_INT(g_thread_join(keeper->thread)) && g_queue_is_empty(&keeper->waiting);
	while (g_main_context_iteration(NULL, FALSE)) /* what came back on the way out */
		;
	give_back(keeper);
	g_mutex_clear(&keeper->mutex);
	g_cond_clear(&keeper->changed);
	g_cond_clear(&keeper->drained);
	g_free(keeper->path);
	g_free(keeper->sql);
	g_free(keeper);
	return wrote;
}

Disk *disk_store_new(const char *path, const char *sql, const DiskEvents *events)
{
	Keeper *keeper = g_new0(Keeper, 1);

	keeper->face = (Disk){ keeper, submit, finish };
	keeper->events = *events;
	keeper->path = g_strdup(path);
	keeper->sql = g_strdup(sql);
	g_mutex_init(&keeper->mutex);
	g_cond_init(&keeper->changed);
	g_cond_init(&keeper->drained);
	g_queue_init(&keeper->waiting);
	keeper->thread = g_thread_new("store", keep, keeper);
	return &keeper->face;
}

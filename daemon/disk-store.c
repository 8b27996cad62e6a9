#include "daemon/disk.h"

#define BUSY_MS 1000
#define FIRST_PAUSE (SECONDS(1) / 5)
#define LONGEST_PAUSE SECONDS(30)

typedef struct Keeper {
	Disk face;
	DiskEvents events;
	char *path, *sql;
	GThread *thread;
	GMutex mutex;
	GCond changed;   /* work came, or the end */
	GCond drained;   /* the thread has ended */
	GQueue waiting;  /* of Task */
	gboolean ending, ended;
	gint64 give_up;  /* monotonic; when ending */
	guint undone;    /* main loop only: tasks handed in that have not come back */
	gboolean troubled; /* thread only */
	Store *store;      /* thread only */
} Keeper;

/* --- back on the main loop --- */

typedef struct Result {
	Keeper *keeper;
	Task task;
	GError *error;
} Result;

static void task_free(gpointer data)
{
	Task *task = data;

	if (task->free)
		task->free(task->job);
	g_free(task);
}

static gboolean deliver(gpointer data)
{
	Result *result = data;

	result->keeper->undone--;
	if (result->task.done)
		result->task.done(result->task.owner, result->task.job, result->error);
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

static void say_trouble(Keeper *keeper, const GError *error)
{
	if (!error && !keeper->troubled)
		return;
	if (error && keeper->troubled)
		return;
	keeper->troubled = error != NULL;
	post(deliver_trouble, keeper, NULL, error ? g_error_copy(error) : NULL);
}

/* After a fault of the file (not of another writer) it is opened anew: it may have been mended or moved away. */
static gboolean attempt(Keeper *keeper, const Task *task, GError **error)
{
	if (!keeper->store)
		keeper->store = store_open(keeper->path, keeper->sql, STORE_WRITE, BUSY_MS, error);
	if (keeper->store && task->work(keeper->store, task->job, error))
		return TRUE;
	if (keeper->store && !g_error_matches(*error, STORE_ERROR, STORE_ERROR_FAILED) &&
	    !g_error_matches(*error, STORE_ERROR, STORE_ERROR_BUSY))
		g_clear_pointer(&keeper->store, store_close);
	return FALSE;
}

/* Waits before the next try; FALSE when the end leaves no time for one. */
static gboolean rest(Keeper *keeper, gint64 pause)
{
	gint64 until = g_get_monotonic_time() + pause;
	gboolean go_on;

	g_mutex_lock(&keeper->mutex);
	while (!keeper->ending && g_cond_wait_until(&keeper->changed, &keeper->mutex, until))
		;
	go_on = !keeper->ending || g_get_monotonic_time() < keeper->give_up;
	g_mutex_unlock(&keeper->mutex);
	return go_on;
}

static gboolean carry_out(Keeper *keeper, const Task *task)
{
	for (gint64 pause = FIRST_PAUSE;; pause = MIN(pause * 2, LONGEST_PAUSE)) {
		GError *error = NULL;

		if (attempt(keeper, task, &error) || !passes(error)) {
			say_trouble(keeper, NULL);
			post(deliver, keeper, task, error);
			return TRUE;
		}
		say_trouble(keeper, error);
		g_error_free(error);
		if (!rest(keeper, pause))
			return FALSE;
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

static gpointer keep(gpointer data)
{
	Keeper *keeper = data;
	gboolean wrote = TRUE;
	Task *task;

	while (wrote && (task = take(keeper))) {
		wrote = carry_out(keeper, task);
		if (wrote)
			g_free(task); /* the job went with its result */
		else
			task_free(task);
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

static gboolean finish(gpointer self, gint64 patience)
{
	Keeper *keeper = self;
	gint64 until = g_get_monotonic_time() + patience;
	gboolean wrote;

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
	g_queue_clear_full(&keeper->waiting, task_free);
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

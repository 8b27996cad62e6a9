/* bench-memory.c - what the daemon has in memory while it lives through PROMPTS (2,000) of its prompts, four a day: some are answered
 * to their end, some waved away, some left alone until they expire. Its clocks are false (tests/lab/clock.c) and go ahead to the next
 * one as soon as it is done with one. Fails where it had more than GROWTH KiB (0: never) more in the second half of that life than
 * in the first. Some it may have: a store that grows fills SQLite's cache of 2 MiB, and 400 days are remembered. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/bench/bench.h"
#include "tests/bench/session.h"

#define STEP (6 * G_TIME_SPAN_HOUR)
#define PATIENCE 20 /* s; no prompt for so long: something is wrong */
#define SETTINGS                                                                                                       \
	"[steady]\nquiet = none\nbudget = 100\napart = none\nease = no\n"                                              \
	"[nudge read]\nwhen = 00,06,12:00 UTC\n[checkin evening]\nwhen = 18:00 UTC\nprotocol = evening\n"

typedef struct Sample {
	int prompts;
	double anonymous, resident; /* KiB */
} Sample;

typedef struct Bench {
	GMainLoop *loop;
	Session *session;
	char *clock;  /* path of the false clocks' file */
	int fifo;     /* its commands; -1: not open yet */
	gint64 ahead; /* of the real clocks, microseconds */
	int prompts, wanted, questions;
	gboolean alone;  /* the one on the screen is left so */
	guint next;      /* source: the clock goes ahead although nothing came */
	GArray *samples; /* of Sample */
} Bench;

/* --- the daemon's memory --- */

static double read_kib(const char *status, const char *name)
{
	const char *at = strstr(status, name);

	return at ? g_ascii_strtod(at + strlen(name), NULL) : NAN;
}

static void take_sample(Bench *bench)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/status", bench->session->daemon), *status = NULL;
	Sample sample = { bench->prompts };

	if (!g_file_get_contents(path, &status, NULL, NULL))
		g_error("the daemon has ended");
	sample.anonymous = read_kib(status, "\nRssAnon:");
	sample.resident = read_kib(status, "\nVmRSS:");
	g_array_append_val(bench->samples, sample);
}

/* The most that it had between two parts of its life, which run from 0 to 1. */
static double most_between(const Bench *bench, double from, double to)
{
	double most = 0;

	for (guint i = 0; i < bench->samples->len; i++) {
		const Sample *sample = &g_array_index(bench->samples, Sample, i);
		if (sample->prompts >= from * bench->wanted && sample->prompts <= to * bench->wanted)
			most = MAX(most, sample->anonymous);
	}
	return most;
}

/* --- its clocks --- */

static void clock_make(Bench *bench)
{
	static const char zeros[4096];
	g_autofree char *fifo = g_strconcat(bench->clock, ".do", NULL);

	if (!g_file_set_contents(bench->clock, zeros, sizeof zeros, NULL) || mkfifo(fifo, 0600) < 0)
		g_error("%s: %s", fifo, g_strerror(errno));
	bench->fifo = -1;
}

/* Microseconds until a moment after the next one at which a prompt is due. */
static gint64 until_next(const Bench *bench)
{
	gint64 now = g_get_real_time() + bench->ahead;

	return STEP - now % STEP + 10 * G_TIME_SPAN_MILLISECOND;
}

static gboolean on_step(gpointer data)
{
	Bench *bench = data;
	gint64 span = until_next(bench);
	g_autofree char *path = g_strconcat(bench->clock, ".do", NULL);
	g_autofree char *line = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " 0\n", span, span);

	bench->ahead += span;
	bench->next = 0;
	if (bench->fifo < 0)
		bench->fifo = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	if (bench->fifo < 0 || write(bench->fifo, line, strlen(line)) < 0)
		g_error("%s: %s", path, g_strerror(errno));
	bench->next = g_timeout_add_seconds(PATIENCE, on_step, bench);
	return G_SOURCE_REMOVE;
}

static void step(Bench *bench)
{
	if (bench->next)
		g_source_remove(bench->next);
	on_step(bench);
}

/* --- the person --- */

/* An answer, if it is a question, else what the first button is; NULL: nothing can be pressed. */
static char *choose_button(Session *session, int number)
{
	g_autoptr(GVariant) actions = g_variant_get_child_value(session->arguments, 5);
	g_autoptr(GPtrArray) answers = g_ptr_array_new();
	gsize n = g_variant_n_children(actions);
	const char *key, *first = NULL;

	for (gsize i = 0; i + 1 < n; i += 2) {
		g_variant_get_child(actions, i, "&s", &key);
		first = first ? first : key;
		if (strchr(key, '='))
			g_ptr_array_add(answers, (char *)key);
	}
	return g_strdup(answers->len ? answers->pdata[number % answers->len] : first);
}

/* Of four nudges one is waved away, one read, and two are left alone; a check-in is answered, question by question. */
static void respond(Bench *bench, guint32 id)
{
	g_autofree char *key = choose_button(bench->session, bench->prompts / 4);
	gboolean question = key && strchr(key, '=');

	bench->questions = question ? bench->questions + 1 : 0;
	bench->prompts += bench->questions < 2;
	bench->alone = !question && bench->prompts % 2;
	if (bench->alone)
		return;
	if (key && (question || bench->prompts % 4))
		session_press(bench->session, id, key);
	else
		session_dismiss(bench->session, id);
}

static void on_notify(Session *session, guint32 id)
{
	Bench *bench = session->data;
	int before = bench->prompts;

	respond(bench, id);
	if (bench->prompts > before && bench->prompts % MAX(bench->wanted / 100, 1) == 0)
		take_sample(bench);
	if (bench->prompts >= bench->wanted)
		g_main_loop_quit(bench->loop);
}

static void on_shown(GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                     const char *signal, GVariant *arguments, gpointer data)
{
	Bench *bench = data;

	if (bench->alone)
		step(bench);
}

/* The next one comes when this one is over; one that was left alone ends by itself, at about the time of the next. */
static void on_closed(GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                      const char *signal, GVariant *arguments, gpointer data)
{
	Bench *bench = data;

	if (!bench->alone)
		step(bench);
	bench->alone = FALSE;
}

/* --- what became of it --- */

static void print_life(const Bench *bench)
{
	for (guint i = 0; i < bench->samples->len; i += MAX(bench->samples->len / 10, 1)) {
		const Sample *sample = &g_array_index(bench->samples, Sample, i);
		printf("  after %7d prompts %8.0f KiB of its own, %8.0f KiB with what it maps\n", sample->prompts,
		       sample->anonymous, sample->resident);
	}
}

static int judge(const Bench *bench, double seconds)
{
	double settled = most_between(bench, 0.1, 0.55), end = most_between(bench, 0.55, 1);
	int allowed = bench_option("GROWTH", 0);

	print_life(bench);
	figure_print((Figure){ "growth, second half against first", end - settled, "KiB", 0, NULL, allowed, 0 });
	figure_print((Figure){ "a prompt lived through", seconds * 1000 / bench->wanted, "ms", 0, NULL, 0, 0 });
	return allowed && end - settled > allowed;
}

static gboolean on_begin(gpointer data)
{
	take_sample(data);
	return on_step(data);
}

/* In memory, unless told otherwise: this is not about the disk. */
static const char *find_folder(void)
{
	return !g_getenv("TMPDIR") && g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir();
}

int main(void)
{
	Bench bench = { .loop = g_main_loop_new(NULL, FALSE), .wanted = bench_option("PROMPTS", 2000) };
	g_autofree char *preload = g_strdup_printf("%s/tests/lab/clock.so", g_getenv("O") ?: "build");
	g_autofree char *whole = g_canonicalize_filename(preload, NULL);
	double begun = bench_seconds();
	int failed;

	bench.samples = g_array_new(FALSE, FALSE, sizeof(Sample));
	bench.session = session_new(find_folder(), on_notify, &bench);
	bench.clock = g_build_filename(bench.session->folder, "clock", NULL);
	clock_make(&bench);
	g_dbus_connection_signal_subscribe(bench.session->connection, NULL, "org.steadyd.Steady1", "Closed", NULL, NULL,
	                                   G_DBUS_SIGNAL_FLAGS_NONE, on_closed, &bench, NULL);
	g_dbus_connection_signal_subscribe(bench.session->connection, NULL, "org.steadyd.Steady1", "Shown", NULL, NULL,
	                                   G_DBUS_SIGNAL_FLAGS_NONE, on_shown, &bench, NULL);
	session_start_daemon(bench.session, SETTINGS,
	                     (const char *const[]){ "STEADY_LAB_CLOCK", bench.clock, "LD_PRELOAD", whole, NULL });
	bench.next = g_timeout_add_seconds(2, on_begin, &bench);
	g_main_loop_run(bench.loop);
	failed = judge(&bench, bench_seconds() - begun);
	session_free(bench.session);
	return failed;
}

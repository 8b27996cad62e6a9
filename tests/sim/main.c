/* sim - lives of Steady by chance, as many years as one likes, side by side on all processors; and what they were made of.
 *
 * sim [--seed N] [--years Y] [--trace]
 *   --seed N   the first life's seed (1); without --years that one life alone
 *   --years Y  so many years of lives, each from a seed of its own; held against what they should have been made of
 *   --trace    a line an event: one life alone
 *
 * A broken promise is printed with the seed that shows it again. */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sim/life.h"
#include "tests/sim/memory.h"

#define LIVES_A_YEAR (365 / LIFE_DAYS)

typedef struct Told {
	guint32 seed;
	LifeEnd end;
} Told;

typedef struct Run {
	guint32 seed, lives;
	int workers;
	Tally sum;
	guint32 *next;      /* life to begin: shared, so that no processor waits for another's */
	guint64 first_mark; /* of the first life */
	guint told;
} Run;

static void work(const Run *run, int to)
{
	guint32 i;

	while ((i = __atomic_fetch_add(run->next, 1, __ATOMIC_RELAXED)) < run->lives) {
		Told told = { .seed = run->seed + i, .end = life_live(run->seed + i, LIFE_DAYS, NULL) };

		if (write(to, &told, sizeof told) != sizeof told)
			_exit(1);
	}
	_exit(0);
}

static void take(Run *run, const Told *told)
{
	if (told->seed == run->seed)
		run->first_mark = told->end.mark;
	tally_add(&run->sum, &told->end.tally);
	if (++run->told % MAX(run->lives / 10, 1) == 0)
		g_print("%6.1f years\n", (double)run->told / LIVES_A_YEAR);
}

static void listen(Run *run, int from)
{
	Told told;
	ssize_t n;

	while ((n = read(from, &told, sizeof told)) == (ssize_t)sizeof told || (n < 0 && errno == EINTR))
		if (n > 0)
			take(run, &told);
}

/* TRUE: every one came to its end. */
static gboolean live_all(Run *run)
{
	int ends[2], status;
	gboolean good = TRUE;

	run->next = mmap(NULL, sizeof *run->next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (run->next == MAP_FAILED || pipe(ends))
		return FALSE;
	fflush(stdout);
	for (int worker = 0; worker < run->workers; worker++)
		if (fork() == 0) {
			close(ends[0]);
			work(run, ends[1]);
		}
	close(ends[1]);
	listen(run, ends[0]);
	close(ends[0]);
	while (wait(&status) > 0)
		good &= WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return good && run->told == run->lives;
}

static int judge(Run *run, gboolean good)
{
	int passed = good, failed = !good;

	tally_print(&run->sum);
	if (good) {
		gboolean same = life_live(run->seed, LIFE_DAYS, NULL).mark == run->first_mark;

		passed += same;
		failed += !same;
		if (!same)
			g_print("seed %u is another life the second time\n", run->seed);
		tally_judge(&run->sum, &passed, &failed);
	}
	g_print("%d passed, %d failed\n", passed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int live_one(guint32 seed, gboolean trace)
{
	LifeEnd end = life_live(seed, LIFE_DAYS, trace ? stdout : NULL);

	tally_print(&end.tally);
	g_print("seed %u: every promise held over %d days; mark %016" G_GINT64_MODIFIER "x\n", seed, LIFE_DAYS,
	        end.mark);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	int seed = 1, years = 0;
	gboolean trace = FALSE;
	GOptionEntry entries[] = { { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "the first life's seed (1)", "N" },
		                   { "years", 0, 0, G_OPTION_ARG_INT, &years, "so many years of lives", "Y" },
		                   { "trace", 0, 0, G_OPTION_ARG_NONE, &trace, "a line an event, of one life", NULL },
		                   { NULL } };
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Zones) zones = life_zones();
	Run run = { 0 };

	memory_be_quick();
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error) || argc > 1 || years < 0) {
		g_printerr("sim: %s\nTry: sim --help\n", error ? error->message : "it takes options only");
		return 2;
	}
	if (!years || trace)
		return live_one(seed, trace);
	run = (Run){ .seed = seed, .lives = years * LIVES_A_YEAR, .workers = g_get_num_processors() };
	return judge(&run, live_all(&run));
}

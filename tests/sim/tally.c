#include "tests/sim/tally.h"

#define YEARS 36500.0 /* days that the least are meant for */
#define PROMPTS_A_DAY 6
#define FAULTS_A_DAY 1
#define SCHEDULES 5

static const struct {
	const char *name, *words;
	guint64 least;
	gboolean fault;
} kinds[N_TALLY] = {
#define X(name, words, least, fault) { #name, words, least, fault },
	TALLY_KINDS(X)
#undef X
};

#define OUTCOME(name)                                                                                                  \
	{                                                                                                              \
		"ended as " name, "outcome = '" name "'"                                                               \
	}
#define REASON(name)                                                                                                   \
	{                                                                                                              \
		"held or silent: " name, "reason = '" name "'"                                                         \
	}
#define FORM(name)                                                                                                     \
	{                                                                                                              \
		"came from " name, "asked = 0 AND schedule = '" name "'"                                               \
	}

static const struct {
	const char *words, *condition; /* of a row of decision */
} rows[TALLY_ROWS] = {
	OUTCOME("answered"),
	OUTCOME("read"),
	OUTCOME("dismissed"),
	OUTCOME("expired"),
	OUTCOME("missed"),
	OUTCOME("merged"),
	OUTCOME("dropped"),
	OUTCOME("undelivered"),
	REASON("paused"),
	REASON("quiet"),
	REASON("budget"),
	REASON("apart"),
	{ "away", "reason IN ('away', 'locked', 'do-not-disturb')" },
	REASON("no-server"),
	REASON("chance"),
	FORM("nudge/cadence"),
	FORM("nudge/random"),
	FORM("nudge/interval"),
	FORM("nudge/follow"),
	{ "several in one row, shown", "missed > 1 AND shown IS NOT NULL" },
};

const char *tally_words(TallyKind kind)
{
	return kinds[kind].words;
}

gboolean tally_is_fault(TallyKind kind)
{
	return kinds[kind].fault;
}

char *tally_rows_sql(void)
{
	GString *sql = g_string_new("SELECT ");

	for (int i = 0; i < TALLY_ROWS; i++)
		g_string_append_printf(sql, "%stotal(%s)", i ? ", " : "", rows[i].condition);
	g_string_append(sql, " FROM decision");
	return g_string_free(sql, FALSE);
}

guint64 tally_faults(const Tally *tally)
{
	guint64 sum = 0;

	for (int i = 0; i < N_TALLY; i++)
		sum += kinds[i].fault ? tally->kinds[i] : 0;
	return sum;
}

void tally_add(Tally *sum, const Tally *one)
{
	sum->least_schedules = sum->lives ? MIN(sum->least_schedules, one->least_schedules) : one->least_schedules;
	for (int i = 0; i < N_TALLY; i++)
		sum->kinds[i] += one->kinds[i];
	for (int i = 0; i < TALLY_ROWS; i++)
		sum->rows[i] += one->rows[i];
	sum->decisions += one->decisions;
	sum->schedules += one->schedules;
	sum->lives += one->lives;
	sum->days += one->days;
}

static double a_day(const Tally *tally, guint64 n)
{
	return tally->days ? (double)n / (double)tally->days : 0;
}

void tally_print(const Tally *tally)
{
	g_print("what happened, and how often:\n");
	for (int i = 0; i < N_TALLY; i++)
		g_print("  %-48s %10" G_GUINT64_FORMAT "%s\n", kinds[i].words, tally->kinds[i],
		        kinds[i].fault ? "  fault" : "");
	for (int i = 0; i < TALLY_ROWS; i++)
		g_print("  %-48s %10" G_GUINT64_FORMAT "\n", rows[i].words, tally->rows[i]);
	g_print("a day: %.1f schedules (never fewer than %.0f), %.1f decisions, %.1f prompts shown, %.2f faults\n",
	        a_day(tally, tally->schedules), tally->least_schedules, a_day(tally, tally->decisions),
	        a_day(tally, tally->kinds[TALLY_SHOWN]), a_day(tally, tally_faults(tally)));
}

static void expect(gboolean holds, int *passed, int *failed, const char *what, double is, double least)
{
	*passed += holds;
	*failed += !holds;
	if (!holds)
		g_print("too little: %s: %g, expected at least %g\n", what, is, least);
}

/* Of every kind at least one, and so many more as the years ask for. */
void tally_judge(const Tally *tally, int *passed, int *failed)
{
	double share = (double)tally->days / YEARS;

	for (int i = 0; i < N_TALLY; i++) {
		double least = MAX(1, (double)kinds[i].least * share);

		expect((double)tally->kinds[i] >= least, passed, failed, kinds[i].words, (double)tally->kinds[i],
		       least);
	}
	for (int i = 0; i < TALLY_ROWS; i++)
		expect(tally->rows[i] > 0, passed, failed, rows[i].words, (double)tally->rows[i], 1);
	expect(tally->least_schedules >= SCHEDULES, passed, failed, "schedules in force", tally->least_schedules,
	       SCHEDULES);
	expect(a_day(tally, tally->kinds[TALLY_SHOWN]) >= PROMPTS_A_DAY, passed, failed, "prompts shown a day",
	       a_day(tally, tally->kinds[TALLY_SHOWN]), PROMPTS_A_DAY);
	expect(a_day(tally, tally_faults(tally)) >= FAULTS_A_DAY, passed, failed, "faults a day",
	       a_day(tally, tally_faults(tally)), FAULTS_A_DAY);
}

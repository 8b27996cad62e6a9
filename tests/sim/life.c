/* One life, from its seed to its end. */
#include "tests/sim/life.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

#define EVENTS_A_DAY 4
#define FAULT_OF 3 /* one event in so many is a fault */

/* --- what is noted --- */

int life_roll(Life *life, int n)
{
	return g_rand_int_range(life->chance, 0, n);
}

gint64 life_span(Life *life, gint64 most)
{
	return 1 + (gint64)(g_rand_double(life->chance) * (double)most);
}

/* FNV-1a. */
static void mark(Life *life, guint64 number)
{
	for (int i = 0; i < 8; i++)
		life->end.mark = (life->end.mark ^ ((number >> (8 * i)) & 0xff)) * G_GUINT64_CONSTANT(1099511628211);
}

static void trace(Life *life, const char *words, const char *format, va_list values)
{
	Sim *sim = life->sim;
	g_autofree char *when = zone_format_iso(sim->read_zone, sim->now.wall);
	g_autofree char *what = g_strdup_vprintf(format, values);

	fprintf(life->trace, "%s  %-32s %s\n", when, words, what);
}

void life_note(Life *life, TallyKind kind, const char *format, ...)
{
	va_list values;

	life->end.tally.kinds[kind]++;
	mark(life, life->sim->now.wall);
	mark(life, kind);
	if (!life->trace)
		return;
	va_start(values, format);
	trace(life, tally_words(kind), format, values);
	va_end(values);
}

/* --- time --- */

static gint64 exponential(Life *life, gint64 mean)
{
	return 1 + (gint64)(-log(1 - g_rand_double(life->chance)) * (double)mean);
}

static gint64 next_end(const Life *life, int *which)
{
	gint64 next = TIME_NEVER;

	for (int i = 0; i < N_ENDS; i++)
		if (life->ends[i] && life->ends[i] < next) {
			next = life->ends[i];
			*which = i;
		}
	return next;
}

static void happen(Life *life)
{
	int which = 0;
	gint64 end = next_end(life, &which), now = life->sim->now.boot;

	if (end <= now) {
		life->ends[which] = 0;
		life_end(life, which);
	} else if (life->reacts <= now) {
		life->reacts = TIME_NEVER;
		life_person_reacts(life);
	} else {
		life->next = now + exponential(life, DAYS(1) / EVENTS_A_DAY);
		if (life_roll(life, FAULT_OF) == 0)
			life_fault(life);
		else
			life_person_acts(life);
	}
}

/* Of what the medium lost, nothing is handed to the app any more: the power is off. */
static void mourn(Life *life)
{
	if (life->sim->halted) {
		life_note(life, TALLY_KILLED_AMID, "%u waiting, %u worked", life->sim->waiting.length,
		          life->sim->worked.length);
		sim_kill(life->sim);
	} else {
		life_note(life, TALLY_POWER_CUT_AMID, "%u waiting", life->sim->waiting.length);
		sim_power_off(life->sim);
	}
	life_ended(life, life_roll(life, 3) ? life_span(life, MINUTES(2)) : life_span(life, HOURS(9)));
}

/* In steps as the timer has them: what is shown meanwhile may move when the person looks. */
static void go_on(Life *life)
{
	Sim *sim = life->sim;
	int which;
	gint64 until = MIN(MIN(life->next, life->reacts), next_end(life, &which)) - sim->now.boot;

	sim_run_to(sim, sim->now.wall + CLAMP(until, 0, MAX(sim->armed - sim->now.wall, 1)));
	if (sim_is_cut(sim)) {
		mourn(life);
		return;
	}
	life_look(life);
	if (sim->now.boot >= MIN(MIN(life->next, life->reacts), next_end(life, &which)))
		happen(life);
	if (sim_is_cut(sim))
		mourn(life);
}

/* --- lives of the daemon --- */

void life_start(Life *life)
{
	Sim *sim = life->sim;

	life->began = FALSE;
	sim_start(sim);
	life->back = 0;
	if (life->ends[END_AWAY])
		app_present(sim->app, life->away);
	sim_settle(sim);
	if (!sim_is_cut(sim))
		life_look(life);
}

void life_ended(Life *life, gint64 off)
{
	Sim *sim = life->sim;

	life_part(life);
	if (medium_is_cut(sim->medium)) { /* another boot: all begins anew */
		g_clear_pointer(&life->other, sqlite3_close);
		memset(life->ends, 0, sizeof life->ends);
		sim_disk_full(sim, FALSE);
		sim->server = TRUE;
	}
	medium_power_on(sim->medium);
	life_note_faults(life);
	life_look_at_store(life);
	if (off > HOURS(1))
		life_note(life, TALLY_OFF, "%.1f h", (double)off / HOURS(1));
	if (life_roll(life, 12) == 0) {
		g_free(life->settings);
		life->settings = life_settings(life);
		sim_write_settings(sim, life->settings);
		life_note(life, TALLY_NEW_SETTINGS_OFF, "%s", "");
	}
	sim_pass(sim, off);
	life->next = sim->now.boot + exponential(life, DAYS(1) / EVENTS_A_DAY);
	life->reacts = TIME_NEVER;
	life_start(life);
	while (sim_is_cut(sim))
		mourn(life);
}

/* --- the whole --- */

static void said_free(gpointer data)
{
	Said *said = data;

	g_free(said->item);
	g_free(said->value);
	g_free(said);
}

static void track_free(gpointer data)
{
	g_free(((Track *)data)->spec);
	g_free(data);
}

/* Before the daemon makes its store: small pages cost less, and lie otherwise where a write is torn. */
static void choose_pages(Life *life)
{
	static const char *const sizes[] = { "PRAGMA page_size = 1024; VACUUM", "PRAGMA page_size = 1024; VACUUM",
		                             "PRAGMA page_size = 2048; VACUUM", "PRAGMA page_size = 4096; VACUUM" };
	sqlite3 *handle;

	medium_set_process(life->sim->medium, SIM_OTHERS);
	if (sqlite3_open(life->sim->paths->store, &handle) == SQLITE_OK)
		sqlite3_exec(handle, sizes[life_roll(life, G_N_ELEMENTS(sizes))], NULL, NULL, NULL);
	sqlite3_close(handle);
	medium_set_process(life->sim->medium, SIM_DAEMON);
}

static Life *life_new(guint32 seed, FILE *out)
{
	Life *life = g_new0(Life, 1);
	g_autofree char *begin = NULL;

	life->seed = seed;
	life->chance = g_rand_new_with_seed(seed);
	life->trace = out;
	life->end.mark = G_GUINT64_CONSTANT(14695981039346656037);
	life->settings = life_settings(life);
	begin = g_strdup_printf("%d-%02d-%02d %02d:%02d", 2024 + life_roll(life, 8), 1 + life_roll(life, 12),
	                        1 + life_roll(life, 28), life_roll(life, 24), life_roll(life, 60));
	life->sim = sim_new_from(seed * 2654435761u + 1, life->settings, begin);
	life->sim->chance = g_rand_new_with_seed(seed ^ 0x5eed5eed);
	life->sim->tags = life_roll(life, 4) > 0;
	g_free(life->sim->zone);
	life->sim->zone = g_strdup(life_zone(life));
	life->sim->read_zone = zone_new(life->sim->zone, NULL);
	life_make_share(life->sim);
	choose_pages(life);
	life->tracks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, track_free);
	life->free = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	life->shown = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	life->pressed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, said_free);
	life->said = g_ptr_array_new_with_free_func(said_free);
	life->recent = g_array_new(FALSE, FALSE, sizeof(gint64));
	life->shows = g_array_new(FALSE, FALSE, sizeof(Began));
	life->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, track_free);
	life->rows = life_rows_new();
	life->reacts = TIME_NEVER;
	life->end.tally.least_schedules = 1000;
	life_watch(life);
	return life;
}

static void life_free(Life *life)
{
	life_part(life);
	g_clear_pointer(&life->other, sqlite3_close);
	g_rand_free(life->sim->chance);
	sim_free(life->sim);
	g_rand_free(life->chance);
	g_free(life->settings);
	g_hash_table_unref(life->tracks);
	g_hash_table_unref(life->free);
	g_hash_table_unref(life->shown);
	g_hash_table_unref(life->pressed);
	g_ptr_array_unref(life->said);
	g_array_unref(life->recent);
	g_array_unref(life->shows);
	g_hash_table_unref(life->kept);
	g_hash_table_unref(life->rows);
	g_free(life);
}

static int offset_of(const Life *life)
{
	return zone_offset(life->sim->read_zone, life->sim->now.wall);
}

/* What is true of each day that was lived. */
static void live_a_day(Life *life, int day)
{
	Sim *sim = life->sim;
	int offset = offset_of(life);
	g_autofree char *zone = g_strdup(sim->zone);

	while (life->sim->lived < DAYS(day))
		go_on(life);
	life->end.tally.days++;
	if (sim->app && sim->app->settings)
		life->end.tally.schedules += sim->app->settings->schedules->len;
	if (g_str_equal(zone, sim->zone) && offset != offset_of(life))
		life_note(life, TALLY_CLOCK_CHANGE, "%s", sim->zone);
}

LifeEnd life_live(guint32 seed, int days, FILE *out)
{
	Life *life = life_new(seed, out);
	LifeEnd end;

	life->days = days;
	life->next = life->sim->now.boot + exponential(life, DAYS(1) / EVENTS_A_DAY);
	life_start(life);
	for (int day = 1; day <= days; day++)
		live_a_day(life, day);
	life_part(life);
	sim_stop(life->sim);
	g_clear_pointer(&life->other, sqlite3_close);
	if (sim_is_cut(life->sim))
		sim_power_off(life->sim);
	medium_power_on(life->sim->medium);
	life_look_at_store(life);
	life_sum_up(life);
	life->end.tally.lives = 1;
	end = life->end;
	life_free(life);
	return end;
}

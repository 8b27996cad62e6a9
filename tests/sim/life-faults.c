/* What goes wrong: clocks, the daemon's end, the disk, the server. */
#include "daemon/app-state.h"
#include "tests/sim/life-state.h"

/* --- clocks --- */

static void suspended(Life *life)
{
	gint64 span = life_span(life, life_roll(life, 3) ? HOURS(2) : HOURS(14));

	life_note(life, TALLY_SUSPENDED, "%.1f h", (double)span / HOURS(1));
	sim_pass(life->sim, span);
	app_wake(life->sim->app);
}

static void set_clock(Life *life, TallyKind kind, gint64 by)
{
	life_note(life, kind, "by %.2f h", (double)by / HOURS(1));
	life->sim->now.wall += by;
	life_stepped(life, by);
	app_wake(life->sim->app);
	life_look_at_once(life);
}

static void clock_set(Life *life)
{
	gint64 little = life_span(life, HOURS(3) - 1), much = HOURS(3) + life_span(life, HOURS(20));

	switch (life_roll(life, 6)) {
	case 0:
		set_clock(life, TALLY_LEAP_AHEAD, much);
		break;
	case 1:
		set_clock(life, TALLY_LEAP_BACK, -much);
		break;
	case 2:
	case 3:
		set_clock(life, TALLY_STEP_AHEAD, little);
		break;
	default:
		set_clock(life, TALLY_STEP_BACK, -little);
	}
}

static void journey(Life *life)
{
	Sim *sim = life->sim;

	g_free(sim->zone);
	sim->zone = g_strdup(life_zone(life));
	life_note(life, TALLY_JOURNEY, "%s", sim->zone);
	life_moved(life);
	app_zone_changed(sim->app);
}

/* --- the daemon's end --- */

static gint64 some_absence(Life *life)
{
	return life_roll(life, 2) ? 0 : life_span(life, life_roll(life, 2) ? MINUTES(5) : HOURS(9));
}

static void killed(Life *life)
{
	life_note(life, TALLY_KILLED, "%s", "");
	sim_kill(life->sim);
	life_ended(life, some_absence(life));
}

/* At one of the next turns of work, wherever that is. */
static void killed_amid(Life *life)
{
	life->sim->halt_in = 1 + life_roll(life, 8);
}

static void power_fails(Life *life)
{
	life_note(life, TALLY_POWER_CUT, "%s", "");
	sim_power_off(life->sim);
	life_ended(life, life_span(life, life_roll(life, 2) ? MINUTES(5) : HOURS(9)));
}

/* At one of the next writes, syncs and truncations. */
static void power_fails_amid(Life *life)
{
	medium_cut_in(life->sim->medium, 1 + life_roll(life, 60));
}

static void stopped(Life *life)
{
	life_note(life, TALLY_STOPPED, "%s", "");
	life_part(life); /* so that the daemon is the last one, and tidies up */
	sim_stop(life->sim);
	if (medium_is_cut(life->sim->medium))
		sim_power_off(life->sim);
	life_ended(life, some_absence(life));
}

/* --- the disk --- */

static void write_fails(Life *life)
{
	medium_fail_in(life->sim->medium, MEDIUM_FAIL_WRITE, 1 + life_roll(life, 20));
}

static void room_fails(Life *life)
{
	medium_fail_in(life->sim->medium, MEDIUM_FAIL_ROOM, 1 + life_roll(life, 20));
}

static void sync_fails(Life *life)
{
	medium_fail_in(life->sim->medium, MEDIUM_FAIL_SYNC, 1 + life_roll(life, 4));
}

static void read_fails(Life *life)
{
	medium_fail_in(life->sim->medium, MEDIUM_FAIL_READ, 1 + life_roll(life, 10));
}

static void disk_fills(Life *life)
{
	if (life->ends[END_FULL])
		return;
	sim_disk_full(life->sim, TRUE);
	life->refused[0] = FALSE;
	life->ends[END_FULL] = life->sim->now.boot + life_span(life, MINUTES(life_roll(life, 4) ? 2 : 30));
}

/* Another program writes, and takes its time. */
static void locked(Life *life)
{
	Sim *sim = life->sim;

	if (life->other)
		return;
	medium_set_process(sim->medium, SIM_OTHERS);
	medium_set_calm(sim->medium, TRUE);
	if (sqlite3_open(sim->paths->store, &life->other) != SQLITE_OK ||
	    sqlite3_exec(life->other, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		g_clear_pointer(&life->other, sqlite3_close);
	medium_set_calm(sim->medium, FALSE);
	medium_set_process(sim->medium, SIM_DAEMON);
	life->refused[1] = FALSE;
	if (life->other)
		life->ends[END_LOCK] = sim->now.boot + life_span(life, MINUTES(life_roll(life, 4) ? 2 : 40));
}

/* --- the server --- */

static void server_goes(Life *life)
{
	if (!life->sim->server)
		return;
	life_note(life, TALLY_SERVER_GONE, "%s", "");
	life->ends[END_HANG] = 0;
	sim_server(life->sim, FALSE);
	life->ends[END_SERVER] = life->sim->now.boot + life_span(life, HOURS(1));
}

static void server_is_replaced(Life *life)
{
	if (!life->sim->server)
		return;
	life_note(life, TALLY_SERVER_NEW, "%s", "");
	life->ends[END_HANG] = 0;
	sim_server(life->sim, FALSE);
	sim_server(life->sim, TRUE);
}

static void server_hangs(Life *life)
{
	if (!life->sim->server || life->sim->hung)
		return;
	life_note(life, TALLY_SERVER_HUNG, "%s", "");
	sim_server_hang(life->sim);
	life->ends[END_HANG] = life->sim->now.boot + life_span(life, life_roll(life, 3) ? MINUTES(40) : MINUTES(1));
}

static void server_refuses(Life *life)
{
	life->sim->refusals = 1;
}

/* --- ends --- */

static void end_full(Life *life)
{
	sim_disk_full(life->sim, FALSE);
}

static void end_lock(Life *life)
{
	medium_set_calm(life->sim->medium, TRUE);
	g_clear_pointer(&life->other, sqlite3_close);
	medium_set_calm(life->sim->medium, FALSE);
	life->sim->retry = 0;
}

static void end_server(Life *life)
{
	sim_server(life->sim, TRUE);
}

static void end_hang(Life *life)
{
	sim_server_answer(life->sim);
}

static void end_away(Life *life)
{
	if (reason_settles(reason_parse(life->away)))
		life->back = life->sim->now.boot;
	app_present(life->sim->app, NULL);
}

static void end_hidden(Life *life)
{
	if (life->hidden)
		life_person_resumes(life);
}

void life_end(Life *life, Ending ending)
{
	static void (*const ends[N_ENDS])(
		Life *) = { [END_FULL] = end_full, [END_LOCK] = end_lock, [END_SERVER] = end_server,
		            [END_HANG] = end_hang, [END_AWAY] = end_away, [END_HIDDEN] = end_hidden };

	ends[ending](life);
}

/* --- all of them --- */

static const struct {
	int weight;
	void (*befall)(Life *life);
} faults[] = {
	{ 20, suspended },    { 22, clock_set },     { 6, journey },          { 3, killed },
	{ 4, killed_amid },   { 2, power_fails },    { 6, power_fails_amid }, { 2, stopped },
	{ 10, write_fails },  { 8, room_fails },     { 8, sync_fails },       { 5, read_fails },
	{ 10, disk_fills },   { 10, locked },        { 7, server_goes },      { 6, server_is_replaced },
	{ 10, server_hangs }, { 6, server_refuses },
};

void life_fault(Life *life)
{
	int sum = 0, die;

	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		sum += faults[i].weight;
	die = life_roll(life, sum);
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		if ((die -= faults[i].weight) < 0) {
			faults[i].befall(life);
			return;
		}
}

/* Ordered is not happened: what the disk really did is counted when it did it. */
void life_note_faults(Life *life)
{
	static const TallyKind kinds[N_MEDIUM_FAULTS] = { [MEDIUM_FAIL_WRITE] = TALLY_WRITE_FAILED,
		                                          [MEDIUM_FAIL_ROOM] = TALLY_ROOM_FAILED,
		                                          [MEDIUM_FAIL_SYNC] = TALLY_SYNC_FAILED,
		                                          [MEDIUM_FAIL_READ] = TALLY_READ_FAILED };
	const MediumCounts *now = medium_counts(life->sim->medium);
	MediumCounts *seen = &life->seen;

	for (int i = 0; i < N_MEDIUM_FAULTS; i++)
		if (now->failed[i] > seen->failed[i])
			life_note(life, kinds[i], "%s", "");
	if (now->torn > seen->torn)
		life_note(life, TALLY_TORN, "%s", "");
	if (now->lossy > seen->lossy)
		life_note(life, TALLY_LOSSY, "%" G_GUINT64_FORMAT " sectors", now->lost - seen->lost);
	if (now->full > seen->full && !life->refused[0]) {
		life->refused[0] = TRUE;
		life_note(life, TALLY_DISK_FULL, "%s", "");
	}
	for (; life->unknown < life->sim->unknown; life->unknown++)
		life_note(life, TALLY_UNKNOWN, "%s", "");
	for (; life->refusals < life->sim->refused; life->refusals++)
		life_note(life, TALLY_REFUSED, "%s", "");
	*seen = *now;
}

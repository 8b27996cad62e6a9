/* agenda-world.h - an agenda with its settings and clocks, stepped by hand; every act is checked and written to a log. */
#pragma once
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "core/agenda.h"

typedef struct World {
	Zone *zone;
	Policy policy;
	GPtrArray *schedules; /* of Schedule */
	History *history;
	Agenda *agenda;
	Moment now;
	Reach reach;
	gint64 ids;       /* given so far */
	GString *log;     /* one word an act */
} World;

/* "2026-11-23 08:00" in the world's zone. */
static inline gint64 world_at(const World *world, const char *text)
{
	LocalTime local = { 0 };

	ck_assert_int_ge(sscanf(text, "%d-%d-%d %d:%d:%d", &local.year, &local.month, &local.day, &local.hour, &local.minute,
	                        &local.second), 5);
	return zone_instant(world->zone, &local);
}

/* In Berlin, everything reachable, nothing scheduled; no quiet hours, a budget of 100, no spacing. */
static inline World world_new(const char *now)
{
	World world = { .zone = zone_new("Europe/Berlin", NULL), .policy = { .budget = 100 }, .reach = { TRUE, TRUE },
		        .schedules = g_ptr_array_new_with_free_func((GDestroyNotify)schedule_free),
		        .history = history_new("secret"), .log = g_string_new(NULL) };

	world.agenda = agenda_new(world.history, world.zone);
	world.now = (Moment){ world_at(&world, now), HOURS(1), "boot-1" };
	return world;
}

static inline void world_clear(World *world)
{
	agenda_free(world->agenda);
	history_free(world->history);
	g_ptr_array_unref(world->schedules);
	zone_unref(world->zone);
	g_string_free(world->log, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* "checkin/evening", `when` lines split by ';'. Configure the agenda afterwards. */
static inline Schedule *world_add(World *world, const char *id, const char *whens)
{
	g_auto(GStrv) parts = g_strsplit(id, "/", 2), lines = g_strsplit(whens, ";", -1);
	Schedule *schedule;
	Kind kind;

	ck_assert(kind_parse(parts[0], &kind));
	schedule = schedule_new(kind, parts[1]);
	for (int i = 0; lines[i]; i++) {
		When *when = when_parse(lines[i], NULL);

		ck_assert_ptr_nonnull(when);
		g_ptr_array_add(schedule->whens, when);
	}
	g_ptr_array_add(world->schedules, schedule);
	return schedule;
}

static inline void world_configure(World *world)
{
	agenda_configure(world->agenda, &world->policy, world->schedules, world->now.wall);
}

/* The last one to add: from here on the agenda goes by them all. */
static inline Schedule *world_plan(World *world, const char *id, const char *whens)
{
	Schedule *schedule = world_add(world, id, whens);

	world_configure(world);
	return schedule;
}

static inline void world_log(World *world, const char *word, const Prompt *prompt)
{
	g_string_append_printf(world->log, "%s%s %s", world->log->len ? ", " : "", word, strchr(prompt->schedule, '/') + 1);
}

static inline void world_log_decision(World *world, const Prompt *prompt)
{
	world_log(world, prompt->state == PROMPT_CLOSED ? outcome_name(prompt->outcome) :
	                 prompt->state == PROMPT_HELD   ? "hold" : "decide", prompt);
	if (prompt->missed)
		g_string_append_printf(world->log, " x%d", prompt->missed);
	if (prompt->reason != REASON_NONE)
		g_string_append_printf(world->log, " (%s)", reason_name(prompt->reason));
}

static inline void world_carry_out(World *world, const Act *act)
{
	switch (act->kind) {
	case ACT_HANDLED:
	case ACT_ANCHOR:
	case ACT_HELD:
		break;
	case ACT_DECIDE:
		if (act->prompt->id)
			ck_abort_msg("decided twice");
		act->prompt->id = ++world->ids;
		world_log_decision(world, act->prompt);
		break;
	case ACT_SHOW:
		world_log(world, "show", act->prompt);
		break;
	case ACT_REMIND:
		world_log(world, "remind", act->prompt);
		break;
	case ACT_CLOSE:
		world_log(world, "close", act->prompt);
		g_string_append_printf(world->log, " %s", outcome_name(act->prompt->outcome));
		break;
	}
}

static inline void world_evaluate(World *world)
{
	g_autoptr(GArray) acts = agenda_evaluate(world->agenda, &world->now, world->reach);

	for (guint i = 0; i < acts->len; i++)
		world_carry_out(world, &g_array_index(acts, Act, i));
	if (agenda_next(world->agenda, &world->now, world->reach) <= world->now.wall)
		ck_abort_msg("it looks again at once: it would never rest");
}

/* Both clocks go on, and nothing looks: the machine is off or asleep. */
static inline void world_sleep(World *world, gint64 span)
{
	world->now.wall += span;
	world->now.boot += span;
}

/* Only the wall clock moves. */
static inline void world_step(World *world, gint64 span)
{
	world->now.wall += span;
}

/* Time passes as for the daemon: it looks when agenda_next() says so, and at the end. */
static inline void world_run_to(World *world, gint64 end)
{
	while (world->now.wall < end) {
		gint64 next = MIN(agenda_next(world->agenda, &world->now, world->reach), end);

		world_sleep(world, next - world->now.wall);
		world_evaluate(world);
	}
}

static inline void world_run(World *world, const char *until)
{
	world_run_to(world, world_at(world, until));
}

/* What happened since the last look, and forgets it. */
static inline void world_expect(World *world, const char *log)
{
	ck_assert_str_eq(world->log->str, log);
	g_string_truncate(world->log, 0);
}

static inline Prompt *world_open(World *world, guint i)
{
	ck_assert_uint_lt(i, agenda_open(world->agenda)->len);
	return agenda_open(world->agenda)->pdata[i];
}

/* The daemon ends and begins again, with what its store keeps: the history and the open prompts. */
static inline void world_restart(World *world)
{
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (guint i = 0; i < agenda_open(world->agenda)->len; i++) {
		const Prompt *prompt = agenda_open(world->agenda)->pdata[i];
		Prompt *copy = g_memdup2(prompt, sizeof *prompt);

		copy->schedule = g_strdup(prompt->schedule);
		copy->content = g_strdup(prompt->content);
		copy->remind = TIME_NEVER;
		g_ptr_array_add(kept, copy);
	}
	agenda_free(world->agenda);
	world->agenda = agenda_new(world->history, world->zone);
	world_configure(world);
	for (guint i = 0; i < kept->len; i++)
		agenda_adopt(world->agenda, kept->pdata[i]);
}

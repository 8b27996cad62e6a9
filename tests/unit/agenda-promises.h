/* agenda-promises.h - a life in the agenda's world, and what holds at each look at it, whatever happened before. */
#pragma once
#include "core/span.h"
#include "tests/unit/agenda-world.h"

/* As ck_assert(), without its note of every line passed: these are millions. */
#define PROMISE(holds)                                                                                                 \
	do {                                                                                                           \
		if (!(holds))                                                                                          \
			ck_abort_msg("%s", #holds);                                                                    \
	} while (0)

/* One schedule, as the test itself keeps account of it. */
typedef struct Account {
	const Schedule *schedule;
	gboolean elapsed; /* counts elapsed time: what it was anchored to is known to the agenda only */
	gint64 until;     /* decided up to here, before the look */
	gint64 floor;     /* the zone or the settings changed here: what they would have put before it is nobody's */
	guint decisions;  /* in the look at hand */
} Account;

typedef struct Life {
	World world;
	GRand *chance;
	GHashTable *decided; /* "schedule due" of each decision */
	GArray *accounts;    /* of Account, one a schedule */
	gint64 looked;       /* the last look */
	gint64 last_begun;   /* last showing that the daemon began */
	gboolean counted_back; /* a far step back was made: due moments may come again, the store refuses the second row */
	int begun_today, today;
} Life;

static inline Frame life_frame(const Life *life)
{
	const History *history = life->world.history;

	return (Frame){ .zone = life->world.zone, .secret = history->secret, .draws = history->draws,
		        .quiet = life->world.policy.quiet, .events = history->events, .anchors = history->anchors };
}

static inline Account *account_of(Life *life, const char *id)
{
	for (guint i = 0; i < life->accounts->len; i++) {
		Account *account = &g_array_index(life->accounts, Account, i);

		if (g_str_equal(account->schedule->id, id))
			return account;
	}
	return NULL;
}

static inline gboolean schedule_counts_elapsed(const Schedule *schedule)
{
	for (guint i = 0; i < schedule->whens->len; i++) {
		WhenForm form = when_form(schedule->whens->pdata[i]);

		if (form == WHEN_INTERVAL || form == WHEN_FOLLOW)
			return TRUE;
	}
	return FALSE;
}

/* After new settings. */
static inline void accounts_open(Life *life)
{
	g_array_set_size(life->accounts, 0);
	for (guint i = 0; i < life->world.schedules->len; i++) {
		const Schedule *schedule = life->world.schedules->pdata[i];
		Account account = { schedule, schedule_counts_elapsed(schedule), 0, life->looked, 0 };

		g_array_append_val(life->accounts, account);
	}
}

/* The zone changed. */
static inline void accounts_raise(Life *life)
{
	for (guint i = 0; i < life->accounts->len; i++)
		g_array_index(life->accounts, Account, i).floor = life->looked;
}

/* --- one decision --- */

/* The same moment again, of the same schedule. */
static inline void check_once(Life *life, const Prompt *prompt)
{
	g_autofree char *key = g_strdup_printf("%s %" G_GINT64_FORMAT, prompt->schedule, prompt->due);

	PROMISE(g_hash_table_add(life->decided, g_steal_pointer(&key)) || life->counted_back);
}

/* A moment that its schedule names, on a day it may come, and really due by now. */
static inline void check_moment(Life *life, const Account *account, const Prompt *prompt)
{
	const Schedule *schedule = account->schedule;
	Frame frame = life_frame(life);
	Zone *zone = schedule->zone ? schedule->zone : frame.zone;
	int day = zone_day(zone, prompt->due);

	PROMISE(!except_covers(schedule->except, zone, prompt->due));
	PROMISE(!schedule->from || day >= schedule->from);
	PROMISE(!schedule->until || day <= schedule->until);
	PROMISE(prompt->at - prompt->due <= schedule->jitter);
	if (prompt->at > prompt->due) {
		PROMISE(!except_covers(schedule->except, zone, prompt->at));
		PROMISE(hours_contain(frame.quiet, frame.zone, prompt->due) || !hours_contain(frame.quiet, frame.zone, prompt->at));
	}
	if (!account->elapsed)
		PROMISE(schedule_next(schedule, &frame, prompt->due - 1) == prompt->due);
}

/* It stands for all from its first to its last, for no more and no less. */
static inline void check_range(Life *life, Account *account, const Prompt *prompt)
{
	Frame frame = life_frame(life);
	gint64 at;
	int n = 0;

	account->decisions++;
	if (account->elapsed)
		return;
	at = schedule_next(account->schedule, &frame, account->until);
	while (at < prompt->first && at <= account->floor)
		at = schedule_next(account->schedule, &frame, at);
	PROMISE(at == prompt->first);
	/* One from before the change is none that it made up: it was drawn to be late, and is not forgotten. */
	PROMISE(at > account->floor || schedule_jittered(account->schedule, &frame, at) > account->floor);
	for (; at <= prompt->due; at = schedule_next(account->schedule, &frame, at))
		n++;
	PROMISE(n == MAX(prompt->missed, 1));
	account->until = prompt->due;
}

static inline void check_decision(Life *life, const Prompt *prompt)
{
	Account *account = prompt->asked ? NULL : account_of(life, prompt->schedule);

	check_once(life, prompt);
	PROMISE(prompt->first <= prompt->due);
	PROMISE(prompt->due <= prompt->at);
	PROMISE(prompt->at <= prompt->decided + (prompt->asked ? 1000 : 0));
	PROMISE(prompt->missed || prompt->decided - prompt->at <= AGENDA_ORDINARY);
	PROMISE(prompt_is_silent(prompt) == (prompt->reason == REASON_CHANCE) || prompt->outcome == OUTCOME_MISSED);
	PROMISE(prompt->state != PROMPT_CLOSED || prompt->outcome != OUTCOME_NONE);
	PROMISE(prompt->asked || account);
	if (account) {
		check_moment(life, account, prompt);
		check_range(life, account, prompt);
	}
}

/* --- one showing --- */

static inline void check_begun(Life *life)
{
	World *world = &life->world;
	int today = zone_day(world->zone, world->now.wall);

	life->begun_today = today == life->today ? life->begun_today + 1 : 1;
	life->today = today;
	PROMISE(life->begun_today <= world->policy.budget);
	PROMISE(ABS(world->now.wall - life->last_begun) >= world->policy.apart);
	life->last_begun = world->now.wall;
}

static inline void check_shown(Life *life, const Prompt *prompt)
{
	World *world = &life->world;

	PROMISE(world->reach.server);
	PROMISE(prompt->state == PROMPT_SHOWN);
	PROMISE(!prompt_is_silent(prompt));
	PROMISE(world->now.wall < prompt->expires);
	if (prompt_is_free(prompt))
		return;
	PROMISE(!hours_contain(world->policy.quiet, world->zone, world->now.wall));
	PROMISE(!world->history->paused || deadline_wall(&world->history->pause, &world->now) <= world->now.wall);
	PROMISE(world->reach.present);
	if (prompt->shown == world->now.wall)
		check_begun(life);
}

static inline void check_act(Life *life, const Act *act)
{
	switch (act->kind) {
	case ACT_DECIDE:
		check_decision(life, act->prompt);
		break;
	case ACT_SHOW:
		check_shown(life, act->prompt);
		break;
	case ACT_REMIND:
		check_shown(life, act->prompt);
		PROMISE(act->prompt->reminded && act->prompt->remind == TIME_NEVER);
		break;
	case ACT_CLOSE:
		PROMISE(act->prompt->outcome != OUTCOME_NONE);
		break;
	case ACT_HELD:
		PROMISE(act->prompt->state == PROMPT_HELD && act->prompt->reason != REASON_NONE);
		break;
	case ACT_ANCHOR:
	case ACT_HANDLED:
		break;
	}
}

/* --- the whole of a look --- */

static inline void accounts_begin(Life *life)
{
	for (guint i = 0; i < life->accounts->len; i++) {
		Account *account = &g_array_index(life->accounts, Account, i);

		account->until = history_handled(life->world.history, account->schedule);
		account->decisions = 0;
	}
}

/* A clock that was wrong: what lies between was not lived. */
static inline void accounts_correct(Life *life, const GArray *acts)
{
	for (guint i = 0; i < acts->len; i++) {
		const Act *act = &g_array_index(acts, Act, i);
		Account *account = act->kind == ACT_HANDLED ? account_of(life, act->schedule) : NULL;

		if (account) {
			account->until = act->handled;
			account->floor = MIN(account->floor, act->handled);
		}
	}
}

/* What is due by now is decided, every one of it. */
static inline void check_all_decided(Life *life, const Account *account)
{
	Frame frame = life_frame(life);
	gint64 now = life->world.now.wall;
	gint64 next = schedule_next(account->schedule, &frame, MAX(account->until, account->floor));

	if (account->elapsed || next > now)
		return;
	PROMISE(schedule_jittered(account->schedule, &frame, next) > now);
	PROMISE(schedule_next(account->schedule, &frame, next) > now);
}

static inline void check_open(Life *life)
{
	const GPtrArray *open = agenda_open(life->world.agenda);

	for (guint i = 0; i < open->len; i++) {
		const Prompt *prompt = open->pdata[i];

		PROMISE(prompt->state != PROMPT_CLOSED);
		PROMISE(prompt->id != 0);
		for (guint j = 0; j < i; j++) { /* one a schedule, but for what the person asked for or moved, or wants every one of */
			const Prompt *other = open->pdata[j];

			PROMISE(prompt->asked || other->asked || prompt->missed == 1 || other->missed == 1 ||
			        !g_str_equal(prompt->schedule, other->schedule));
		}
	}
	PROMISE(life->world.history->shown->len <= 400);
}

/* As the daemon does once it is on screen. */
static inline void set_reminder(Life *life, Prompt *prompt)
{
	const Schedule *schedule = schedules_find(life->world.schedules, prompt->schedule);

	if (schedule && schedule->remind && !prompt->reminded && prompt->state == PROMPT_SHOWN)
		prompt->remind = MAX(prompt->shown + schedule->remind, life->world.now.wall + 1);
}

static inline void look(Life *life)
{
	World *world = &life->world;
	g_autoptr(GArray) acts = NULL, again = NULL;

	accounts_begin(life);
	acts = agenda_evaluate(world->agenda, &world->now, world->reach);
	accounts_correct(life, acts);
	for (guint i = 0; i < acts->len; i++) {
		const Act *act = &g_array_index(acts, Act, i);

		check_act(life, act);
		world_carry_out(world, act);
		if (act->kind == ACT_SHOW)
			set_reminder(life, act->prompt);
	}
	g_string_truncate(world->log, 0);
	life->looked = world->now.wall;
	for (guint i = 0; i < life->accounts->len; i++)
		check_all_decided(life, &g_array_index(life->accounts, Account, i));
	check_open(life);
	again = agenda_evaluate(world->agenda, &world->now, world->reach);
	PROMISE(again->len == 0);
	PROMISE(agenda_next(world->agenda, &world->now, world->reach) > world->now.wall);
}
